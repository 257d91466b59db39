# Registration, sign-in, profile, users.

# --- Registration
accounts-register-title = Register
accounts-register-intro = With an account you can ask the desk questions, read the answers and find them again whenever you like. The service is free and confidential.
accounts-register-have-account = Already have an account?
accounts-register-sign-in = Sign in
accounts-register-kind = Who you are asking for
accounts-register-firm = Your business
accounts-register-firm-only = Fill in this part only if you write for a business.
accounts-register-firm-hint = The desk answers micro, small and medium businesses, up to 249 people.
accounts-register-statistics = For statistics (optional)
accounts-register-statistics-hint = These details only help us understand who uses the desk, anonymously. They do not change the answer.
accounts-register-privacy-html = I have read and understood the privacy notice (<a href="/privacy" target="_blank" rel="noopener">read it<span class="visually-hidden">: privacy notice, opens in a new tab</span></a>)
accounts-register-submit = Create the account
accounts-register-sent-title = Check your mail
accounts-register-sent = We have sent you an email: open the link to complete your registration.

# --- Fields
accounts-kind-worker = I am a worker
accounts-kind-enterprise = I write for a business
accounts-field-name = First name and surname
accounts-field-email = Email
accounts-field-email-hint = For example name@example.com
accounts-field-password = Password
accounts-field-password-hint = At least { $min } characters. A sentence you remember easily is fine, spaces included.
accounts-field-new-password = New password
accounts-field-current-password = Current password
accounts-field-municipality = Municipality where you live or work
accounts-choose = Choose
accounts-municipality-outside = Outside the province
accounts-municipality-undisclosed = I prefer not to say
accounts-municipality-others = Other answers
accounts-municipality-list = Municipalities of the Province of Milan
accounts-field-company = Name of the business
accounts-field-vat-number = VAT number
accounts-field-vat-number-hint = 11 digits
accounts-field-company-size = People working in the business
accounts-size-micro = 1 to 9 (micro)
accounts-size-small = 10 to 49 (small)
accounts-size-medium = 50 to 249 (medium)
accounts-field-sector = Sector
accounts-sector-a = Agriculture, forestry and fishing
accounts-sector-b = Mining and quarrying
accounts-sector-c = Manufacturing
accounts-sector-d = Electricity, gas, steam
accounts-sector-e = Water, sewerage, waste
accounts-sector-f = Construction
accounts-sector-g = Wholesale and retail trade
accounts-sector-h = Transport and storage
accounts-sector-i = Accommodation and food services
accounts-sector-j = Publishing, broadcasting, content
accounts-sector-k = Telecommunications and computing
accounts-sector-l = Finance and insurance
accounts-sector-m = Real estate
accounts-sector-n = Professional, scientific and technical activities
accounts-sector-o = Administrative and support services
accounts-sector-p = Public administration
accounts-sector-q = Education and training
accounts-sector-r = Health and social work
accounts-sector-s = Arts, sports and recreation
accounts-sector-t = Other services
accounts-sector-u = Households as employers
accounts-sector-v = Extraterritorial organisations
accounts-field-gender = Gender
accounts-gender-none = I prefer not to say
accounts-gender-female = Woman
accounts-gender-male = Man
accounts-gender-other = Other
accounts-field-birth-year = Year of birth
accounts-field-birth-year-hint = For example 1985
accounts-field-children = Number of children
accounts-field-lang = Language of pages and emails
accounts-lang-it = Italiano
accounts-lang-en = English
accounts-field-mail-answer-text = Send me the text of the answers by email
accounts-field-mail-answer-text-hint = If you do not choose this, the email only holds a link to the answer.

