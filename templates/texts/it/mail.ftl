# Oggetti: dicono che cos’è, mai di che cosa parla la domanda.
mail-subject-confirmation = Conferma il tuo indirizzo email
mail-subject-existing-account = Hai già un account
mail-subject-invitation = Il tuo invito allo Sportello Conciliazione
mail-subject-recovery = Imposta una nuova password
mail-subject-password-changed = La tua password è cambiata
mail-subject-token-made = Una nuova chiave per i programmi
mail-subject-erased = Abbiamo cancellato i tuoi dati
mail-subject-receipt = Abbiamo ricevuto la tua domanda (n. { $number })
mail-subject-clarification = Ci serve un chiarimento per risponderti (n. { $number })
mail-subject-clarification-reminder = Aspettiamo ancora il tuo chiarimento (n. { $number })
mail-subject-answer = La risposta alla tua domanda è pronta (n. { $number })
mail-subject-rating-reminder = La risposta ti è stata utile? (n. { $number })
mail-subject-closed = Abbiamo chiuso la tua domanda (n. { $number })
mail-subject-reopened = La tua domanda è di nuovo aperta (n. { $number })
mail-subject-closed-by-link = La tua domanda è stata chiusa con il link di un’email (n. { $number })
mail-subject-written-by-link = Nuovo messaggio nella tua domanda con il link di un’email (n. { $number })
mail-subject-follow-link = Il link per seguire la tua domanda (n. { $number })
mail-subject-late = Siamo in ritardo con la tua risposta (n. { $number })
mail-subject-deadline-moved = Abbiamo spostato la scadenza della tua domanda (n. { $number })
mail-subject-change-told = È cambiata una norma della nostra risposta (n. { $number })
mail-subject-assignment = La domanda n. { $number } è assegnata a te
mail-subject-taken-over = La domanda n. { $number } è passata a un’altra persona
mail-subject-stand-in = Sei al posto di un’altra persona dello sportello
mail-subject-stand-in-ended = Non sei più al posto di un’altra persona dello sportello
mail-subject-requester-replied = Nuovo messaggio nella domanda n. { $number }
mail-subject-claim-expired = La domanda n. { $number } è tornata in coda
mail-subject-mentioned = Ti hanno chiamato in una nota della domanda n. { $number }
mail-subject-opinion-asked = Un parere sulla domanda n. { $number }
mail-subject-opinion-given = Il parere sulla domanda n. { $number } è arrivato
mail-subject-note-added = Nuova nota interna nella domanda n. { $number }
mail-subject-draft-by-mail = La tua risposta è una bozza: domanda n. { $number }
mail-subject-not-delivered = Un’email non è stata consegnata: domanda n. { $number }
mail-subject-mail-storm = Troppe email in un’ora: quelle nuove aspettano una persona
mail-subject-too-many-to-one = Troppe email a un indirizzo: le altre aspettano
mail-subject-merged = Le tue domande sono ora una sola: n. { $number }
mail-subject-split-off = Una tua nuova domanda: n. { $number }
mail-subject-merged-desk = Una domanda si è unita alla n. { $number }
mail-subject-solved = Risolta: la domanda n. { $number } è chiusa
mail-subject-approval-asked = Una risposta da approvare: domanda n. { $number }
mail-subject-answer-returned = La tua risposta torna indietro: domanda n. { $number }
mail-subject-answer-approved = La tua risposta è stata inviata: domanda n. { $number }
mail-subject-approval-due = Risposta ancora da approvare: domanda n. { $number }
mail-subject-reopened-desk = La domanda n. { $number } è stata riaperta
mail-subject-deadline-reminder = La domanda n. { $number } si avvicina alla scadenza
mail-subject-deadline-moved-desk = Nuova scadenza per la domanda n. { $number }
mail-subject-group-reminder = Nel tuo gruppo: la domanda n. { $number } scade tra poco
mail-subject-near-deadline = Scade tra poco: domanda n. { $number }
mail-subject-deadline-passed = In ritardo: domanda n. { $number }
mail-subject-escalation = Da seguire: la domanda n. { $number } è in ritardo
mail-subject-deadline-digest =
    { $count ->
        [0] Domande in scadenza o in ritardo
        [one] Una domanda in scadenza o in ritardo
       *[other] { $count } domande in scadenza o in ritardo
    }
