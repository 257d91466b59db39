# Words for the time that is left, used on every page and in mails.
words-due-in = in { $span }
words-due-now = now
words-overdue-by = { $span } late
