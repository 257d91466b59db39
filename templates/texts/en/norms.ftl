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
norms-change-lead = We put them on the list of what to check again: each stays there until somebody says that it is still right, or rewrites it. Nobody gets an email: those who got an answer you can tell afterwards, in words of yours.
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
norms-reviews-lead = Entries and answers that cite a law that changed. If the text is still right, confirm it; otherwise rewrite the entry or tell those who got the answer: the line goes by itself.
norms-reviews-entries = Entries
norms-reviews-answers = Answers
norms-reviews-empty = There is nothing to check again.
norms-reviews-more = See the others
norms-column-what = To check again
norms-column-changed = Law that changed
norms-column-decide = Decide
norms-still-right = It is still right
norms-flash-confirmed = Confirmed: the line is off the list.

# --- Telling those who were answered
norms-tell = Tell the person who asked
norms-telling-link = Tell those who got an answer that cites it
norms-telling-title = Tell those who got an answer
norms-telling-title-one = Tell the person who asked
norms-telling-lead = Each person gets an email of their own, once about this change, and finds the notice on the page of their question. Those who chose to have texts in their emails read it there; the others open the question with a link. No question is reopened and no deadline begins.
norms-telling-words = Text of the notice
norms-telling-words-it = Text of the notice in Italian
norms-telling-words-en = Text of the notice in English
norms-telling-words-hint = Write what it means for the person who asked, in place of the words in square brackets. We add the greeting.
norms-telling-preview = As the person who asked reads it
norms-telling-look = See the preview
norms-telling-send-one = Send the notice
norms-telling-send = { $count ->
        [one] Tell the person
       *[other] Tell all { $count } people
    }
norms-telling-whom = { $count ->
        [one] To whom: one person
       *[other] To whom: { $count } people
    }
norms-telling-not-shown = { $count ->
        [one] And one more.
       *[other] And { $count } more.
    }
norms-telling-returned = { $count ->
        [one] Emails to one person come back: this person finds the notice on the page of the question alone.
       *[other] Emails to { $count } people come back: they find the notice on the page of the question alone.
    }
norms-telling-nobody = There is nobody to tell.
norms-telling-waiting = { $count ->
        [one] We are telling one person: it is done in a few seconds.
       *[other] We are telling { $count } people: it is done in a few minutes.
    }
norms-telling-told = { $count ->
        [one] One person has been told already.
       *[other] { $count } people have been told already.
    }
norms-telling-others = Meanwhile the people to tell have changed: check again, then confirm.
norms-telling-left-out = Whom we do not tell
norms-telling-open = { $count ->
        [one] One question is open again: whoever works on it answers with the change in mind.
       *[other] { $count } questions are open again: whoever works on them answers with the change in mind.
    }
norms-telling-need-approval = { $count ->
        [one] One question has a topic whose answers need approval: reopen it and write a new answer.
       *[other] { $count } questions have a topic whose answers need approval: reopen them and write a new answer.
    }
norms-telling-unreached = { $count ->
        [one] One person has no account or no email address any more:
       *[other] { $count } people have no account or no email address any more:
    }
norms-notice-text = After our answer a law that it cites has changed: { $norm }. The change applies from { $day }.

    What has changed: { $what }

    For you this means that [write here what changes for the person who asked].
norms-notice-entry = Read more: [{ $title }]({ $address })
norms-problem-words-empty = Write the text of the notice
norms-problem-words-too-long = Use at most { $max } characters
norms-problem-words-unreadable = The text has characters that cannot be read: write it again
norms-problem-words-gap = Complete the words in square brackets, or remove them
norms-flash-told = Notice sent: it is on the page of the question too.
norms-flash-telling = We are sending the notices: each person gets one.
norms-message-notice = A law has changed
norms-history-told = told the person who asked that a law cited in the answer has changed
