# The reports: one page for each way to look at the figures
reports-reports = Reports
reports-overview = Overview
reports-report-ripartizioni = Breakdowns
reports-report-attese = Waiting times
reports-report-andamento = Trend
reports-report-confronto = Comparison of periods
reports-inner = Inner view
reports-inner-about = Here you also see counts of 1 or 2 cases, by which a person could be known. Do not pass on this page and its files.
reports-by = Break down by
reports-clock = Clock
reports-clock-lorde = Every hour
reports-clock-nette = Without waits for clarifications
reports-against = Compare with
reports-against-anno = The same days a year before
reports-against-prima = The days right before
reports-narrow = Narrow to some of the questions
reports-narrowed = Only { $to }.
reports-any = All
reports-unknown-filter = One of the filters does not exist any more: choose again
reports-download-workbook = Download everything for Excel (XLSX)
reports-open-table = Open the table ({ $rows } rows)
reports-too-few = too few data
reports-too-few-to-show = Too few data: try a longer period or fewer filters.
reports-not-reached = not reached
reports-open-bound = …
reports-points = points
reports-chart-rests-on = Unit: { $unit }. Cases: { $cases }. Period: { $period }. Source: { $source }.
reports-definitions = Definitions
reports-file-about = About
reports-file-period = Period
reports-file-narrowed = Narrowed to
reports-file-note = Note
reports-column-low = lower bound of the 95% interval
reports-column-high = upper bound of the 95% interval
reports-column-hits = cases
reports-column-total = out of
reports-group = Group
reports-all-questions = All questions

reports-dimension-chi = Who asks
reports-dimension-dimensione = Size of the firm
reports-dimension-settore = Sector of the firm
reports-dimension-genere = Gender
reports-dimension-eta = Age
reports-dimension-figli = Children
reports-dimension-territorio = Municipality
reports-dimension-argomento = Topic
reports-dimension-ente = Answering organisation
reports-dimension-esperta = Expert
reports-dimension-canale = Channel
reports-dimension-lingua = Language
reports-dimension-giro = First time or reopened
reports-dimension-area = Area

reports-value-chi-worker = Workers
reports-value-chi-enterprise = Firms
reports-value-chi-unknown = Not told
reports-value-dimensione-micro = Micro (1–9 people)
reports-value-dimensione-small = Small (10–49)
reports-value-dimensione-medium = Medium (50–249)
reports-value-dimensione-unknown = Not told, or no firm
reports-value-settore-unknown = Not told, or no firm
reports-value-genere-female = Women
reports-value-genere-male = Men
reports-value-genere-other = Other
reports-value-genere-unknown = Not told
reports-value-eta-under-25 = Under 25
reports-value-eta-25-34 = 25–34
reports-value-eta-35-44 = 35–44
reports-value-eta-45-54 = 45–54
reports-value-eta-55-64 = 55–64
reports-value-eta-over-64 = 65 and over
reports-value-eta-unknown = Not told
reports-value-figli-0 = No children
reports-value-figli-1 = One child
reports-value-figli-2 = Two children
reports-value-figli-3 = Three children or more
reports-value-figli-unknown = Not told
reports-value-territorio-outside = Outside the province
reports-value-territorio-undisclosed = Prefers not to say
reports-value-territorio-unknown = Not told
reports-value-argomento-unknown = No topic
reports-value-area-unknown = No topic
reports-value-ente-unknown = No organisation, or not assigned yet
reports-value-esperta-unknown = Nobody
reports-value-canale-web = Website
reports-value-canale-email = E-mail
reports-value-canale-phone = Telephone
reports-value-canale-desk = Front desk
reports-value-canale-unknown = Not told
reports-value-lingua-it = Italian
reports-value-lingua-en = English
reports-value-lingua-unknown = Not told
reports-value-giro-prima = First time
reports-value-giro-riaperta = Reopened
reports-value-giro-unknown = Not told

