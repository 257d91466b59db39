# Quattro occhi: quanto aspettano i testi da approvare
approvals-answers = Risposte da approvare
approvals-answers-about = Le risposte mandate in approvazione nel periodo, in qualunque giorno sia arrivata la domanda; i filtri valgono per la domanda. Senza filtri ci sono anche le risposte a domande poi riconosciute come spam, o unite a un’altra: stanno nella riga di ciò che non è indicato. Per esperta e per ente contano l’autrice della risposta e il suo ente di adesso.
approvals-about = Contano tutte le ore, da quando il testo è mandato in approvazione alla decisione. Il tempo di attesa di chi ha scritto intanto continua.
approvals-entries = Schede del catalogo da approvare
approvals-entries-about = Le schede mandate in revisione nel periodo: pubblicate o messe in calendario, rimandate a chi le ha scritte, oppure ancora in attesa. I filtri valgono per le domande, non per le schede.
approvals-counted = Contiamo i testi mandati in approvazione in questo periodo, come stanno adesso: { $at }.
