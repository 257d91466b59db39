# Subjects say what the mail is, never what the question is about.
mail-subject-confirmation = Confirm your email address
mail-subject-existing-account = You already have an account
mail-subject-invitation = Your invitation to the Sportello Conciliazione
mail-subject-recovery = Set a new password
mail-subject-password-changed = Your password has changed
mail-subject-token-made = A new key for programs
mail-subject-erased = We have erased your data
mail-subject-receipt = We have received your question (no. { $number })
mail-subject-clarification = We need some details to answer you (no. { $number })
mail-subject-clarification-reminder = We are still waiting for your details (no. { $number })
mail-subject-answer = The answer to your question is ready (no. { $number })
mail-subject-rating-reminder = Was the answer useful to you? (no. { $number })
mail-subject-closed = We have closed your question (no. { $number })
mail-subject-reopened = Your question is open again (no. { $number })
mail-subject-closed-by-link = Your question was closed through the link in an email (no. { $number })
mail-subject-written-by-link = A message was added to your question through the link in an email (no. { $number })
mail-subject-follow-link = The link to follow your question (no. { $number })
mail-subject-late = We are late with your answer (no. { $number })
mail-subject-deadline-moved = We moved the deadline of your question (no. { $number })
mail-subject-change-told = A law in our answer has changed (no. { $number })
mail-subject-assignment = Question no. { $number } is assigned to you
mail-subject-taken-over = Question no. { $number } has passed to somebody else
mail-subject-stand-in = You stand in for a colleague
mail-subject-stand-in-ended = You no longer stand in for a colleague
mail-subject-requester-replied = New message in question no. { $number }
mail-subject-claim-expired = Question no. { $number } is back in the queue
mail-subject-mentioned = You were mentioned in a note of question no. { $number }
mail-subject-opinion-asked = An opinion on question no. { $number }
mail-subject-opinion-given = The opinion on question no. { $number } has arrived
mail-subject-note-added = New internal note in question no. { $number }
mail-subject-draft-by-mail = Your answer is a draft: question no. { $number }
mail-subject-not-delivered = An email was not delivered: question no. { $number }
mail-subject-mail-storm = Too many emails in an hour: new ones wait for a person
mail-subject-too-many-to-one = Too many emails to one address: the others wait
mail-subject-merged = Your questions are one now: no. { $number }
mail-subject-split-off = A new question of yours: no. { $number }
mail-subject-merged-desk = A question was merged into no. { $number }
mail-subject-solved = Solved: question no. { $number } is closed
mail-subject-approval-asked = An answer to approve: question no. { $number }
mail-subject-answer-returned = Your answer comes back: question no. { $number }
mail-subject-answer-approved = Your answer was sent: question no. { $number }
mail-subject-approval-due = Answer still to be approved: question no. { $number }
mail-subject-reopened-desk = Question no. { $number } was reopened
mail-subject-deadline-reminder = Question no. { $number } is getting close to its deadline
mail-subject-deadline-moved-desk = New deadline for question no. { $number }
mail-subject-group-reminder = In your group: question no. { $number } is due soon
mail-subject-near-deadline = Due soon: question no. { $number }
mail-subject-deadline-passed = Overdue: question no. { $number }
mail-subject-escalation = To be followed up: question no. { $number } is overdue
mail-subject-deadline-digest =
    { $count ->
        [0] Questions due or overdue
        [one] One question due or overdue
       *[other] { $count } questions due or overdue
    }
mail-subject-review-requested = A catalogue entry is waiting for your review
mail-subject-entry-returned = Your entry came back from the review
mail-subject-checks-due = Catalogue entries to check again
mail-subject-report-frozen = A report on the questions is ready
mail-subject-report-offered = Do you want to receive the reports of the desk?
mail-subject-report-sent = A report on the questions to the desk
mail-subject-trial = Trial of an email
mail-subject-entry-published = Your entry is in the catalogue

mail-greeting = Dear { $name },
mail-greeting-unnamed = Hello,
mail-signature = The Sportello Conciliazione
mail-button-fallback = If the button does not work, copy this address into your browser:

