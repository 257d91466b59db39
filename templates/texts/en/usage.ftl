# How much the catalogue is used
usage-readings = Readings in 12 months
usage-readings-count = { $count ->
    [one] once
   *[other] { $count } times
}
usage-searches = In the last 90 days: { $all ->
    [one] one search
   *[other] { $all } searches
}, { $without } of them without a result ({ $share }).
usage-definition = What we count
usage-searches-about = A search is the first page of results for at least one word, on the site or through the interface for other programs. Another filter makes another search; another order or page does not, and suggestions while somebody types do not count. We leave out staff who have signed in, robots that say so, and pages that a browser fetches ahead. We keep nothing of who searches: the same person who comes back counts again. If the program breaks off, the last minute may be missing.