reports-population-cycles = Out of: questions received or reopened in the period, without spam.
reports-population-decided = Out of: questions received or reopened in the period of which it is decided whether the promise was kept (answered, or open and already late).
reports-population-answered = Out of: questions received or reopened in the period that were answered, even later.
reports-population-waits = Out of: questions received or reopened in the period. Open ones count for the time passed so far; those closed without an answer until they were closed.
reports-population-always = Out of: all questions, whenever they came.
reports-population-named = Out of: as the row says.

reports-figure-ricevute = Received
reports-figure-ricevute-what = Questions that came in the period. A reopened question counts again, since it has a new deadline.
reports-figure-quota = Share
reports-figure-quota-what = Received of the group by all received, with Wilson’s 95% interval.
reports-figure-entro-scadenza = Within the deadline
reports-figure-entro-scadenza-what = Questions answered within the promised deadline, or the new one if it was moved, by those decided, with Wilson’s 95% interval. Open ones past their deadline count as missed; open ones in time do not count yet.
reports-figure-risposte = Answered
reports-figure-risposte-what = Questions that have been answered up to now.
reports-figure-aperte = Still open
reports-figure-aperte-what = Questions that wait for an answer, or for a clarification by whoever asked, at this moment.
reports-figure-in-ritardo-ora = Of which late
reports-figure-in-ritardo-ora-what = Open questions past their deadline at this moment. While a clarification is awaited the clock stands still.
reports-figure-chiuse-senza-risposta = Closed without an answer
reports-figure-chiuse-senza-risposta-what = Questions closed without an answer, for example because whoever asked needed it no more.
reports-figure-ore-mediana = Median (hours)
reports-figure-ore-mediana-what = Half of the answers came within these hours, every hour from receipt to answer counted. 95% interval from the order statistics.
reports-figure-ore-90-percentile = 90th percentile (hours)
reports-figure-ore-90-percentile-what = Nine answers in ten came within these hours, every hour counted. 95% interval from the order statistics.
reports-figure-ore-nette-mediana = Net median (hours)
reports-figure-ore-nette-mediana-what = Like the median, without the hours spent waiting for a clarification.
reports-figure-ore-nette-90-percentile = Net 90th percentile (hours)
reports-figure-ore-nette-90-percentile-what = Like the 90th percentile, without the hours spent waiting for a clarification.
reports-figure-risposta-entro = Answered
reports-figure-risposta-entro-what = Estimated share of questions answered after these hours (Kaplan and Meier, 1958), with its 95% interval (Greenwood, log-log scale). It takes account of those who still wait.
reports-figure-attese = Waits
reports-figure-attese-what = Questions that somebody waits or waited for an answer to.
reports-figure-in-attesa = Still observed
reports-figure-in-attesa-what = Questions known to have waited longer than these hours: when they are few the estimate is uncertain.
reports-figure-attesa-mediana = Median wait (hours)
reports-figure-attesa-mediana-what = Hours after which half of the questions have an answer, those who still wait counted (Kaplan and Meier). 95% interval by Brookmeyer and Crowley (1982).
reports-figure-attesa-90-percentile = Wait of 9 in 10 (hours)
reports-figure-attesa-90-percentile-what = Hours after which nine questions in ten have an answer, those who still wait counted. Interval as above.
reports-figure-attesa-netta-mediana = Net median wait (hours)
reports-figure-attesa-netta-mediana-what = Like the median wait, without the hours spent waiting for a clarification.
reports-figure-differenza-dagli-altri = Difference from the others
reports-figure-differenza-dagli-altri-what = Share within the deadline of the group less that of all others together, in percentage points, with Newcombe’s 95% interval (1998, method 10).
reports-figure-probabilita-del-caso = Probability of chance
reports-figure-probabilita-del-caso-what = How often chance alone would make so large a difference (for shares: Fisher’s exact test), corrected because there is more than one comparison (Holm, 1979). Below 0.05 the difference is told apart from chance.
reports-figure-esito = What it means
reports-figure-esito-what = The difference is told apart from chance when the corrected probability is below 0.05.
reports-figure-arretrato = Open at the end of the week
reports-figure-arretrato-what = Questions received and not over yet at midnight on Sunday.
reports-figure-aperte-ora = Open now
reports-figure-aperte-ora-what = Questions that wait for an answer or a clarification at this moment.
reports-figure-aperte-in-ritardo = Of which late
reports-figure-aperte-in-ritardo-what = Of these, those past their deadline.
reports-figure-segnale = Signal
reports-figure-segnale-what = “Outside the limits”: a week unlike the others. “Change”: eight weeks in a row on the same side of the mean.
reports-figure-prima = Before
reports-figure-prima-what = The figure in the period compared with.
reports-figure-adesso = Now
reports-figure-adesso-what = The figure in the chosen period.
reports-figure-variazione = Change
reports-figure-variazione-what = For received the ratio of questions per day, for shares the difference in points, with its 95% interval.
reports-figure-prova = Test used
reports-figure-prova-what = The statistical test by which the difference is told apart from chance.