# Items of the lists
mail-fact-number = Number
mail-fact-subject = Subject
mail-fact-received = Received
mail-fact-question = Your question
mail-fact-topic = Topic
mail-fact-deadline = Deadline
mail-fact-late = Late by
mail-fact-assignee = Assigned to
mail-fact-nobody = nobody
mail-fact-role = Your role
mail-fact-digest = SHA-256 digest
mail-fact-reports = Reports
mail-question = { $subject }, { $of-day }

# Accounts
mail-confirmation-text = One step is missing before you can use the desk: confirm that this email address is yours.
mail-confirmation-button = Confirm the address
mail-link-validity = The link is valid for { $validity } and can be used once.
mail-confirmation-not-you = If you did not ask to register, ignore this email: without confirmation the account stays inactive.
mail-existing-account-text = Somebody tried to register at the desk with this email address, which already has an account. If it was you, sign in with your password.
mail-existing-account-button = Sign in
mail-existing-account-recovery = Forgotten your password? Set a new one
mail-existing-account-not-you = If it was not you, there is nothing to do: nobody has entered your account.
mail-invitation-text = { $name } invites you to work at the { $office }. To begin, choose your password.
mail-invitation-text-unsigned = You are invited to work at the { $office }. To begin, choose your password.
mail-invitation-not-you = If you did not expect this invitation, ignore this email: until you choose a password the account stays inactive.
mail-invitation-button = Choose the password
mail-recovery-text = We were asked to set a new password for your account.
mail-recovery-button = Set the password
mail-recovery-not-you = If you did not ask for it, ignore this email: the password does not change.
mail-password-changed-text = The password of your account has changed: { $when }. For your safety we have signed you out everywhere.
mail-password-changed-keys = If you had keys for programs, they are no longer valid.
mail-password-changed-keys-profile = If you had keys for programs, they are no longer valid: if you need them, make them again from your profile.
mail-password-changed-not-you = If it was not you who changed it, set a new password at once and tell us.
mail-password-changed-button = Set a new password
mail-token-made-text = Your account has a new key for programs: { $when }. With the key a program reads in your name what the desk offers to programs and you may see.
mail-token-made-not-you = If you did not ask for it, set a new password at once: then no key is valid any more. And tell us.
mail-erased-text = we have erased your data, as we were asked to: { $when }. The account does not exist any more, nor do the texts of the questions and the attachments.
mail-erased-left = Only numbers for statistics stay, without your name and without texts.
mail-erased-last = This is the last email that you get from us: once it has left we delete your address too.
mail-erased-not-you = If you did not ask for it, write to us at once: the addresses are on the site.

# To whoever asked
mail-receipt-text = We have received your question.
mail-promise = We will answer you by { $due }.
mail-promise-passed = We should have answered you by { $due }, and we are sorry: we will answer you as soon as possible.
mail-receipt-more = Do you want to add anything? Write it on the page of the question. There you can also see how far we have come.
mail-receipt-more-or-reply = Would you like to add something? Answer this email, or write it on the page of the question. There you also see how far we are.
mail-receipt-by-mail = You wrote to us by email: we use your address and what you wrote only to answer you.
mail-receipt-privacy = How we use your data
mail-receipt-not-you = If it was not you who wrote to us, open the question and close it.
mail-open-question = Open the question
mail-clarification-text = To answer you we need some details. Open the question to read what we ask and to reply.
mail-clarification-text-inside = To answer you we need some details: you can read it below.
mail-clarification-clock = The time for the answer starts again when you write to us. We wait for your reply until { $date }. Then we close the question, but you can always reopen it.
mail-clarification-button = Reply
mail-clarification-reminder-text = Some days ago we asked you for some details: without them we cannot answer you. Open the question to read what we ask.
mail-answer-text = The answer to your question is ready. Open the question to read it.
mail-answer-text-inside = The answer to your question is ready: you can read it below.
mail-answer-button = Read the answer
mail-answer-button-inside = Open the question
mail-files = There are attachments: the links below hold until { $date }. After that you find them on the page of the question.
mail-files-sign-in = There are attachments: sign in to open them.
mail-files-there =
    { $count ->
        [one] There is also an attachment: you find it on the page of the question.
       *[other] There are also { $count } attachments: you find them on the page of the question.
    }
