# Catalogue of information: search, entries, editing.

# --- Search
catalogue-flash-renamed = The address follows the title. The former one leads to the same entry.
catalogue-outgrown-title = The address is that of another title
catalogue-outgrown = The title of this entry has changed, its address has not: it still is { $address }. You may let it follow. Whoever uses the former address, from a mail or a leaflet, gets to the entry all the same.
catalogue-outgrown-follow = Update the address
catalogue-ask-topic = Ask a question on this topic
catalogue-feed = What is new in the catalogue
catalogue-feed-of = What is new on { $topic }
catalogue-list-title = Catalogue of information
catalogue-list-title-search = Results for “{ $words }”
catalogue-list-title-filtered = { $title } ({ $filters })
catalogue-list-page = page { $page }
catalogue-list-description = Questions and answers, good practices and services for work–family balance, checked by the group of experts.
catalogue-search-label = Search the catalogue
catalogue-search-button = Search
catalogue-search-too-long = The search is too long: we used only the first { $max } characters.
catalogue-unavailable-title = The search is getting ready
catalogue-unavailable = In a few seconds the entries will be back. Reload the page.
catalogue-corrected = We found nothing for “{ $typed }”. Perhaps you meant this:
catalogue-found-words = { $count ->
        [0] No answer for “{ $words }”.
        [one] One result for “{ $words }”.
       *[other] { $count } results for “{ $words }”.
    }
catalogue-found = { $count ->
        [0] No entries.
        [one] One entry.
       *[other] { $count } entries.
    }
catalogue-other-language = Some entries are written in Italian.
catalogue-filters = Filter the results
catalogue-filters-clear = Remove all filters
catalogue-filter-remove = Remove the filter
catalogue-facet-topic = Topic
catalogue-facet-kind = Kind of entry
catalogue-facet-audience = For whom
catalogue-facet-territory = Where
catalogue-in-whole-province = In the whole province
catalogue-also-everywhere = { $count ->
        [one] See also the entry that holds in the whole province
       *[other] See also the { $count } entries that hold in the whole province
    }
catalogue-order = Sort by:
catalogue-order-relevance = relevance
catalogue-order-date = newest
catalogue-verified-on = Checked { $day }
catalogue-empty = The catalogue is filling up. Meanwhile you can ask a question.
catalogue-empty-words = Most entries are in Italian: try Italian words, such as “congedo” or “asilo nido”, or ask a question: we will look for it.
catalogue-empty-filtered = There are no entries with these filters yet. Remove a filter or ask a question.
catalogue-empty-topics = Or start from a topic
catalogue-ask = Ask a question
catalogue-ask-title = Did you not find the answer?
catalogue-ask-text = Write your question: the group of experts answers it.

catalogue-kind-answer = Question and answer
catalogue-kind-practice = Good practice
catalogue-kind-service = Local service
catalogue-audience-all = Workers and businesses
catalogue-audience-worker = Workers
catalogue-audience-enterprise = Businesses
catalogue-topic-general = { $topic }: in general

# --- Entry
catalogue-brief = In brief
catalogue-entry-text = Full text
catalogue-entry-expired = This entry is due for a check: the rules may have changed. If in doubt, ask a question.
catalogue-entry-in-en = This entry is written in English.
catalogue-entry-in-it = This entry is written in Italian.
catalogue-about = About this entry
catalogue-about-audience = For whom
catalogue-about-territory = Where it holds
catalogue-about-topic = Topic
catalogue-about-verified = Checked on
catalogue-about-review = To be checked again by
catalogue-about-published = Published on
catalogue-everywhere = The whole province
catalogue-sources = Sources
catalogue-entry-report = Report a mistake or ask for removal
catalogue-entry-edit = Edit at the desk
catalogue-related = Related entries

# --- Services of the territory
catalogue-services-title = Local services
catalogue-services-title-place = Services in { $place }
catalogue-services-lead = Nurseries, playgroups, after-school clubs, help at home and other services for people who work and care for somebody, municipality by municipality.
catalogue-services-places = Municipalities
catalogue-services-all = All municipalities
catalogue-services-count = { $count ->
        [0] No entries.
        [one] One entry.
       *[other] { $count } entries, in alphabetical order.
    }
