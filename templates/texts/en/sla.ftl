# The clock of the questions: the badge in lists and the story on a question's page.
sla-badge-on-time = On time – due { $due }
sla-badge-soon = Due soon – { $left }
sla-badge-overdue = { $late } late
sla-badge-paused = Paused – waiting for details
sla-badge-answered = Answered in { $took }
sla-badge-answered-late = Answered in { $took }, after the deadline
sla-badge-closed = Closed without an answer
sla-badge-imported = From the archive
sla-badge-solved = Solved by whoever asked
sla-badge-spam = Set aside
sla-badge-merged = Merged into another question

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
sla-story-solved = Whoever asked has solved it: the time stops
sla-story-imported = Received before the question came here: no deadline was promised
sla-story-imported-over = Taken over from the archive: its time does not count
sla-story-closed = Closed without an answer: the clock stops
sla-story-spam = Set aside: the clock stops
sla-story-merged = Another question was merged into this one. The earlier deadline stands: { $due } (was { $from })
sla-story-merged-resumed = Another question, which waits for nothing, was merged into this one: the time runs again, deadline { $due }
sla-story-merged-paused = Another question, which waits for details too, was merged into this one: the clock stays stopped
sla-story-merged-ended = Merged into another question: the deadline goes on there

# Deadlines and calendars, as coordinators write them.
sla-title = Deadlines and calendars
sla-intro = Within what time the desk promises an answer, who is reminded and when, and on which days people work.
sla-admin-text = Time for an answer, reminders, days off.
sla-admin-closed = Nobody works next week
sla-other-node-title = This computer was started with another configuration
sla-other-node = The times in its configuration are not those of the desk’s last start. What you read below holds, on every computer. Ask whoever looks after the program to make the configurations the same.
sla-policies = Promised times
sla-rule = One rule holds for each question: that of its topic; failing that, of the topic’s area; failing that, the one for every topic. At equal topics, a rule for one kind of requester wins over one for everybody. Questions already received keep the deadline that was told to whoever asked.
sla-policy-new = New rule
sla-policy-intro = A change holds for questions that arrive, or are reopened, from now on. Those already open keep their deadline.
sla-holds-written = What a person wrote here holds
sla-holds-configured = The program’s configuration holds
sla-past = Rules no longer used
sla-scope = { $has_topic ->
        [yes] { $topic }
       *[no] Every topic
    }{ $kind ->
        [worker] , workers
        [enterprise] , businesses
       *[any] , everybody
    }
sla-length = { $working ->
        [yes] { $hours ->
            [one] one working hour
           *[other] { $hours } working hours
        }
       *[no] { $hours ->
            [one] one hour
           *[other] { $hours } hours
        }
    }
sla-step = { $when }: { $to }
sla-when-due = at the deadline
sla-when-percent = at { $percent } of the time
sla-when-before = { $hours ->
        [one] one hour
       *[other] { $hours } hours
    } before the deadline
sla-when-after = { $hours ->
        [one] one hour
       *[other] { $hours } hours
    } after the deadline
sla-when-every = after the deadline, { $hours ->
        [one] every hour
       *[other] every { $hours } hours
    }
sla-to-holder = whoever holds the question
sla-to-group = the whole group
sla-to-coordinators = the coordinators
sla-to-nobody = a person or group that is no longer there
sla-quiet-none = Reminders at any hour
sla-quiet-night = no reminders { $hours }
sla-quiet-days = no reminders on days off
sla-calendars = Working calendars
sla-calendars-intro = They say which hours count for rules in working hours, and on which days reminders wait.
sla-calendar-own = The desk’s calendar
sla-calendar-new-name = Name of the new calendar
sla-calendar-new-hint = It begins like the desk’s calendar: then you change it.
sla-calendar-create = Create the calendar