mail-subject-review-requested = Una scheda del catalogo aspetta la tua revisione
mail-subject-entry-returned = La tua scheda è tornata dalla revisione
mail-subject-checks-due = Schede del catalogo da ricontrollare
mail-subject-report-frozen = Un rapporto sulle domande è pronto
mail-subject-report-offered = Vuoi ricevere i rapporti dello sportello?
mail-subject-report-sent = Un rapporto sulle domande allo sportello
mail-subject-trial = Prova di un’email
mail-subject-entry-published = La tua scheda è nel catalogo

mail-greeting = Gentile { $name },
mail-greeting-unnamed = Buongiorno,
mail-signature = Lo Sportello Conciliazione
mail-button-fallback = Se il pulsante non funziona, copia questo indirizzo nel browser:

# Voci degli elenchi
mail-fact-number = Numero
mail-fact-subject = Oggetto
mail-fact-received = Ricevuta
mail-fact-question = La tua domanda
mail-fact-topic = Argomento
mail-fact-deadline = Scadenza
mail-fact-late = Ritardo
mail-fact-assignee = In carico a
mail-fact-nobody = nessuno
mail-fact-role = Il tuo ruolo
mail-fact-digest = Impronta SHA-256
mail-fact-reports = Rapporti
mail-question = { $subject }, { $of-day }

# Account
mail-confirmation-text = per usare lo sportello manca un solo passo: conferma che questo indirizzo email è tuo.
mail-confirmation-button = Conferma l’indirizzo
mail-link-validity = Il link vale { $validity } e si può usare una volta sola.
mail-confirmation-not-you = Se non hai chiesto tu la registrazione, ignora questa email: senza la conferma l’account non si attiva.
mail-existing-account-text = qualcuno ha provato a registrarsi allo sportello con questo indirizzo email, che ha già un account. Se eri tu, accedi con la tua password.
mail-existing-account-button = Accedi
mail-existing-account-recovery = Non ricordi la password? Impostane una nuova
mail-existing-account-not-you = Se non eri tu, non devi fare nulla: nessuno è entrato nel tuo account.
mail-invitation-text = { $name } ti invita a lavorare allo { $office }. Per cominciare scegli la tua password.
mail-invitation-text-unsigned = hai un invito a lavorare allo { $office }. Per cominciare scegli la tua password.
mail-invitation-not-you = Se non aspettavi questo invito, ignora questa email: finché non scegli una password, l’account non si attiva.
mail-invitation-button = Scegli la password
mail-recovery-text = abbiamo ricevuto la richiesta di impostare una nuova password per il tuo account.
mail-recovery-button = Imposta la password
mail-recovery-not-you = Se non l’hai chiesto tu, ignora questa email: la password non cambia.
mail-password-changed-text = la password del tuo account è cambiata: { $when }. Per sicurezza abbiamo chiuso tutti gli accessi aperti.
mail-password-changed-keys = Se avevi chiavi per i programmi, non valgono più.
mail-password-changed-keys-profile = Se avevi chiavi per i programmi, non valgono più: se ti servono, creale di nuovo dal tuo profilo.
mail-password-changed-not-you = Se non l’hai cambiata tu, imposta subito una nuova password e avvisaci.
mail-password-changed-button = Imposta una nuova password
mail-token-made-text = per il tuo account è stata creata una nuova chiave per i programmi: { $when }. Con la chiave un programma legge a tuo nome i dati che lo sportello offre ai programmi e che tu puoi vedere.
mail-token-made-not-you = Se non l’hai chiesta tu, imposta subito una nuova password: tutte le chiavi smettono di valere. Poi avvisaci.
mail-erased-text = abbiamo cancellato i tuoi dati, come ci è stato chiesto: { $when }. L’account non esiste più, e i testi delle domande e gli allegati nemmeno.
mail-erased-left = Restano solo numeri per le statistiche, senza il tuo nome e senza testi.
mail-erased-last = Questa è l’ultima email che ricevi da noi: dopo averla spedita eliminiamo anche il tuo indirizzo.
mail-erased-not-you = Se non l’hai chiesto tu, scrivici subito: gli indirizzi sono sul sito.