catalogue-services-more = More services
catalogue-services-empty = We do not know any services here yet. Ask a question: we will look for them.
catalogue-services-by-place = See the services by municipality

# --- Fields of each kind of entry
catalogue-of-answer = Of the question and answer
catalogue-of-practice = Of the good practice
catalogue-of-service = Of the service
catalogue-detail-none = Not said
catalogue-detail-answer-for-whom = Who has the right
catalogue-detail-answer-for-whom-hint = In one line: for example, employed parents
catalogue-detail-answer-exceptions = Exceptions
catalogue-detail-answer-what-to-do = What to do
catalogue-detail-answer-what-to-do-hint = The steps, one after the other: whom to write to, with which papers, by when
catalogue-detail-practice-who = Who did it
catalogue-detail-practice-who-hint = The firm or network, if it agrees; otherwise describe it without naming it
catalogue-detail-practice-size = Size
catalogue-detail-practice-sector = Sector
catalogue-detail-practice-measure = What was done
catalogue-detail-practice-cost = Cost
catalogue-detail-practice-paid-by = Who pays
catalogue-detail-practice-result = Results
catalogue-detail-practice-how-to-repeat = How to do the same
catalogue-detail-practice-contact = Whom to ask
catalogue-detail-practice-contact-hint = An office, not a person
catalogue-detail-service-body = Body
catalogue-detail-service-address = Address
catalogue-detail-service-municipality = Municipality
catalogue-detail-service-ages = Ages
catalogue-detail-service-hours = Opening hours
catalogue-detail-service-cost = Cost
catalogue-detail-service-phone = Telephone
catalogue-detail-service-phone-hint = If there are several, put commas between them
catalogue-detail-service-email = Email
catalogue-detail-service-website = Website
catalogue-detail-service-services = Services offered
catalogue-detail-service-services-hint = One a line

# --- Editing
catalogue-desk-title = Editing the catalogue
catalogue-desk-title-state = Editing the catalogue: { $state }
catalogue-desk-new = Write an entry
catalogue-desk-tabs = Entries by state
catalogue-desk-caption = Entries in the chosen state, newest first
catalogue-desk-empty = There are no entries here. You can write one or propose an answer from the queue.
catalogue-desk-revision = an earlier version is public
catalogue-desk-public = See the public entry
catalogue-desk-text = Text of version { $number }
catalogue-desk-actions = What do you want to do
catalogue-state-draft = Drafts
catalogue-state-review = In review
catalogue-state-published = Published
catalogue-state-withdrawn = Withdrawn
catalogue-entry-draft = Draft
catalogue-entry-review = In review
catalogue-entry-published = Published
catalogue-entry-withdrawn = Withdrawn
catalogue-column-title = Entry
catalogue-column-topic = Topic
catalogue-column-editor = Written by
catalogue-column-updated = Last change
catalogue-column-review = To be checked again by
catalogue-imported = Import

