# The clock of the questions: the badge in lists and the story on a question's page.
sla-badge-on-time = On time – due { $due }
sla-badge-soon = Due soon – { $left }
sla-badge-overdue = { $late } late
sla-badge-paused = Paused – waiting for details
sla-badge-answered = Answered in { $took }
sla-badge-answered-late = Answered in { $took }, after the deadline
sla-badge-closed = Closed without an answer
sla-badge-spam = Set aside

sla-story-received = Question received: { $hours ->
        [one] one hour
       *[other] { $hours } hours
    } to answer, by { $due }
sla-story-received-working = Question received: { $hours ->
        [one] one working hour
       *[other] { $hours } working hours
    } to answer, by { $due }
sla-story-reopened = Question reopened: { $hours ->
        [one] one hour
       *[other] { $hours } hours
    } to answer, by { $due }
sla-story-reopened-working = Question reopened: { $hours ->
        [one] one working hour
       *[other] { $hours } working hours
    } to answer, by { $due }
sla-story-paused = Details were asked for: the clock stops with { $left } left
sla-story-paused-late = Details were asked for: the clock stops, { $late } late
sla-story-replied = The details came: the clock runs again, deadline { $due }
sla-story-resumed = Work goes on without waiting for the details: deadline { $due }
sla-story-moved = Deadline moved: it was { $from }, now it is { $due }. Reason: { $reason }
sla-story-passed = Deadline passed
sla-story-answered = Answered after { $took }, within the deadline
sla-story-answered-paused = Answered after { $took } (waiting for details: { $paused }), within the deadline
sla-story-answered-late = Answered after { $took }, { $late } late
sla-story-closed = Closed without an answer: the clock stops
sla-story-spam = Set aside: the clock stops
