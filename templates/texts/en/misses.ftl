# Searches without a result
misses-title = Searches without a result
misses-link = Searches without a result
misses-lead = What people searched the catalogue for in the last 90 days without finding anything. If there is an entry in other words, add a synonym; otherwise write it.
misses-privacy = We count the words, not who types them, and delete them after 90 days. What finds something today is no longer here.
misses-empty = In the last 90 days every search found something.
misses-column-words = Words searched for
misses-column-times = How often
misses-column-day = The last time
misses-synonyms = Add a synonym
