# Questions: asking, following, answering.

tickets-you = You
tickets-desk = The desk
tickets-number = no. { $number }

# Asking
tickets-ask-title = Ask a question
tickets-ask-lead =
    { $working ->
        [yes] Write your question as you would say it: a group of experts answers within { $hours } working hours.
       *[no] Write your question as you would say it: a group of experts answers within { $hours } hours.
    }
tickets-ask-varies = For some topics the time is different: you find it in the summary, before you send.
tickets-ask-who-reads = Only the people of the desk read it, and they are bound to confidentiality.
tickets-ask-privacy = How we use your data
tickets-ask-step = Step 1 of 2: your question
tickets-ask-topic = Topic
tickets-ask-topic-prompt = Choose a topic
tickets-ask-topic-unknown = I do not know: you choose
tickets-ask-topic-none = I do not know
tickets-ask-subject = Subject
tickets-ask-subject-hint = One line, for example: part-time work after maternity leave.
tickets-ask-body = Question
tickets-ask-body-hint = Write only what is needed. Leave out health data and other people's names.
tickets-ask-files = Attachments
tickets-ask-files-hint = At most { $count } files, { $size } each: PDF, JPG, PNG, Word, Excel, OpenDocument or text.
tickets-ask-files-kept = Files already uploaded
tickets-ask-file-remove = Remove { $name }
tickets-ask-review = Next
tickets-ask-save = Save the draft
tickets-ask-discard = Delete the draft
tickets-ask-draft = Draft saved { $at }
tickets-ask-suggestions = We may already have the answer
tickets-ask-suggestions-lead = These catalogue entries are about what you ask. If one is enough, there is no need to send the question: what you have written here is deleted.
tickets-ask-enough = This is enough for me
tickets-topic-general = Other on this subject

# Summary
tickets-review-title = Check your question
tickets-review-step = Step 2 of 2: the summary
tickets-review-lead =
    { $working ->
        [yes] Take your time and check that everything is right. If it is, send the question: we answer within { $hours } working hours.
       *[no] Take your time and check that everything is right. If it is, send the question: we answer within { $hours } hours.
    }
tickets-review-edit = Change
tickets-review-send = Confirm and send
tickets-review-no-files = No attachments

# Own questions
tickets-own-title = Your questions
tickets-own-empty = Your questions will appear here.
tickets-own-ask = Ask a question
tickets-own-asked = Sent { $at }
tickets-own-due = Answer by { $at }
tickets-own-late = Late: the answer was promised by { $at }
tickets-own-wait-until = Reply by { $day }: then we close the question, but you can open it again.
tickets-own-answered = Answer sent { $at }
tickets-own-draft = Draft
tickets-own-draft-untitled = Question without a subject
tickets-own-draft-saved = Saved { $at }
tickets-own-draft-resume = Go on with the draft
tickets-own-page-title = Question no. { $number }
tickets-own-received = We have received your question no. { $number }
tickets-own-received-due = We answer by { $at }.
tickets-own-received-mail = Question received { $at }. We have sent a summary to { $email }.
tickets-own-next = What happens now
tickets-own-next-claimed = An expert takes your question.
tickets-own-next-clarification = If we need a detail we write to you, and the time stops until you reply.
tickets-own-next-answer = When the answer is ready we send you an email: you read it on this page.
tickets-own-next-close = You can close this page.
tickets-own-back = Back to your questions
tickets-own-print = Print
tickets-own-print-receipt = Print the receipt
tickets-own-now-new = An expert will take it now.
tickets-own-now-assigned = An expert is preparing the answer.
tickets-own-now-answered = Read it and tell us whether it was useful.
tickets-own-now-closed = If you still need help, you can open it again.
tickets-own-closes-on = If you need nothing else there is nothing to do: the question closes by itself on { $day }.
tickets-own-promise = We answer by { $at }.
tickets-own-moved = We moved the deadline, which was { $from } before.
tickets-own-moved-left = When you write to us, we have { $left } to answer you.
tickets-own-moved-why = The reason: { $reason }
tickets-own-late-notice = We are late: we should have answered by { $at }. We are working on it and will write to you as soon as the answer is ready.
tickets-own-waiting-notice = We need a detail to answer you: the time goes on when you write.
tickets-own-answered-notice = We answered on { $at }.
tickets-own-answer-read = Read the answer
tickets-own-closed = The question is closed.
tickets-own-ended-requester = You closed this question: { $at }.
tickets-own-ended-desk = The desk closed this question: { $at }.
tickets-own-ended-waiting = We closed this question because we did not receive the details: { $at }.
tickets-own-ended-answered = This question closed by itself { $days ->
        [one] one day
       *[other] { $days } days
    } after the answer: { $at }.
