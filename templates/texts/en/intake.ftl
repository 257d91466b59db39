# Words of a question that came by mail without any
intake-no-subject = (no subject)
intake-no-text = (email without text)
intake-note = Email from { $from }, arrived { $at }, subject “{ $subject }”:

# Incoming emails
intake-title = Incoming emails
intake-lead = Emails become questions and messages by themselves. Here are those that a person has to decide on, and what became of the others.
intake-lists = Lists of incoming emails
intake-list-da-verificare = To be checked
intake-list-accolte = Taken in
intake-list-messe-da-parte = Put aside
intake-empty-da-verificare = No email to be checked.
intake-empty-accolte = No email taken in so far.
intake-empty-messe-da-parte = No email put aside.
intake-waiting = We read it in a few seconds.
intake-link =
    { $count ->
        [0] Incoming emails
        [one] Incoming emails: one to be checked
       *[other] Incoming emails: { $count } to be checked
    }

# Why
intake-reason-question = It is a new question.
intake-reason-reply = It is a message from whoever asked.
intake-reason-draft = It is the draft of an expert’s answer.
intake-reason-note = It is an internal note.
intake-reason-stranger = It answers an email about a question, but its writer neither asked it nor works at the desk.
intake-reason-no-sender = It does not name one sender.
intake-reason-staff = A member of staff wrote it, and it answers no email about a question. If it forwards somebody’s question, say below who asks it.
intake-reason-own-address = It bears the address of the desk, which did not send it.
intake-reason-unconfirmed = Its writer registered and has not confirmed the address yet: check that the email is really theirs.
intake-reason-closed-account = The account of its writer was disabled by the desk.
intake-reason-too-many = Too many questions came from this address in a short time.
intake-reason-storm = Too many questions came by email in the last hour, from whomever.
intake-reason-spam-question = It belongs to a question marked as spam.
intake-reason-other-draft = Its writer already has another draft on the page of the question.
intake-reason-generated = A program wrote it, perhaps the form of a website.
intake-reason-oversized = It is too long or too complicated to be read as a whole automatically.
intake-reason-empty = It has no new words.
intake-reason-too-large = It is too large to be taken in: only its heading is here, the rest is in the mailbox.
intake-reason-refused = The question can take in no messages any more.
intake-reason-own = It is an email of the desk that came back.
intake-reason-duplicate = It arrived before.
intake-reason-automatic = It is an automatic answer.
intake-reason-bulk = It is written to many people, like a newsletter.
intake-reason-delivery-report = It says what became of an email that was sent.
intake-reason-feedback = Somebody marked an email as spam.
intake-reason-read-receipt = It is a read receipt.
intake-reason-pec-receipt = It is a receipt of certified mail (PEC).
intake-reason-by-hand = A person put it aside.
intake-reason-unreadable = The program cannot read it.
intake-by = Decided by { $name }.

# One email
intake-state-waiting = Arriving
intake-state-taken = Taken in
intake-state-held = To be checked
intake-state-discarded = Put aside
intake-state-failed = Unreadable
intake-ticket = Question no. { $number }
intake-from = From
intake-to = To
intake-cc = Copy to
intake-received = Arrived
intake-text = Text
intake-files = Attachments:
intake-files-caution = Open only what you need to decide: nobody knows yet whether the writer is who they say.
intake-one = Email
intake-formatted-link = See the email as its writer formatted it
intake-formatted-title = { $subject }, as it was formatted
intake-formatted-lead = The email as its writer formatted it. Nothing is loaded from other sites here, pictures included. Beside every link it says where it leads: it opens in another window.
intake-formatted-frame = Text of the email
intake-formatted-back = Back to the email
intake-left-out = Left in the email alone:
intake-left-out-type = a type of file that we do not accept
intake-left-out-large = the file is too large
intake-left-out-many = too many attachments
intake-left-out-limits = parts beyond the bounds of what is read
intake-left-out-rest = its text and files, which are too large
intake-left-out-text = the end of the text, too long for the question
intake-mailbox-name = { $user } at { $server }
intake-mailbox-title =
    { $count ->
        [one] A mailbox cannot be read
       *[other] { $count } mailboxes cannot be read
    }
