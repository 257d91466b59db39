# Page of the catalogue's synonyms
synonyms-title = Search synonyms
synonyms-link = Search synonyms
synonyms-lead = People search in their own words. Say here what the catalogue calls the same things, and the search finds them.
synonyms-how = One line for each case: what people write to the left of the equals sign, what the catalogue says to its right. Put commas between several ways to say it. Capitals, accents, singular and plural make no difference. Lines that begin with # are comments.
synonyms-example = maternità facoltativa, facoltativa = congedo parentale
synonyms-list = List
synonyms-list-hint = It counts from the next search on, for everybody.
synonyms-save = Save the list
synonyms-try = Try it
synonyms-try-words = Words to search the catalogue for
synonyms-try-search = Search
synonyms-earlier = Saved lists
synonyms-version = Version { $number }
synonyms-program = The program’s own list
synonyms-flash-saved = List saved: it counts from the next search on.
synonyms-problem-long = The list is too long: 100,000 characters at most.
synonyms-problem-lines = Mend these lines. { $lines }
synonyms-problem-stale = Meanwhile somebody saved another list: it is among the saved lists. Your text is still here below; if you save again, it takes its place.
synonyms-fault-sides = Line { $line }: it needs one equals sign, and no more.
synonyms-fault-blank = Line { $line }: beside the equals sign or between two commas a word to search for is missing.
synonyms-fault-long = Line { $line }: one of the ways to say it has more than six words.
synonyms-fault-many = Line { $line }: the list has more than 2,000 lines.
