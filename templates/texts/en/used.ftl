# The reports of the use of the catalogue and of the mail
used-month = Month
used-about-catalogue = These are the searches, readings and votes of this period, as they are known now: { $at }.
used-about-mail = These are the mails that left and came in this period, as they stand now: { $at }.
used-catalogue-months = Use of the catalogue, month by month
used-catalogue-months-about = Searches, readings and votes are of the public: nobody is recorded, and the same person who comes back counts again.
used-catalogue-old-readings = Readings of more than 400 days ago are gathered at the first day of their month: if the period begins within such a month, those of that month are left out; if it ends within one, all of them are in.
used-entries = The entries that are read most
used-entries-about = The public entries with the most readings in the period, at most { $most }.
used-entry = Entry
used-mail-months = Outgoing mail, month by month
used-mail-kinds = Outgoing mail, by kind
used-mail-kind = Mail
used-mail-about = Left means taken by the mail server, not read. Mails that were not needed any more do not count.
used-mail-returned = A mail that came back counts on the day of the notice, and only if it is about a question.
used-mail-received = Incoming mail, month by month
used-mail-received-about = What became of the mails that came, as it is known at this moment. Spam that was stopped before the desk is not seen.