mail-answer-rating = Was the answer useful to you? Two clicks are enough: one here and one on the page that opens.
mail-rating-yes = Yes
mail-rating-partly = Partly
mail-rating-no = No
mail-rating-there = Tell us on the page of the question
mail-rating-reminder-text = A few days ago we answered your question. If you tell us how it went, you help us to answer better.
mail-rating-reminder-once = We will not ask you again about this answer.
mail-answer-doubts = Are you still in doubt? Write on the page of the question: we will reopen it.
mail-closed-explained = The desk has closed your question. The reason is on its page.
mail-closed-desk = The desk has closed your question.
mail-closed-answered =
    { $days ->
        [one] Your question closed by itself, one day after the answer.
       *[other] Your question closed by itself, { $days } days after the answer.
    }
mail-closed-waiting = We have closed your question because we did not receive the details we asked you for.
mail-closed-reopen = If you still need help, you can reopen it from its page.
mail-closed-by-link-text = Somebody closed your question through the link in one of our emails, without signing in.
mail-written-by-link-text = Somebody wrote in your question through the link in one of our emails, without signing in.
mail-by-link-you = If it was you, there is nothing else to do.
mail-by-link-not-you = If it was not you, somebody else has your link: sign in, open the question and choose “Cancel the links”. There you can also tell us what happened.
mail-by-link-password = Do you have no password, or forgot it? Set a new one
mail-follow-link-text = You asked for a new link to follow your question.
mail-follow-link-not-you = If you did not ask for it, ignore this email.
mail-follow-warning = Whoever has this email can read the question, write in your name and close it, without a password: do not forward it.
mail-follow-sign-in = Sign in and open the question
mail-reopened-text = Your question is open again.
mail-change-told-text = After our answer a law that it cites has changed. What changes for you is on the page of your question.
mail-change-told-text-inside = After our answer a law that it cites has changed: what changes for you is below.
mail-deadline-moved-text = We moved the deadline of your question, which was { $from } before.
mail-deadline-moved-waiting = We are still waiting for your details: when you write to us, we have { $left } to answer you.
mail-deadline-moved-why = The reason: { $reason }
mail-deadline-moved-why-there = The reason is on the page of your question.
mail-late-text = We are late: we should have answered your question by { $due }, and have not done so yet. We are sorry.
mail-late-next = We have told the coordinators of the desk. There is nothing you need to do: we will write to you as soon as the answer is ready.
mail-late-urgent = Do you have to decide within a few days? Write it on the page of the question.