sla-form-topic = Topic
sla-form-any-topic = Every topic
sla-form-kind = Who asks
sla-form-any-kind = Everybody
sla-form-kind-worker = Workers
sla-form-kind-enterprise = Businesses
sla-form-hours = Hours for an answer
sla-form-clock = Which hours count
sla-form-clock-calendar = All, also at night and on holidays
sla-form-clock-working = Only those of the working calendar
sla-form-calendar = Working calendar
sla-form-calendar-hint = Needed for working hours and for reminders on days off.
sla-form-steps = Reminders
sla-form-steps-hint = Each reminder is sent once per deadline. The one at 100% of the time is the deadline and must be there; beyond 100% a reminder comes after the deadline. To take a reminder away, delete its number.
sla-form-step = Reminder { $number }
sla-form-amount = Number
sla-form-unit = What it counts
sla-form-unit-percent = % of the time
sla-form-unit-before = hours before the deadline
sla-form-unit-after = hours after the deadline, once
sla-form-unit-every = every so many hours after the deadline
sla-form-to = To whom
sla-form-to-holder = To whoever holds the question (the group, if nobody does)
sla-form-to-group = To the whole group
sla-form-to-coordinators = To the coordinators
sla-form-other = Also to
sla-form-other-none = Nobody else
sla-form-add = Add a reminder
sla-form-quiet = Quiet hours
sla-form-quiet-hint = In these hours reminders wait, except that of the deadline. Leave empty to remind at any hour.
sla-form-night-from = Quiet from
sla-form-night-until = until
sla-form-quiet-days = Quiet also on days on which the calendar is closed
sla-save = Save the rule
sla-give-back-title = Back to the configuration
sla-give-back-text = The rule written here will no longer hold: from now on that of the program’s configuration does. The history stays.
sla-calendar-give-back-text = The calendar written here will no longer hold: from now on that of the program’s configuration does. The history stays.
sla-give-back = Back to the configuration
sla-give-up-title = Remove this rule
sla-give-up-text = For questions that arrive from now on a more general rule will hold. The history stays.
sla-give-up = Remove the rule
sla-history = History of changes
sla-history-start = Configuration, at the start
sla-history-given-back = back to the rule it began with

sla-changed-hours = time: from { $from } to { $to } hours
sla-changed-length = time: from { $from } to { $to }
sla-changed-calendar = calendar: from { $from } to { $to }
sla-changed-quiet = quiet: from “{ $from }” to “{ $to }”
sla-changed-name = new name: { $to }
sla-changed-day = { $day }: from { $from } to { $to }
sla-changed-national-on = national holidays are days off
sla-changed-national-off = national holidays are no longer days off
sla-changed-gone = removed: { $what }
sla-changed-come = added: { $what }

sla-closed = closed
sla-day-mon = Monday
sla-day-tue = Tuesday
sla-day-wed = Wednesday
sla-day-thu = Thursday
sla-day-fri = Friday
sla-day-sat = Saturday
sla-day-sun = Sunday
sla-month-1 = January
sla-month-2 = February
sla-month-3 = March
sla-month-4 = April
sla-month-5 = May
sla-month-6 = June
sla-month-7 = July
sla-month-8 = August
sla-month-9 = September
sla-month-10 = October
sla-month-11 = November
sla-month-12 = December
sla-day-of-year = { $day } { $month }
sla-day-from-easter = Easter and { $days } days
sla-special-day = { $day }: { $hours }
sla-holiday-years = { $what }{ $has_from ->
        [yes] , from { $from }
       *[no] {""}
    }{ $has_until ->
        [yes] , until { $until }
       *[no] {""}
    }
sla-holiday-new-year = New Year
sla-holiday-epiphany = Epiphany
sla-holiday-unity-150 = 150 years of Italy’s unity
sla-holiday-saint-joseph = Saint Joseph
sla-holiday-easter = Easter
sla-holiday-easter-monday = Easter Monday
sla-holiday-liberation = Liberation Day
sla-holiday-labour = Labour Day
sla-holiday-ascension = Ascension
sla-holiday-republic = Republic Day
sla-holiday-corpus-domini = Corpus Christi
sla-holiday-saints-peter-paul = Saints Peter and Paul
sla-holiday-assumption = Assumption
sla-holiday-saint-francis = Saint Francis of Assisi
sla-holiday-all-saints = All Saints
sla-holiday-victory = National Unity
sla-holiday-immaculate = Immaculate Conception
sla-holiday-christmas = Christmas
sla-holiday-saint-stephen = Saint Stephen
sla-holiday-saint-ambrose = Saint Ambrose

