# A person's data: to see, to take away.
privacy-title = Your data
privacy-intro = These are the data of your account.
privacy-registered = Account made
privacy-role = Role
privacy-kind = Who you are
privacy-kind-worker = Worker
privacy-kind-enterprise = Business
privacy-answers-in-mail = Text of the answers by email
privacy-questions = Questions sent
privacy-none = Not given
privacy-yes = Yes
privacy-no = No
privacy-notices = Privacy notices you have read
privacy-notice = version { $version }
privacy-copy = Download a copy of everything
privacy-copy-about = The file holds the data of your account, your sign-ins, the notices you have read and all your questions: messages, answers, moved deadlines, ratings, names of the attachments and links to download them. So are the emails that you wrote to us and are part of no question, if it is certain that they are yours. For a week it also says when you chose “This is enough for me”. It is a JSON file: any text program opens it.
privacy-mails-unproved = Emails with your address that anybody could have written: nothing shows that they are yours, because they answer no email that the desk wrote to you. If they are yours, ask for them in answer to one of our emails.
privacy-mails-too-much = Emails that are older or larger than what we give at once. If you need them, ask the desk for them.
privacy-mails-unreadable = Emails that we cannot read now. If you need them, ask the desk for them.
privacy-download = Download your data (JSON file)
privacy-rights = To correct or to erase
privacy-rights-correct = To correct your data open
privacy-rights-erase = To erase your account, or for any other request about your data, write to
privacy-rights-more = All your rights are explained here:

# Erasing data
privacy-rights-own = You can erase your data here whenever you want. First we explain what goes and what stays.
privacy-rights-other = For any other request about your data write to
privacy-erase-link = Erase your data
privacy-erase-title = Erasing your data
privacy-erase-intro = Before you decide, read what we erase and what stays. It cannot be undone.
privacy-erase-goes = What we erase
privacy-erase-goes-account = Your account: name, email address, telephone, password, municipality, company data, gender, year of birth, children.
privacy-erase-goes-words =
    { $questions ->
        [0] The words of your questions, if you have any: today you have none.
        [one] The words of your question: subject, messages, answers and notes of the desk ({ $messages } in all).
       *[other] The words of your { $questions } questions: subject, messages, answers and notes of the desk ({ $messages } in all).
    }
privacy-erase-goes-files =
    { $files ->
        [0] The attachments and emails that you sent us, if there are any.
        [one] Your attachment and the emails that you sent us.
       *[other] Your { $files } attachments and the emails that you sent us.
    }
privacy-erase-goes-rest = The draft that you did not send, the words with which you rated answers, your sign-ins, and the links in our emails, which stop working.
privacy-erase-stays = What stays, without your name
privacy-erase-stays-figures = Of each question only data for statistics stay: number, topic, territory, whether you wrote as a worker or as a company, the other optional data as categories, channel, language, dates and times, whether the answer helped you. No text and no name.
privacy-erase-stays-catalogue = Public entries of the catalogue that began with a question of yours: they are rewritten without personal data and checked by a second person. Drafts that were never published lose their text.
privacy-erase-stays-record = A line that says when we erased and how much, and which version of the privacy notice you had read: without your name.
privacy-erase-why = We keep these numbers because we must account for how the desk works (article 89 of the GDPR). By themselves they do not say who you are.
privacy-erase-backups = Backups made before still hold your data until they expire: they only serve to start again after a failure. The emails that we sent you stay in your mailbox.
privacy-erase-before = Before you go on
privacy-erase-copy = If you want to keep questions and answers, download a copy:
privacy-erase-next = Go to the last step
privacy-erase-open-title =
    { $count ->
        [one] You have an open question
       *[other] You have { $count } open questions
    }
privacy-erase-open = While a question is open the desk owes you an answer, and we cannot erase your data. If you do not need it any more, open it and close it: then come back here.
privacy-erase-open-question = Question no. { $number }: { $subject }
privacy-erase-confirm-title = Confirm the erasure
privacy-erase-confirm-intro = We erase account, questions and attachments at once. Nobody can get them back, not even the desk.
privacy-erase-password-hint = It makes sure that it is you.
privacy-erase-sure = I understand that this cannot be undone
privacy-erase-error-sure = Tick the box to confirm
privacy-erase-submit = Erase my data for good
privacy-erase-back = Cancel and go back to your data
privacy-erase-flash = Your data are erased
privacy-erased-title = We have erased your data
privacy-erased-intro = The account does not exist any more and this device is signed out. Attachments are deleted within a few minutes.
privacy-erased-mail = We send you one last email as a confirmation. Then we delete your address too.
privacy-erased-again = If you have another question one day, you can register again: you begin anew.
privacy-erased-home = Go to the home page
privacy-erased-person = Her data were erased, at her request.
privacy-erased-name = Erased person
privacy-erased-subject = Text erased
privacy-erased-body = Text erased at the request of whoever wrote it.

# The register of erasures
privacy-erasures-title = Erasure of data
privacy-erasures-admin = Erase the data of whoever asks for it on paper or by email, and see the erasures made.
privacy-erasures-intro = Whoever has an account erases her own data, on the page “Your data”. Here it is done for whoever asks in another way.
privacy-erasures-request = A request on paper or by email
privacy-erasures-request-how = First make sure that the request really comes from that person. Accounts of the desk are not erased here: they are disabled on the page of users, since their work stays on record.
privacy-erasures-who = Email address, or number of a question of hers
privacy-erasures-who-hint = The number is for whoever asked by telephone and has no address.
privacy-erasures-reason = Reference of the request
privacy-erasures-reason-hint = It stays in the register: write the date and reference number, never the name or address.
privacy-erasures-review = Check
privacy-erasures-error-who = Write a whole email address or the number of a question
privacy-erasures-error-nobody = There is nobody with this address or number
privacy-erasures-error-staff = It is an account of the desk: it is disabled on the page of users
privacy-erasures-error-already = The data of this person are erased already
privacy-erasures-error-reason-empty = Write the reference of the request
privacy-erasures-error-reason-too-long = The reference is too long: use { $max } characters at most
privacy-erasures-error-reason-unreadable = The reference has characters that cannot be read
privacy-erasures-open = There are open questions
privacy-erasures-open-what = First answer or close these questions, then come back:
privacy-erasures-open-number = Question no. { $number }
privacy-erasures-found-title = Check before you erase
privacy-erasures-found = { $questions ->
        [one] One question
       *[other] { $questions } questions
    }, { $messages ->
        [one] one message
       *[other] { $messages } messages
    }, { $files ->
        [one] one attachment.
       *[other] { $files } attachments.
    }
privacy-erasures-since = Account of
privacy-erasures-found-end = It cannot be undone. The person gets one last email, if she has an address.
privacy-erasures-erase = Erase for good
privacy-erasures-flash = The data are erased
privacy-erasures-done = Erasures made
privacy-erasures-caption = The latest erasures, the newest first
privacy-erasures-day = Day
privacy-erasures-account = Account number
privacy-erasures-asked = Who asked for it
privacy-erasures-much = What
privacy-erasures-by-self = The person, on her page
privacy-erasures-by-staff = The person, at the desk
privacy-erasures-counts = Questions: { $questions }. Messages: { $messages }. Files and emails: { $files }.
privacy-erasures-none = Erasures will appear here.