# To whoever works at the desk
mail-assignment-text = Question no. { $number } is assigned to you.
mail-assignment-text-by = { $name } passed question no. { $number } to you.
mail-assignment-text-noted = { $name } passed question no. { $number } to you and left an internal note.
mail-taken-over-text = Question no. { $number } has passed to somebody else: you need not deal with it any more.
mail-draft-by-mail-text = We have received your email about question no. { $number }. Its text is now your draft: it has not been sent yet. Open the question, check it and send it. Attachments have to be added there.
mail-not-delivered-text = An email from the desk about question no. { $number } came back, or we could not send it: the person who asked may not have received it. Open the question and see its history. If there is a phone number, call.
mail-storm-text = More than { $most } questions came by email in the last hour. To be safe, the others do not become questions by themselves and get no reply: they wait for a person to look at them.
mail-too-many-to-one-requester = In the last hour { $most } emails left, or are leaving, for the address of a person who asks questions. The others for that person wait.
mail-too-many-to-one-colleague = In the last hour { $most } emails left, or are leaving, for the address of a person at the desk. The others for that person wait.
mail-too-many-to-one-what = None is lost: they leave by themselves, in their order, as the hour goes by. See who gets them: if a program is writing, tell whoever looks after the mail.
mail-too-many-to-one-button = See the emails in the queue
mail-storm-what = If they are real questions, take them in one by one. If a program is writing by itself, put them aside and tell whoever looks after the mail. Everything resumes by itself when fewer arrive.
mail-storm-button = See the emails that wait
mail-requester-replied-text = In question no. { $number }{ $yours ->
    [yes] , which is yours,
   *[no] {""}
} there is a new message from whoever asked it.
mail-solved-text = Whoever asked question no. { $number }{ $yours ->
    [yes] , which is yours,
   *[no] {""}
} has solved it and closed the question: you need not answer any more.
mail-solved-text-answered = Whoever asked question no. { $number }{ $yours ->
    [yes] , which you answered,
   *[no] {""}
} has solved it and closed the question.
mail-claim-expired-text = Question no. { $number } is back in the queue: you held it, but for { $hours } hours you did not work on it. If you still want to follow it, take it again: what you had written is still in your draft.
mail-mentioned-text = { $name } mentioned you in an internal note of question no. { $number }.
mail-opinion-asked-text = { $name } asks for your opinion on question no. { $number }. What they want to know is in an internal note; answer with a note.
mail-opinion-given-text = { $name } gave an opinion on question no. { $number }, in an internal note.
mail-merged-text = You asked two questions on the same matter: we follow them together, as one, with the number { $number }. Everything you wrote is there. { $late ->
    [yes] You will get one answer. The earlier deadline has passed, and we are sorry: we will answer as soon as we can.
   *[no] You will get one answer, by the earlier deadline.
}
mail-split-off-text = One of your messages asked something other than your first question: we follow it apart, with the number { $number }, so that it is not lost.
mail-merged-desk-text = Another question of the same person was merged into no. { $number }. The earlier deadline stands.
mail-note-added-text = A colleague wrote an internal note in question no. { $number }{ $yours ->
    [yes] , which is yours
   *[no] {""}
}.
mail-approval-asked-text = { $name } wrote the answer to question no. { $number }. Somebody else has to approve it before it is sent: you can.
mail-answer-returned-text = { $name } read your answer to question no. { $number } and sends it back. What to change is in an internal note; the text is in the conversation and, unless you had begun another, in your draft.
mail-answer-approved-text = { $name } approved your answer to question no. { $number }: it was sent.
mail-approval-due-waiting = The answer to question no. { $number } should have been approved by now, and still waits.
mail-approval-due-unwritten = The answer to question no. { $number } should have been ready and approved by now, and is not written yet.
mail-reopened-desk-text = Question no. { $number } was reopened and waits for an answer.
mail-deadline-reminder-text = Question no. { $number } waits for your answer. It is due { $remaining }.
mail-deadline-reminder-unassigned = Nobody has taken question no. { $number } yet. It is due { $remaining }.
mail-deadline-moved-desk-text = The deadline of question no. { $number }, which you hold, has changed: it is now { $due }. The reason is in the history of the question.
mail-group-reminder-text = Question no. { $number } of your group has no answer yet. It is due { $remaining }. If you can, give a hand to whoever has it.
mail-near-deadline-text = Question no. { $number } has no answer yet. It is due { $remaining }. Please check that somebody takes care of it.
mail-deadline-passed-text = Question no. { $number }{ $yours ->
    [yes] , which is yours,
   *[no] {""}
} has passed its deadline without an answer.
mail-deadline-passed-unassigned = Question no. { $number } has passed its deadline and nobody has taken it yet.
mail-escalation-text = Question no. { $number } has passed its deadline without an answer. Please check that somebody deals with it.
mail-digest-text =
    { $count ->
        [one] There is one question due or overdue. Open it from here.
       *[other] There are { $count } questions due or overdue. Open them from here, beginning with the most urgent.
    }
mail-digest-late = no. { $number }, overdue by { $time } (deadline: { $due }; held by: { $holder })
mail-digest-soon = no. { $number }, due { $time } (deadline: { $due }; held by: { $holder })
mail-digest-yours = you
mail-digest-button = Open the queue
mail-desk-button = Open the question
mail-review-requested-text = A catalogue entry is ready: a second person must read it before it is published.
mail-entry-returned-text = Whoever reviewed your entry sent it back with a remark. Open it to read the remark and correct the text.
mail-entry-button = Open the entry
mail-entry-published-text = The entry that you wrote was approved: now anybody finds it in the catalogue.
mail-checks-due-text =
    { $count ->
        [one] There is one catalogue entry to check again, for which you answer. If it is still right, just confirm it.
       *[other] There are { $count } catalogue entries to check again, for which you answer. If one is still right, just confirm it.
    }
