# Parole per il tempo che resta, usate in tutte le pagine e nelle email.
words-due-in = tra { $span }
words-due-now = adesso
words-overdue-by = in ritardo di { $span }
