# La pagina iniziale e l’elenco degli argomenti.
home-title = Come possiamo aiutarti?
home-lead = Congedi, permessi, orari, contratti, nidi e servizi: trova una risposta già verificata oppure chiedi al gruppo di esperte.
home-search-label = Cerca una risposta
home-search-hint = Per esempio: congedo parentale, part-time, bonus nido
home-search = Cerca
home-count = { $count ->
        [one] Nel catalogo c’è una scheda
       *[other] Nel catalogo ci sono { $count } schede
    }
home-topics = Argomenti
home-topics-all = Tutti gli argomenti
home-topics-lead = Scegli un argomento per leggere le risposte, le buone pratiche e i servizi che abbiamo raccolto.
home-topics-empty = Il catalogo si sta riempiendo. Intanto puoi fare una domanda.
home-how = Come funziona
home-how-search = Cerca nel catalogo
home-how-search-text = Molte risposte ci sono già, scritte e verificate dalle esperte.
home-how-ask = Fai la tua domanda
home-how-ask-text = Ti registri, scrivi con parole tue e ricevi subito il numero e la scadenza.
home-how-read = Leggi la risposta
home-how-read-text = { $working ->
        [yes] Ti rispondiamo entro { $hours } ore lavorative e ti avvisiamo per email.
       *[no] Ti rispondiamo entro { $hours } ore e ti avvisiamo per email.
    }
home-figures = Come manteniamo la promessa: i numeri dello sportello
home-varies = Per alcuni argomenti il tempo è diverso: lo leggi prima di inviare la domanda.
home-ask-title = { $working ->
        [yes] Fai una domanda: ti rispondiamo entro { $hours } ore lavorative
       *[no] Fai una domanda: ti rispondiamo entro { $hours } ore
    }
home-ask-text = È gratis e riservato, per chi lavora e per le micro, piccole e medie imprese.
home-ask = Fai una domanda
home-latest = Ultime schede pubblicate
home-latest-all = Vai al catalogo

home-first-title = Lo sportello è installato
home-first-lead = Non c’è ancora nessun account. Scegli come cominciare.
home-first-real = Per usarlo davvero
home-first-real-text = Aggiungi l’account di chi coordina lo sportello. La persona riceve per email un invito a scegliere la password; finché la posta non è configurata, il messaggio è un file nella cartella var/mail.
home-first-real-next = Poi accedi con quell’indirizzo: dall’amministrazione inviti le esperte.
home-first-demo = Per provarlo
home-first-demo-text = Riempi lo sportello con due anni di domande e risposte inventate. Il comando mostra gli indirizzi con cui accedere.
home-first-demo-note = I dati di prova non si mescolano con quelli veri: il comando rifiuta un archivio che contiene già dati reali.
home-first-check = Per controllare l’installazione
home-first-check-text = Questo comando dice in parole semplici che cosa manca nella configurazione.
home-first-sign-in = Accedi

home-admin-users = Persone dello sportello
home-admin-users-text = Invita chi lavora allo sportello, cambia un ruolo, disattiva un account.
home-admin-mail = Posta in uscita
home-admin-mail-text = Controlla i messaggi che non sono partiti e mandali di nuovo.
home-admin-queue-text = Tutte le domande, la scadenza più vicina per prima.
home-admin-overdue = { $count ->
        [one] Una domanda in ritardo
       *[other] { $count } domande in ritardo
    }
home-admin-invited = { $count ->
        [one] Un invito da accettare
       *[other] { $count } inviti da accettare
    }
home-admin-unsent = { $count ->
        [one] Un’email non inviata
       *[other] { $count } email non inviate
    }