mail-checks-due-nobody =
    { $count ->
        [one] There is one catalogue entry to check again for which nobody at the desk answers. Confirm it, or choose who answers for it.
       *[other] There are { $count } catalogue entries to check again for which nobody at the desk answers. Confirm them, or choose who answers for them.
    }
mail-checks-due-now = { $title }: to be checked by { $date }, which is today or past
mail-checks-due-soon = { $title }: to be checked by { $date }
mail-checks-due-more =
    { $count ->
        [one] And one more.
       *[other] And { $count } more.
    }
mail-checks-due-button = See what to check
mail-report-frozen-text = the report with the figures of the period { $period } is frozen: it will change no more. The digest below tells it from any other.
mail-report-frozen-button = Open the report
mail-report-frozen-end = Choose which reports you receive, or none
mail-report-offered-text = the desk offers to send you its reports by email: the figures on the questions that it receives, with their definitions and the method, without personal data.
mail-report-offered-button = Receive the reports
mail-report-offered-validity = The link is good for { $days } days. Before you confirm we send you no report.
mail-report-offered-not-you = If you are not interested, you need not do anything: your address is deleted by itself.
mail-report-offered-end = Delete my address now
mail-report-sent-text = this is the report with the figures of the period { $period }. It is frozen: it will change no more.
mail-report-sent-files = The whole report is attached, with its definitions and the method: to read or print (.pdf), as a workbook (.xlsx), and the data as they are kept (.json), of which the digest is.
mail-report-sent-end = I do not want to receive these reports any more
mail-entry-published-button = See the entry

# At the foot of each mail
mail-footer-why-requester = You receive this email because you have an account at the desk.
mail-footer-why-staff = You receive this email because you work at the desk.
mail-footer-why-erased = You get this email because your data were erased by the desk.
mail-footer-why-offered = You receive this email because the coordinators of the desk named this address.
mail-footer-why-list = You receive this email because this address asked for the reports of the desk.
mail-footer-why-pending = You receive this email because this address was given to the desk.
mail-footer-privacy = Privacy notice
mail-footer-preferences = Choose whether to receive the text of the answers

# Page of the outgoing mail
mail-outbox-title = Outgoing mail
mail-outbox-lead = Here you see the emails that the desk has to send and those that it could not send.
mail-outbox-file = The desk is on trial: it writes emails into a folder and does not send them.
mail-outbox-file-admin = To send them for real, set mail.transport and mail.smtp_url in the configuration.
mail-outbox-credentials-admin = Check mail.smtp_url in the configuration.
mail-outbox-trouble-title = The mail server accepts no email
mail-outbox-trouble = Emails stay in the queue and are not lost. The next attempt is { $time }.
mail-outbox-lists = Lists of emails
mail-outbox-list-non-inviate = Not sent
mail-outbox-list-in-coda = Queued
mail-outbox-list-inviate = Sent
mail-outbox-list-non-piu-necessarie = No longer needed
mail-outbox-empty-non-inviate = No email to send again: all have been sent.
mail-outbox-empty-in-coda = No email in the queue.
mail-outbox-empty-inviate = No email sent so far.
mail-outbox-empty-non-piu-necessarie = No email has become needless. Here you find, for example, reminders of questions that were answered meanwhile.
mail-outbox-column-mail = Email
mail-outbox-column-to = Recipient
mail-outbox-column-when = When
mail-outbox-column-problem = What happened
mail-outbox-column-action = Action
mail-outbox-queued = queued:
mail-outbox-sent = sent:
mail-outbox-next = next attempt
mail-outbox-attempts =
    { $count ->
        [one] One attempt
       *[other] { $count } attempts
    }
