# The statistics for whoever answers for the desk.
statistics-title = Statistics
statistics-period = Period
statistics-from = From
statistics-to = To
statistics-from-month = From month
statistics-to-month = To month
statistics-show = Show
statistics-usual = Usual periods
statistics-usual-last-year = Last 12 months
statistics-usual-month-before = Last month
statistics-usual-this-quarter = This quarter
statistics-usual-quarter-before = Last quarter
statistics-usual-this-year = This year
statistics-usual-year-before = Last year
statistics-years = Years
statistics-period-no-date = Write a date, for example 24/11/2026
statistics-period-reversed = The end of the period comes before its beginning
statistics-period-too-long = The period is too long: choose twenty years at most
statistics-period-part-of-year = Choose whole years, by the links below: for confidentiality we do not show these figures for a part of a year
statistics-period-part-of-month = Choose whole months: for confidentiality we show no period that begins or ends within a month
statistics-about = These are the questions that came in this period, as they stand now: { $at }.
statistics-nothing = There are no data for this period. Try a longer one.

statistics-period-title = The questions received
statistics-what = How it is counted
statistics-received = Received
statistics-received-sum = Answered, still open and closed without an answer, together.
statistics-answered = Answered
statistics-open = Still open
statistics-overdue = Of these late:
statistics-closed = Closed without an answer
statistics-decided = Decided
statistics-decided-sum =
    Out of { $decided ->
        [one] one question decided
       *[other] { $decided } questions decided
    }: { $answered } answered and { $overdue } late.
statistics-undecided-sum =
    Not counted yet: { $open ->
        [one] one question open and in time
       *[other] { $open } questions open and in time
    }; not counted: { $closed ->
        [one] one question closed without an answer
       *[other] { $closed } questions closed without an answer
    }.
statistics-decided-only =
    Out of { $decided ->
        [one] one question decided
       *[other] { $decided } questions decided
    }, answered or late.
statistics-within = Answered within the deadline
statistics-share-low = 95% interval: from
statistics-share-high = 95% interval: to
statistics-few-column = Fewer than 10 cases
statistics-median = Median answer time
statistics-waiting = Counting also those who still wait:
statistics-waiting-interval = 95% interval: { $interval } hours
statistics-answered-only = Median and ninetieth percentile count only answers that were given. Those who still wait are counted among the questions still open and, past the deadline, among those late.
statistics-see-waits = See the waiting times
statistics-p90 = 90th percentile
statistics-net = Without the waits:
statistics-hours = hours
statistics-of = { $hits } of { $total }
statistics-of-decided = { $hits } of { $total } decided
statistics-few = { $share }, but of fewer than 10 cases
statistics-few-short = fewer than 10 cases
statistics-few-note = * Fewer than 10 cases: the percentage alone misleads, look at the interval.
statistics-no-case = no case
statistics-no-value = no value
statistics-interval = 95% interval: { $low } to { $high }
statistics-interval-hours = 95% interval: { $low } to { $high } hours
statistics-withheld = withheld for confidentiality
statistics-withheld-why = The sign – stands for figures withheld for confidentiality: in this period there are fewer than { $threshold } cases of a kind, or these figures would give away those of other periods. Try a longer period.
statistics-withheld-note = The sign – stands for a figure withheld for confidentiality: fewer than { $threshold } cases, a time of fewer than 10 answers, or a number that would give them away.
statistics-download = Download for other programs (CSV)
statistics-download-excel = Download for Excel (CSV)
statistics-download-spared = Download spared questions for other programs (CSV)
statistics-download-spared-excel = Download spared questions for Excel (CSV)
statistics-sideways = Scroll the table sideways to see all columns.

statistics-by-month = Month by month
statistics-month = Month
statistics-running = not over
statistics-part-of-month = only { $from } to { $to }
statistics-by-topic = By topic
statistics-level = Level
statistics-area = Area
statistics-topic = Topic
statistics-area-alone = nothing more said
statistics-no-topic = Without a topic
statistics-topics-by-year = For confidentiality topics are shown of whole years only.
statistics-topics-choose = Choose a year:
statistics-whole-period = Whole period
statistics-within-count = Within the deadline
statistics-within-share = % within the deadline

statistics-chart-received = Questions received by month
statistics-chart-whole = whole month
statistics-chart-running = running month, not over yet
statistics-unit-questions = questions
statistics-chart-received-about = One bar per month. The same numbers are in the table below.
statistics-chart-rate = Answered within the deadline, by month
statistics-chart-firm = share answered by the deadline
statistics-chart-few = the same, of fewer than 10 cases
statistics-chart-interval = 95% interval
statistics-unit-share = share answered by the deadline
statistics-chart-rate-about = One point per month, with a line over its 95% interval. The same numbers are in the table below.
statistics-chart-rests-on-now = Unit: { $unit }. Cases: { $cases }. As of: { $at }. Source: { $source }.
statistics-chart-some-groups = { $shown ->
    [one] The chart shows only one group of { $all }, the one with the most questions; all of them are in the table.
   *[other] The chart shows the { $shown } groups with the most questions, of { $all }; all of them are in the table.
}
statistics-chart-sideways = Scroll the chart sideways to see all of it.

