# La pagina di una domanda allo sportello: scrivere, riprendere, lavorare insieme.

# Bozza
desk-draft-save = Salva la bozza
desk-draft-saved = Bozza salvata { $at }
desk-draft-discard = Elimina la bozza
desk-draft-unsent = La tua bozza di risposta
desk-draft-unsent-text = Adesso la domanda non aspetta una tua risposta. Il testo resta qui: lo vedi solo tu.
desk-draft-other = In un’altra finestra hai salvato un testo diverso, { $at }
desk-draft-other-text = Qui sotto c’è l’altro testo. Il tuo è ancora nel campo: scegli quale tenere.
desk-draft-other-below = Qui sotto c’è l’altro testo, nel campo c’è quello di questa finestra. Copia ciò che ti serve: se salvi o invii, resta il testo del campo.
desk-draft-take = Usa l’altro testo
desk-draft-keep = Tieni il mio testo
desk-draft-gone = La bozza è stata inviata o eliminata in un’altra finestra
desk-draft-gone-text = Il testo che vedi qui non è salvato.
desk-draft-gone-below = Il testo che vedi nel campo non è salvato. Se ti serve ancora, salva di nuovo la bozza.
desk-draft-again = Salva di nuovo la bozza
desk-draft-local = Su questo dispositivo c’è un testo che non era stato salvato
desk-draft-local-text = Lo avevi scritto in un’altra finestra. Puoi usarlo al posto di quello nel campo.
desk-draft-local-drop = Elimina questo testo
desk-draft-news = Dopo la tua bozza, { $who } { $what }: { $at }
desk-draft-news-text = Rileggi la conversazione prima di inviare la risposta.

# Insieme
desk-present-writing = { $name } sta rispondendo
desk-present-reading = { $name } sta leggendo
desk-present-opened = { $name } ha aperto questa domanda { $at }
desk-claim-hint = Se per { $hours } ore non ci lavori, torna in coda (mai a sportello chiuso).
desk-news-message = È arrivato un nuovo messaggio mentre scrivevi
desk-news-text = Il tuo testo resta qui.
desk-news-show = Mostra che cosa è cambiato
desk-history-claim-expired = ha rimesso in coda la domanda: { $name } non ci lavorava da tempo