tickets-own-ended-why = Read why
tickets-own-conversation = Conversation
tickets-own-reply-open = Add information
tickets-own-reply-waiting = Reply
tickets-own-reply-answered = Do you still have doubts?
tickets-own-reply-closed = Do you want to open the question again?
tickets-own-label-open = What do you want to add?
tickets-own-label-waiting = Your reply
tickets-own-label-answered = What is missing?
tickets-own-label-closed = What else do you need?
tickets-own-send-open = Send the message
tickets-own-send-waiting = Send the reply
tickets-own-send-answered = Send and open the question again
tickets-own-send-closed = Send and open the question again
tickets-own-reopen-hint = If you open it again now, we answer by { $at }.
tickets-own-solved-title = I have solved it
tickets-own-solved-hint = Don’t you need the answer any more? We close the question and tell whoever works on it. You can open it again whenever you like.
tickets-own-solved-hint-answered = Nothing else to ask? We close the question and tell whoever worked on it. You can open it again whenever you like.
tickets-own-solved-word = Would you like to tell us how? (optional)
tickets-own-close = I have solved it: close the question
tickets-own-state-new = Received
tickets-own-state-assigned = Being worked on
tickets-own-state-waiting = We need a detail from you
tickets-own-state-answered = Answer ready
tickets-own-state-closed = Closed

# The way of a question, for whoever asked it
tickets-timeline = The course of your question
tickets-timeline-received = Question received
tickets-timeline-imported = Conversation taken over from the old mailbox
tickets-timeline-claimed = An expert took it
tickets-timeline-asked = We asked you for details
tickets-timeline-replied = You wrote to us
tickets-timeline-moved = We moved the deadline: it was { $from }, now it is { $due }. The reason: { $reason }
tickets-timeline-answered = We answered
tickets-timeline-reopened = Question reopened
tickets-timeline-closed = Question closed
tickets-timeline-solved = You said that you have solved it: question closed

tickets-problem-number = Write the number of the question, for example 1234

# How far the promise has come
tickets-progress = Where we are
tickets-progress-received = Received
tickets-progress-reopened = Reopened
tickets-progress-taken = Taken by an expert
tickets-progress-to-take = To be taken by an expert
tickets-progress-answer-done = Answer sent
tickets-progress-answer-owed = Answer
tickets-progress-answer-late = Answer late
tickets-progress-answer-paused = We are waiting for you
tickets-progress-due-owed = by { $at }
tickets-progress-due-late = was promised by { $at }
tickets-progress-paused-why = the time stands still until you write

# The question on paper
tickets-print-back = Back to the question
tickets-print-hint = This page is ready to be printed: use your browser’s Print command.
tickets-print-asked = Received
tickets-print-state = State
tickets-print-due = Answer by
tickets-print-late = late
tickets-print-answered = Last answer
tickets-print-laws = Laws cited in the answers

# States and messages
tickets-state-new = To be taken
tickets-state-assigned = Being worked on
tickets-state-waiting = Waiting for details
tickets-state-answered = Answer sent
tickets-state-closed = Closed
tickets-state-spam = Spam
tickets-message-question = Question
tickets-message-reply = Message
tickets-message-answer = Answer
tickets-message-clarification = Request for details
tickets-message-closing = Why we closed it
tickets-message-quoted = Text of earlier messages ({ $count ->
        [one] one line
       *[other] { $count } lines
    })