# A chi ha fatto la domanda
mail-receipt-text = abbiamo ricevuto la tua domanda.
mail-promise = Ti rispondiamo entro { $due }.
mail-promise-passed = Avremmo dovuto risponderti entro { $due }, e ci dispiace: ti rispondiamo al più presto.
mail-receipt-more = Vuoi aggiungere qualcosa? Scrivilo nella pagina della domanda. Lì vedi anche a che punto siamo.
mail-receipt-more-or-reply = Vuoi aggiungere qualcosa? Rispondi a questa email, oppure scrivilo nella pagina della domanda. Lì vedi anche a che punto siamo.
mail-receipt-by-mail = Ci hai scritto per email: usiamo il tuo indirizzo e quello che ci hai scritto solo per risponderti.
mail-receipt-privacy = Come trattiamo i tuoi dati
mail-receipt-not-you = Se non ci hai scritto tu, apri la domanda e chiudila.
mail-open-question = Apri la domanda
mail-clarification-text = per risponderti ci serve un chiarimento. Apri la domanda per leggere che cosa ti chiediamo e per rispondere.
mail-clarification-text-inside = per risponderti ci serve un chiarimento: lo leggi qui sotto.
mail-clarification-clock = Il tempo per la risposta riparte quando ci scrivi. Aspettiamo la tua risposta fino a { $date }. Poi chiudiamo la domanda, ma puoi sempre riaprirla.
mail-clarification-button = Rispondi
mail-clarification-reminder-text = qualche giorno fa ti abbiamo chiesto un chiarimento: senza non riusciamo a risponderti. Apri la domanda per leggere che cosa ti chiediamo.
mail-answer-text = la risposta alla tua domanda è pronta. Per leggerla apri la domanda.
mail-answer-text-inside = la risposta alla tua domanda è pronta: la leggi qui sotto.
mail-answer-button = Leggi la risposta
mail-answer-button-inside = Apri la domanda
mail-files = Ci sono degli allegati: i link qui sotto valgono fino a { $date }. Dopo li trovi nella pagina della domanda.
mail-files-sign-in = Ci sono degli allegati: per aprirli accedi.
mail-files-there =
    { $count ->
        [one] C’è anche un allegato: lo trovi nella pagina della domanda.
       *[other] Ci sono anche { $count } allegati: li trovi nella pagina della domanda.
    }
mail-answer-rating = La risposta ti è stata utile? Bastano due clic: uno qui e uno sulla pagina che si apre.
mail-rating-yes = Sì
mail-rating-partly = In parte
mail-rating-no = No
mail-rating-there = Dillo nella pagina della domanda
mail-rating-reminder-text = qualche giorno fa abbiamo risposto alla tua domanda. Se ci dici com’è andata, ci aiuti a rispondere meglio.
mail-rating-reminder-once = Per questa risposta non te lo chiediamo più.
mail-answer-doubts = Hai ancora dubbi? Scrivi nella pagina della domanda: la riapriamo.
mail-closed-explained = lo sportello ha chiuso la tua domanda. Il motivo è nella sua pagina.
mail-closed-desk = lo sportello ha chiuso la tua domanda.
mail-closed-answered =
    { $days ->
        [one] la tua domanda si è chiusa da sola, un giorno dopo la risposta.
       *[other] la tua domanda si è chiusa da sola, { $days } giorni dopo la risposta.
    }