catalogue-new-title = Write an entry
catalogue-new-lead = The entry becomes public only after the review of a second person.
catalogue-form-title = Edit the text
catalogue-form-published = Changing the text makes a new version: the public one stays visible until the new one is approved.
catalogue-form-review = Changing the text makes the entry a draft again, to be sent to the review anew.
catalogue-field-title = Title
catalogue-field-title-hint = The question as somebody would ask it, or the name of the practice or service
catalogue-field-kind = Kind of entry
catalogue-field-topic = Topic
catalogue-field-topic-prompt = Choose a topic
catalogue-field-audience = For whom
catalogue-field-summary = In brief
catalogue-field-summary-hint = The answer in two or three lines
catalogue-field-body = Text
catalogue-field-body-hint = You can use **bold**, lists with a hyphen, headings with # and [links](https://…). Write no personal data.
catalogue-field-sources = Sources
catalogue-field-sources-hint = One a line: law and article, circular, page
catalogue-field-territory = Where it holds
catalogue-field-territory-hint = Leave empty if it holds in the whole province
catalogue-field-verified-on = Checked on
catalogue-field-review-by = To be checked again by
catalogue-field-review-by-hint = After this date the entry warns its readers
catalogue-field-language = Language of the text
catalogue-language-it = Italian
catalogue-language-en = English
catalogue-preview = Preview
catalogue-show-preview = Show the preview
catalogue-save = Save the draft
catalogue-rewritten = I have rewritten the text without anybody’s personal data
catalogue-no-personal-data = The text holds nobody’s personal data
catalogue-save-submit = Save and send to review
catalogue-publish = Publish the entry
catalogue-give-back = Give back to the author
catalogue-withdraw = Withdraw the entry
catalogue-remark = Remark
catalogue-remark-hint = Whoever wrote the entry reads it and mends the text.
catalogue-withdraw-hint = The entry leaves the catalogue. Whoever wrote it reads why.
catalogue-last-remark = Remark of the reviewer
catalogue-remarks = Remarks
catalogue-own-review = The entry waits for a second person: whoever wrote it cannot publish it.
catalogue-source-ticket = Made from question
catalogue-source-ticket-link = no. { $number }
catalogue-versions = Versions
catalogue-version-title = Version { $number }
catalogue-version-short = version { $number }
catalogue-version-public = public
catalogue-version-text = Text
catalogue-changes-public = What changes from the public entry
catalogue-changes-none = The texts did not change.
catalogue-added = Added:
catalogue-removed = Removed:
catalogue-stale-title = The entry has changed
catalogue-stale = While you were writing, somebody else saved another version: it is below. What you wrote is still in the form: copy it, open the entry again and bring it into the new version.

catalogue-state-scheduled = Scheduled
catalogue-entry-scheduled = Scheduled
catalogue-scheduled-text = The entry is approved and becomes public on
catalogue-publish-at = Becomes public on
catalogue-publish-later = Publish later
catalogue-publish-later-do = Approve and schedule
catalogue-publish-day = Day
catalogue-publish-time = Time
catalogue-publish-hint = The time in Milan. Until then you can undo it; if somebody changes the text, it goes back to review.
catalogue-unschedule = Undo the schedule
catalogue-flash-scheduled = The entry is approved: it becomes public by itself on the chosen day and hour.
catalogue-flash-unscheduled = Schedule undone: the entry is in review again.
catalogue-problem-publish-day = Write a day like 24/11/2026
catalogue-problem-publish-time = Write a time like 8:30
catalogue-problem-publish-past = Choose a day and time that are still to come
catalogue-field-valid-from = In force from
catalogue-field-valid-from-hint = Leave blank if it is in force already
catalogue-field-valid-to = In force until
catalogue-field-valid-to-hint = The last day; after it, the entry tells readers that it holds no more
catalogue-problem-valid-before = The end has to come after the beginning
catalogue-valid-to = In force until { $day }
catalogue-entry-over-title = No longer in force
catalogue-entry-over = What you read held until { $day }. It stays here for whoever needs it; to know what holds today, ask a question.
catalogue-entry-to-come-title = Not yet in force
catalogue-entry-to-come = What you read holds from { $day }.
catalogue-check = I checked: it is still so
catalogue-check-hint = The entry counts as checked today and is due again in { $months } months. The text does not change, so no new review is needed.
catalogue-flash-checked = The entry counts as checked today.
catalogue-checks-title = Entries to check
catalogue-checks-lead = Public entries that have to be checked soon or are late, the oldest first. Whoever confirms puts the next check off by { $months } months.
catalogue-checks-own = Mine
catalogue-checks-all = All
catalogue-checks-late = late
catalogue-checks-mend = Needs correcting
catalogue-checks-being-changed = It is being changed
catalogue-checks-empty = No entry has to be checked.
catalogue-checks-more = More entries
catalogue-owner = Person in charge
catalogue-owner-who = Who keeps it up to date
catalogue-owner-hint = They find it among their entries to check
catalogue-owner-nobody = Nobody
catalogue-owner-save = Save the person in charge
catalogue-flash-owner = The person in charge is saved.
catalogue-history = History
catalogue-history-of = Version of
catalogue-history-present = the one you are reading
catalogue-former-title = { $title } (version of { $day })
catalogue-former-here = Version of { $day }
catalogue-former-alert = Version of { $day }, no longer in force
catalogue-former-text = This is a text of before: it may say what holds no more.
catalogue-former-present = Read the version of today
catalogue-compare-with = Compare with
catalogue-compare = Compare
catalogue-changes-from = What changed from version { $number }
catalogue-restore = Restore this text
catalogue-restore-hint = The text of this version becomes a new draft, which goes through review like any other.
catalogue-flash-restored = The text is a draft again: send it to review.
catalogue-alike = { $count ->
        [one] There is one like it
       *[other] There are { $count } like it
    }