tickets-message-note = Internal note
tickets-kind-worker = Worker
tickets-kind-enterprise = Business

# Queue
tickets-queue-title = Queue
tickets-queue-title-of = Queue: { $list }
tickets-queue-summary = { $todo ->
        [one] { $todo } question without an answer
       *[other] { $todo } questions without an answer
    }, { $overdue } late.
tickets-queue-empty = No questions in this list. Well done.
tickets-queue-views = Lists
tickets-queue-overdue = Late
tickets-queue-today = Due today
tickets-queue-who = Whose
tickets-queue-who-work = For you
tickets-queue-who-groups = Your group’s
tickets-queue-who-mine = Yours
tickets-queue-who-unheld = Nobody’s
tickets-queue-who-all = All
tickets-queue-work-hint = Yours, and those you can take.
tickets-queue-topic = Topic
tickets-queue-filters = { $whose }: change or filter
tickets-queue-topic-all = All topics
tickets-queue-apply = Show
tickets-queue-week = Answered this week
tickets-queue-narrow = Filter and sort
tickets-queue-place = Territory
tickets-queue-place-all = All municipalities
tickets-queue-place-outside = Outside the province
tickets-queue-place-undisclosed = Not told
tickets-queue-kind-all = People and businesses
tickets-queue-channel = Came by
tickets-queue-channel-all = Any way
tickets-queue-partner = Body of whoever holds it
tickets-queue-partner-all = All bodies
tickets-queue-order = Order
tickets-queue-order-deadline = Soonest deadline
tickets-queue-order-waiting = Waiting longest
tickets-queue-order-answered = Latest answers
tickets-queue-order-latest = Latest
tickets-queue-order-newest = Received last
tickets-queue-order-oldest = Received first
tickets-queue-order-moved = Last change
tickets-queue-chosen = Chosen filters
tickets-queue-remove = Remove the filter
tickets-queue-clear = Remove all filters
tickets-channel-web = Website
tickets-channel-email = Email
tickets-channel-phone = Telephone
tickets-channel-desk = Front desk
tickets-queue-caption = Questions; order: { $order }
tickets-queue-column-deadline = Deadline
tickets-queue-column-question = Question
tickets-queue-column-who = Who asks
tickets-queue-column-topic = Topic
tickets-queue-column-holder = Held by
tickets-queue-column-received = Received
tickets-queue-person = Person
tickets-queue-news = New message
tickets-queue-claim = Take it
tickets-queue-claim-which = question no. { $number }
tickets-queue-mine = You
tickets-stage-todo = Without an answer
tickets-stage-waiting = Waiting for details
tickets-stage-answered = Answered
tickets-stage-closed = Closed
tickets-stage-spam = Spam