mail-closed-waiting = abbiamo chiuso la tua domanda perché non abbiamo ricevuto il chiarimento che ti avevamo chiesto.
mail-closed-reopen = Se ti serve ancora aiuto, puoi riaprirla dalla sua pagina.
mail-closed-by-link-text = qualcuno ha chiuso la tua domanda con il link di una nostra email, senza accedere.
mail-written-by-link-text = qualcuno ha scritto nella tua domanda con il link di una nostra email, senza accedere.
mail-by-link-you = Se l’hai fatto tu, non devi fare altro.
mail-by-link-not-you = Se non l’hai fatto tu, un’altra persona ha il tuo link: accedi, apri la domanda e scegli «Annulla i link». Da lì puoi anche scriverci che cosa è successo.
mail-by-link-password = Non hai una password o non la ricordi? Impostane una nuova
mail-follow-link-text = hai chiesto un nuovo link per seguire la tua domanda.
mail-follow-link-not-you = Se non l’hai chiesto tu, ignora questa email.
mail-follow-warning = Chi ha questa email può leggere la domanda, scriverci a tuo nome e chiuderla, senza password: non inoltrarla.
mail-follow-sign-in = Accedi e apri la domanda
mail-reopened-text = la tua domanda è di nuovo aperta.
mail-change-told-text = dopo la nostra risposta è cambiata una norma che citavamo. Che cosa cambia per te lo trovi nella pagina della domanda.
mail-change-told-text-inside = dopo la nostra risposta è cambiata una norma che citavamo: che cosa cambia per te lo leggi qui sotto.
mail-deadline-moved-text = abbiamo spostato la scadenza della tua domanda, che prima era { $from }.
mail-deadline-moved-waiting = Aspettiamo ancora il tuo chiarimento: quando ci scrivi, abbiamo { $left } per risponderti.
mail-deadline-moved-why = Il motivo: { $reason }
mail-deadline-moved-why-there = Il motivo è nella pagina della domanda.
mail-late-text = siamo in ritardo: dovevamo rispondere alla tua domanda entro { $due }, e non l’abbiamo ancora fatto. Ci dispiace.
mail-late-next = Abbiamo avvisato chi coordina lo sportello. Non devi fare nulla: ti scriviamo appena la risposta è pronta.
mail-late-urgent = Devi decidere entro pochi giorni? Scrivilo nella pagina della domanda.