intake-mailbox-text = Emails that arrive there wait: they are read as soon as it works again. If it lasts, tell whoever runs the program.
intake-mailbox-since = { $folder } of { $mailbox }, since { $since }:
intake-mailbox-unreachable = the server does not answer.
intake-mailbox-silent = the server stops answering.
intake-mailbox-insecure = the connection is not safe, or the certificate of the server does not hold.
intake-mailbox-credentials = the server does not accept user and password.
intake-mailbox-token = the access token is missing.
intake-mailbox-no-folder = there is no such folder.
intake-mailbox-refused = the server refuses the connection.
intake-mailbox-nonsense = what the server answers makes no sense.
intake-mailbox-too-much = the server sends too much at once.
intake-gone = The text of the email is not there any more: we keep it for a limited time. What matters is in the question.
intake-unreadable-title = We cannot show this email
intake-unreadable = The message is kept. You can have it read again, for instance after an update of the program, or put it aside.
intake-decide = What becomes of it?
intake-to-question = It is a new question
intake-to-question-text = Whoever asks gets the receipt at the address that you write here.
intake-email = Email of whoever asks
intake-name = Name of whoever asks
intake-to-question-do = Take in as a question
intake-to-ticket = It belongs to a question that is there already
intake-to-ticket-text = If whoever asked the question wrote it, it becomes a message of theirs, otherwise an internal note. Its writer gets nothing.
intake-number = Number of the question
intake-to-ticket-do = Add to the question
intake-put-aside = Put aside
intake-read-again = Read again
intake-notice-taken = The email was taken in.
intake-notice-known = Those words were there already: here is the question.
intake-notice-aside = The email was put aside.
intake-notice-waits = The email is read again in a few seconds.
intake-notice-too-late = Somebody else decided it meanwhile.
intake-problem-email-empty = Write the email of whoever asks.
intake-problem-email-too-long = The email can have at most { $max } characters.
intake-problem-email-not-an-address = Write a complete email, like name@example.it.
intake-problem-name-empty = Write the name of whoever asks.
intake-problem-name-too-long = The name can have at most { $max } characters.
intake-problem-name-unreadable = The name has characters that cannot be read: write it again.
intake-problem-name-link = The name cannot be an internet address.
intake-problem-requester = Nobody can ask with this address: it is of a member of staff, or the account is disabled.
intake-problem-number = Write the number of a question that exists and can take in messages.

# What became of them
intake-account-title = What became of the emails
intake-account-link = What became of the emails, day by day
intake-account-lead = All emails that arrived in the last { $count } days, and what became of them. Each is counted once.
intake-account-none = No email arrived in the last days.
intake-account-folders = Mailboxes
intake-account-folder = Folder { $folder } of { $mailbox }
intake-not-given-title = Messages that the mailbox does not hand over
intake-not-given-text = The mailbox lists them and does not hand them over. The desk asks for them again every day. You can look for them in the mailbox, or have them asked for at once.
intake-not-given-one = Message { $uid } of the folder { $folder } of { $mailbox }
intake-not-given-found = Found on { $at }.
intake-not-given-asked = We ask for it again on { $at }.
intake-not-given-why = When we ask for it:
intake-not-given-ask = Ask for it again
intake-notice-asked = We ask for it the next time we read the mailbox.
intake-notice-not-there = The message is not among those to be asked for any more.
intake-account-read = Read to its end on { $at }.
intake-account-never-read = Not read to its end yet.
intake-account-compared =
    { $count ->
        [one] Compared on { $at }: one message was in the folder.
       *[other] Compared on { $at }: { $count } messages were in the folder.
    }
intake-account-missed =
    { $count ->
        [0] The desk had read them all.
        [one] One was missing and was read then.
       *[other] { $count } were missing and were read then.
    }
intake-account-way-pipe =
    { $count ->
        [one] From the mail server: one
       *[other] From the mail server: { $count }
    }
intake-account-way-lmtp =
    { $count ->
        [one] From the mail server (LMTP): one
       *[other] From the mail server (LMTP): { $count }
    }
intake-account-way-imap =
    { $count ->
        [one] From the mailboxes: one
       *[other] From the mailboxes: { $count }
    }
intake-account-questions =
    { $count ->
        [one] one new question
       *[other] { $count } new questions
    }
intake-account-messages =
    { $count ->
        [one] one message in a question that was there already
       *[other] { $count } messages in questions that were there already
    }
intake-account-waiting =
    { $count ->
        [one] one that is read shortly
       *[other] { $count } that are read shortly
    }
intake-account-held =
    { $count ->
        [one] one to be checked
       *[other] { $count } to be checked
    }
intake-account-discarded =
    { $count ->
        [one] one put aside
       *[other] { $count } put aside
    }
intake-account-failed =
    { $count ->
        [one] one that cannot be read, to be checked
       *[other] { $count } that cannot be read, to be checked
    }
intake-account-known =
    { $count ->
        [one] one the same as another that had arrived
       *[other] { $count } the same as others that had arrived
    }
intake-account-empty =
    { $count ->
        [one] an empty one
       *[other] { $count } empty ones
    }
intake-account-not-given =
    { $count ->
        [one] one that the mailbox lists and does not hand over: look for it in the mailbox
       *[other] { $count } that the mailbox lists and does not hand over: look for them in the mailbox
    }
intake-account-because = Why to be checked or put aside
