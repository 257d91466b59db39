# I dati di una persona: vederli, portarli via.
privacy-title = I tuoi dati
privacy-intro = Questi sono i dati del tuo account.
privacy-registered = Account creato
privacy-role = Ruolo
privacy-kind = Chi sei
privacy-kind-worker = Lavoratrice o lavoratore
privacy-kind-enterprise = Impresa
privacy-answers-in-mail = Testo delle risposte per email
privacy-questions = Domande inviate
privacy-none = Non indicato
privacy-yes = Sì
privacy-no = No
privacy-notices = Informative sulla privacy che hai letto
privacy-notice = versione { $version }
privacy-copy = Scarica una copia di tutto
privacy-copy-about = Nel file trovi i dati dell’account, gli accessi, le informative lette e tutte le tue domande: messaggi, risposte, scadenze spostate, valutazioni, nomi degli allegati e link per scaricarli. Ci sono anche le email che ci hai scritto e non fanno parte di una domanda, se è certo che sono tue. Per una settimana c’è anche quando hai scelto «Mi basta questo». È un file JSON: lo apri con qualsiasi programma di testo.
privacy-mails-unproved = Email con il tuo indirizzo che possono essere di chiunque: nulla mostra che le hai scritte tu, perché non rispondono a un’email che lo sportello ha scritto a te. Se sono tue, chiedile rispondendo a una nostra email.
privacy-mails-too-much = Email più vecchie o più grandi di quelle che diamo in una volta. Se ti servono, chiedile allo sportello.
privacy-mails-unreadable = Email che ora non riusciamo a leggere. Se ti servono, chiedile allo sportello.
privacy-download = Scarica i tuoi dati (file JSON)
privacy-rights = Correggere o cancellare
privacy-rights-correct = Per correggere i dati apri
privacy-rights-erase = Per cancellare l’account, o per qualsiasi altra richiesta sui tuoi dati, scrivi a
privacy-rights-more = Tutti i tuoi diritti sono spiegati qui:

# Cancellare i dati
privacy-rights-own = Puoi cancellare i tuoi dati da qui, quando vuoi. Prima ti spieghiamo che cosa sparisce e che cosa resta.
privacy-rights-other = Per qualsiasi altra richiesta sui tuoi dati scrivi a
privacy-erase-link = Cancella i tuoi dati
privacy-erase-title = Cancellare i tuoi dati
privacy-erase-intro = Prima di decidere, leggi che cosa cancelliamo e che cosa resta. Dopo non si può tornare indietro.
privacy-erase-goes = Che cosa cancelliamo
privacy-erase-goes-account = L’account: nome, indirizzo email, telefono, password, comune, dati dell’impresa, genere, anno di nascita, figlie e figli.
privacy-erase-goes-words =
    { $questions ->
        [0] Le parole delle domande, se ne hai: oggi non ne hai.
        [one] Le parole della tua domanda: oggetto, messaggi, risposte e note dello sportello ({ $messages } in tutto).
       *[other] Le parole delle tue { $questions } domande: oggetto, messaggi, risposte e note dello sportello ({ $messages } in tutto).
    }
privacy-erase-goes-files =
    { $files ->
        [0] Gli allegati e le email che ci hai mandato, se ce ne sono.
        [one] Il tuo allegato e le email che ci hai mandato.
       *[other] I tuoi { $files } allegati e le email che ci hai mandato.
    }
privacy-erase-goes-rest = La bozza che non hai inviato, le parole con cui hai valutato le risposte, gli accessi e i collegamenti nelle nostre email, che smettono di valere.
privacy-erase-stays = Che cosa resta, senza il tuo nome
privacy-erase-stays-figures = Di ogni domanda restano solo dati per le statistiche: numero, argomento, territorio, se scrivevi come lavoratrice, lavoratore o impresa, gli altri dati facoltativi in forma di categoria, canale, lingua, date e orari, se la risposta ti è servita. Nessun testo e nessun nome.
privacy-erase-stays-catalogue = Le schede pubbliche del catalogo nate da una tua domanda: sono riscritte senza dati personali e controllate da una seconda persona. Le bozze mai pubblicate perdono il testo.
privacy-erase-stays-record = Una riga che dice quando abbiamo cancellato e quanto, e quale versione dell’informativa avevi letto: senza il tuo nome.
privacy-erase-why = Teniamo questi numeri perché dobbiamo rendere conto di come funziona lo sportello (articolo 89 del GDPR). Da soli non dicono chi sei.
privacy-erase-backups = Le copie di sicurezza già fatte contengono ancora i tuoi dati finché non scadono: servono solo a ripartire dopo un guasto. Le email che ti abbiamo già mandato restano nella tua casella.
privacy-erase-before = Prima di continuare
privacy-erase-copy = Se vuoi tenere domande e risposte, scaricane una copia:
privacy-erase-next = Vai all’ultimo passo
privacy-erase-open-title =
    { $count ->
        [one] Hai una domanda aperta
       *[other] Hai { $count } domande aperte
    }