statistics-method = How the figures are made
statistics-method-cycles = What is counted
statistics-method-cycles-about = Every question received or opened again has a deadline of its own and counts once, in the month it came or was reopened (Milan time). The deadline is the one promised to the person who wrote: when the rules change, promises already made stay. When a coordinator moved it, the new one counts, which the person who wrote was told. Received = answered + still open + closed without an answer.
statistics-method-interval = The 95% interval
statistics-method-interval-about = It is Wilson’s interval (1927), made to hold the true value about 95 times in 100. With few cases it is wide: when the intervals of two months touch, the difference may be due to chance. With fewer than 10 cases the percentage is marked with an asterisk.
statistics-method-percentiles = Median and percentiles
statistics-method-percentiles-about = They are made of answered questions only, interpolating between the ordered values (definition 7 of Hyndman and Fan, the same as PERCENTILE.INC in spreadsheets).
statistics-method-secrecy = Confidentiality
statistics-method-secrecy-about = Whoever coordinates the desk sees every number. Others are shown no count of fewer than { $threshold } questions received, decided, answered, within the deadline or late (Italian code of conduct for statistics, art. 5), and we also withhold the numbers from which one could be worked out by adding or subtracting: those of totals, areas and other periods included.
statistics-method-secrecy-rest = What is shown even when they are that few: the questions open and in time, those closed without an answer and those decided too late (13 of 14 says that one was). They tell something of the desk and nothing of a person. Of groups and months it cannot be seen whether those too late were answered late or still wait. Times are told in whole hours and only from 10 answers on, because an exact time is that of one person.
statistics-method-secrecy-periods = We publish one table by month and one by topic of each year; every other period is the sum of those numbers, and is shown only when all of them are. That is why you choose whole months, and topics by whole years. Whoever compares today’s page with tomorrow’s may see what came in between, and in which rows of the tables.
statistics-method-files = The files
statistics-method-files-about = The file for Excel has semicolons, decimal commas, percentages, and the meaning of its columns at the end. The one for other programs has commas and decimal points, shares from 0 to 1, and these columns, with the period, the moment that the figures are about and the view, “interna” (inner) or “pubblica” (public):

statistics-file-title = Questions received
statistics-file-as-of = As of
statistics-file-source = Source
statistics-file-address = Address
statistics-file-columns = What the columns say

# The coordinator's board
statistics-board-link = Board of the desk
statistics-board-title = Board of the desk
statistics-board-at = As of { $at }
statistics-board-todo = To be answered
statistics-board-late = Late
statistics-board-today = Due today
statistics-board-waiting = Waiting for whoever asked
statistics-board-unheld = Nobody has taken them yet
statistics-board-mails = Emails not sent
statistics-board-late-since = due { $at }
statistics-board-since = received { $at }
statistics-board-nobody = nobody has taken it
statistics-board-all-late = See all { $count } that are late
statistics-board-none-late = No question is late.
statistics-board-tonight = At the end of the day
statistics-board-none-today = No question is due in the rest of the day.
statistics-board-no-pace = { $due ->
    [one] One question is still due today. The desk has not worked long enough to say whether we will be in time.
   *[other] { $due } questions are still due today. The desk has not worked long enough to say whether we will be in time.
}
statistics-board-in-time = { $due ->
    [one] One question is still due today: at the usual pace we will be in time.
   *[other] { $due } questions are still due today: at the usual pace we will be in time.
}
statistics-board-will-be = { $due ->
    [one] One question is still due today.
   *[other] { $due } questions are still due today.
} At the usual pace { $most ->
    [one] one will be answered late.
   *[other] { $most } will be answered late.
}
statistics-board-may-be = { $due ->
    [one] One question is still due today.
   *[other] { $due } questions are still due today.
} At the usual pace { $most ->
    [one] one may be answered late.
   *[other] from { $least } to { $most } may be answered late.
}
statistics-board-pace = { $weekday ->
    [1] Answers given on the last Mondays
    [2] Answers given on the last Tuesdays
    [3] Answers given on the last Wednesdays
    [4] Answers given on the last Thursdays
    [5] Answers given on the last Fridays
    [6] Answers given on the last Saturdays
   *[7] Answers given on the last Sundays
} { $at } to midnight, the latest first: { $answers }. It is an estimate: not all were for questions about to be due.
statistics-board-none-unheld = Somebody takes care of every question.
statistics-board-age-under = For less than { $hours } hours
statistics-board-age-over = For { $hours } hours or more
statistics-board-people = Load per person
statistics-board-absent = { $count ->
    [one] One open question belongs to somebody who is away today.
   *[other] { $count } open questions belong to people who are away today.
}
statistics-board-absences = Pass the questions on
statistics-board-who = Person
statistics-board-open = Open
statistics-board-answered = Questions answered since Monday
statistics-board-away = away { $until }
statistics-board-stand-in = { $name } stands in
statistics-board-idle = With no open question and no answer this week: { $names }.
statistics-board-table = Questions of each person
statistics-spared-title = Questions spared by the catalogue
statistics-spared = Said “This is enough for me”
statistics-spared-open = Of which within the last week, so not yet verified:
statistics-spared-asked = Asked anyway
statistics-spared-withheld = For confidentiality these figures are shown for whole years only, and only where none is of fewer than { $threshold } people. Of a year that is over, how many asked anyway is shown once a week has passed for all.
