# The reports as readers outside the desk see them: what is missing, and why
outside-year = Year
outside-rest = Groups with too few questions are missing, and those that would give them away.
outside-nothing = There is nothing to show here.
outside-organisation-about = Of each organisation the answers it gave count here. Questions still open, late ones too, and those closed without an answer count for none: so organisations are not compared with each other.
outside-groups-about = For confidentiality a column is shown only if it may be shown of every group and every year chosen. The last row is the whole period.
outside-groups-withheld = This breakdown is not shown: in at least one group a number, or what is left, would be of fewer than { $threshold } cases, and withholding that group alone is not enough. Try another breakdown.
outside-satisfaction-years = Do answers help? By year
outside-satisfaction-groups = Do answers help? By group
outside-satisfaction-about = Only ratings that we asked for count: those given unasked are few and somebody might be recognised. A number is shown only if the cases it counts, and those left out, are zero or at least { $threshold }: for example those who answered and those who did not, those whom the answer helped and those whom it did not.
outside-reopenings-years = Reopened questions, by year
outside-reopenings-groups = Reopened questions, by group
outside-reopenings-about = For confidentiality a number is shown only if the questions reopened and those not reopened are none or at least { $threshold }; how many, their share and times are shown only if the same holds for those reopened more than once.
outside-approvals-answers = The answers sent for approval in each year, all together: no person of the desk and no group. A number is shown only if it, the others of its row and what is left are zero or at least { $threshold }.
outside-approvals-entries = The entries sent for review in each year, all together: published or scheduled, sent back, or still waiting. A number is shown only if it, the others of its row and what is left are zero or at least { $threshold }.
outside-mail-about = All messages count together: their kinds are not shown, because some leave once or twice a year and would tell what a person did. A month with fewer than { $threshold } questions is withheld, and with it those that would give it away.
outside-mail-received-about = If the desk took in fewer than { $threshold } messages in a month or in a year, all months are withheld: it could be worked out from them. So are months with fewer than { $threshold } questions.
outside-needs-about = Now: { $now }. Before: { $before }. What has the strongest evidence comes first, not what has most questions. The probability takes all comparisons of the table into account (Holm, 1979).
outside-needs-compared = All questions received count, reopened ones too, as in the tables of the years. They are compared by the day: of the running year the time that has passed counts, of today only the hours up to this moment, and the season may matter.
outside-needs-without = There are no words of questions here and no searches without result: a word can be somebody’s name, and of those who search we do not know whether they are one or many. Only the coordinators of the desk see them.
outside-services-topics = Questions and services, by topic
outside-services-topics-about = Questions received in the period ({ $now }) beside the services that the catalogue knows today on the same topic. Topics without known services: { $lacking } of { $all }. These come first, then those with most questions for each service.
outside-services-places = Questions and services, by municipality
outside-services-places-about = Questions received in the period ({ $now }), on any topic, beside the services that the catalogue knows today in the same municipality. Municipalities without known services: { $lacking } of { $all }. These come first, then those with most questions for each service. { $everywhere ->
    [0] Every service names a municipality.
    [one] One other service names no municipality.
   *[other] Another { $everywhere } services name no municipality.
} Questions by municipality and topic together are not published: the numbers would be too small.
outside-catalogue-months-about = Searches and readings are the public’s: nothing is recorded of who searches or reads, and the same person coming back counts again. They say nothing of anybody, and all are shown.
outside-catalogue-words = What was searched for is not shown: of those who search we do not know whether they are one or many.
outside-catalogue-years = What it is good for, by year
outside-catalogue-years-about = A vote, an answer that leads to an entry, a question spared come from one person each: they are shown only for all of the catalogue and for whole years, and only if none of the numbers is of fewer than { $threshold } cases. Of a year that is over, how many asked anyway is shown once a week has passed for all.
outside-catalogue-entries-about = Entry by entry only readings are shown: votes, links in answers and questions spared would often be one person’s.