privacy-erase-open = Finché una domanda è aperta lo sportello ti deve una risposta, e non possiamo cancellare i tuoi dati. Se non ti serve più, aprila e chiudila: poi torna qui.
privacy-erase-open-question = Domanda n. { $number }: { $subject }
privacy-erase-confirm-title = Conferma la cancellazione
privacy-erase-confirm-intro = Cancelliamo subito account, domande e allegati. Nessuno può recuperarli, nemmeno lo sportello.
privacy-erase-password-hint = Serve per essere sicuri che sei tu.
privacy-erase-sure = Ho capito che non si può tornare indietro
privacy-erase-error-sure = Segna la casella per confermare
privacy-erase-submit = Cancella i miei dati per sempre
privacy-erase-back = Annulla e torna ai tuoi dati
privacy-erase-flash = I tuoi dati sono cancellati
privacy-erased-title = Abbiamo cancellato i tuoi dati
privacy-erased-intro = L’account non esiste più e questo dispositivo non è più collegato. Gli allegati si cancellano entro pochi minuti.
privacy-erased-mail = Ti scriviamo un’ultima email di conferma. Poi eliminiamo anche il tuo indirizzo.
privacy-erased-again = Se un giorno avrai un’altra domanda, potrai registrarti di nuovo: cominci da capo.
privacy-erased-home = Vai alla pagina iniziale
privacy-erased-person = I suoi dati sono stati cancellati, su sua richiesta.
privacy-erased-name = Persona cancellata
privacy-erased-subject = Testo cancellato
privacy-erased-body = Testo cancellato su richiesta di chi ha scritto.

# Il registro delle cancellazioni
privacy-erasures-title = Cancellazioni dei dati
privacy-erasures-admin = Cancellare i dati di chi lo chiede su carta o per email, e vedere le cancellazioni fatte.
privacy-erasures-intro = Chi ha un account cancella i suoi dati da solo, dalla pagina «I tuoi dati». Qui si cancella per chi lo chiede in un altro modo.
privacy-erasures-request = Una richiesta su carta o per email
privacy-erasures-request-how = Controlla prima che la richiesta venga davvero da quella persona. Gli account dello sportello non si cancellano da qui: si disattivano nella pagina degli utenti, perché il loro lavoro resta negli atti.
privacy-erasures-who = Indirizzo email, o numero di una sua domanda
privacy-erasures-who-hint = Il numero serve per chi ha chiesto al telefono e non ha un indirizzo.
privacy-erasures-reason = Riferimento della richiesta
privacy-erasures-reason-hint = Resta nel registro: scrivi data e protocollo, mai il nome o l’indirizzo.
privacy-erasures-review = Controlla
privacy-erasures-error-who = Scrivi un indirizzo email completo o il numero di una domanda
privacy-erasures-error-nobody = Non c’è nessuno con questo indirizzo o questo numero
privacy-erasures-error-staff = È un account dello sportello: si disattiva nella pagina degli utenti
privacy-erasures-error-already = I dati di questa persona sono già cancellati
privacy-erasures-error-reason-empty = Scrivi il riferimento della richiesta
privacy-erasures-error-reason-too-long = Il riferimento è troppo lungo: usa al massimo { $max } caratteri
privacy-erasures-error-reason-unreadable = Il riferimento contiene caratteri che non si leggono
privacy-erasures-open = Ci sono domande aperte
privacy-erasures-open-what = Prima rispondi o chiudi queste domande, poi torna qui:
privacy-erasures-open-number = Domanda n. { $number }
privacy-erasures-found-title = Controlla prima di cancellare
privacy-erasures-found = { $questions ->
        [one] Una domanda
       *[other] { $questions } domande
    }, { $messages ->
        [one] un messaggio
       *[other] { $messages } messaggi
    }, { $files ->
        [one] un allegato.
       *[other] { $files } allegati.
    }
privacy-erasures-since = Account del
privacy-erasures-found-end = Non si può tornare indietro. Alla persona va un’ultima email, se ha un indirizzo.
privacy-erasures-erase = Cancella per sempre
privacy-erasures-flash = I dati sono cancellati
privacy-erasures-done = Cancellazioni fatte
privacy-erasures-caption = Le ultime cancellazioni, la più recente per prima
privacy-erasures-day = Giorno
privacy-erasures-account = Numero dell’account
privacy-erasures-asked = Chi l’ha chiesta
privacy-erasures-much = Che cosa
privacy-erasures-by-self = La persona, dalla sua pagina
privacy-erasures-by-staff = La persona, allo sportello
privacy-erasures-counts = Domande: { $questions }. Messaggi: { $messages }. File ed email: { $files }.
privacy-erasures-none = Le cancellazioni appariranno qui.