# A chi lavora allo sportello
mail-assignment-text = la domanda n. { $number } è assegnata a te.
mail-assignment-text-by = { $name } ti ha passato la domanda n. { $number }.
mail-assignment-text-noted = { $name } ti ha passato la domanda n. { $number } e ha lasciato una nota interna.
mail-taken-over-text = la domanda n. { $number } è passata a un’altra persona: non devi più occupartene.
mail-draft-by-mail-text = abbiamo ricevuto la tua email sulla domanda n. { $number }. Il testo è ora la tua bozza: non è ancora partito. Apri la domanda, controllalo e invialo. Gli allegati vanno aggiunti lì.
mail-not-delivered-text = un’email dello sportello sulla domanda n. { $number } è tornata indietro, o non siamo riusciti a inviarla: chi ha fatto la domanda forse non l’ha ricevuta. Apri la domanda e guarda la storia. Se c’è un numero di telefono, chiama.
mail-storm-text = nell’ultima ora sono arrivate per email più di { $most } domande. Per prudenza le altre non diventano domande da sole e non ricevono risposta: aspettano che una persona le guardi.
mail-too-many-to-one-requester = nell’ultima ora { $most } email sono partite, o stanno partendo, per l’indirizzo di una persona che fa domande. Le altre per lei aspettano.
mail-too-many-to-one-colleague = nell’ultima ora { $most } email sono partite, o stanno partendo, per l’indirizzo di una persona dello sportello. Le altre per lei aspettano.
mail-too-many-to-one-what = Nessuna si perde: partono da sole, nel loro ordine, con il passare dell’ora. Guarda chi le riceve: se a scrivere è un programma, avvisa chi si occupa della posta.
mail-too-many-to-one-button = Vedi le email in coda
mail-storm-what = Se sono domande vere, accoglile una a una. Se è un programma che scrive da solo, mettile da parte e avvisa chi si occupa della posta. Tutto riprende da solo quando ne arrivano meno.
mail-storm-button = Vedi le email che aspettano
mail-requester-replied-text = nella domanda n. { $number }{ $yours ->
    [yes] , che hai in carico,
   *[no] {""}
} c’è un nuovo messaggio di chi l’ha fatta.
mail-solved-text = chi ha fatto la domanda n. { $number }{ $yours ->
    [yes] , che hai in carico,
   *[no] {""}
} ha risolto e l’ha chiusa: non devi più rispondere.
mail-solved-text-answered = chi ha fatto la domanda n. { $number }{ $yours ->
    [yes] , a cui hai risposto,
   *[no] {""}
} ha risolto e l’ha chiusa.
mail-claim-expired-text = la domanda n. { $number } è tornata in coda: l’avevi in carico, ma per { $hours } ore non ci hai lavorato. Se vuoi ancora seguirla, riprendila: ciò che avevi scritto è rimasto nella tua bozza.
mail-mentioned-text = { $name } ti ha chiamato in una nota interna della domanda n. { $number }.
mail-opinion-asked-text = { $name } ti chiede un parere sulla domanda n. { $number }. Che cosa vuole sapere è in una nota interna; rispondi con una nota.
mail-opinion-given-text = { $name } ha dato il suo parere sulla domanda n. { $number }, in una nota interna.
mail-merged-text = hai fatto due domande sullo stesso tema: le seguiamo insieme, come una sola, con il numero { $number }. Tutto quello che hai scritto è lì. { $late ->
    [yes] Riceverai una sola risposta. La scadenza più vicina è già passata, e ci dispiace: ti rispondiamo appena possibile.
   *[no] Riceverai una sola risposta, entro la scadenza più vicina.
}
mail-split-off-text = in un tuo messaggio c’era una domanda diversa dalla prima: la seguiamo a parte, con il numero { $number }, per non farla perdere.
mail-merged-desk-text = un’altra domanda della stessa persona si è unita alla n. { $number }. Vale la scadenza più vicina.
mail-note-added-text = un collega o una collega ha scritto una nota interna nella domanda n. { $number }{ $yours ->
    [yes] , che hai in carico
   *[no] {""}
}.
mail-approval-asked-text = { $name } ha scritto la risposta alla domanda n. { $number }. Prima che parta la deve approvare un’altra persona: puoi farlo tu.
mail-answer-returned-text = { $name } ha riletto la tua risposta alla domanda n. { $number } e la rimanda indietro. Che cosa cambiare è in una nota interna; il testo è nella conversazione e, se non ne avevi un’altra, nella tua bozza.
mail-answer-approved-text = { $name } ha approvato la tua risposta alla domanda n. { $number }: è stata inviata.
mail-approval-due-waiting = la risposta alla domanda n. { $number } doveva essere già approvata e aspetta ancora.
mail-approval-due-unwritten = la risposta alla domanda n. { $number } doveva essere già pronta e approvata, e non è ancora scritta.
mail-reopened-desk-text = la domanda n. { $number } è stata riaperta e aspetta una risposta.
mail-deadline-reminder-text = la domanda n. { $number } aspetta la tua risposta. Scade { $remaining }.
mail-deadline-reminder-unassigned = nessuno ha ancora preso in carico la domanda n. { $number }. Scade { $remaining }.
mail-deadline-moved-desk-text = la scadenza della domanda n. { $number }, che hai in carico, è cambiata: ora è { $due }. Il motivo è nella storia della domanda.
mail-group-reminder-text = la domanda n. { $number }, del tuo gruppo, non ha ancora una risposta. Scade { $remaining }. Se puoi, dai una mano a chi l’ha in carico.
mail-near-deadline-text = la domanda n. { $number } non ha ancora una risposta. Scade { $remaining }. Controlla che qualcuno se ne occupi.
mail-deadline-passed-text = la domanda n. { $number }{ $yours ->
    [yes] , che hai in carico,
   *[no] {""}
} ha superato la scadenza senza risposta.
mail-deadline-passed-unassigned = la domanda n. { $number } ha superato la scadenza e nessuno l’ha ancora presa in carico.
mail-escalation-text = la domanda n. { $number } ha superato la scadenza senza risposta. Controlla che qualcuno se ne occupi.
mail-digest-text =
    { $count ->
        [one] c’è una domanda in scadenza o in ritardo. Aprila da qui.
       *[other] ci sono { $count } domande in scadenza o in ritardo. Aprile da qui, a cominciare dalla più urgente.
    }