# Anteprima e leggibilità
desk-markdown = Che cosa puoi scrivere
desk-markdown-bold = **parola** per il grassetto, *parola* per il corsivo
desk-markdown-list = un trattino all’inizio della riga per un elenco: - prima voce
desk-markdown-numbers = un numero con il punto per un elenco numerato: 1. prima voce
desk-markdown-link = [parole del link](https://www.esempio.it) per un link
desk-markdown-quote = il segno > all’inizio della riga per citare una legge
desk-markdown-same = Chi legge vede il testo come nell’anteprima, nella sua pagina e nell’email.
desk-preview = Anteprima
desk-preview-title = Come la vede chi legge
desk-preview-empty = Non hai ancora scritto nulla.
desk-preview-files = Gli allegati vanno scelti di nuovo prima di inviare.
desk-reading-easy = Facile per chi ha la licenza media (indice Gulpease { $index } su 100)
desk-reading-medium = Media per chi ha la licenza media (indice Gulpease { $index } su 100): da 60 in su è facile
desk-reading-hard = Difficile per chi ha la licenza media (indice Gulpease { $index } su 100): prova con frasi e parole più brevi
desk-reading-long = Frasi lunghe
desk-reading-sentence = { $text } ({ $count } parole)
desk-files-drop = Puoi anche trascinare qui i file.
desk-files-added = Aggiunto { $name }.
desk-files-removed = Tolto { $name }.

# Chi chiede
desk-requester-title = Le domande di { $name }
desk-requester-all = Tutte le domande di questa persona

# Risposte pronte
desk-canned-title = Risposte pronte
desk-canned-admin = Testi da riusare nelle risposte, per argomento.
desk-canned-intro = Testi che chi risponde può inserire e adattare. Le parole tra parentesi graffe si completano da sole.
desk-canned-new = Scrivi una risposta pronta
desk-canned-caption = Le risposte pronte, in ordine di titolo
desk-canned-empty = Non c’è ancora nessuna risposta pronta.
desk-canned-used = Usata
desk-canned-changed = Cambiata
desk-canned-withdrawn = Ritirata
desk-canned-is-withdrawn = È ritirata: chi risponde non la vede.
desk-canned-field-title = Titolo
desk-canned-field-title-hint = Lo vede solo chi risponde.
desk-canned-field-topic = Argomento
desk-canned-field-lang = Lingua
desk-canned-field-body = Testo
desk-canned-all-topics = Tutti gli argomenti
desk-canned-placeholders = Nel testo puoi usare:
desk-canned-placeholder-nome = nome di chi ha fatto la domanda
desk-canned-placeholder-numero = numero della domanda
desk-canned-placeholder-oggetto = oggetto della domanda
desk-canned-placeholder-argomento = argomento della domanda
desk-canned-placeholder-scadenza = scadenza della risposta
desk-canned-placeholder-firma = nome di chi risponde e dello sportello
desk-canned-example-nome = Anna Bianchi
desk-canned-example-numero = 1234
desk-canned-example-oggetto = Part-time dopo la maternità
desk-canned-example-argomento = Part-time
desk-canned-example-scadenza = giovedì 26 novembre 2026, ore 10:30
desk-canned-example-firma = Carla Riva, Sportello Conciliazione
desk-canned-preview = Come la vede chi legge, con dati di esempio
desk-canned-save = Salva
desk-canned-withdraw = Ritira
desk-canned-back = Rimettila in uso
desk-canned-general = Per ogni argomento
desk-canned-prompt = Scegli una risposta pronta
desk-canned-insert = Inserisci
desk-problem-canned-title-empty = Scrivi il titolo
desk-problem-canned-title-too-long = Il titolo è troppo lungo: usa al massimo { $max } caratteri
desk-problem-canned-title-unreadable = Il titolo ha caratteri che non si possono usare: riscrivilo
desk-problem-canned-lang = Scegli la lingua
desk-problem-canned-placeholder = { $unknown } non si può completare. Si possono usare: { $known }
desk-problem-canned-stale = Intanto qualcun altro ha cambiato questa risposta. Se salvi di nuovo, resta il tuo testo.
desk-problem-canned-choice = Scegli una risposta pronta

# Pareri e colleghe
desk-call = Avvisa qualcuno
desk-call-who = Chi avvisare
desk-call-hint = Riceve un’email con il link a questa domanda.
desk-history-called = e ha avvisato { $names }
desk-history-mail-no-address = ha saputo che l’email { $mail ->
    [answer] con la risposta
   *[other] a chi ha fatto la domanda
} è tornata indietro: l’indirizzo non riceve posta
desk-history-mail-later = ha saputo che l’email { $mail ->
    [answer] con la risposta
   *[other] a chi ha fatto la domanda
} è tornata indietro, per ora: riparte tra un giorno
desk-history-mail-returned = ha saputo che l’email { $mail ->
    [answer] con la risposta
   *[other] a chi ha fatto la domanda
} è tornata indietro
desk-history-mail-given-up = ha provato più volte a inviare l’email { $mail ->
    [answer] con la risposta
   *[other] a chi ha fatto la domanda
}, senza riuscirci: forse non è arrivata
desk-history-mail-pec-accepted = ha ricevuto la ricevuta PEC di accettazione: l’email { $mail ->
    [answer] con la risposta
   *[other] a chi ha fatto la domanda
} è partita
desk-history-mail-pec-delivered = ha ricevuto la ricevuta PEC di consegna: l’email { $mail ->
    [answer] con la risposta
   *[other] a chi ha fatto la domanda
} è arrivata
desk-history-mail-pec-delayed = ha ricevuto un avviso PEC: dopo dodici ore l’email { $mail ->
    [answer] con la risposta
   *[other] a chi ha fatto la domanda
} non è ancora arrivata
desk-history-draft-by-mail = ha risposto con un’email: il testo è una bozza
desk-history-opinion-asked = ha chiesto un parere a { $name }
desk-history-opinion-given = ha dato il suo parere
desk-opinion-ask = Chiedi un parere
desk-opinion-of = A chi
desk-opinion-word = Che cosa vuoi sapere
desk-opinion-send = Chiedi il parere
desk-opinion-open = Parere chiesto a { $name } { $at }
desk-opinion-asks = { $name } ti ha chiesto un parere
desk-opinion-answer = Rispondi con una nota interna
desk-opinion-is = È il parere che mi ha chiesto { $name }
desk-opinion-asked-by = { $name } ti ha chiesto un parere { $at }
desk-opinions-title = Pareri che ti hanno chiesto
desk-opinions-intro = Domande di altre persone su cui qualcuno aspetta il tuo parere. Rispondi con una nota interna.
desk-opinions-due = risposta { $at }
desk-opinions-empty = Nessuno aspetta un tuo parere.
desk-opinions-back = Vai alla coda
desk-problem-opinion-empty = Scrivi che cosa vuoi sapere
desk-problem-opinion-too-long = Il testo è troppo lungo: usa al massimo { $max } caratteri
desk-problem-opinion-unreadable = Il testo ha caratteri che non si possono usare: riscrivilo

# Quattro occhi
desk-approval-title = In attesa di approvazione
desk-approval-free-title = Risposta pronta, non ancora inviata
desk-approval-message = Risposta da approvare
desk-approval-alert = Una risposta aspetta l’approvazione
desk-approval-see = Leggi la risposta
desk-approval-text = La risposta parte quando un’altra persona dello sportello la approva. Fino ad allora la domanda resta aperta e il tempo continua a passare.
desk-approval-mine = L’hai scritta o cambiata tu: la approva una persona diversa.
desk-approval-free-text = L’argomento non richiede più un’approvazione: chi segue la domanda può inviarla subito.
desk-approval-author = Risposta di { $name }
desk-approval-edited = modificata da { $name }
desk-approval-due = Da approvare entro
desk-approval-due-passed = Era da approvare entro
desk-approval-approve = Approva e invia
desk-approval-send = Invia la risposta
desk-approval-approve-hint = La risposta parte subito, a nome di { $name }.
desk-approval-return = Rimanda indietro
desk-approval-return-word = Che cosa cambiare
desk-approval-return-hint = Chi ha scritto la risposta lo legge in una nota interna e ritrova il testo nella sua bozza.
desk-approval-change = Cambia la risposta
desk-approval-change-hint = Chi la cambia non può approvarla.
desk-approval-change-add = Aggiungi allegati
desk-approval-change-files = Allegati che restano
desk-approval-change-save = Salva la risposta cambiata
desk-approval-withdraw = Ritira la risposta
desk-approval-withdraw-text = La risposta non parte. Il testo torna nella bozza di chi l’ha scritta.
desk-approval-news = Dopo che la risposta è stata scritta, { $who } { $what }: { $at }
desk-approval-overtaken = Intanto è cambiato qualcosa
desk-approval-overtaken-by = Intanto { $who } { $what }, { $at }
desk-approval-overtaken-text = Quello che hai chiesto non è stato fatto. Rileggi la pagina qui sotto, poi decidi.
desk-approval-overtaken-typed = Quello che avevi scritto:
desk-approval-outcome = Manda in approvazione
desk-approval-outcome-hint = Un’altra persona dello sportello la rilegge e la invia. Fino ad allora il tempo continua a passare.
desk-approval-outcome-replace = Sostituisci la risposta in attesa
desk-approval-outcome-replace-hint = Il testo qui sopra prende il posto di quello che aspetta l’approvazione.
desk-approval-was-returned = Risposta rimandata indietro, non inviata
desk-approval-was-withdrawn = Risposta ritirata, non inviata
desk-approval-was-replaced = Versione precedente della risposta, non inviata
desk-approval-has-lapsed = Risposta mai approvata, non inviata
desk-history-approval-due = È passato il tempo entro cui approvare la risposta
desk-history-answer-proposed = ha scritto una risposta da approvare
desk-history-answer-changed = ha cambiato la risposta di { $name } da approvare
desk-history-answer-approved = ha approvato la risposta di { $name }
desk-history-answer-returned = ha rimandato indietro la risposta di { $name }
desk-history-answer-withdrawn = ha ritirato la risposta da approvare
desk-problem-remark-empty = Scrivi che cosa cambiare
desk-problem-remark-too-long = Il testo è troppo lungo: usa al massimo { $max } caratteri
desk-problem-remark-unreadable = Il testo ha caratteri che non si possono usare: riscrivilo

# Unire due domande
desk-merge = Unisci a un’altra domanda di questa persona
desk-merge-with = L’altra domanda aperta
desk-merge-next = Continua
desk-merge-title = Unire due domande?
desk-merge-lead = { $name } ha fatto queste due domande. Se le unisci diventano una sola, con una sola risposta.
desk-merge-kept = Resta questa: è la prima arrivata.
desk-merge-merged = Si chiude e continua nella n. { $number }.
desk-merge-received = Ricevuta
desk-merge-due = Scadenza
desk-merge-promise = Vale la scadenza più vicina, anche se è già passata.
desk-merge-conversation = I messaggi della n. { $number } si leggono nella conversazione che resta, in ordine di tempo. Chi apre il vecchio numero arriva lì.
desk-merge-requester = Avvisiamo per email chi ha fatto le domande.
desk-merge-waits = Sulla domanda n. { $number } una risposta aspetta di essere approvata.
desk-merge-waits-what = Le domande si possono unire dopo che la risposta è stata inviata, rimandata indietro o ritirata.
desk-merge-final = Non si può tornare indietro.
desk-merge-do = Unisci le domande
desk-merge-back = Lascia le domande separate

# Separare e collegare
desk-split-title = Fare una domanda a parte
desk-split-lead = Chi ha chiesto ha scritto qualcosa di diverso in un messaggio: diventa una domanda a parte, con una scadenza che conta da quando il messaggio è arrivato ({ $at }).
desk-split-subject = Oggetto della nuova domanda
desk-split-body = Testo della nuova domanda
desk-split-body-hint = Lascia solo le parole che riguardano la nuova domanda. Il messaggio intero resta nella prima; gli allegati vanno in tutte e due.
desk-split-told = Chi ha chiesto riceve un’email con il nuovo numero. La nuova domanda va in coda, senza nessuno in carico.
desk-split-do = Crea la domanda a parte
desk-split-back = Lascia tutto com’è
desk-links = Domande collegate
desk-links-into = nata da questa
desk-links-from = da cui è nata questa
desk-links-add = Collega una domanda
desk-links-number = Numero della domanda
desk-links-hint = Lo vede solo lo sportello.
desk-links-remove = Togli
desk-problem-link = Scrivi il numero di un’altra domanda che esiste

# Avvisi
desk-notice-draft-saved = Bozza salvata: la ritrovi qui, anche da un altro dispositivo.
desk-notice-draft-other = In un’altra finestra hai salvato un testo diverso: leggilo prima di eliminarlo.
desk-notice-canned-saved = Risposta pronta salvata.
desk-notice-canned-withdrawn = Risposta pronta ritirata: chi risponde non la vede più.
desk-notice-canned-back = Risposta pronta di nuovo in uso.
desk-notice-opinion-asked = Parere chiesto: avvisiamo la persona per email.
desk-notice-answer-proposed = Risposta pronta: parte quando un’altra persona dello sportello la approva. La domanda resta aperta e il tempo continua a passare.
desk-notice-approved = Risposta approvata e inviata.
desk-notice-given-back = Risposta rimandata indietro: avvisiamo chi l’ha scritta.
desk-notice-answer-changed = Risposta cambiata: aspetta ancora l’approvazione.
desk-notice-answer-withdrawn = Risposta ritirata: il testo è di nuovo nella bozza.

# Chi è assente.
desk-away-until = assente { $until }
desk-away = { $name } è assente { $until }
desk-away-stand-in = { $name } è assente { $until }; al suo posto { $stand-in }
desk-absence-title = Domande di { $name }
desk-absence-lead = { $count ->
    [one] Ha in carico una domanda aperta.
   *[other] Ha in carico { $count } domande aperte.
}
desk-absence-none = Non ha in carico domande aperte.
desk-absence-to = A chi passano
desk-absence-to-hint = Chi le riceve e chi le aveva lo sanno con un avviso. Le scadenze restano le stesse.
desk-absence-pass = { $count ->
    [one] Passa la domanda
   *[other] Passa { $count } domande
}
desk-absence-back = Torna alle assenze
desk-notice-merged = Domande unite: ora sono una sola.
desk-notice-merge-waits = Le domande non sono state unite: sulla più recente una risposta aspetta di essere approvata.
desk-notice-not-merged = Le domande non sono state unite: intanto una delle due è cambiata. Rileggi la pagina.
desk-notice-split = Domanda a parte creata: avvisiamo chi ha chiesto.
desk-notice-not-split = La domanda a parte non è stata creata: intanto è cambiato qualcosa. Rileggi la pagina.
desk-notice-linked = Domanda collegata.
desk-notice-unlinked = Collegamento tolto.

# Regole che decidono dove va una domanda.
desk-routing-title = Instradamento
desk-routing-lead = Le regole decidono a chi va una domanda appena arriva. Si provano in ordine: decide la prima in cui tutte le condizioni sono vere.
desk-routing-admin = A quale gruppo o persona va una domanda, e con quale priorità.
desk-routing-new = Nuova regola
desk-routing-try = Prova questo testo
desk-routing-none = Non ci sono regole: ogni domanda va al gruppo che segue il suo argomento.
desk-routing-else = Se nessuna regola vale, la domanda va al gruppo che segue il suo argomento.
desk-routing-off = spenta
desk-routing-if = Se
desk-routing-then = Allora
desk-routing-always = Sempre
desk-routing-fired = { $count ->
    [0] Non ha ancora deciso nessuna domanda.
    [one] Ha deciso una domanda.
   *[other] Ha deciso { $count } domande.
}
desk-routing-name = Nome della regola
desk-routing-name-hint = Si legge nella storia delle domande.
desk-routing-if-hint = Devono essere vere tutte le condizioni che indichi. Se non ne indichi nessuna, la regola vale sempre.
desk-routing-then-hint = Indica almeno una cosa. Quello che non indichi si decide come al solito.
desk-routing-topic = Argomento
desk-routing-topic-hint = Vale anche per gli argomenti che contiene.
desk-routing-words = Parole nell’oggetto o nel testo
desk-routing-words-hint = Ne basta una. Separale con una virgola o vai a capo: licenziamento, congedo parentale. Accenti, maiuscole, singolare e plurale non contano.
desk-routing-place = Territorio
desk-routing-kind = Chi chiede
desk-routing-channel = Da dove arriva
desk-routing-any = Qualsiasi
desk-routing-unknown = Non si sa
desk-routing-group = Gruppo
desk-routing-group-usual = Quello dell’argomento
desk-routing-person = Persona
desk-routing-person-hint = Se è assente, la domanda resta al gruppo.
desk-routing-nobody = Nessuna in particolare
desk-routing-priority = Priorità
desk-routing-usual = Come al solito
desk-routing-policy = Scadenza
desk-routing-policy-hint = Vale al posto di quella dell’argomento e di chi chiede.
desk-routing-policy-words = { $scope }: { $hours } ore{ $working ->
    [yes] {" "}lavorative
   *[no] {""}
}
desk-routing-active = La regola è attiva
desk-routing-save = Salva la regola
desk-routing-back = Torna alle regole
desk-routing-delete = Elimina la regola
desk-routing-delete-hint = Le domande che ha già deciso restano come sono.
desk-routing-gone = non c’è più
desk-routing-flash-made = Regola creata.
desk-routing-flash-saved = Regola salvata.
desk-routing-flash-order = Intanto l’ordine delle regole è cambiato: ecco com’è ora.
desk-routing-flash-moved = Ordine cambiato.
desk-routing-flash-deleted = Regola eliminata.
desk-routing-error-name-empty = Scrivi il nome della regola.
desk-routing-error-name-long = Il nome è troppo lungo.
desk-routing-error-choice = Scegli una voce dell’elenco.
desk-routing-error-nothing = Indica almeno una cosa che la regola decide: gruppo, persona, priorità o scadenza.
desk-routing-error-words = «{ $word }» è fatta solo di parole troppo comuni per cercarle.
desk-routing-error-words-none = Scrivi almeno una parola, oppure lascia vuoto il campo.
desk-routing-error-words-long = Le parole sono troppe: al massimo { $max } caratteri.
desk-routing-error-stale = Un’altra persona ha cambiato la regola mentre la scrivevi. Sotto c’è quello che hai scritto tu: controlla e salva di nuovo.
desk-routing-try-link = Prova le regole con un testo
desk-routing-try-lead = Scrivi una domanda di esempio: vedi quale regola vale e a chi andrebbe adesso. Non si salva nulla.
desk-routing-try-go = Prova
desk-routing-subject = Oggetto
desk-routing-body = Testo
desk-routing-answer = Dove andrebbe
desk-routing-why = Perché
desk-routing-no-rule = Nessuna regola vale: decide l’argomento.
desk-routing-no-group = Nessun gruppo: la vedono tutti
desk-routing-nobody-now = Nessuna: resta da prendere in carico
desk-routing-skipped = Saltate perché assenti: { $names }
desk-routing-verdict-fires = vale
desk-routing-verdict-not = non vale
desk-routing-verdict-off = è spenta
desk-routing-words-found = Sì: { $label }, c’è «{ $found }»
desk-routing-holds = Sì: { $label }, { $asked }
desk-routing-holds-not = No: { $label }, { $asked }
desk-history-rule = ha applicato la regola «{ $rule }»
desk-history-routed = ha assegnato la domanda { $what ->
    [both] al gruppo { $group } e a { $name }
    [person] a { $name }
   *[group] al gruppo { $group }
}{ $by ->
    [rule] {" "}per la regola «{ $rule }»
    [turn] , secondo i turni del gruppo
   *[both] {" "}per la regola «{ $rule }» e i turni del gruppo
}

# Priorità.
desk-priority-high = Alta
desk-priority-normal = Normale
desk-priority-badge = Priorità alta
desk-priority-raise = Metti in priorità alta
desk-priority-lower = Riporta a priorità normale
desk-priority-hint = Chi lavora in coda la trova prima con l’ordine per priorità. La scadenza non cambia.
desk-history-priority-high = ha messo la domanda in priorità alta
desk-history-priority-normal = ha riportato la domanda a priorità normale
desk-notice-priority = Priorità cambiata.

# Argomento trovato dal programma.
desk-topic-proposed = Il programma ha scelto «{ $topic }» perché la domanda somiglia ad altre. Confermalo, o scegli quello giusto.
desk-topic-proposed-short = da confermare
desk-topic-confirm = Conferma «{ $topic }»
desk-history-topic-proposed = ha trovato l’argomento della domanda
desk-history-topic-confirmed = ha confermato l’argomento

# Che cosa dice chi ha ricevuto le risposte
desk-ratings-title = Risposte che non sono bastate
desk-ratings-intro = Chi ha detto che la risposta non è stata utile, o solo in parte, e perché. Dalla più recente.
desk-ratings-intro-own = Chi ha detto che una risposta alle domande che hai in carico non è stata utile, o solo in parte, e perché. Dalla più recente.
desk-ratings-admin = Chi ha detto che una risposta non è bastata, e perché.
desk-ratings-holder = in carico a { $name }
desk-ratings-partly = Utile in parte
desk-ratings-no = Non utile
desk-ratings-empty = Nessuno ha detto che una risposta non è bastata.

# Domande al telefono o allo sportello
desk-typed-in-link = Registra una domanda al telefono o allo sportello
desk-typed-in-title = Domanda al telefono o allo sportello
desk-typed-in-lead = Scrivi quello che ti chiedono mentre parli: bastano la domanda e il nome. Il tempo per rispondere parte quando salvi.
desk-typed-in-channel = Come ti hanno contattato
desk-typed-in-phone = Al telefono
desk-typed-in-desk = Di persona, allo sportello
desk-typed-in-body = Domanda
desk-typed-in-body-hint = Con le parole di chi chiede. Evita dati sulla salute e nomi di altre persone.
desk-typed-in-subject-hint = Se lo lasci vuoto usiamo le prime parole della domanda.
desk-typed-in-who = Chi chiede
desk-typed-in-name = Nome e cognome
desk-typed-in-number = Telefono
desk-typed-in-number-hint = Per richiamare, se non c’è un’email.
desk-typed-in-email-hint = Se c’è, mandiamo qui la ricevuta e l’avviso della risposta. Se l’indirizzo è già registrato, la domanda va in quell’account.
desk-typed-in-kind = Chiede come
desk-typed-in-place = Comune
desk-typed-in-told = Ho spiegato a chi chiede come usiamo i suoi dati e dove trova l’informativa.
desk-typed-in-answered = Hai già risposto a voce?
desk-typed-in-answer-hint = Scrivi quello che hai detto: resta nella domanda e, se c’è un’email, parte l’avviso con il link.
desk-typed-in-save-answered = Registra domanda e risposta
desk-typed-in-save = Registra la domanda
desk-typed-in-save-claim = Registra e prendi in carico
desk-history-typed-in = ha registrato la domanda
desk-problem-channel = Scegli come ti hanno contattato
desk-problem-phone = Scrivi il numero con 5–15 cifre, per esempio 02 7740 1234
desk-problem-place = Scegli un comune dall’elenco, o lascia vuoto
desk-problem-told = Spiega a chi chiede come usiamo i suoi dati, poi spunta la casella
desk-problem-caller-staff = Questo indirizzo è di una persona dello sportello: scrivine un altro o lascia vuoto
desk-problem-caller-closed = L’account di questa persona è chiuso: scrivi un altro indirizzo
desk-requester-phone = Telefono
desk-requester-undeliverable = Dal { $date } le email a questa persona tornano indietro: quello che le scrivi non parte
desk-requester-undeliverable-why = Il server di posta dice: { $detail }
desk-requester-undeliverable-list = Le email non partite
desk-requester-no-email = Non ha un’email: richiama per dare la risposta.
desk-requester-unreachable = Non ha lasciato né email né telefono.
desk-no-email = Chi ha chiesto non ha un’email: dai la risposta a voce e registrala qui.
desk-notice-typed-in = Domanda registrata: è in coda.
desk-notice-typed-in-claimed = Domanda registrata e presa in carico.
desk-notice-typed-in-answered = Domanda e risposta registrate.
desk-notice-typed-in-waits = Domanda registrata. La risposta parte quando un’altra persona dello sportello la approva.
desk-typed-in-number-told = Numero da richiamare, detto a voce: { $number }
desk-problem-answer-written = Hai scritto una risposta: premi «Registra domanda e risposta», o togli il testo
