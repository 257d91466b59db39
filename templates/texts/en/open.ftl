# The desk in figures, for anybody
open-title = The desk in figures
open-lead = How many questions we receive, how soon we answer, and what about. Year by year, once the year is over.
open-nothing = There is no whole year to show yet.
open-answered-only = The times are of answers that were given. Those who still wait are counted in the table by month, among the questions still open and, past the deadline, among those late.
open-about = We count the questions that came in the year, as they stand now: { $at }.
open-whole = { $year } in brief
open-promise = { $working ->
        [yes] We promise an answer within { $hours } working hours.
       *[no] We promise an answer within { $hours } hours.
    }
open-received = Questions received
open-median = Half of the answers arrive within
open-p90 = Nine answers in ten arrive within
open-spared = Said “This is enough for me” when reading the catalogue
open-by-territory = By territory
open-files = Data to download
open-files-about = The same figures of all years that are over, under the CC BY 4.0 licence: you may use them if you name the source.
open-csv = Table (CSV): one figure a line, shares not rounded
open-json = For programs (JSON): the tables with their definitions
open-all-data = All open data and their DCAT-AP_IT description
open-secrecy = So that nobody can be recognised we show no count of fewer than { $threshold } questions received, decided, answered, within the deadline or late, nor other numbers that would give them away. The sign – stands in their place. Zero is shown.