mail-digest-late = n. { $number }, in ritardo di { $time } (scadenza: { $due }; in carico a: { $holder })
mail-digest-soon = n. { $number }, scade { $time } (scadenza: { $due }; in carico a: { $holder })
mail-digest-yours = te
mail-digest-button = Apri la coda
mail-desk-button = Apri la domanda
mail-review-requested-text = una scheda del catalogo è pronta: prima di essere pubblicata deve leggerla una seconda persona.
mail-entry-returned-text = chi ha riletto la tua scheda te l’ha rimandata con un’osservazione. Aprila per leggerla e correggere il testo.
mail-entry-button = Apri la scheda
mail-entry-published-text = la scheda che hai scritto è stata approvata: ora chiunque la trova nel catalogo.
mail-checks-due-text =
    { $count ->
        [one] c’è una scheda del catalogo da ricontrollare, di cui sei responsabile. Se è ancora giusta, basta confermarla.
       *[other] ci sono { $count } schede del catalogo da ricontrollare, di cui sei responsabile. Se una è ancora giusta, basta confermarla.
    }
mail-checks-due-nobody =
    { $count ->
        [one] c’è una scheda del catalogo da ricontrollare che nessuno allo sportello segue. Confermala, o scegli chi ne è responsabile.
       *[other] ci sono { $count } schede del catalogo da ricontrollare che nessuno allo sportello segue. Confermale, o scegli chi ne è responsabile.
    }
mail-checks-due-now = { $title }: da ricontrollare entro { $date }, cioè oggi o prima
mail-checks-due-soon = { $title }: da ricontrollare entro { $date }
mail-checks-due-more =
    { $count ->
        [one] E un’altra.
       *[other] E altre { $count }.
    }
mail-checks-due-button = Vedi che cosa ricontrollare
mail-report-frozen-text = il rapporto con le cifre del periodo { $period } è congelato: non cambierà più. L’impronta qui sotto lo distingue da ogni altro.
mail-report-frozen-button = Apri il rapporto
mail-report-frozen-end = Scegli quali rapporti ricevere, o nessuno
mail-report-offered-text = lo sportello ti propone di ricevere per email i suoi rapporti: le cifre sulle domande che riceve, con le definizioni e il metodo, senza dati personali.
mail-report-offered-button = Ricevi i rapporti
mail-report-offered-validity = Il link vale { $days } giorni. Prima della conferma non ti mandiamo nessun rapporto.
mail-report-offered-not-you = Se non ti interessa, non devi fare niente: il tuo indirizzo si cancella da solo.
mail-report-offered-end = Cancella subito il mio indirizzo
mail-report-sent-text = ecco il rapporto con le cifre del periodo { $period }. È congelato: non cambierà più.
mail-report-sent-files = In allegato trovi il rapporto intero, con le definizioni e il metodo: da leggere o stampare (.pdf), come foglio di calcolo (.xlsx), e i dati conservati (.json), di cui vale l’impronta.
mail-report-sent-end = Non voglio più ricevere questi rapporti
mail-entry-published-button = Vedi la scheda

# In fondo a ogni email
mail-footer-why-requester = Ricevi questa email perché hai un account allo sportello.
mail-footer-why-staff = Ricevi questa email perché lavori allo sportello.
mail-footer-why-erased = Ricevi questa email perché i tuoi dati sono stati cancellati dallo sportello.
mail-footer-why-offered = Ricevi questa email perché chi coordina lo sportello ha indicato questo indirizzo.
mail-footer-why-list = Ricevi questa email perché questo indirizzo ha chiesto i rapporti dello sportello.
mail-footer-why-pending = Ricevi questa email perché questo indirizzo è stato indicato allo sportello.
mail-footer-privacy = Informativa sulla privacy
mail-footer-preferences = Scegli se ricevere il testo delle risposte

