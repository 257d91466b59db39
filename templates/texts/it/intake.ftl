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
intake-left-out = Rimasto solo nell’email:
intake-left-out-type = tipo di file che non accettiamo
intake-left-out-large = file troppo grande
intake-left-out-many = troppi allegati
intake-left-out-limits = parti oltre i limiti di lettura
intake-left-out-text = la fine del testo, troppo lungo per la domanda
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