# --- Errors
accounts-error-kind = Choose whether you are a worker or write for a business
accounts-error-name-empty = Enter your first name and surname
accounts-error-name-too-long = The name is too long: use { $max } characters at most
accounts-error-name-unreadable = The name has characters that cannot be used: type it again
accounts-error-name-link = The name cannot contain the address of a web page: write only name and surname
accounts-error-email-empty = Enter your email address
accounts-error-email-not-an-address = Enter a complete email address, for example name@example.com
accounts-error-email-taken = This address already has an account
accounts-error-password-empty = Write a password of at least 12 characters
accounts-error-password-short = The password is too short: use at least 12 characters
accounts-error-password-long = The password is too long: use 200 characters at most
accounts-error-password-common = This password is easy to guess: choose a sentence or less common words
accounts-error-password-personal = The password is little more than your name or email: choose another one
accounts-error-current-password = The current password is not right
accounts-error-municipality = Choose the municipality from the list
accounts-error-privacy = To register, confirm that you have read the privacy notice
accounts-error-company-empty = Enter the name of the business
accounts-error-company-too-long = The name of the business is too long: use { $max } characters at most
accounts-error-company-unreadable = The name of the business has characters that cannot be used: type it again
accounts-error-company-link = The name of the business cannot contain the address of a web page: write only the name
accounts-error-vat-number = A VAT number has 11 digits: check the figures
accounts-error-company-size = Choose how many people work in the business
accounts-error-sector = Choose the sector from the list
accounts-error-gender = Choose one of the answers
accounts-error-birth-year = Enter the year of birth with four digits, for example 1985
accounts-error-children = Enter a number from 0 to 20
accounts-error-lang = Choose the language
accounts-error-role = Choose the role
accounts-error-organisation-empty = Enter the name of the organisation
accounts-error-organisation-too-long = The name of the organisation is too long: use { $max } characters at most
accounts-error-organisation-unreadable = The name of the organisation has characters that cannot be used: type it again
accounts-error-organisation-link = The name of the organisation cannot contain the address of a web page: write only the name
accounts-error-sign-in = Wrong email or password. If you have just registered, first open the link we sent you by email.
accounts-error-sign-in-title = You are not signed in

# --- Confirmation of the address
accounts-confirm-title = Confirm your email address
accounts-confirm-intro = One step left: confirm that the address is yours.
accounts-confirm-submit = Confirm the address
accounts-link-title = The link is no longer valid
accounts-link-expired = The link has expired or was used already.
accounts-link-confirm-hint = If you have already confirmed the address, you can sign in. Otherwise ask for a new link.
accounts-link-password-hint = Ask for a new link: it reaches you by email within minutes.
accounts-link-another = Send me a new link
accounts-link-missing = Cannot find the email with the confirmation link?
accounts-link-wait = The link is valid for { $hours } hours. If you cannot find the email, look in your spam folder.
accounts-another-title = A new confirmation link
accounts-another-intro = Enter the email you registered with: we send you a new link to confirm it.
accounts-another-sent-title = Check your mail again
accounts-another-sent = If the address is waiting to be confirmed, we have sent you a new link.
accounts-another-confirmed = If you have already confirmed it, you no longer need the link:

# --- Sign-in
accounts-sign-in-title = Sign in
accounts-sign-in-submit = Sign in
accounts-sign-in-forgot = Forgotten your password?
accounts-sign-in-no-account = No account yet?
accounts-sign-in-register = Register
accounts-sign-in-wanted = Sign in to continue.
accounts-sign-in-to-ask = To ask a question you need a free account: it takes two minutes.
accounts-sign-in-confidential = Your employer will not know that you wrote: only the people of the desk read your question.

# --- Password
accounts-recover-title = Reset the password
accounts-recover-intro = Enter the email you registered with: we send you a link to choose a new password.
accounts-recover-submit = Send the link
accounts-recover-sent-title = Check your mail
accounts-recover-sent = If the address has an account, we have sent you an email with a link to choose a new password.
accounts-recover-sent-hint = The link is valid for { $minutes } minutes. If you cannot find the email, look in your spam folder.
accounts-new-password-title = Choose a new password
accounts-new-password-intro = Afterwards you have to sign in again on all devices.
accounts-new-password-submit = Save the password
accounts-invited-title = Welcome to the desk
accounts-invited-intro = Choose the password of your account { $email }.

# --- Notices
accounts-flash-confirmed = Address confirmed. You can sign in now.
accounts-flash-signed-out = You have signed out.
accounts-flash-signed-out-everywhere = You have signed out on all devices.
accounts-flash-password-changed = Password saved. Sign in with the new password.
accounts-flash-password-changed-here = Password saved. On other devices you have to sign in again.
accounts-flash-profile-saved = Details saved.
accounts-flash-invited = Invitation sent.
accounts-flash-role-changed = Role and organisation saved.
accounts-flash-disabled = Account disabled: the person can no longer sign in.
accounts-flash-enabled = Account enabled.