# Work page
tickets-desk-title = Working on question no. { $number }
tickets-desk-clock = Deadline
tickets-desk-on-time = On time – due { $left }
tickets-desk-story = How this deadline came about
tickets-desk-deadline = Move the deadline
tickets-desk-deadline-now = The deadline is { $due }.
tickets-desk-deadline-paused = The clock stands still: we are waiting for details, and the deadline was { $due }. When the details come, the time from now to the deadline that you choose here is left to answer.
tickets-desk-deadline-until = To when
tickets-desk-deadline-hours = { $hours } hours more: { $due }
tickets-desk-deadline-other = To the day and time that I write here
tickets-desk-deadline-date = Day
tickets-desk-deadline-date-hint = At the latest { $day }.
tickets-desk-deadline-time = Time
tickets-desk-deadline-time-hint = For example 14:30.
tickets-desk-deadline-reason = Reason
tickets-desk-deadline-reason-hint = Whoever asked reads it, and it stays in the history.
tickets-desk-holder = Held by { $name }
tickets-desk-holder-you = You hold it
tickets-desk-holder-nobody = Nobody has taken it yet
tickets-desk-followed = { $name } took care of it
tickets-desk-followed-you = You took care of it
tickets-desk-claim = Take it
tickets-desk-claim-answer = Take it and answer
tickets-desk-actions = More actions
tickets-desk-release = Put it back in the queue
tickets-desk-close = Close the question
tickets-desk-close-why = Why you close it
tickets-desk-close-why-hint = Whoever asked reads it.
tickets-desk-reopen = Open again
tickets-desk-spam = Move to spam
tickets-desk-spam-text = The question goes to spam: nobody answers it, its sender is told nothing, and it does not count in the statistics.
tickets-desk-unspam = Not spam
tickets-desk-propose = Propose for the catalogue
tickets-desk-to-entry = Add to an entry that exists
tickets-desk-to-entry-which = Which entry
tickets-desk-to-entry-hint = Its number or the address of its page. The entry does not change: it is remembered that it comes from this question too.
tickets-desk-to-entry-add = Add
tickets-notice-added-to-entry = The entry now comes from this question too.
tickets-notice-no-such-entry = There is no entry with this number or address.
tickets-desk-propose-hint = This makes a draft of the answers, to be rewritten without personal data.
tickets-desk-proposed = Open the proposed entry
tickets-desk-requester = Who asks
tickets-desk-requester-name = Name
tickets-desk-requester-kind = Kind
tickets-desk-requester-place = Municipality
tickets-desk-requester-company = Business
tickets-desk-requester-earlier = Other questions by the same person
tickets-desk-topic = Topic
tickets-desk-topic-change = Change the topic
tickets-desk-conversation = Conversation
tickets-desk-write = Answer
tickets-desk-body = Your text
tickets-desk-body-hint = Leave an empty line between paragraphs. A hyphen at the start of a line makes a list, **two asterisks** make bold.
tickets-desk-outcome-answer = Send the answer
tickets-desk-outcome-another = Send another answer
tickets-desk-outcome-answer-hint = The person gets the answer and the clock stops.
tickets-desk-outcome-another-hint = It is added to the answer already sent.
tickets-desk-outcome-ask = Ask for details
tickets-desk-outcome-ask-hint = The clock pauses until the person replies.
tickets-desk-note = Internal note
tickets-desk-note-hint = Only the people of the desk read it.
tickets-desk-note-save = Add the note
tickets-desk-claim-first = To answer, take the question first.
tickets-desk-held-by-other = { $name } is on it. You can add an internal note.
tickets-desk-hand-over = Hand over to somebody else
tickets-desk-hand-over-to = To whom
tickets-desk-hand-over-prompt = Choose a person
tickets-desk-competent = Who answers this topic
tickets-desk-others = Others
tickets-desk-load = { $count ->
        [0] holds no question
        [one] holds one question
       *[other] holds { $count } questions
    }
tickets-desk-hand-over-word = A message for whoever gets it
tickets-desk-hand-over-send = Hand the question over
tickets-desk-history = History
tickets-desk-stale-title = Something changed while you were writing
tickets-desk-stale-by = While you were writing, { $who } { $what } { $at }
tickets-desk-stale = Read the conversation below as it is now. Your text is safe: you can change it and send it anyway.
tickets-desk-send-anyway = Send the answer anyway
tickets-desk-ask-anyway = Ask for details anyway

