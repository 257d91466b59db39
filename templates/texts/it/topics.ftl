# Gruppi di esperte e argomenti di cui si occupano.
topics-groups-title = Gruppi di esperte
topics-groups-intro = Ogni domanda arriva al gruppo che segue il suo argomento. Se nessun gruppo lo segue, la domanda la vedono tutti i gruppi.
topics-groups-uncovered-title = Argomenti senza gruppo
topics-groups-uncovered = Le domande su questi argomenti le vedono tutti i gruppi: { $topics }.
topics-groups-caption = Gruppi, argomenti ed esperte
topics-groups-empty = Non ci sono ancora gruppi: tutte le persone dello sportello vedono tutte le domande. Crea il primo gruppo.
topics-group = Gruppo
topics-group-name = Nome del gruppo
topics-group-new = Nuovo gruppo
topics-group-create = Crea il gruppo
topics-group-intro = Le modifiche valgono per le domande che arrivano da adesso.
topics-group-topics = Argomenti
topics-group-topics-hint = Un sottoargomento che nessun gruppo segue va con la sua area.
topics-group-area = Tutta l’area: { $topic }
topics-group-held = { $topic } – ora: { $group }
topics-group-no-topics = Nessuno
topics-group-experts = Esperte ed esperti
topics-group-nobody = Nessuna persona
topics-group-no-experts = Non c’è ancora nessuno: invita prima le persone.
topics-group-save = Salva il gruppo
topics-flash-created = Gruppo creato. Scegli gli argomenti e le esperte.
topics-flash-saved = Gruppo salvato.
topics-error-name-empty = Scrivi il nome del gruppo
topics-error-name-too-long = Il nome è troppo lungo: usa al massimo { $max } caratteri
topics-error-name-unreadable = Il nome contiene caratteri che non si possono usare: riscrivilo
topics-error-name-link = Il nome non può contenere l’indirizzo di una pagina web: scrivi solo il nome
topics-error-name-taken = C’è già un gruppo con questo nome
topics-admin-text = Chi si occupa di quali argomenti.
topics-admin-uncovered = { $count ->
        [one] Un argomento senza gruppo
       *[other] { $count } argomenti senza gruppo
    }

# Regole degli argomenti
topics-rules-title = Argomenti e approvazione
topics-rules-admin = Chi segue ogni argomento, e quali risposte vanno approvate da una seconda persona prima di partire.
topics-rules-intro = Dove la risposta va approvata, parte solo quando una persona diversa da chi l’ha scritta la approva. Fino ad allora il tempo continua a passare.
topics-rules-intro-share = La quota dice quando la risposta approvata dovrebbe essere pronta: con il 75% di 48 ore, dopo 36 ore. Se passa, lo sportello riceve un avviso.
topics-rules-approval = { $topic }: la risposta va approvata da una seconda persona
topics-rules-no = No
topics-rules-yes = Sì, entro { $percent } del tempo
topics-rules-inherit = Come l’area ({ $word })
topics-rules-group = Gruppo: { $group }.
topics-rules-inactive = Non più in uso.
topics-rules-nobody = Nessun gruppo.
topics-rules-open = Le modifiche valgono subito, anche per le domande aperte. Le risposte già in attesa restano in attesa; dove l’approvazione non serve più, chi segue la domanda può inviarle.
topics-rules-save = Salva
topics-rules-saved = Regole salvate.
topics-distribution = Come si dividono le domande
topics-distribution-hint = Chi è assente non ne riceve. Chi riceve una domanda lo sa con un avviso e può passarla o rimetterla in coda.
topics-distribution-none = Le prende chi vuole
topics-distribution-none-hint = Ogni domanda aspetta che qualcuno la prenda in carico.
topics-distribution-round-robin = A turno
topics-distribution-round-robin-hint = Una a testa, in ordine.
topics-distribution-least-loaded = A chi ne ha meno
topics-distribution-least-loaded-hint = A chi ha in carico meno domande aperte; a parità, a chi ne ha ricevuta una da più tempo.