sla-calendar-users = Used by: { $users }.
sla-calendar-unused = No rule uses it.
sla-calendar-promises = Changes hold for questions that arrive from now on: deadlines already promised stay.
sla-calendar-name = Name of the calendar
sla-calendar-save = Save the week
sla-week = Week
sla-week-hint = Write the hours of each day, for example 9:00-13:00, 14:00-18:00. Leave a day off empty.
sla-national = National holidays are days off
sla-weeks-title = Weeks without work
sla-week-this = This whole week is closed ({ $days }).
sla-week-next = The whole of next week is closed ({ $days }).
sla-week-other = The whole week { $days } is closed.
sla-closure-title = Closures
sla-closure-text = Days on which the desk is closed, such as the holidays of August.
sla-special-title = Days with hours of their own
sla-special-text = For example the morning of 24 December. These hours hold even if the day is a holiday or within a closure.
sla-holiday-title = Local holidays
sla-holiday-text = Days off of every year, such as 7 December in Milan.
sla-none = Nothing listed.
sla-remove = Remove
sla-add-closure = Add the closure
sla-add-special = Add the day
sla-add-holiday = Add the holiday
sla-field-from = First day
sla-field-to = Last day
sla-field-name = Name (optional)
sla-field-date = Day
sla-field-hours = Hours
sla-field-hours-hint = For example 9:00-13:00
sla-field-yearly = Day of the year
sla-field-yearly-hint = Day and month, such as 7/12; or counted from Easter, such as easter+50
sla-field-from-year = From the year (optional)
sla-field-until-year = Until the year (optional)
sla-ical-title = Proposals from another calendar
sla-ical-text = Upload an iCal file (.ics): its days become proposals. Only what you choose counts.
sla-ical-file = iCal file
sla-ical-read = Read the file
sla-ical-found = Which days become closures?
sla-ical-past = { $count ->
    [one] One event is over: it is not proposed.
   *[other] { $count } events are over: they are not proposed.
}
sla-ical-repeating = { $count ->
    [one] One event repeats in a way that we do not work out: add its days by hand.
   *[other] { $count } events repeat in a way that we do not work out: add their days by hand.
}
sla-ical-accept = Add the chosen closures
sla-year-open = See the whole of { $year }
sla-year-title = Year { $year }
sla-year-intro = Below, month by month, the days that are not like the normal week, and why. This is the normal week.
sla-year-work = Days of work: { $days }. Hours: { $hours }.
sla-year-others = Other years
sla-year-national = { $day }: national holiday ({ $name })
sla-year-local = { $day }: local holiday{ $has_name ->
        [yes] {" "}({ $name })
       *[no] {""}
    }
sla-year-closed = { $day }: closed{ $has_name ->
        [yes] {" "}({ $name })
       *[no] {""}
    }
sla-year-special = { $day }: hours { $hours }

sla-trial = Try a question
sla-trial-intro = Choose topic, who asks and when: we tell you which rule holds and when the answer is due. Nothing changes.
sla-trial-no-topic = Not known
sla-trial-day = Day of arrival
sla-trial-now = Leave empty for now
sla-trial-time = Time
sla-trial-go = Try
sla-trial-result = Result
sla-trial-policy = Rule
sla-trial-received = Received
sla-trial-due = Due
sla-trial-held = waits for the end of the quiet hours

sla-flash-policy-made = Rule created. It holds for questions that arrive from now on.
sla-flash-policy-saved = Rule saved. It holds for questions that arrive from now on.
sla-flash-policy-given-back = Done. It holds for questions that arrive from now on.
sla-flash-calendar-made = Calendar created.
sla-flash-calendar-saved = Calendar saved.
sla-flash-calendar-given-back = Done: the configuration’s calendar holds.
sla-error-stale = Somebody else saved a change while you were writing. Here is what you wrote and, further down, the history: check and save again.
sla-error-impossible = No deadline can be computed with these values: check hours, reminders and calendar
sla-error-scope = Choose a topic and a kind of requester from the list
sla-error-general = Choose at least a topic or a kind of requester: the rule for everybody exists already
sla-error-scope-taken = There is a rule for this topic and this kind of requester already: change that one
sla-error-hours = Write a number of hours from 1 to 8760
sla-error-clock = Choose which hours count
sla-error-calendar = Choose a calendar from the list
sla-error-percent = Write a percentage from 1 to 1000
sla-error-before = Write a number of hours smaller than the time for an answer
sla-error-unit = Choose what the number counts
sla-error-twice = There is a reminder at this moment already
sla-error-to = Choose whom to remind
sla-error-due = Add the reminder at 100% of the time: it is the deadline
sla-error-time = Write a time, for example 20:00
sla-error-night = Write another time than that at which the quiet begins
sla-error-name = Write a shorter name, at most 80 characters, on one line
sla-error-name-empty = Write the name of the calendar
sla-error-name-taken = There is a calendar of this name already
sla-error-spans = Write the hours as 9:00-13:00, 14:00-18:00, in order
sla-error-no-hours = Write the hours of at least one day of the week
sla-error-day = Write a day, for example 10/08/2027
sla-error-closure = The last day cannot come before the first, nor more than a year after it
sla-error-yearly = Write day and month, such as 7/12, or easter+50
sla-error-year = Write a year, for example 2027
sla-error-years = The last year cannot come before the first
sla-error-add = Choose what to add
sla-error-ical-missing = Choose an iCal file
sla-error-ical = This file is no iCal calendar, or it is too large (at most 256 kB)
sla-error-ical-empty = There are no days to propose in this file
sla-error-skipped = This time does not exist: that night the clocks go forward

# The two measures of time, in the box of the clock.
sla-times-passed = Time passed
sla-times-net = Without the waits for details
sla-times-worked = Working hours used
sla-times-left = Time left
sla-times-left-worked = Working hours left
sla-times-left-after = Left, once the details come
sla-worked = { $hours } { $hours ->
        [one] hour
       *[other] hours
    }{ $minutes ->
        [0] {""}
        [one] {" "}and one minute
       *[other] {" "}and { $minutes } minutes
    } of work
