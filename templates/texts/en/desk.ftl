# The page of a question at the desk: writing, going on, working together.

# Draft
desk-draft-save = Save the draft
desk-draft-saved = Draft saved { $at }
desk-draft-discard = Delete the draft
desk-draft-unsent = Your draft of an answer
desk-draft-unsent-text = The question is not waiting for your answer now. The text stays here: only you see it.
desk-draft-other = In another window you saved a different text, { $at }
desk-draft-other-text = The other text is below. Yours is still in the field: choose which one to keep.
desk-draft-other-below = The other text is below, the one of this window is in the field. Copy what you need: if you save or send, the text of the field stays.
desk-draft-take = Use the other text
desk-draft-keep = Keep my text
desk-draft-gone = The draft was sent or deleted in another window
desk-draft-gone-text = The text you see here is not saved.
desk-draft-gone-below = The text you see in the field is not saved. If you still need it, save the draft again.
desk-draft-again = Save the draft again
desk-draft-local = On this device there is a text that was not saved
desk-draft-local-text = You wrote it in another window. You can use it in place of the one in the field.
desk-draft-local-drop = Delete this text
desk-draft-news = After your draft, { $who } { $what }: { $at }
desk-draft-news-text = Read the conversation again before you send the answer.

# Together
desk-present-writing = { $name } is writing an answer
desk-present-reading = { $name } is reading
desk-present-opened = { $name } opened this question { $at }
desk-claim-hint = If you do not work on it for { $hours } hours, it goes back to the queue (never while the desk is closed).
desk-news-message = A new message arrived while you were writing
desk-news-text = Your text stays here.
desk-news-show = Show what changed
desk-history-claim-expired = put the question back in the queue: { $name } had not worked on it for some time