reports-population-readers = Out of: whoever was writing a question and read an entry that was offered.
reports-figure-quota-entro-scadenza = By the deadline
reports-figure-quota-entro-scadenza-what = Questions answered by the promised deadline, or by the new one where it was moved, divided by those already decided, with the Wilson 95% interval. Open ones already late count as missed promises; those still in time do not count. In the file for programs shares go from 0 to 1.
reports-figure-aperte-nei-tempi = Open and in time
reports-figure-aperte-nei-tempi-what = Questions still open that are not past their deadline.
reports-figure-schede-bastate = Entries that were enough
reports-figure-schede-bastate-what = How often somebody writing a question read an entry that was offered and said “This is enough”.
reports-figure-da-verificare = Of these, less than a week ago
reports-figure-da-verificare-what = Those for which seven days have not gone by, and that are therefore not checked yet.
reports-figure-chieste-lo-stesso = Asked all the same
reports-figure-chieste-lo-stesso-what = Of those who said “This is enough” at least a week ago, how many then asked a question within seven days, with the Wilson 95% interval.
reports-figure-valore = Value
reports-figure-valore-what = What the indicator stands at in the year; for shares with the Wilson 95% interval.
reports-figure-obiettivo = Target
reports-figure-obiettivo-what = The target of the year; for shares in per cent.
reports-figure-definizione = Definition
reports-figure-definizione-what = How the indicator is counted.

reports-not-distinguishable = not told apart from chance
reports-higher = higher than the others
reports-lower = lower than the others
reports-more = increase
reports-less = decrease

reports-breakdown-figures = The questions of each group
reports-breakdown-differences = Who differs from the others
reports-breakdown-differences-about = Each group is compared with all others together, by answers within the deadline. With many groups some look different by chance: the probability takes account of it.
reports-breakdown-left-out =
    { $count ->
        [one] One group is not compared because it has, or leaves to the others,
       *[other] { $count } groups are not compared because they have, or leave to the others,
    } fewer than { $least } decided questions.

reports-waits-gross = Every hour from receipt counts, day and night. Whoever still waits counts for the time passed so far: a backlog cannot hide.
reports-waits-net = The hours from receipt count, without those spent waiting for a clarification. Whoever still waits counts for the time passed so far.
reports-waits-differ = Between the { $groups } groups waits differ by more than chance explains (log-rank test: χ² = { $chi }, degrees of freedom { $degrees }, p = { $p }).
reports-waits-alike = Between the { $groups } groups the difference of waits is not told apart from chance (log-rank test: χ² = { $chi }, degrees of freedom { $degrees }, p = { $p }).
reports-waits-quantiles = How long people wait
reports-waits-after = How many have an answer after some time
reports-waits-after-about = Kaplan-Meier estimates, for groups of at least 10 questions.
reports-waits-after-column = After
reports-waits-hours = { $hours } hours
reports-waits-axis = hours since the question came
reports-waits-chart = Share of questions answered, over time
reports-waits-chart-about = The curve rises whenever a question is answered: the higher and the further left, the shorter the wait. Where there is one curve, dotted lines mark its 95% interval. The same numbers are in the tables below.
reports-waits-chart-unit = share of questions answered

