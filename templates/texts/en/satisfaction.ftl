# What those who receive answers say of them
satisfaction-verdicts = Did the answers help?
satisfaction-about = Whoever receives an answer can say whether it helped, in part or not; her last word counts. The same person may rate several answers: the intervals treat them as independent.
satisfaction-silent = How much those weigh who say nothing
satisfaction-silent-about = Those who are content, or those who are not, may respond more often than others. Supposing nothing of those who say nothing, the share of helpful answers among all ratings asked for lies between “at least” and “at most” (Manski, 1990).
satisfaction-low = Beware: ratings given, of those asked for: { $share }. The shares of helpful answers hold for those who responded; for all, see how far apart “at least” and “at most” are. Whoever was asked a short while ago may still respond.
satisfaction-enough = Ratings given, of those asked for: { $share }.
satisfaction-differences = Who differs from the others
satisfaction-differences-about = The share of helpful answers of each group, among those rated, compared with that of all others together. With many groups some seem different by chance: the probability takes this into account (Holm).
satisfaction-left-out =
    { $count ->
        [one] One group is not compared because it has, or leaves to the others,
       *[other] { $count } groups are not compared because they have, or leave to the others,
    } fewer than { $least } cases.
satisfaction-in-time = Do late answers help less?
satisfaction-in-time-about = Answers that came after the deadline compared with those that came in time. A difference alone does not say that the delay is its cause: hard questions are slower too.
satisfaction-answer = Answer
satisfaction-soon = Within the deadline
satisfaction-late = After the deadline
satisfaction-late-helps-more = more helpful than those in time
satisfaction-late-helps-less = less helpful than those in time
satisfaction-quarters = Quarter by quarter
satisfaction-quarters-about = By the quarter in which the question arrived; the first and the last may be incomplete.
satisfaction-quarter-column = Quarter
satisfaction-quarter = Q{ $quarter } { $year }
satisfaction-trend-too-few = To say whether the share of helpful answers rises or falls takes at least three quarters and 30 ratings: too few data.
satisfaction-trend-none = No rise or fall of the share of helpful answers is distinguishable from chance (Cochran–Armitage test for trend: χ² = { $chi }, one degree of freedom, p { $p }).
satisfaction-trend-up = The share of helpful answers rises, by more than chance explains (Cochran–Armitage test for trend: χ² = { $chi }, one degree of freedom, p { $p }).
satisfaction-trend-down = The share of helpful answers falls, by more than chance explains (Cochran–Armitage test for trend: χ² = { $chi }, one degree of freedom, p { $p }).