catalogue-reading-easy = Readability: easy for whoever left school at fourteen
catalogue-reading-middling = Readability: middling for whoever left school at fourteen
catalogue-reading-hard = Readability: hard for whoever left school at fourteen
catalogue-reading-index = Gulpease index { $index } of 100: the higher, the easier the text is to read.
catalogue-reading-longest = The longest sentences, to be split:
catalogue-reading-words = { $count } words
catalogue-about-questions = Born from
catalogue-questions = { $count ->
        [one] one question
       *[other] { $count } questions
    }
catalogue-files = Attachments
catalogue-files-lead = Forms to fill in and leaflets that readers can download. Nobody sees them until the version that holds them is approved.
catalogue-files-none = This entry has no attachments.
catalogue-files-first = Add an attachment
catalogue-files-change = Add or remove attachments
catalogue-files-add = Add a file
catalogue-files-add-do = Add
catalogue-files-label = What it is
catalogue-files-label-hint = Readers see these words, for example “Application form”.
catalogue-files-file = File
catalogue-files-file-hint = At most { $count } files for an entry, { $size } each: PDF, JPG, PNG, Word, Excel, OpenDocument or text. What is in it you check yourself: no data of people.
catalogue-files-remove = Remove
catalogue-files-back = Back to the entry
catalogue-flash-file-added = The file is among the attachments of the draft.
catalogue-flash-file-removed = The file is no longer among the attachments of the draft.
catalogue-problem-file = Choose the file
catalogue-problem-file-label-empty = Write what it is, for example “Application form”
catalogue-problem-file-label-too-long = It is too long: use at most { $max } characters
catalogue-problem-file-label-unreadable = It contains characters that cannot be used

# Each in the language that it leads to: whoever needs it may read no other.
catalogue-read-in-it = Leggi in italiano
catalogue-read-in-en = Read in English
catalogue-translation = In another language
catalogue-translation-original = Original
catalogue-translation-other = Translation
catalogue-translation-hint = This begins a draft with the same text, to be rewritten in the other language. Attachments are not taken along: each language has its own.
catalogue-translate-it = Translate into Italian
catalogue-translate-en = Translate into English
catalogue-translation-known = There is a translation already
catalogue-translation-address = Address of the translation
catalogue-translation-address-hint = Paste the address of the entry that says the same in the other language.
catalogue-translation-join = Link
catalogue-translation-part = Remove the link
catalogue-translation-behind = The original changed after this translation
catalogue-translation-changes = See what changed
catalogue-checks-translations = Translations to look at again
catalogue-translations-empty = No translation has fallen behind.
catalogue-flash-translation = Here is the draft to translate.
catalogue-flash-joined = The two entries are linked.
catalogue-flash-parted = The two entries are not linked any more.
catalogue-problem-translation-unknown = No entry has this address
catalogue-problem-translation-language = The translation has to be an entry in another language
catalogue-problem-translation-taken = One of the two entries has a translation already: remove that link first

