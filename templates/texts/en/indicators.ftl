# The indicators of the plan, with their targets.
indicators-title = Indicators of the plan, { $year }
indicators-link = Indicators of the plan
indicators-gone = Year gone by so far, { $day } included: { $share }.
indicators-over = The year is over. Some figures may still change: when questions left open are answered, or when something is corrected, for example if a question turns out to be spam.
indicators-to-come = The year has not begun: its targets can be set already.
indicators-persons = People reached
indicators-persons-about = The workers who asked at least one question in the year, however it came in. Each person counts once, however often they asked. Spam does not count.
indicators-families = Families reached
indicators-families-about = Of the people reached, those who with at least one question of the year were known to have children, because they had said so. Saying it is optional, so there may be more people with children. Two people of one family count twice, because the program does not know: so there may be fewer families.
indicators-firms = Enterprises reached (SMEs)
indicators-firms-about = The micro, small and medium enterprises that asked at least one question in the year, however it came in: also those that did not declare their size. Each counts once, however often it asked. Spam does not count.
indicators-micro = Micro enterprises reached
indicators-micro-about = The enterprises of up to 9 people that asked at least one question in the year. Each counts once, with the size that it had last declared when asking. Those that did not declare it count only among all enterprises.
indicators-small = Small enterprises reached
indicators-small-about = The enterprises of 10 to 49 people that asked at least one question in the year. Each counts once, with the size that it had last declared when asking. Those that did not declare it count only among all enterprises.
indicators-medium = Medium enterprises reached
indicators-medium-about = The enterprises of 50 to 249 people that asked at least one question in the year. Each counts once, with the size that it had last declared when asking. Those that did not declare it count only among all enterprises.
indicators-bodies = Active organisations of the network
indicators-bodies-about = The organisations whose experts sent at least one answer in the year. It counts for the organisation that the expert belonged to when she answered.
indicators-answered = Questions answered
indicators-within = Answers within the deadline
indicators-entries = Answers published in the catalogue
indicators-entries-about = The entries of the kind “question and answer” that were published for the first time in the year, also if they were updated or withdrawn later. Updates and translations do not count again.
indicators-target = Target: { $target }
indicators-target-share = Target: { $target }%
indicators-reached = Reached: { $share }
indicators-no-target = No target.
indicators-pace-not-begun = The year has not begun.
indicators-pace-reached = Target reached.
indicators-pace-above = Above the target so far: the year is not over.
indicators-pace-on-time = On time: { $needed ->
    [one] at least 1 was
   *[other] at least { $needed } were
} needed by today.
indicators-pace-behind = Behind: { $needed ->
    [one] at least 1 was
   *[other] at least { $needed } were
} needed by today, { $missing ->
    [one] one is missing
   *[other] { $missing } are missing
}.
indicators-pace-missing = { $missing ->
    [one] One is
   *[other] { $missing } are
} missing to reach the target.
indicators-pace-missed = Target not reached: { $missing ->
    [one] one is missing
   *[other] { $missing } are missing
}.
indicators-pace-perhaps-below = Below the target, but it may be chance: the 95 per cent interval contains the target.
indicators-pace-below = Below the target, and hardly by chance: the whole 95 per cent interval lies below it.
indicators-withheld = For confidentiality we do not show figures of fewer than { $threshold } people or enterprises, nor those that would give them away.
indicators-uncounted = The running month still has too few questions to be shown: people, enterprises, organisations and questions are counted { $until }, and their pace is measured on that day.
indicators-how = How to read the indicators
indicators-how-once = Each person and each enterprise counts once a year, with what it had told about itself when asking. If it changes its data later or has them erased, the figures stay as they are.
indicators-how-large = Large enterprises: none. The desk is for micro, small and medium enterprises, and whoever registers cannot say that it is larger; so there is no indicator.
indicators-how-pace = “On time” and “behind” compare the figure with the part of the target that belongs to the days gone by, as if all the year were alike. August and December usually bring fewer questions: it is an indication, not a forecast. Of organisations we only say how many are missing: they do not grow with the days.
indicators-set = Change the targets
indicators-targets-title = Targets for { $year }
indicators-targets-lead = Write what the plan wants to reach in the year. Leave empty where there is no target.
indicators-hint = A whole number, for example 120
indicators-hint-share = A percentage, for example 95
indicators-save = Save the targets
indicators-flash-saved = The targets are saved.
indicators-problem-target = Write a whole number from 1 to { $max }, or leave it empty
indicators-problem-stale = Somebody changed the targets meanwhile. Look below at what changed, check yours and save again.
indicators-history = Who changed the targets
indicators-history-empty = Nobody has set targets for this year yet.
indicators-changed = { $indicator }: { $target }
indicators-changed-share = { $indicator }: { $target }%
indicators-removed = { $indicator }: target removed
indicators-indicator = Indicator
