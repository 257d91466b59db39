# Parole di una domanda arrivata per email che non ne ha
intake-no-subject = (senza oggetto)
intake-no-text = (email senza testo)
intake-note = Email di { $from }, arrivata { $at }, oggetto «{ $subject }»:

# Le email arrivate
intake-title = Email arrivate
intake-lead = Le email diventano da sole domande e messaggi. Qui trovi quelle su cui deve decidere una persona, e che fine hanno fatto le altre.
intake-lists = Elenchi delle email arrivate
intake-list-da-verificare = Da verificare
intake-list-accolte = Accolte
intake-list-messe-da-parte = Messe da parte
intake-empty-da-verificare = Nessuna email da verificare.
intake-empty-accolte = Nessuna email accolta finora.
intake-empty-messe-da-parte = Nessuna email messa da parte.
intake-waiting = La leggiamo tra pochi secondi.
intake-link =
    { $count ->
        [0] Email arrivate
        [one] Email arrivate: una da verificare
       *[other] Email arrivate: { $count } da verificare
    }

# Perché
intake-reason-question = È una nuova domanda.
intake-reason-reply = È un messaggio di chi ha fatto la domanda.
intake-reason-draft = È la bozza di risposta di un’esperta.
intake-reason-note = È una nota interna.
intake-reason-stranger = Risponde a un’email su una domanda, ma chi scrive non è chi l’ha fatta né una persona dello sportello.
intake-reason-no-sender = Non indica un solo mittente.
intake-reason-staff = L’ha scritta una persona dello staff e non risponde a un’email su una domanda. Se inoltra la domanda di qualcuno, indica qui sotto chi la fa.
intake-reason-own-address = Ha come mittente l’indirizzo dello sportello, che però non l’ha inviata.
intake-reason-unconfirmed = Chi scrive si è registrato e non ha ancora confermato l’indirizzo: controlla che l’email sia davvero sua.
intake-reason-closed-account = L’account di chi scrive è stato disattivato dallo sportello.
intake-reason-too-many = Da questo indirizzo sono arrivate troppe domande in poco tempo.
intake-reason-storm = Nell’ultima ora sono arrivate troppe domande per email, da chiunque.
intake-reason-spam-question = Appartiene a una domanda segnata come spam.
intake-reason-other-draft = Chi scrive ha già un’altra bozza nella pagina della domanda.
intake-reason-generated = L’ha scritta un programma, forse il modulo di un sito.
intake-reason-oversized = È troppo lunga o complicata per essere letta tutta in automatico.
intake-reason-empty = Non contiene parole nuove.
intake-reason-too-large = È troppo grande per essere accolta: qui c’è solo l’intestazione, il resto è nella casella di posta.
intake-reason-refused = La domanda non può più ricevere messaggi.
intake-reason-own = È un’email dello sportello tornata indietro.
intake-reason-duplicate = È già arrivata.
intake-reason-automatic = È una risposta automatica.
intake-reason-bulk = È scritta a molte persone, come una newsletter.
intake-reason-delivery-report = Dice che cosa è successo a un’email inviata.
intake-reason-feedback = Qualcuno ha segnato un’email come spam.
intake-reason-read-receipt = È una conferma di lettura.
intake-reason-pec-receipt = È una ricevuta PEC.
intake-reason-by-hand = L’ha messa da parte una persona.
intake-reason-unreadable = Il programma non riesce a leggerla.
intake-by = Ha deciso { $name }.

# Una email
intake-state-waiting = In arrivo
intake-state-taken = Accolta
intake-state-held = Da verificare
intake-state-discarded = Messa da parte
intake-state-failed = Non leggibile
intake-ticket = Domanda n. { $number }
intake-from = Da
intake-to = A
intake-cc = In copia
intake-received = Arrivata
intake-text = Testo
intake-files = Allegati:
intake-files-caution = Apri solo quello che ti serve per decidere: nessuno sa ancora se chi scrive è chi dice di essere.
intake-one = Email
intake-formatted-link = Vedi l’email come l’ha formattata chi scrive
intake-formatted-title = { $subject }, come è stata formattata
intake-formatted-lead = L’email come l’ha formattata chi scrive. Qui non si carica nulla da altri siti, immagini comprese. Accanto a ogni collegamento c’è scritto dove porta: si apre in un’altra finestra.
intake-formatted-frame = Testo dell’email
intake-formatted-back = Torna all’email
intake-left-out = Rimasto solo nell’email:
intake-left-out-type = tipo di file che non accettiamo
intake-left-out-large = file troppo grande
intake-left-out-many = troppi allegati
intake-left-out-limits = parti oltre i limiti di lettura
intake-left-out-rest = il testo e gli allegati, troppo grandi
intake-left-out-text = la fine del testo, troppo lungo per la domanda
intake-mailbox-name = { $user } su { $server }
intake-mailbox-title =
    { $count ->
        [one] Una casella di posta non si legge
       *[other] { $count } caselle di posta non si leggono
    }