catalogue-chosen = See also
catalogue-related-which = Entries to show with this one
catalogue-related-hint = The address of each, one a line, for example /catalogo/congedo-parentale. Readers see only public ones.
catalogue-related-save = Save the related entries
catalogue-problem-related = There is no entry at the address “{ $line }”
catalogue-flash-related = The related entries are saved.
catalogue-said-question = Question
catalogue-said-answer = Answer
catalogue-asked = { $count ->
        [one] The question it comes from
       *[other] The questions it comes from
    }
catalogue-asked-hint = Only you read them here: they do not enter the entry.
catalogue-passages-title = { $count ->
        [0] Personal data: all decided
        [one] Personal data: one passage to decide
       *[other] Personal data: { $count } passages to decide
    }
catalogue-passages-text = Until a passage is decided the entry cannot become public: take it out of the text, or say that it may be published because it is about nobody.
catalogue-passages-read = The program does not see everything: read the text all the same.
catalogue-passage-allow = May be published
catalogue-passage-remove = Take it out of the text
catalogue-passage-undo = Think again
catalogue-passage-allowed = May be published
catalogue-passage-allowed-by = May be published, decided by { $name }
catalogue-publish-undecided = Before publishing, the personal data have to be decided:
catalogue-problem-undecided = First decide the passages that look like personal data
catalogue-flash-decided = Decided: the passage may be published.
catalogue-flash-undecided = The passage has to be decided again.
catalogue-warning-party = Name of whoever asked or answered, or of their firm
catalogue-warning-person = Name of a person
catalogue-warning-firm = Name of a firm
catalogue-warning-address = Address
catalogue-warning-plate = Number plate
catalogue-warning-birth = Date of birth
catalogue-warning-email = Email address
catalogue-warning-phone = Phone number
catalogue-warning-tax-code = Italian tax code
catalogue-warning-iban = IBAN
catalogue-warning-vat = VAT number

catalogue-flash-saved = The draft is saved.
catalogue-flash-submitted = The entry is in review: now it is a second person’s turn.
catalogue-flash-published = The entry is public.
catalogue-flash-returned = The entry is back with its author, with your remark.
catalogue-flash-withdrawn = The entry is withdrawn.
catalogue-flash-stale = The entry has changed meanwhile: check it and try again.
catalogue-flash-not-by-you = This is up to somebody else: whoever wrote the text can neither publish it nor give it back.

catalogue-problem-title-empty = Write the title
catalogue-problem-title-too-long = The title is too long: use at most { $max } characters
catalogue-problem-title-unreadable = The title holds characters that cannot be used
catalogue-problem-kind = Choose the kind of entry
catalogue-problem-topic = Choose a topic
catalogue-problem-audience = Choose for whom the entry is
catalogue-problem-language = Choose the language of the text
catalogue-problem-body-empty = Write the text
catalogue-problem-body-too-long = The text is too long: use at most { $max } characters
catalogue-problem-body-unreadable = The text holds characters that cannot be used
catalogue-problem-text-too-long = This field is too long: use at most { $max } characters
catalogue-problem-text-unreadable = This field holds characters that cannot be used
catalogue-problem-too-many = There are too many: { $max } at most
catalogue-problem-phone = Write a telephone number such as 02 7740 1234; if there are several, put commas between them
catalogue-problem-email = Write a whole email address, for example name@example.it
catalogue-problem-website = Write the address of a page, for example www.comune.rho.mi.it
catalogue-problem-municipality = Write a municipality of the province, for example Rho
catalogue-problem-size = Choose a size from the list
catalogue-problem-day = Write a date like 24/11/2026 or leave it empty
catalogue-problem-rewritten = Confirm that the text holds nobody’s personal data
catalogue-problem-review-before = The date of the next check must come after that of the last
catalogue-problem-remark-empty = Write why: whoever wrote the entry must be able to mend it
catalogue-problem-remark-too-long = The remark is too long: use at most { $max } characters
catalogue-problem-remark-unreadable = The remark holds characters that cannot be used

catalogue-reuses = Used in answers
catalogue-reuses-count = { $count ->
    [one] once
   *[other] { $count } times
}
catalogue-flash-enough = Good: the question that you were writing has been deleted. If you change your mind, you can always ask us a new one.
