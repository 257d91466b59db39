# Registro delle norme.

norms-cited = Norme citate
norms-list-title = Norme
norms-list-lead = Le leggi, i decreti, le circolari e i contratti di cui parlano le schede del catalogo.
norms-list-empty = Le norme citate appariranno qui appena una scheda pubblica ne cita una.
norms-description = Le schede del catalogo che citano { $norm }.
norms-column-norm = Norma
norms-column-entries = Schede
norms-read-text = Leggi il testo ufficiale
norms-articles = art.
norms-entries = { $count ->
        [0] Nessuna scheda la cita
        [one] Una scheda la cita
       *[other] { $count } schede la citano
    }

# --- Per lo sportello
norms-answers = Risposte che la citano
norms-answers-desk = Questo elenco lo vede solo chi lavora allo sportello.
norms-answers-none = Nessuna risposta la cita.
norms-changed-on = Cambiata il
norms-mark = Segna che è cambiata
norms-change-title = La norma è cambiata
norms-change-entries = { $count ->
        [0] Nessuna scheda pubblica la cita.
        [one] Una scheda pubblica la cita.
       *[other] { $count } schede pubbliche la citano.
    }
norms-change-answers = { $count ->
        [0] Nessuna risposta degli ultimi { $months } mesi la cita.
        [one] La cita una risposta degli ultimi { $months } mesi.
       *[other] La citano { $count } risposte degli ultimi { $months } mesi.
    }
norms-change-lead = Le mettiamo nell’elenco da ricontrollare: ognuna ci resta finché qualcuno dice che è ancora giusta o la riscrive. Nessuno riceve un’email.
norms-field-day = Da quando
norms-field-what = Che cosa è cambiato
norms-field-what-hint = Una o due frasi per chi ricontrolla.
norms-change-send = Segna come cambiata
norms-flash-noted = Abbiamo segnato il cambiamento. Tra qualche secondo trovi in «Norme cambiate» che cosa ricontrollare.
norms-problem-day = Scrivi il giorno, per esempio 1/1/2027
norms-problem-what-empty = Scrivi che cosa è cambiato
norms-problem-what-too-long = Usa al massimo { $max } caratteri
norms-problem-what-unreadable = Il testo contiene caratteri che non si possono leggere: riscrivilo
norms-reviews-title = Norme cambiate
norms-reviews-lead = Schede e risposte che citano una norma cambiata. Se il testo è ancora giusto, confermalo; altrimenti riscrivi la scheda o manda una nuova risposta: la riga sparisce da sola.
norms-reviews-entries = Schede
norms-reviews-answers = Risposte
norms-reviews-empty = Non c’è niente da ricontrollare.
norms-reviews-more = Vedi le altre
norms-column-what = Da ricontrollare
norms-column-changed = Norma cambiata
norms-column-decide = Decidi
norms-still-right = È ancora giusto
norms-flash-confirmed = Confermato: la riga non è più nell’elenco.
