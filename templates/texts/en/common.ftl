# What every page says: head, menu, fields, messages, foot.
common-description = The desk that answers workers and businesses about leave, working time, contracts and services for balancing work and family in the province of Milan.
common-home = Home
common-error-prefix = Error:
common-skip-content = Skip to main content
common-skip-footer = Skip to footer
common-sign-in = Sign in
common-sign-out = Sign out
common-breadcrumb = Breadcrumb
common-nav-label = Main menu
common-nav-catalogue = Catalogue
common-nav-topics = Topics
common-nav-ask = Ask a question
common-nav-questions = Your questions
common-nav-queue = Queue
common-nav-opinions = Opinions
common-nav-editing = Editing
common-nav-statistics = Statistics
common-nav-administration = Administration

common-printed = Printed on { $at }

common-fields-required = Fields with an asterisk (*) are required.
common-field-optional = (optional)
common-characters-max = { $max } characters at most
common-characters-left = { $count } characters left
common-characters-over = { $count } characters too many
common-password-show = Show
common-password-hide = Hide
common-sending = Sending…
common-draft-saved = Draft saved at { $time }
common-draft-kept = The draft could not be saved online: it was kept on this device at { $time }
common-draft-gone = This draft is no longer there: it no longer saves itself here. If you still need the text, press “Save the draft”.
common-draft-restored = We brought back what you had written on this device
common-new-window = opens in a new tab
common-errors-title = { $count ->
        [one] Check one field
       *[other] Check { $count } fields
    }

common-disclaimer = The desk gives information: it does not replace legal assistance.
common-pages = Pages
common-page = Page
common-page-previous = Previous page
common-page-next = Next page
common-pager-newer = Previous
common-pager-older = Next

common-footer-phone = Telephone:
common-footer-email = Email:
common-footer-pec = Certified email (PEC):
common-footer-help = Help
common-footer-faq = Read the frequently asked questions (FAQ)
common-footer-report = Report a problem
common-footer-more = Information
common-footer-open-data = Open data
common-footer-figures = The desk in figures
common-footer-map = Site map
common-footer-privacy = Privacy notice
common-footer-legal-notes = Legal notes
common-footer-accessibility = Accessibility statement

## Files that a form brings
common-problem-file-type = The file “{ $name }” cannot be attached: use PDF, JPG, PNG, DOCX, XLSX, ODT, ODS or TXT
common-problem-file-large = The file “{ $name }” is too large: the maximum is { $max }
common-problem-file-empty = The file “{ $name }” is empty
common-problem-files-many = Too many attachments: at most { $max }
