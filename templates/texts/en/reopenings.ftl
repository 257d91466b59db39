# Questions reopened after their answer
reopenings-shares = How many questions are reopened
reopenings-about = This begins with the questions that arrived in the period for the first time and were answered before they were closed. Whoever was answered a short while ago may yet reopen: the table “When they are reopened” takes this into account.
reopenings-differences = Who differs from the others
reopenings-differences-about = The share of questions reopened of each group, compared with that of all others together. The probability takes into account how many comparisons there are (Holm).
reopenings-over-time = When they are reopened
reopenings-over-time-about = Kaplan–Meier estimates from the first answer to the first reopening, for at least 10 questions. Those not reopened count until now.
reopenings-days =
    { $days ->
        [one] 1 day
       *[other] { $days } days
    }
reopenings-answers = How long the answer after a reopening takes
reopenings-answers-about = Reopened questions have a new deadline and a new clock, which starts when they are reopened. Every hour counts.