# Pagina della posta in uscita
mail-outbox-title = Posta in uscita
mail-outbox-lead = Qui vedi le email che lo sportello deve inviare e quelle che non è riuscito a inviare.
mail-outbox-file = Lo sportello è in prova: scrive le email in una cartella e non le invia.
mail-outbox-file-admin = Per inviarle davvero imposta mail.transport e mail.smtp_url nella configurazione.
mail-outbox-credentials-admin = Controlla mail.smtp_url nella configurazione.
mail-outbox-trouble-title = Il server di posta non accetta email
mail-outbox-trouble = Le email restano in coda e non si perdono. Il prossimo tentativo è { $time }.
mail-outbox-lists = Elenchi delle email
mail-outbox-list-non-inviate = Non inviate
mail-outbox-list-in-coda = In coda
mail-outbox-list-inviate = Inviate
mail-outbox-list-non-piu-necessarie = Non più necessarie
mail-outbox-empty-non-inviate = Nessuna email da rimandare: sono partite tutte.
mail-outbox-empty-in-coda = Nessuna email in coda.
mail-outbox-empty-inviate = Nessuna email inviata finora.
mail-outbox-empty-non-piu-necessarie = Nessuna email è diventata superflua. Qui trovi per esempio i promemoria di domande che nel frattempo hanno avuto risposta.
mail-outbox-column-mail = Email
mail-outbox-column-to = Destinatario
mail-outbox-column-when = Quando
mail-outbox-column-problem = Che cosa è successo
mail-outbox-column-action = Azione
mail-outbox-queued = in coda:
mail-outbox-sent = inviata:
mail-outbox-next = prossimo tentativo
mail-outbox-attempts =
    { $count ->
        [one] Un tentativo
       *[other] { $count } tentativi
    }
mail-outbox-send-one = Invia di nuovo
mail-outbox-send-all = Invia di nuovo tutte
mail-outbox-queued-one = L’email è in coda: parte tra pochi secondi.
mail-outbox-queued-all = Le email sono in coda: partono tra pochi secondi.
mail-problem-recipient-refused = Il server di posta rifiuta questo indirizzo. Controlla che sia scritto bene.
mail-problem-returned = L’email è tornata indietro.
mail-problem-undeliverable = Non è partita: le email a questa persona tornano indietro.
mail-problem-too-many = Aspetta: in un’ora sono già partite molte email per questo indirizzo. Parte da sola.
mail-problem-message-refused = Il server di posta rifiuta questo messaggio.
mail-problem-try-later = Il server di posta chiede di riprovare più tardi.
mail-problem-interrupted = Il collegamento si è interrotto durante l’invio. L’email potrebbe essere arrivata.
mail-problem-node-stopped = Il programma si è fermato durante l’invio. L’email potrebbe essere arrivata.
mail-problem-unwritable = Lo sportello non è riuscito a scrivere questa email. Avvisa chi si occupa del programma.
mail-problem-relay-unreachable = Il server di posta non risponde.
mail-problem-relay-insecure = Il collegamento con il server di posta non è sicuro: manca TLS o il certificato non è valido.
mail-problem-relay-credentials = Il server di posta rifiuta il nome utente o la password dello sportello.
mail-problem-sender-refused = Il server di posta rifiuta l’indirizzo mittente dello sportello. Controlla mail.from.
mail-problem-relay-refuses = Il server di posta rifiuta per ora tutte le email dello sportello.
mail-problem-folder-unwritable = La cartella delle email non si può scrivere. Controlla mail.file_dir e lo spazio sul disco.