reports-trend-weeks = Questions per week
reports-trend-weeks-about = Whole weeks, Monday to Sunday. The control chart says whether a week is truly unlike the others or something changed (Shewhart; moving ranges, Montgomery 2009).
reports-trend-too-few = It takes at least { $least } weeks to say what is unusual: too few data.
reports-trend-limits = On average { $middle } questions a week; chance explains { $low } to { $high }.
reports-trend-week = Week from
reports-trend-weeks-chart = Questions received per week
reports-trend-weeks-chart-about = One dot per week, the mean and the limits within which chance may explain a value. The same numbers are in the table below.
reports-trend-middle = mean
reports-trend-limit = limits of chance
reports-signal-usual = usual
reports-signal-outside = outside the limits
reports-signal-shifted = change
reports-unit-per-week = questions per week
reports-unit-per-hour = questions per weekday and hour
reports-unit-per-day = questions per day
reports-unit-open = open questions
reports-trend-backlog = Backlog
reports-trend-backlog-about = How many questions were open at the end of each week, those waiting for a clarification included.
reports-trend-backlog-chart = Questions open at the end of each week
reports-trend-backlog-chart-about = A line that rises when questions come faster than answers. The same numbers are in the table below.
reports-trend-ageing = How long those open now have waited
reports-trend-ageing-about = All questions open at this moment, whenever they came.
reports-trend-age = Open for
reports-age-under =
    { $hours ->
        [24] less than a day
        [48] 1 to 2 days
        [96] 2 to 4 days
        [168] 4 to 7 days
        [336] 1 to 2 weeks
       *[other] 2 to 4 weeks
    }
reports-age-over =
    { $hours ->
       *[other] 4 weeks and more
    }
reports-trend-hours = When they come
reports-trend-hours-about = Weekday and hour in Milan at which the question came or was reopened.
reports-trend-hours-chart = Questions per weekday and hour
reports-trend-hours-chart-about = One cell for each hour of each weekday, darker where more questions come. The same numbers are in the table below.
reports-trend-weekday = Day
reports-trend-hour = Hour
reports-trend-calendar = Calendar
reports-trend-calendar-about = Day by day, at most the last 53 weeks of the period.
reports-trend-calendar-chart = Questions received each day
reports-trend-calendar-chart-about = One cell per day: weeks from left to right, days from Monday at the top to Sunday at the bottom. The same numbers are in the table below.
reports-trend-day = Day
reports-weekday-1 = Monday
reports-weekday-2 = Tuesday
reports-weekday-3 = Wednesday
reports-weekday-4 = Thursday
reports-weekday-5 = Friday
reports-weekday-6 = Saturday
reports-weekday-7 = Sunday

reports-comparison-table = What changed
reports-comparison-about = Now: { $now }. Before: { $before }. Days that are still to come do not count among those of the period.
reports-comparison-method = The four tests are made together: the probability is corrected (Holm) because with several tests one seems to succeed by chance.
reports-comparison-figure = Figure
reports-test-counts = exact comparison of two counts (Przyborowski and Wilenski)
reports-test-proportions = Fisher’s exact test of two proportions
reports-test-log-rank = log-rank test

reports-behind-ricevute = Questions received
reports-behind-risposte = Questions answered
reports-behind-aperte = Questions still open
reports-behind-in-ritardo = Questions late
reports-behind-chiuse = Questions closed without an answer
reports-behind-count =
    { $count ->
        [one] One question.
       *[other] { $count } questions, the newest first.
    }
reports-behind-back = Back to the figures
reports-behind-none = No question.