# History
tickets-history-system = The system
tickets-history-submitted = sent the question
tickets-history-imported = took the conversation over from the old mailbox
tickets-history-replied = wrote a message
tickets-history-claimed = took the question
tickets-history-released = put the question back in the queue
tickets-history-handed-over = handed the question over to { $name }
tickets-history-clarification = asked for details
tickets-history-reminded = reminded the requester that details are needed
tickets-history-answered = sent the answer
tickets-history-note = added an internal note
tickets-history-topic = changed the topic
tickets-history-helpful = said that the answer was useful
tickets-history-partly = said that the answer was partly useful
tickets-history-rated-why = { $said }: { $reason }
tickets-history-rating-reminded = reminded whoever asked to say whether the answer was useful
tickets-history-not-helpful = said that the answer was not enough
tickets-history-closed = closed the question
tickets-history-solved = said that it was solved and closed the question
tickets-history-by-link = { $what } (with the link of an email)
tickets-history-link = sent a new link to whoever asked
tickets-history-reopened = opened the question again
tickets-history-erased = erased the texts and the personal data
tickets-history-spam = moved the question to spam
tickets-history-split-off = was split off from a message of question no. { $number }
tickets-history-split = split question no. { $number } off from a message
tickets-history-linked = linked question no. { $number }
tickets-history-unlinked = removed the link to question no. { $number }
tickets-message-split = Make it a question of its own
tickets-own-split = See also your question
tickets-history-merged = merged this question into no. { $number }
tickets-history-took-in = merged question no. { $number } into this one
tickets-message-by-mail = Came by email: see the email
tickets-message-formatted = As it was formatted
tickets-message-from = From question no. { $number }, merged into this one: { $subject }
tickets-history-not-spam = took the question out of spam
tickets-history-step = reminded: { $percent } of the time has passed
tickets-history-step-before = reminded: { $hours ->
        [one] one hour is
       *[other] { $hours } hours are
    } left until the deadline
tickets-history-step-after = reminded: { $hours ->
        [one] one hour has
       *[other] { $hours } hours have
    } passed since the deadline
tickets-history-overdue = reminded: the deadline has passed
tickets-history-moved = moved the deadline
tickets-history-moved-from = moved the deadline: it was { $from }, now it is { $due }. Reason: { $reason }
tickets-history-proposed = proposed the answer for the catalogue

# Notices
tickets-notice-draft-saved = Draft saved. You find it here whenever you like.
tickets-notice-draft-discarded = Draft deleted.
tickets-notice-session-over = Your session has ended for safety. Sign in again: the draft is safe.
tickets-notice-replied = Message sent.
tickets-notice-reopened-again = Message sent: the question is open again.
tickets-notice-closed = The question is closed.
tickets-notice-solved = Good! The question is closed: we tell whoever worked on it.
tickets-notice-rated-why = Thank you: the reason helps us to answer better.
tickets-notice-helpful = Thank you: it helps us to do better.
tickets-notice-links-ended = The links already sent by email are no longer valid.
tickets-notice-moved-on = The question changed meanwhile: check how it is now.
tickets-notice-claimed = You have taken the question.
tickets-notice-released = The question is back in the queue.
tickets-notice-handed-over = You have handed the question over.
tickets-notice-held = Somebody else took it before you.
tickets-notice-noted = Note added.
tickets-notice-asked = Request sent: the clock is paused until the person replies.
tickets-notice-answered = Answer sent.
tickets-notice-reopened = The question is open again.
tickets-notice-spammed = The question is in spam.
tickets-notice-unspammed = The question is back in the queue.
tickets-notice-proposed = The draft is ready: remove personal data and send it for review.
tickets-notice-deadline-moved = Deadline moved: we tell whoever asked.
tickets-notice-topic = Topic changed.