# --- Profile
accounts-profile-title = Your profile
accounts-profile-check = Somebody filled in the registration with your address more than once: check that the data below are yours, and correct them if need be.
accounts-profile-data = Your details
accounts-profile-email-hint = It cannot be changed here. If you use another address write to
accounts-profile-save = Save the details
accounts-profile-password = Change the password
accounts-profile-password-submit = Change the password
accounts-profile-sessions = Connected devices
accounts-profile-sessions-caption = Devices on which you signed in
accounts-profile-session-device = Device
accounts-profile-session-since = Signed in
accounts-profile-session-seen = Last used
accounts-profile-session-here = this device
accounts-profile-session-unknown = Unknown device
accounts-profile-sessions-end = Sign out on all devices
accounts-profile-own-data = The data we keep
accounts-profile-own-data-intro = You can see the data of your account and download a copy of everything, questions and answers included.
accounts-profile-own-data-link = See your data

# --- Roles and states
accounts-role-requester = Who asks
accounts-role-expert = Expert
accounts-role-coordinator = Coordination
accounts-role-analyst = Data analysis
accounts-role-admin = Technical administration
accounts-role-expert-hint = Answers questions, writes entries of the catalogue and reviews those of others
accounts-role-coordinator-hint = Assigns questions, watches deadlines, publishes the catalogue, invites staff
accounts-role-analyst-hint = Reads figures, never personal data
accounts-role-admin-hint = Keeps people, groups and outgoing mail; sees no questions
accounts-state-pending = Invitation to accept
accounts-state-active = Active
accounts-state-disabled = Disabled

# --- Users (administration)
accounts-users-title = People of the desk
accounts-users-intro = Who works at the desk enters by invitation only. Those who ask register by themselves and are not listed here.
accounts-users-invite = Invite a person
accounts-users-caption = Staff of the desk
accounts-users-name = Name
accounts-users-role = Role
accounts-users-organisation = Organisation
accounts-users-state = State
accounts-users-last-sign-in = Last sign-in
accounts-users-never = Never
accounts-users-empty = Nobody is here yet. Invite the first person.
accounts-users-filter = Search by name, email or organisation
accounts-users-filter-submit = Search
accounts-users-found = { $n ->
        [0] Nobody found
        [one] One person
       *[other] { $n } people
    }
accounts-invite-title = Invite a person
accounts-invite-intro = The person receives an email with a link to choose a password. The link is valid for { $days } days.
accounts-invite-submit = Send the invitation
accounts-field-role = Role
accounts-field-organisation = Organisation (optional)
accounts-field-organisation-hint = Choose one from the list or type a new one
accounts-user-role = Role and organisation
accounts-user-role-hint = If the role changes, the person has to sign in again and their keys for programs are withdrawn.
accounts-user-role-submit = Save role and organisation
accounts-user-state = State of the account
accounts-user-disable = Disable the account
accounts-user-disable-hint = If you disable the account, the person can no longer sign in and gets no mail. The questions they hold go back to the queue and their keys for programs are withdrawn; what they wrote stays.
accounts-user-enable = Enable the account
accounts-user-invite-again = Send the invitation again
accounts-user-invite-again-hint = Links sent before stop working.
accounts-user-not-yours = You cannot change this account.

# --- Service pages
accounts-problem-400-title = Invalid request
accounts-problem-400 = We did not understand the request. Go back and try again.
accounts-problem-403-title = The page was open for too long
accounts-problem-403 = To be safe we did not accept the form. Open the page again and send it anew.
accounts-problem-404-title = This page does not exist
accounts-problem-404 = Search the catalogue or go back to the home page.
accounts-problem-405-title = This action is not possible
accounts-problem-405 = The page exists, but cannot be used this way.
accounts-problem-408-title = The connection is too slow
accounts-problem-408 = Your data arrived too slowly and we stopped. Go back and try again, perhaps with fewer files.
accounts-problem-409-title = Something changed meanwhile
accounts-problem-409 = The action is no longer possible. Go back and reload the page to see how things stand.
accounts-problem-413-title = The file or the text is too large
accounts-problem-413 = Go back and remove some files, or shorten the text.
accounts-problem-429-title = You tried many times in a short while
accounts-problem-429 = { $minutes ->
        [one] Try again in one minute.
       *[other] Try again in { $minutes } minutes.
    }