mail-outbox-send-one = Send again
mail-outbox-send-all = Send all again
mail-outbox-queued-one = The email is in the queue: it is sent in a few seconds.
mail-outbox-queued-all = The emails are in the queue: they are sent in a few seconds.
mail-problem-recipient-refused = The mail server refuses this address. Check that it is written correctly.
mail-problem-returned = The email came back.
mail-problem-undeliverable = It was not sent: emails to this person come back.
mail-problem-too-many = It waits: many emails have left for this address within an hour. It leaves by itself.
mail-problem-message-refused = The mail server refuses this message.
mail-problem-try-later = The mail server asks to try again later.
mail-problem-interrupted = The connection broke while sending. The email may have arrived.
mail-problem-node-stopped = The program stopped while sending. The email may have arrived.
mail-problem-unwritable = The desk could not write this email. Tell whoever looks after the program.
mail-problem-relay-unreachable = The mail server does not answer.
mail-problem-relay-insecure = The connection to the mail server is not secure: TLS is missing or the certificate is not valid.
mail-problem-relay-credentials = The mail server refuses the desk’s user name or password.
mail-problem-sender-refused = The mail server refuses the desk’s sender address. Check mail.from.
mail-problem-relay-refuses = The mail server refuses all emails of the desk for now.
mail-problem-folder-unwritable = The folder of emails cannot be written. Check mail.file_dir and the space on the disk.

## Notices on the page
mail-notices-title = Notices
mail-notices-unread = unread
mail-notices-new = unread
mail-notices-read-all = Mark all as read
mail-notices-flash-read = The notices are marked as read
mail-notices-empty = No notices. Here you find what happens to the questions you follow.
mail-choices-title = What you want to be told of
mail-choices-link = Choose your notices
mail-choices-lead = For each matter choose an email, a notice on the page, both or neither.
mail-choices-by-mail = Email
mail-choices-by-notice = Notice on the page
mail-choices-must = Keep at least one of them.
mail-choices-save = Save your choices
mail-choices-flash-saved = Your choices are saved
mail-choices-problem-silent = For deadlines that have passed keep at least one way to be told
mail-matter-assignments = Questions that change hands
mail-matter-assignments-hint = Somebody passes a question to you or takes one of yours, one that stood still goes back to the queue, or you stand in for a colleague or no longer do.
mail-matter-replies = Whoever asked writes again
mail-matter-replies-hint = They reply with details, add something or reopen the question.
mail-matter-notes = Internal notes and opinions
mail-matter-notes-hint = Somebody of the desk leaves a note on a question you follow, mentions you, asks for your opinion or gives theirs.
mail-matter-approvals = Answers to approve
mail-matter-approvals-hint = An answer waits for your approval, or yours comes back or is sent.
mail-matter-deadlines = Deadlines ahead
mail-matter-deadlines-hint = A deadline comes nearer or is moved.
mail-matter-overdue = Deadlines that have passed
mail-matter-overdue-hint = A question is overdue.
mail-matter-catalogue = Catalogue entries
mail-matter-catalogue-hint = An entry waits for your review, comes back to you, is published or has to be checked again.

## The day in brief
mail-choices-daily = The day in brief by email
mail-choices-daily-hint = On working days, at the hour you choose: what is overdue, what is due today, what waits. When there is nothing, we do not write.
mail-choices-daily-never = Do not send it
mail-subject-daily-digest =
    { $count ->
        [0] Your day at the desk
        [one] Your day at the desk: one question to follow
       *[other] Your day at the desk: { $count } questions to follow
    }
mail-daily-today =
    { $today ->
        [0] None of your questions is due today.
        [one] One of your questions is due today.
       *[other] { $today } of your questions are due today.
    }
mail-daily-late =
    { $late ->
        [0] None is overdue.
        [one] One is overdue.
       *[other] { $late } are overdue.
    }
mail-daily-around = Waiting for details from whoever asked: { $waiting }. Free for you to take: { $free }.
mail-daily-choose = Change the hour or stop it

# Who is away, and who stands in.
mail-holder-away = { $name }, who holds it, is away { $until }: that is why you are told.
mail-stand-in-text = { $name } is away and you stand in: { $days }.
mail-stand-in-what = On these days you also get the notices about their questions, and you may answer them, ask for details, or pass them on.
mail-stand-in-button = See the absences
mail-stand-in-ended-text = { $name } is away { $days }, but you no longer stand in for them.
mail-stand-in-ended-withdrawn = The absence of { $name } was cancelled: you no longer need to stand in for them.
mail-stand-in-ended-instead = { $name } stands in now.
mail-stand-in-ended-what = On those days you no longer get the notices about their questions.
