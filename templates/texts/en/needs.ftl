# The report of needs
needs-grows = grows
needs-fades = fades
needs-word = Word
needs-areas = Areas that grow or fade
needs-topics = Topics that grow or fade
needs-themes-about = Now: { $now }. Before: { $before }. The best supported come first, not the largest. The probability takes all comparisons of the table into account (Holm, 1979).
needs-words = Words that grow or fade
needs-words-about = Words of the questions: subject and first message. Now: { $now }. Before: { $before }. The forms of a word count together; the most usual is shown.
needs-words-people = Only words that at least { $least } different people said in one of the periods are shown. Names, numbers, addresses and all that looks like personal data are taken out before counting.
needs-words-compared = Words compared: { $count }. The first { $shown } are shown.
needs-words-sample = There are many questions: of each period at most { $most } are read, spread evenly over its time.
needs-lacking = New words without an entry
needs-lacking-about = Words that grow and that at most one public entry contains. Now: { $now }. Before: { $before }.
needs-searches = Searches without result
needs-search = What was searched for
needs-searches-about = Searches of the catalogue that found nothing, at least { $least } times. Nobody who searches is recorded; the words are kept for 90 days. What looks like personal data is not shown. Filters do not apply here.
needs-services = Questions and services, by area and municipality
needs-services-about = Questions of the period ({ $now }) beside the services that the catalogue knows today. Municipalities without services come first, then those with the most questions for each service. Only areas for which the catalogue knows at least one service count. The other period ({ $before }) does not matter here.
needs-services-lacking = Without known services: { $lacking } of { $all ->
        [one] one pair
       *[other] { $all } pairs
    } of area and municipality with questions.
needs-services-everywhere = { $everywhere ->
        [0] Every service names a municipality.
        [one] Another service names no municipality.
       *[other] Another { $everywhere } services name no municipality.
    }
needs-no-service = no known service
needs-per-service = { $number } questions per service
