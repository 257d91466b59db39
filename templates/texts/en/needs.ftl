# The report of needs
needs-grows = grows
needs-fades = fades
needs-from-none = from none
needs-word = Word
needs-areas = Areas that grow or fade
needs-topics = Topics that grow or fade
needs-places = Municipalities that ask more or less
needs-kinds = Who asks more or less
needs-themes-about = Now: { $now }. Before: { $before }. Today and the days to come do not count. The best supported come first, not the largest. The probability takes all comparisons of the table into account (Holm, 1979).
needs-words = Words that grow or fade
needs-words-about = Words of the questions: subject and first message. Now: { $now }. Before: { $before }. The forms of a word count together; the most usual is shown.
needs-words-people = Only words that at least { $least } different people said in one of the periods are shown. Names, numbers, addresses and all that looks like personal data are taken out before counting.
needs-words-compared = Words compared: { $count }. The first { $shown } are shown.
needs-words-sample = There are many questions: of each period at most { $most } are read, spread evenly over its time.
needs-words-erased = Without the questions whose words were erased: { $before } before, { $now } now.
needs-lacking = New words without an entry
needs-lacking-about = Words that grow and that at most one public entry contains. Now: { $now }. Before: { $before }.
needs-searches = Searches without result
needs-search = What was searched for
needs-searches-about = Searches of the catalogue that found nothing, at least { $least } times. Nobody who searches is recorded; the words are kept for 90 days. What looks like personal data is not shown. Filters do not apply here.
needs-services = Questions and services, by topic and municipality
needs-services-about = Questions of the period ({ $now }) beside the services that the catalogue knows today. Where there is no service comes first, then where there are the most questions for each service. If there are many topics and municipalities, the first { $shown } rows are shown. The other period ({ $before }) does not matter here.
needs-services-areas = Topics count of those areas in which the catalogue gathers services, in whatever municipality: the area that has most of them, and those that have at least two and a quarter as many. Today: { $areas }. A lone service in another area is not enough: there people usually ask for an explanation, not for a service.
needs-services-general = A service filed under an area in general counts for every topic of the area; for questions about an area in general all of its services count.
needs-services-elsewhere = { $count ->
        [one] One service is in another area and does not count.
       *[other] { $count } services are in other areas and do not count.
    }
needs-services-none = The catalogue knows no service yet.
needs-in-general = in general
needs-services-lacking = Without known services: { $lacking } of { $all ->
        [one] one pair
       *[other] { $all } pairs
    } of topic and municipality with questions.
needs-services-everywhere = { $everywhere ->
        [0] Every service names a municipality.
        [one] Another service names no municipality.
       *[other] Another { $everywhere } services name no municipality.
    }
needs-no-service = no known service
needs-per-service = { $number } questions per service