# Preview and readability
desk-markdown = What you can write
desk-markdown-bold = **word** for bold, *word* for italics
desk-markdown-list = a hyphen at the start of the line for a list: - first item
desk-markdown-numbers = a number with a full stop for a numbered list: 1. first item
desk-markdown-link = [words of the link](https://www.example.org) for a link
desk-markdown-quote = the sign > at the start of the line to cite a law
desk-markdown-same = Readers see the text as in the preview, on their page and in the email.
desk-preview = Preview
desk-preview-title = As its reader sees it
desk-preview-empty = You have not written anything yet.
desk-preview-files = Choose the files again before you send.
desk-reading-easy = Easy for readers with a lower secondary education (Gulpease index { $index } of 100)
desk-reading-medium = Medium for readers with a lower secondary education (Gulpease index { $index } of 100): from 60 up it is easy
desk-reading-hard = Hard for readers with a lower secondary education (Gulpease index { $index } of 100): try shorter sentences and words
desk-reading-long = Long sentences
desk-reading-sentence = { $text } ({ $count } words)
desk-files-drop = You can also drop files here.
desk-files-added = Added { $name }.
desk-files-removed = Removed { $name }.

# Who asks
desk-requester-title = The questions of { $name }
desk-requester-all = All questions of this person

# Canned answers
desk-canned-title = Canned answers
desk-canned-admin = Texts to use again in answers, by topic.
desk-canned-intro = Texts that whoever answers can insert and adapt. Words in braces are filled in automatically.
desk-canned-new = Write a canned answer
desk-canned-caption = The canned answers, by title
desk-canned-empty = There is no canned answer yet.
desk-canned-used = Used
desk-canned-changed = Changed
desk-canned-withdrawn = Withdrawn
desk-canned-is-withdrawn = It is withdrawn: whoever answers does not see it.
desk-canned-field-title = Title
desk-canned-field-title-hint = Only whoever answers sees it.
desk-canned-field-topic = Topic
desk-canned-field-lang = Language
desk-canned-field-body = Text
desk-canned-all-topics = All topics
desk-canned-placeholders = In the text you can use:
desk-canned-placeholder-nome = name of whoever asked
desk-canned-placeholder-numero = number of the question
desk-canned-placeholder-oggetto = subject of the question
desk-canned-placeholder-argomento = topic of the question
desk-canned-placeholder-scadenza = deadline of the answer
desk-canned-placeholder-firma = name of whoever answers, and of the desk
desk-canned-example-nome = Anna Bianchi
desk-canned-example-numero = 1234
desk-canned-example-oggetto = Part-time after maternity leave
desk-canned-example-argomento = Part-time
desk-canned-example-scadenza = Thursday 26 November 2026 at 10:30
desk-canned-example-firma = Carla Riva, Sportello Conciliazione
desk-canned-preview = As its reader sees it, with example data
desk-canned-save = Save
desk-canned-withdraw = Withdraw
desk-canned-back = Use it again
desk-canned-general = For every topic
desk-canned-prompt = Choose a canned answer
desk-canned-insert = Insert
desk-problem-canned-title-empty = Write the title
desk-problem-canned-title-too-long = The title is too long: use at most { $max } characters
desk-problem-canned-title-unreadable = The title has characters that cannot be used: write it again
desk-problem-canned-lang = Choose the language
desk-problem-canned-placeholder = { $unknown } cannot be filled in. You can use: { $known }
desk-problem-canned-stale = Meanwhile somebody else changed this answer. If you save again, your text stays.
desk-problem-canned-choice = Choose a canned answer

# Opinions and colleagues
desk-call = Tell somebody
desk-call-who = Whom to tell
desk-call-hint = They get an email with the link to this question.
desk-history-called = and told { $names }
desk-history-mail-no-address = was told that the email { $mail ->
    [answer] with the answer
   *[other] to the person who asked
} came back: the address takes no mail
desk-history-mail-later = was told that the email { $mail ->
    [answer] with the answer
   *[other] to the person who asked
} came back for now: it leaves again in a day
desk-history-mail-returned = was told that the email { $mail ->
    [answer] with the answer
   *[other] to the person who asked
} came back
desk-history-mail-given-up = tried several times to send the email { $mail ->
    [answer] with the answer
   *[other] to the person who asked
}, without success: it may not have arrived
desk-history-mail-pec-accepted = received the certified receipt of acceptance: the email { $mail ->
    [answer] with the answer
   *[other] to the person who asked
} left
desk-history-mail-pec-delivered = received the certified receipt of delivery: the email { $mail ->
    [answer] with the answer
   *[other] to the person who asked
} arrived
desk-history-mail-pec-delayed = received a certified notice: after twelve hours the email { $mail ->
    [answer] with the answer
   *[other] to the person who asked
} has not arrived yet
desk-history-draft-by-mail = answered with an email: the text is a draft
desk-history-opinion-asked = asked { $name } for an opinion
desk-history-opinion-given = gave an opinion
desk-opinion-ask = Ask for an opinion
desk-opinion-of = Whom
desk-opinion-word = What you want to know
desk-opinion-send = Ask for the opinion
desk-opinion-open = Opinion asked of { $name } { $at }
desk-opinion-asks = { $name } asked for your opinion
desk-opinion-answer = Answer with an internal note
desk-opinion-is = This is the opinion that { $name } asked for
desk-opinion-asked-by = { $name } asked for your opinion { $at }
desk-opinions-title = Opinions you were asked for
desk-opinions-intro = Questions of others on which somebody is waiting for your opinion. Answer with an internal note.
desk-opinions-due = answer due { $at }
desk-opinions-empty = Nobody is waiting for your opinion.
desk-opinions-back = Go to the queue
desk-problem-opinion-empty = Write what you want to know
desk-problem-opinion-too-long = The text is too long: use at most { $max } characters
desk-problem-opinion-unreadable = The text has characters that cannot be used: write it again

# Four eyes
desk-approval-title = Waiting for approval
desk-approval-free-title = Answer ready, not sent yet
desk-approval-message = Answer to approve
desk-approval-alert = An answer is waiting for approval
desk-approval-see = Read the answer
desk-approval-text = The answer is sent when a colleague approves it. Until then the question stays open and the clock keeps running.
desk-approval-mine = You wrote or changed it: somebody else approves it.
desk-approval-free-text = This topic no longer asks for approval: whoever follows the question can send it now.
desk-approval-author = Answer by { $name }
desk-approval-edited = changed by { $name }
desk-approval-due = To be approved by
desk-approval-due-passed = Was to be approved by
desk-approval-approve = Approve and send
desk-approval-send = Send the answer
desk-approval-approve-hint = The answer is sent at once, in the name of { $name }.
desk-approval-return = Send back
desk-approval-return-word = What to change
desk-approval-return-hint = Whoever wrote the answer reads it in an internal note and finds the text in their draft.
desk-approval-change = Change the answer
desk-approval-change-hint = Whoever changes it cannot approve it.
desk-approval-change-add = Add attachments
desk-approval-change-files = Attachments that stay
desk-approval-change-save = Save the changed answer
desk-approval-withdraw = Withdraw the answer
desk-approval-withdraw-text = The answer is not sent. The text goes back to the draft of whoever wrote it.
desk-approval-news = After the answer was written, { $who } { $what }: { $at }
desk-approval-overtaken = Something changed meanwhile
desk-approval-overtaken-by = Meanwhile { $who } { $what }, { $at }
desk-approval-overtaken-text = What you asked for was not done. Read the page below again, then decide.
desk-approval-overtaken-typed = What you had written:
desk-approval-outcome = Send for approval
desk-approval-outcome-hint = A colleague reads it again and sends it. Until then the clock keeps running.
desk-approval-outcome-replace = Replace the answer that is waiting
desk-approval-outcome-replace-hint = The text above takes the place of the one that waits for approval.
desk-approval-was-returned = Answer sent back, never sent
desk-approval-was-withdrawn = Answer withdrawn, never sent
desk-approval-was-replaced = Earlier version of the answer, never sent
desk-approval-has-lapsed = Answer never approved, never sent
desk-history-approval-due = The time to approve the answer has passed
desk-history-answer-proposed = wrote an answer to be approved
desk-history-answer-changed = changed the answer by { $name } that waits for approval
desk-history-answer-approved = approved the answer by { $name }
desk-history-answer-returned = sent back the answer by { $name }
desk-history-answer-withdrawn = withdrew the answer that waited for approval
desk-problem-remark-empty = Write what to change
desk-problem-remark-too-long = The text is too long: use at most { $max } characters
desk-problem-remark-unreadable = The text has characters that cannot be used: please rewrite it

# Merging two questions
desk-merge = Merge with another question of this person
desk-merge-with = The other open question
desk-merge-next = Continue
desk-merge-title = Merge two questions?
desk-merge-lead = { $name } asked these two questions. Merged, they are one, with one answer.
desk-merge-kept = This one stays: it came first.
desk-merge-merged = It is closed and goes on in no. { $number }.
desk-merge-received = Received
desk-merge-due = Deadline
desk-merge-promise = The earlier deadline stands, even one that has passed.
desk-merge-conversation = The messages of no. { $number } can be read in the conversation that stays, in order of time. Its old number leads there.
desk-merge-requester = We tell whoever asked by email.
desk-merge-waits = An answer to question no. { $number } is waiting for approval.
desk-merge-waits-what = The questions can be merged once that answer was sent, given back or withdrawn.
desk-merge-final = This cannot be undone.
desk-merge-do = Merge the questions
desk-merge-back = Leave the questions apart

# Splitting and linking
desk-split-title = Make it a question of its own
desk-split-lead = Whoever asked wrote something else in a message: it becomes a question of its own, with a deadline that counts from when the message came ({ $at }).
desk-split-subject = Subject of the new question
desk-split-body = Text of the new question
desk-split-body-hint = Leave only the words of the new question. The whole message stays in the first; attachments go to both.
desk-split-told = Whoever asked gets an email with the new number. The new question goes to the queue, held by nobody.
desk-split-do = Create the question
desk-split-back = Leave everything as it is
desk-links = Linked questions
desk-links-into = split off from this one
desk-links-from = this one was split off from it
desk-links-add = Link a question
desk-links-number = Number of the question
desk-links-hint = Only the desk sees it.
desk-links-remove = Remove
desk-problem-link = Write the number of another question that exists

# Notices
desk-notice-draft-saved = Draft saved: you find it here, also from another device.
desk-notice-draft-other = In another window you saved a different text: read it before you delete it.
desk-notice-canned-saved = Canned answer saved.
desk-notice-canned-withdrawn = Canned answer withdrawn: whoever answers no longer sees it.
desk-notice-canned-back = Canned answer in use again.
desk-notice-opinion-asked = Opinion asked: we tell the person by email.
desk-notice-answer-proposed = Answer ready: it is sent when a colleague approves it. The question stays open and the clock keeps running.
desk-notice-approved = Answer approved and sent.
desk-notice-given-back = Answer sent back: we tell whoever wrote it.
desk-notice-answer-changed = Answer changed: it still waits for approval.
desk-notice-answer-withdrawn = Answer withdrawn: the text is in the draft again.

# Who is away.
desk-away-until = away { $until }
desk-away = { $name } is away { $until }
desk-away-stand-in = { $name } is away { $until }; { $stand-in } stands in
desk-absence-title = Questions of { $name }
desk-absence-lead = { $count ->
    [one] They hold one open question.
   *[other] They hold { $count } open questions.
}
desk-absence-none = They hold no open questions.
desk-absence-to = Who gets them
desk-absence-to-hint = Whoever gets them, and whoever had them, is told. The deadlines stay as they are.
desk-absence-pass = { $count ->
    [one] Pass the question
   *[other] Pass { $count } questions
}
desk-absence-back = Back to the absences
desk-notice-merged = Questions merged: they are one now.
desk-notice-merge-waits = The questions were not merged: an answer to the newer one is waiting for approval.
desk-notice-not-merged = The questions were not merged: one of them changed meanwhile. Read the page again.
desk-notice-split = Question created: we tell whoever asked.
desk-notice-not-split = The question was not created: something changed meanwhile. Read the page again.
desk-notice-linked = Question linked.
desk-notice-unlinked = Link removed.

# Rules that decide where a question goes.
desk-routing-title = Routing
desk-routing-lead = The rules decide who gets a question as soon as it arrives. They are tried in order: the first whose conditions are all true decides.
desk-routing-admin = Which group or person a question goes to, and how urgent it is.
desk-routing-new = New rule
desk-routing-try = Try this text
desk-routing-none = There are no rules: every question goes to the group in charge of its topic.
desk-routing-else = Where no rule applies, the question goes to the group in charge of its topic.
desk-routing-off = off
desk-routing-if = If
desk-routing-then = Then
desk-routing-always = Always
desk-routing-fired = { $count ->
    [0] It has decided no question yet.
    [one] It has decided one question.
   *[other] It has decided { $count } questions.
}
desk-routing-name = Name of the rule
desk-routing-name-hint = It is read in the history of questions.
desk-routing-if-hint = All conditions that you give must be true. With none, the rule always applies.
desk-routing-then-hint = Give at least one thing. What you leave out is decided as usual.
desk-routing-topic = Topic
desk-routing-topic-hint = It also applies to the topics below it.
desk-routing-words = Words in the subject or text
desk-routing-words-hint = One is enough. Separate them by commas or lines: licenziamento, congedo parentale. Accents, capitals, singular and plural do not matter.
desk-routing-place = Territory
desk-routing-kind = Who asks
desk-routing-channel = How it comes
desk-routing-any = Any
desk-routing-unknown = Not known
desk-routing-group = Group
desk-routing-group-usual = That of the topic
desk-routing-person = Person
desk-routing-person-hint = If they are away, the question stays with the group.
desk-routing-nobody = Nobody in particular
desk-routing-priority = Priority
desk-routing-usual = As usual
desk-routing-policy = Deadline
desk-routing-policy-hint = It applies in place of that of the topic and of who asks.
desk-routing-policy-words = { $scope }: { $hours } { $working ->
    [yes] working hours
   *[no] hours
}
desk-routing-active = The rule is on
desk-routing-save = Save the rule
desk-routing-back = Back to the rules
desk-routing-delete = Delete the rule
desk-routing-delete-hint = The questions that it has decided stay as they are.
desk-routing-gone = no longer there
desk-routing-flash-made = Rule created.
desk-routing-flash-saved = Rule saved.
desk-routing-flash-order = Meanwhile the order of the rules has changed: this is how it is now.
desk-routing-flash-moved = Order changed.
desk-routing-flash-deleted = Rule deleted.
desk-routing-error-name-empty = Write the name of the rule.
desk-routing-error-name-long = The name is too long.
desk-routing-error-choice = Choose an item of the list.
desk-routing-error-nothing = Give at least one thing that the rule decides: group, person, priority or deadline.
desk-routing-error-words = “{ $word }” is made of words too common to look for.
desk-routing-error-words-none = Write at least one word, or leave the field empty.
desk-routing-error-words-long = Too many words: at most { $max } characters.
desk-routing-error-stale = Somebody else changed the rule while you were writing. What you wrote is below: check it and save again.
desk-routing-try-link = Try the rules with a text
desk-routing-try-lead = Write a question as an example: you see which rule applies and who would get it now. Nothing is kept.
desk-routing-try-go = Try
desk-routing-subject = Subject
desk-routing-body = Text
desk-routing-answer = Where it would go
desk-routing-why = Why
desk-routing-no-rule = No rule applies: the topic decides.
desk-routing-no-group = No group: everybody sees it
desk-routing-nobody-now = Nobody: it waits to be taken
desk-routing-skipped = Passed over because away: { $names }
desk-routing-verdict-fires = applies
desk-routing-verdict-not = does not apply
desk-routing-verdict-off = is off
desk-routing-words-found = Yes: { $label }, “{ $found }” is there
desk-routing-holds = Yes: { $label }, { $asked }
desk-routing-holds-not = No: { $label }, { $asked }
desk-history-rule = applied the rule “{ $rule }”
desk-history-routed = assigned the question { $what ->
    [both] to the group { $group } and to { $name }
    [person] to { $name }
   *[group] to the group { $group }
}{ $by ->
    [rule] {" "}by the rule “{ $rule }”
    [turn] , by the turns of the group
   *[both] {" "}by the rule “{ $rule }” and the turns of the group
}

# Priority.
desk-priority-high = High
desk-priority-normal = Normal
desk-priority-badge = High priority
desk-priority-raise = Set high priority
desk-priority-lower = Back to normal priority
desk-priority-hint = Whoever works in the queue finds it first when it is ordered by priority. The deadline does not change.
desk-history-priority-high = set the question to high priority
desk-history-priority-normal = set the question back to normal priority
desk-notice-priority = Priority changed.

# A topic that the program found.
desk-topic-proposed = The program chose “{ $topic }” because the question is like others. Confirm it, or choose the right one.
desk-topic-proposed-short = to be confirmed
desk-topic-confirm = Confirm “{ $topic }”
desk-history-topic-proposed = found the topic of the question
desk-history-topic-confirmed = confirmed the topic

# What people say of the answers that they received
desk-ratings-title = Answers that were not enough
desk-ratings-intro = Who said that the answer was not useful, or only partly, and why. Newest first.
desk-ratings-intro-own = Who said that an answer to the questions that you hold was not useful, or only partly, and why. Newest first.
desk-ratings-admin = Who said that an answer was not enough, and why.
desk-ratings-holder = held by { $name }
desk-ratings-partly = Partly useful
desk-ratings-no = Not useful
desk-ratings-empty = Nobody said that an answer was not enough.

# Questions by telephone or at the front desk
desk-typed-in-link = Enter a question asked by telephone or at the front desk
desk-typed-in-title = Question by telephone or at the front desk
desk-typed-in-lead = Write what you are asked while you speak: the question and the name are enough. The time to answer starts when you save.
desk-typed-in-channel = How they reached you
desk-typed-in-phone = By telephone
desk-typed-in-desk = In person, at the front desk
desk-typed-in-body = Question
desk-typed-in-body-hint = In the words of whoever asks. Avoid health data and names of other people.
desk-typed-in-subject-hint = If you leave it empty, we use the first words of the question.
desk-typed-in-who = Who asks
desk-typed-in-name = Name and surname
desk-typed-in-number = Telephone
desk-typed-in-number-hint = To call back, if there is no email.
desk-typed-in-email-hint = If there is one, we send the receipt and the notice of the answer here. If the address is already registered, the question goes to that account.
desk-typed-in-kind = Asks as
desk-typed-in-place = Municipality
desk-typed-in-told = I explained to whoever asks how we use their data and where the privacy notice is.
desk-typed-in-answered = Have you already answered?
desk-typed-in-answer-hint = Write what you said: it stays with the question and, if there is an email, we send a notice with the link.
desk-typed-in-save-answered = Save question and answer
desk-typed-in-save = Save the question
desk-typed-in-save-claim = Save it and take it
desk-history-typed-in = entered the question
desk-problem-channel = Choose how they reached you
desk-problem-phone = Write the number with 5–15 digits, for example 02 7740 1234
desk-problem-place = Choose a municipality from the list, or leave it empty
desk-problem-told = Explain to whoever asks how we use their data, then tick the box
desk-problem-caller-staff = This address belongs to somebody of the desk: write another or leave it empty
desk-problem-caller-closed = The account of this person is closed: write another address
desk-requester-phone = Telephone
desk-requester-undeliverable = Since { $date } emails to this person have come back: what you write is not sent
desk-requester-undeliverable-why = The mail server says: { $detail }
desk-requester-undeliverable-list = Emails not sent
desk-requester-no-email = Has no email: call back to give the answer.
desk-requester-unreachable = Left neither email nor telephone.
desk-no-email = Whoever asked has no email: call back with the answer and record it here.
desk-notice-typed-in = Question saved: it is in the queue.
desk-notice-typed-in-claimed = Question saved and taken.
desk-notice-typed-in-answered = Question and answer saved.
desk-notice-typed-in-waits = Question saved. The answer is sent when a colleague approves it.
desk-typed-in-number-told = Number to call back, given by telephone: { $number }
desk-problem-answer-written = You wrote an answer: press “Save question and answer”, or remove the text
