# The register of norms.

norms-cited = Laws cited
norms-list-title = Laws
norms-list-lead = The laws, decrees, circulars and agreements that the entries of the catalogue speak of.
norms-list-empty = What is cited will appear here as soon as a public entry cites it.
norms-description = The entries of the catalogue that cite { $norm }.
norms-column-norm = Law
norms-column-entries = Entries
norms-read-text = Read the official text (in Italian)
norms-articles = art.
norms-entries = { $count ->
        [0] No entry cites it
        [one] One entry cites it
       *[other] { $count } entries cite it
    }

# --- For the desk
norms-answers = Answers that cite it
norms-answers-desk = Only people who work at the desk see this list.
norms-answers-none = No answer cites it.
norms-changed-on = Changed on
norms-mark = Note that it changed
norms-change-title = The law changed
norms-change-entries = { $count ->
        [0] No public entry cites it.
        [one] One public entry cites it.
       *[other] { $count } public entries cite it.
    }
norms-change-answers = { $count ->
        [0] No answer of the last { $months } months cites it.
        [one] One answer of the last { $months } months cites it.
       *[other] { $count } answers of the last { $months } months cite it.
    }
norms-change-lead = We put them on the list of what to check again: each stays there until somebody says that it is still right, or rewrites it. Nobody gets an email.
norms-field-day = Since when
norms-field-what = What changed
norms-field-what-hint = One or two sentences for whoever checks.
norms-change-send = Note the change
norms-flash-noted = The change is noted. In a few seconds “Laws that changed” lists what to check.
norms-problem-day = Write the day, for example 1/1/2027
norms-problem-what-empty = Write what changed
norms-problem-what-too-long = Use at most { $max } characters
norms-problem-what-unreadable = The text has characters that cannot be read: write it again
norms-reviews-title = Laws that changed
norms-reviews-lead = Entries and answers that cite a law that changed. If the text is still right, confirm it; otherwise rewrite the entry or send a new answer: the line goes by itself.
norms-reviews-entries = Entries
norms-reviews-answers = Answers
norms-reviews-empty = There is nothing to check again.
norms-reviews-more = See the others
norms-column-what = To check again
norms-column-changed = Law that changed
norms-column-decide = Decide
norms-still-right = It is still right
norms-flash-confirmed = Confirmed: the line is off the list.
