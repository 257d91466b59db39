# The work of each expert: for coordinators alone
experts-no-ranking = This is no ranking of persons: topics, hours and questions differ, and whoever takes the hardest ones needs longer. Names are in alphabetical order. It serves to see who has too much to do.
experts-work = The work of each expert
experts-work-by-organisation = The work of each organisation
experts-work-about = Open questions belong to whoever holds them now; answers to whoever wrote them. Of whoever changed organisation, what she took counts for the present one, her answers for the one of then.
experts-load = Questions in hand, week by week
experts-load-about = How many open questions each held at the end of every whole week of the period, also those that passed to others later.
experts-load-some = The chart shows the { $shown } people with the most questions, of { $all }; all of them are in the table.
experts-load-chart = Questions in hand at the end of each week
experts-load-chart-about = A strip for each expert, all of the same scale, from 0 to { $most } questions. The same numbers are in the table below.
experts-in-queue = In the queue, with nobody
experts-first = How long until the first answer
experts-first-by-organisation = By organisation: how long until the first answer
experts-first-about = Only the first answer to each question, where it came before the question was closed. The medians of answers look back, at those given; the wait counts also those who still wait, for the time passed so far, and says more when there is a backlog.
experts-differ = Among the { $groups } groups with at least 10 questions the times differ even within the same area, by more than chance explains (log-rank test stratified by area: χ² = { $chi }, degrees of freedom { $degrees }, p { $p }). Within an area the questions may differ all the same.
experts-alike = Among the { $groups } groups with at least 10 questions, within the same area, the difference of the times is not distinguishable from chance (log-rank test stratified by area: χ² = { $chi }, degrees of freedom { $degrees }, p { $p }).
experts-topics = What each deals with
experts-topics-about = Questions received or reopened in the period, of whoever answered them or, where they had no answer, has them now: before comparing times, see how different they are.
experts-taking = How long until somebody takes a question
experts-taking-about = From the arrival to when somebody holds the question for the first time, because she took it or was given it. A question that is answered without being taken counts until its answer.
