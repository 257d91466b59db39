# Viste salvate, azioni su più domande, novità e tastiera della coda
queue-views-title = Viste salvate
queue-views-save-link = Salva questa vista
queue-views-manage = Gestisci le viste
queue-views-new = Salva una vista
queue-views-name = Nome della vista
queue-views-name-hint = Per esempio: Nidi a Milano
queue-views-share = Condividi con tutto lo sportello
queue-views-share-hint = «Le tue» e «Per te» restano di chi guarda.
queue-views-save = Salva la vista
queue-views-own = Le tue viste
queue-views-none = Non hai ancora viste. Nella coda scegli un elenco e i filtri, poi «Salva questa vista».
queue-views-shared = Viste condivise
queue-views-none-shared = Nessuna vista è condivisa.
queue-views-change = Modifica
queue-views-rename = Salva le modifiche
queue-views-up = Sposta in su
queue-views-down = Sposta in giù
queue-views-delete = Elimina la vista
queue-bulk-column = Scelta
queue-bulk-tick = Scegli la domanda n. { $number }
queue-bulk-label = Con le domande scelte
queue-bulk-ticked = Scelte: { $count }
queue-bulk-all = Scegli tutte di questa pagina
queue-bulk-claim = Prendi in carico
queue-bulk-assign = Assegna…
queue-bulk-topic = Cambia argomento…
queue-bulk-close = Chiudi…
queue-bulk-title = { $deed ->
        [assign] Assegna { $count ->
            [one] 1 domanda
           *[other] { $count } domande
        }
        [topic] Cambia l’argomento di { $count ->
            [one] 1 domanda
           *[other] { $count } domande
        }
       *[close] Chiudi { $count ->
            [one] 1 domanda
           *[other] { $count } domande
        }
    }
queue-bulk-questions = Domande
queue-bulk-to = Assegna a
queue-bulk-to-hint = Puoi assegnare le domande che hai in carico. Chi coordina può assegnarle tutte.
queue-bulk-topic-hint = Con l’argomento cambia anche il gruppo competente. La scadenza resta la stessa.
queue-bulk-topic-prompt = Scegli un argomento
queue-bulk-close-hint = Ogni persona che ha chiesto legge queste parole.
queue-bulk-do = { $deed ->
        [assign] Assegna
        [topic] Cambia argomento
       *[close] Chiudi e avvisa
    }
queue-bulk-back = Torna alla coda
queue-bulk-partly = Non tutto è stato fatto
queue-bulk-done = { $count ->
        [one] Fatto per 1 domanda.
       *[other] Fatto per { $count } domande.
    }
queue-bulk-held = { $count ->
        [one] 1 domanda non è cambiata perché qualcuno l’ha già presa in carico
       *[other] { $count } domande non sono cambiate perché qualcuno le ha già prese in carico
    }
queue-bulk-not-possible = { $deed ->
        [claim] { $count ->
            [one] 1 domanda non è stata presa in carico perché ha già avuto risposta o è stata messa da parte
           *[other] { $count } domande non sono state prese in carico perché hanno già avuto risposta o sono state messe da parte
        }
        [assign] { $count ->
            [one] 1 domanda non è stata assegnata perché non è in carico a te o è già finita
           *[other] { $count } domande non sono state assegnate perché non sono in carico a te o sono già finite
        }
       *[other] { $count ->
            [one] 1 domanda non è cambiata perché non è in carico a te o è già finita
           *[other] { $count } domande non sono cambiate perché non sono in carico a te o sono già finite
        }
    }
queue-bulk-gone = { $count ->
        [one] 1 domanda non esiste
       *[other] { $count } domande non esistono
    }
queue-bulk-failed = { $count ->
        [one] 1 domanda non è cambiata per un problema nostro: riprova
       *[other] { $count } domande non sono cambiate per un problema nostro: riprova
    }
queue-live-again = Aggiorna l’elenco
queue-live-news = { $count ->
        [0] { $changed ->
            [one] Una domanda di questa pagina è cambiata.
           *[other] { $changed } domande di questa pagina sono cambiate.
        }
        [one] 1 nuova domanda.
       *[other] { $count } nuove domande.
    }
queue-live-yours = Ora è in carico a te
queue-live-held = Ora è in carico a { $name }
queue-live-state = Cambiata: { $state }
queue-notice-none-chosen = Scegli almeno una domanda.
queue-notice-bulk-claimed = Hai preso in carico le domande scelte.
queue-notice-bulk-assigned = Le domande scelte sono assegnate.
queue-notice-bulk-topic = Le domande scelte hanno il nuovo argomento.
queue-notice-bulk-closed = Le domande scelte sono chiuse.
queue-notice-view-saved = Vista salvata.
queue-notice-view-changed = Viste aggiornate.
queue-notice-view-order = Intanto l’ordine delle viste è cambiato: ecco com’è ora.
queue-notice-view-deleted = Vista eliminata.
queue-problem-view-empty = Scrivi il nome della vista
queue-problem-view-too-long = Il nome è troppo lungo: usa al massimo { $max } caratteri
queue-problem-view-unreadable = Il nome contiene caratteri che non si possono usare: riscrivilo
queue-problem-view-link = Il nome non può contenere un indirizzo web
queue-problem-view-many = Ci sono già { $max } viste: eliminane una
queue-keys-title = Scorciatoie da tastiera
queue-keys-next = Domanda successiva (anche freccia giù)
queue-keys-previous = Domanda precedente (anche freccia su)
queue-keys-open = Apri la domanda (anche Invio)
queue-keys-tick = Scegli o lascia la domanda
queue-keys-claim = Prendi in carico
queue-keys-answer = Rispondi
queue-keys-note = Aggiungi una nota
queue-keys-search = Cerca
queue-keys-queue = Vai alla coda
queue-keys-back = Torna all’elenco
queue-keys-help = Mostra questa finestra
queue-keys-then = poi
queue-keys-on = Usa le scorciatoie di una sola lettera
queue-keys-on-hint = Vale per questo browser. Mentre scrivi in un campo non funzionano mai.
queue-keys-close = Chiudi
queue-list-review = Da rivedere
queue-order-priority = Per priorità
queue-filter-text = Parole
queue-filter-text-hint = Cerca nell’oggetto, nelle domande, nelle risposte e nelle note: mostra solo quelle che hanno tutte le parole.