intake-mailbox-text = Le email che arrivano lì restano in attesa: le leggiamo appena torna a funzionare. Se dura, avvisa chi gestisce il programma.
intake-mailbox-since = { $folder } di { $mailbox }, dal { $since }:
intake-mailbox-unreachable = il server non risponde.
intake-mailbox-silent = il server smette di rispondere.
intake-mailbox-insecure = il collegamento non è sicuro, o il certificato del server non è valido.
intake-mailbox-credentials = il server non accetta utente e password.
intake-mailbox-token = manca il permesso di accesso (token).
intake-mailbox-no-folder = la cartella non esiste.
intake-mailbox-refused = il server rifiuta il collegamento.
intake-mailbox-nonsense = il server risponde in modo incomprensibile.
intake-mailbox-too-much = il server invia troppi dati insieme.
intake-gone = Il testo dell’email non c’è più: lo conserviamo per un tempo limitato. Quello che conta è nella domanda.
intake-unreadable-title = Non riusciamo a mostrare questa email
intake-unreadable = Il messaggio è conservato. Puoi farlo leggere di nuovo, per esempio dopo un aggiornamento del programma, o metterlo da parte.
intake-decide = Che cosa ne facciamo?
intake-to-question = È una nuova domanda
intake-to-question-text = Chi la fa riceve la conferma all’indirizzo che scrivi qui.
intake-email = Email di chi fa la domanda
intake-name = Nome di chi fa la domanda
intake-to-question-do = Accogli come domanda
intake-to-ticket = Appartiene a una domanda che c’è già
intake-to-ticket-text = Se l’ha scritta chi ha fatto la domanda diventa un suo messaggio, altrimenti una nota interna. Chi l’ha scritta non riceve nulla.
intake-number = Numero della domanda
intake-to-ticket-do = Aggiungi alla domanda
intake-put-aside = Metti da parte
intake-read-again = Leggi di nuovo
intake-notice-taken = L’email è stata accolta.
intake-notice-known = Quelle parole c’erano già: ecco la domanda.
intake-notice-aside = L’email è stata messa da parte.
intake-notice-waits = L’email viene letta di nuovo tra pochi secondi.
intake-notice-too-late = Nel frattempo l’ha già decisa qualcun altro.
intake-problem-email-empty = Scrivi l’email di chi fa la domanda.
intake-problem-email-too-long = L’email può avere al massimo { $max } caratteri.
intake-problem-email-not-an-address = Scrivi un’email completa, come nome@esempio.it.
intake-problem-name-empty = Scrivi il nome di chi fa la domanda.
intake-problem-name-too-long = Il nome può avere al massimo { $max } caratteri.
intake-problem-name-unreadable = Il nome contiene caratteri che non si leggono: riscrivilo.
intake-problem-name-link = Il nome non può essere un indirizzo internet.
intake-problem-requester = Con questo indirizzo non si possono fare domande: è di una persona dello staff o l’account è disattivato.
intake-problem-number = Scrivi il numero di una domanda che esiste e può ricevere messaggi.

# Riscontro
intake-account-title = Riscontro delle email
intake-account-link = Che fine hanno fatto le email, giorno per giorno
intake-account-lead = Tutte le email arrivate negli ultimi { $count } giorni e che cosa ne è stato. Ogni email è contata una volta.
intake-account-none = Nei giorni scorsi non è arrivata nessuna email.
intake-account-folders = Caselle di posta
intake-account-folder = Cartella { $folder } di { $mailbox }
intake-not-given-title = Messaggi che la casella non consegna
intake-not-given-text = La casella li elenca, ma non li consegna. Lo sportello li chiede di nuovo ogni giorno. Puoi cercarli nella casella, o farli chiedere subito.
intake-not-given-one = Messaggio { $uid } della cartella { $folder } di { $mailbox }
intake-not-given-found = Trovato { $at }.
intake-not-given-asked = Lo chiediamo di nuovo { $at }.
intake-not-given-why = Quando lo chiediamo:
intake-not-given-ask = Chiedilo di nuovo
intake-notice-asked = Lo chiediamo alla prossima lettura della casella.
intake-notice-not-there = Il messaggio non è più tra quelli da chiedere.
intake-account-read = Letta fino in fondo { $at }.
intake-account-never-read = Non ancora letta fino in fondo.
intake-account-compared =
    { $count ->
        [one] Confronto di { $at }: nella cartella c’era un messaggio.
       *[other] Confronto di { $at }: nella cartella c’erano { $count } messaggi.
    }
intake-account-missed =
    { $count ->
        [0] Lo sportello li aveva letti tutti.
        [one] Uno mancava ed è stato letto allora.
       *[other] { $count } mancavano e sono stati letti allora.
    }
intake-account-way-pipe =
    { $count ->
        [one] Dal server di posta: una
       *[other] Dal server di posta: { $count }
    }
intake-account-way-lmtp =
    { $count ->
        [one] Dal server di posta (LMTP): una
       *[other] Dal server di posta (LMTP): { $count }
    }
intake-account-way-imap =
    { $count ->
        [one] Dalle caselle di posta: una
       *[other] Dalle caselle di posta: { $count }
    }
intake-account-questions =
    { $count ->
        [one] una nuova domanda
       *[other] { $count } nuove domande
    }
intake-account-messages =
    { $count ->
        [one] un messaggio in una domanda che c’era già
       *[other] { $count } messaggi in domande che c’erano già
    }
intake-account-waiting =
    { $count ->
        [one] una che leggiamo tra poco
       *[other] { $count } che leggiamo tra poco
    }
intake-account-held =
    { $count ->
        [one] una da verificare
       *[other] { $count } da verificare
    }
intake-account-discarded =
    { $count ->
        [one] una messa da parte
       *[other] { $count } messe da parte
    }
intake-account-failed =
    { $count ->
        [one] una non leggibile, da verificare
       *[other] { $count } non leggibili, da verificare
    }
intake-account-known =
    { $count ->
        [one] una uguale a un’altra già arrivata
       *[other] { $count } uguali ad altre già arrivate
    }
intake-account-empty =
    { $count ->
        [one] una vuota
       *[other] { $count } vuote
    }
intake-account-not-given =
    { $count ->
        [one] una che la casella elenca ma non consegna: cercala nella casella
       *[other] { $count } che la casella elenca ma non consegna: cercale nella casella
    }
intake-account-because = Perché da verificare o messe da parte
