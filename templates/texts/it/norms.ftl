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
norms-change-lead = Le mettiamo nell’elenco da ricontrollare: ognuna ci resta finché qualcuno dice che è ancora giusta o la riscrive. Nessuno riceve un’email: chi ha ricevuto una risposta lo puoi avvisare poi, con parole tue.
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
norms-reviews-lead = Schede e risposte che citano una norma cambiata. Se il testo è ancora giusto, confermalo; altrimenti riscrivi la scheda o avvisa chi ha ricevuto la risposta: la riga sparisce da sola.
norms-reviews-entries = Schede
norms-reviews-answers = Risposte
norms-reviews-empty = Non c’è niente da ricontrollare.
norms-reviews-more = Vedi le altre
norms-column-what = Da ricontrollare
norms-column-changed = Norma cambiata
norms-column-decide = Decidi
norms-still-right = È ancora giusto
norms-flash-confirmed = Confermato: la riga non è più nell’elenco.

# --- Avvisare chi ha ricevuto una risposta
norms-tell = Avvisa chi ha chiesto
norms-telling-link = Avvisa chi ha ricevuto una risposta che la cita
norms-telling-title = Avvisa chi ha ricevuto una risposta
norms-telling-title-one = Avvisa chi ha chiesto
norms-telling-lead = Ogni persona riceve un’email sua, una volta sola per questo cambiamento, e trova l’avviso nella pagina della sua domanda. Chi ha scelto di avere i testi nelle email lo legge lì; le altre persone aprono la domanda con un link. La domanda non si riapre e non parte nessuna scadenza.
norms-telling-words = Testo dell’avviso
norms-telling-words-it = Testo dell’avviso in italiano
norms-telling-words-en = Testo dell’avviso in inglese
norms-telling-words-hint = Scrivi che cosa significa per chi ha chiesto, al posto delle parole tra parentesi quadre. Il saluto lo mettiamo noi.
norms-telling-preview = Come lo legge chi ha chiesto
norms-telling-look = Guarda l’anteprima
norms-telling-send-one = Invia l’avviso
norms-telling-send = { $count ->
        [one] Avvisa la persona
       *[other] Avvisa tutte le { $count } persone
    }
norms-telling-whom = { $count ->
        [one] A chi: una persona
       *[other] A chi: { $count } persone
    }
norms-telling-not-shown = { $count ->
        [one] E un’altra.
       *[other] E altre { $count }.
    }
norms-telling-returned = { $count ->
        [one] A una persona le email tornano indietro: trova l’avviso solo nella pagina della domanda.
       *[other] A { $count } persone le email tornano indietro: trovano l’avviso solo nella pagina della domanda.
    }
norms-telling-nobody = Non c’è nessuno da avvisare.
norms-telling-waiting = { $count ->
        [one] Stiamo avvisando una persona: tra qualche secondo è fatto.
       *[other] Stiamo avvisando { $count } persone: tra qualche minuto è fatto.
    }
norms-telling-told = { $count ->
        [one] Una persona è già stata avvisata.
       *[other] { $count } persone sono già state avvisate.
    }
norms-telling-others = Nel frattempo le persone da avvisare sono cambiate: controlla di nuovo, poi conferma.
norms-telling-left-out = Chi non avvisiamo
norms-telling-open = { $count ->
        [one] Una domanda è di nuovo aperta: chi la segue risponde tenendo conto del cambiamento.
       *[other] { $count } domande sono di nuovo aperte: chi le segue risponde tenendo conto del cambiamento.
    }
norms-telling-need-approval = { $count ->
        [one] Una domanda ha un argomento in cui ogni risposta va approvata: riaprila e scrivi una nuova risposta.
       *[other] { $count } domande hanno un argomento in cui ogni risposta va approvata: riaprile e scrivi una nuova risposta.
    }
norms-telling-unreached = { $count ->
        [one] Una persona non ha più un account o un indirizzo email:
       *[other] { $count } persone non hanno più un account o un indirizzo email:
    }
norms-notice-text = Dopo la nostra risposta è cambiata una norma che citavamo: { $norm }. La modifica vale dal { $day }.

    Che cosa è cambiato: { $what }

    Per te significa che [scrivi qui che cosa cambia per chi ha chiesto].
norms-notice-entry = Per saperne di più: [{ $title }]({ $address })
norms-problem-words-empty = Scrivi il testo dell’avviso
norms-problem-words-too-long = Usa al massimo { $max } caratteri
norms-problem-words-unreadable = Il testo contiene caratteri che non si possono leggere: riscrivilo
norms-problem-words-gap = Completa le parole tra parentesi quadre, o toglile
norms-flash-told = Avviso inviato: lo trovi anche nella pagina della domanda.
norms-flash-telling = Stiamo mandando gli avvisi: ogni persona ne riceve uno.
norms-message-notice = È cambiata una norma
norms-history-told = ha avvisato chi ha chiesto che è cambiata una norma citata nella risposta