# Mistakes in fields
tickets-problem-topic = Choose a topic
tickets-problem-subject-empty = Write the subject of your question
tickets-problem-subject-too-long = The subject is too long: use at most { $max } characters
tickets-problem-subject-unreadable = The subject has characters that cannot be used: write it again
tickets-problem-body-empty = Write your question
tickets-problem-body-too-long = The text is too long: use at most { $max } characters
tickets-problem-body-unreadable = The text has characters that cannot be used: write it again
tickets-problem-reply-empty = Write the message
tickets-problem-reply-too-long = The message is too long: use at most { $max } characters
tickets-problem-reply-unreadable = The message has characters that cannot be used: write it again
tickets-problem-answer-empty = Write the text
tickets-problem-answer-too-long = The text is too long: use at most { $max } characters
tickets-problem-answer-unreadable = The text has characters that cannot be used: write it again
tickets-problem-closing-empty = Write why you close the question: nobody has answered it yet
tickets-problem-closing-too-long = The reason is too long: use at most { $max } characters
tickets-problem-closing-unreadable = The reason holds characters that cannot be used: write it again
tickets-problem-deadline-date = Write the day of the new deadline
tickets-problem-deadline-time = Write the time of the new deadline, for example 14:30
tickets-problem-deadline-both = You chose more hours and wrote a day as well: keep only one of the two
tickets-problem-deadline-skipped = There is no such hour on that day, because the clocks go forward: choose another time
tickets-problem-deadline-past = The new deadline has passed already: choose a moment that is still to come
tickets-problem-deadline-far = The new deadline is too far away: at most { $days } days from now
tickets-problem-deadline-same = This is the deadline already: choose another moment
tickets-problem-deadline-stale = The deadline changed meanwhile: check what it is now, then press again if you still need to
tickets-problem-deadline-over = Meanwhile the question was answered or closed: its deadline cannot be moved any more
tickets-problem-reason-empty = Write why you move the deadline
tickets-problem-reason-too-long = The reason is too long: use at most { $max } characters
tickets-problem-reason-unreadable = The reason holds characters that cannot be used: write it again
tickets-problem-outcome = Choose whether to answer or to ask for details
tickets-problem-colleague = Choose a person
tickets-queue-summary-all = In the whole desk: { $todo }, { $overdue } of them late.

## What the desk answered before, beside the editor
tickets-similar-title = Have we answered similar questions?
tickets-similar-search = Search questions and catalogue
tickets-similar-search-button = Search
tickets-similar-search-hint = The results open in another tab.
tickets-similar-entries = In the catalogue
tickets-similar-questions = Answered questions
tickets-similar-words = Words in common: { $words }
tickets-similar-insert-entry = Put the link into the answer
tickets-similar-insert-answer = Copy into my answer
tickets-similar-inserted = Added to your answer
tickets-similar-answered-by = { $who } answered { $at }
tickets-similar-answered = Answered { $at }
tickets-similar-helpful = whoever asked found it helpful
tickets-similar-personal = Before you send it, check for anything about another person: { $what }
tickets-similar-open = Open question no. { $number }
tickets-similar-none = We find no similar questions or entries. You can search with words of your own.
tickets-similar-none-searched = No results. Try other words.
tickets-similar-failed = The search does not answer. Try again in a few minutes.
tickets-message-sources = { $count ->
    [one] Written from question
   *[other] Written from questions
}

## Search among all questions
tickets-search-title = Search the questions
tickets-search-title-words = Search the questions: { $words }
tickets-search-label = Words or number of the question
tickets-search-hint = Searches subjects, questions, answers and internal notes. For example: parental leave part-time.
tickets-search-button = Search
tickets-search-link = Search all questions
tickets-search-found = { $count ->
    [0] No questions found
    [one] One question found
   *[other] { $count } questions found
}
tickets-search-corrected = We do not find “{ $typed }”: we searched for “{ $words }”.
tickets-search-empty = No question has these words. Check the spelling or use fewer.
tickets-search-unavailable = The search is being prepared. Try again in a few minutes.
tickets-search-states = State
tickets-search-all = All
tickets-search-number = Open question no. { $number }
tickets-search-received = Received { $at }

tickets-desk-topic-guess = Its words suggest:
tickets-desk-topic-guesses = Its words could mean:
tickets-desk-topic-words = because of: { $words }

## Dalla vecchia casella di posta
tickets-archive-no-text = (A message without text.)
tickets-archive-files-refused = Attachments that were not kept:
tickets-archive-file-type = type of file not accepted
tickets-archive-file-large = file too large
tickets-archive-file-empty = empty file
tickets-archive-text-goes-on = The text is longer: it goes on in the attachment