## Avvisi nella pagina
mail-notices-title = Avvisi
mail-notices-unread = da leggere
mail-notices-new = da leggere
mail-notices-read-all = Segna tutti come letti
mail-notices-flash-read = Gli avvisi sono segnati come letti
mail-notices-empty = Nessun avviso. Qui trovi quello che succede alle domande che segui.
mail-choices-title = Di che cosa vuoi essere avvisata o avvisato
mail-choices-link = Scegli gli avvisi
mail-choices-lead = Per ogni cosa scegli se ricevere un’email, un avviso nella pagina, tutti e due o nessuno.
mail-choices-by-mail = Email
mail-choices-by-notice = Avviso nella pagina
mail-choices-must = Tieni almeno uno dei due.
mail-choices-save = Salva le scelte
mail-choices-flash-saved = Le tue scelte sono salvate
mail-choices-problem-silent = Per le scadenze passate tieni almeno un modo di essere avvisata o avvisato
mail-matter-assignments = Domande che passano di mano
mail-matter-assignments-hint = Una persona ti passa una domanda o ne prende una tua, una domanda ferma da tempo torna in coda, oppure sostituisci una persona assente o non la sostituisci più.
mail-matter-replies = Chi ha chiesto scrive di nuovo
mail-matter-replies-hint = Risponde a un chiarimento, aggiunge qualcosa o riapre la domanda.
mail-matter-notes = Note interne e pareri
mail-matter-notes-hint = Una persona dello sportello lascia una nota su una domanda che segui, ti nomina, ti chiede un parere o te lo dà.
mail-matter-approvals = Risposte da approvare
mail-matter-approvals-hint = Una risposta aspetta la tua approvazione, oppure la tua torna indietro o viene inviata.
mail-matter-deadlines = Scadenze vicine
mail-matter-deadlines-hint = Una scadenza si avvicina o viene spostata.
mail-matter-overdue = Scadenze passate
mail-matter-overdue-hint = Una domanda è in ritardo.
mail-matter-catalogue = Schede del catalogo
mail-matter-catalogue-hint = Una scheda aspetta la tua revisione, torna a te, viene pubblicata o è da ricontrollare.

## Riepilogo del giorno
mail-choices-daily = Riepilogo del giorno per email
mail-choices-daily-hint = Nei giorni lavorativi, all’ora che scegli: le domande in ritardo, quelle che scadono oggi, quelle in attesa. Se non c’è niente, non ti scriviamo.
mail-choices-daily-never = Non mandarlo
mail-subject-daily-digest =
    { $count ->
        [0] La tua giornata allo sportello
        [one] La tua giornata allo sportello: una domanda da seguire
       *[other] La tua giornata allo sportello: { $count } domande da seguire
    }
mail-daily-today =
    { $today ->
        [0] oggi non scade nessuna tua domanda.
        [one] oggi scade una tua domanda.
       *[other] oggi scadono { $today } tue domande.
    }
mail-daily-late =
    { $late ->
        [0] Nessuna è in ritardo.
        [one] Una è in ritardo.
       *[other] { $late } sono in ritardo.
    }
mail-daily-around = Aspettano un chiarimento da chi ha chiesto: { $waiting }. Libere, che puoi prendere in carico: { $free }.
mail-daily-choose = Cambia l’ora o non riceverlo più

# Chi è assente, e chi è al suo posto.
mail-holder-away = La segue { $name }, che è assente { $until }: per questo l’avviso arriva a te.
mail-stand-in-text = { $name } è assente e tu sei al suo posto: { $days }.
mail-stand-in-what = In quei giorni ricevi anche gli avvisi sulle sue domande, e puoi rispondere, chiedere chiarimenti o passarle ad altre persone.
mail-stand-in-button = Vedi le assenze
mail-stand-in-ended-text = { $name } è assente { $days }, ma non sei più tu a sostituire questa persona.
mail-stand-in-ended-withdrawn = L’assenza di { $name } è stata annullata: non devi più sostituire questa persona.
mail-stand-in-ended-instead = Al suo posto c’è ora { $name }.
mail-stand-in-ended-what = In quei giorni non ricevi più gli avvisi sulle sue domande.
