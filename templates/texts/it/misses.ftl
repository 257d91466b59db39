# Ricerche senza risultato
misses-title = Ricerche senza risultato
misses-link = Ricerche senza risultato
misses-lead = Che cosa le persone hanno cercato nel catalogo negli ultimi 90 giorni senza trovare niente. Se una scheda c’è già ma con altre parole, aggiungi un sinonimo; altrimenti scrivila.
misses-privacy = Contiamo le parole, non chi le scrive, e le cancelliamo dopo 90 giorni. Quello che oggi trova qualcosa non è più qui.
misses-empty = Negli ultimi 90 giorni ogni ricerca ha trovato qualcosa.
misses-column-words = Parole cercate
misses-column-times = Quante volte
misses-column-day = L’ultima volta
misses-synonyms = Aggiungi un sinonimo