accounts-problem-429-recovery = Forgotten the password? Choose a new one with the link that we email you.
accounts-problem-503-title = We cannot do this just now
accounts-problem-503 = The desk is very busy or has a passing problem. Try again in a few minutes.
accounts-problem-500-title = Something went wrong
accounts-problem-500 = We have recorded the problem. Try again in a few minutes.
accounts-problem-typed-title = What you wrote
accounts-problem-typed = It was not saved, but it is still here: you can copy it.
accounts-problem-typed-retry = Or wait a moment and send it again.
accounts-problem-typed-files = Files have to be added again.
accounts-problem-typed-label = Your text
accounts-problem-typed-send = Send again
accounts-problem-code = If the problem stays, write to { $email } and quote the code { $code }.
accounts-problem-home = Go to the home page
accounts-problem-catalogue = Search the catalogue

accounts-token-title = Keys for programs
accounts-token-intro = With a key a program, a spreadsheet for instance, reads the answer times in your place, as you see them.
accounts-token-end = The keys stop working when you change the password or sign out on all devices.
accounts-token-docs = Instructions for programmers
accounts-token-new = The key is ready
accounts-token-once = Copy it now and keep it like a password: we will not show it again.
accounts-token-caption = Your keys
accounts-token-name = What it is for
accounts-token-name-hint = A name to recognise it by, for example “Monthly report sheet”.
accounts-token-made = Made
accounts-token-used = Last used
accounts-token-never = Never
accounts-token-action = Action
accounts-token-withdraw = Withdraw “{ $name }”
accounts-token-make = Make a key
accounts-problem-token-empty = Write what the key is for
accounts-problem-token-too-long = The name is too long: at most { $max } characters
accounts-problem-token-link = Write a name, not a web address
accounts-problem-token-unreadable = The name contains characters that cannot be used: write it again
accounts-problem-token-taken = You already have a key with this name: if you pressed twice, withdraw it below and make another
accounts-problem-token-many = You can have at most { $most } keys: withdraw one
accounts-flash-token-withdrawn = Key withdrawn: from now on it opens nothing.
accounts-problem-token-secret = This is a key, not a name: write what it is for
accounts-problem-typed-back = Open the page again

# When people of the desk are away.
accounts-absences-own = Your absences
accounts-absences-all = Absences
accounts-absences-lead = While somebody is away, the colleague who stands in gets their notices too and may answer their questions. Where nobody stands in, the notices go to the group in charge of the topic.
accounts-absences-link = Say when you are away
accounts-absences-caption = Absences of today and of the days to come
accounts-absences-none = No absences noted.
accounts-absences-stood-in = You stand in for
accounts-absences-admin = Who is away, until when, and who stands in.
accounts-absence-who = Who is away
accounts-absence-days = Days
accounts-absence-stand-in = Who stands in
accounts-absence-stand-in-hint = Sees their questions and gets their notices. You may also name nobody.
accounts-absence-nobody = Nobody in particular
accounts-absence-actions = Actions
accounts-absence-now = today
accounts-absence-questions = Questions of { $name }
accounts-absence-withdraw = Delete
accounts-absence-change = Change
accounts-absence-change-title = Change an absence
accounts-absence-begun = The absence has begun: you can change its last day and who stands in.
accounts-absence-save = Save the absence
accounts-absence-back = Leave it as it is
accounts-flash-absence-changed = Absence changed.
accounts-error-absence-begun = The absence has begun: its first day cannot be changed any more.
accounts-error-absence-stale = Somebody else changed this absence meanwhile. Check how it is now and save again if need be.
accounts-absence-new = New absence
accounts-absence-first = From
accounts-absence-first-hint = Included.
accounts-absence-last = To
accounts-absence-last-hint = Included.
accounts-absence-note = Note the absence
accounts-flash-absence-noted = Absence noted.
accounts-flash-absence-withdrawn = Absence deleted.
accounts-error-absence-person = Choose somebody who works at the desk.
accounts-error-absence-day = Write a day, for example 3/12/2026.
accounts-error-absence-order = The last day comes before the first.
accounts-error-absence-over = These days are over already.
accounts-error-absence-long = An absence lasts a year at most.
accounts-error-absence-overlaps = There is already an absence on some of these days: change or delete that one first.
accounts-error-absence-stand-in = Choose somebody else who works at the desk.
accounts-error-absence-stand-in-away = This person is away too on some of these days: choose somebody else.
