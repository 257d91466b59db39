# Domande: chiedere, seguire, rispondere.

tickets-you = Tu
tickets-desk = Lo sportello
tickets-number = n. { $number }

# Chiedere
tickets-ask-title = Fai una domanda
tickets-ask-lead =
    { $working ->
        [yes] Scrivi la domanda come la diresti a voce: ti risponde un gruppo di esperte entro { $hours } ore lavorative.
       *[no] Scrivi la domanda come la diresti a voce: ti risponde un gruppo di esperte entro { $hours } ore.
    }
tickets-ask-varies = Per alcuni argomenti il tempo è diverso: lo leggi nel riepilogo, prima di inviare.
tickets-ask-who-reads = La leggono solo le persone dello sportello, tenute alla riservatezza.
tickets-ask-privacy = Come usiamo i tuoi dati
tickets-ask-step = Passo 1 di 2: la domanda
tickets-ask-topic = Argomento
tickets-ask-topic-prompt = Scegli un argomento
tickets-ask-topic-unknown = Non lo so, scegliete voi
tickets-ask-topic-none = Non lo so
tickets-ask-subject = Oggetto
tickets-ask-subject-hint = Una riga, per esempio: part-time dopo la maternità.
tickets-ask-body = Domanda
tickets-ask-body-hint = Scrivi solo ciò che serve. Evita dati sulla salute e nomi di altre persone.
tickets-ask-files = Allegati
tickets-ask-files-hint = Al massimo { $count } file, { $size } ciascuno: PDF, JPG, PNG, Word, Excel, OpenDocument o testo.
tickets-ask-files-kept = File già caricati
tickets-ask-file-remove = Togli { $name }
tickets-ask-review = Avanti
tickets-ask-save = Salva la bozza
tickets-ask-discard = Elimina la bozza
tickets-ask-draft = Bozza salvata { $at }
tickets-ask-suggestions = Forse abbiamo già la risposta
tickets-ask-suggestions-lead = Queste schede del catalogo parlano di ciò che chiedi. Se una ti basta, non serve inviare la domanda: quello che hai scritto qui si cancella.
tickets-ask-enough = Mi basta questo
tickets-topic-general = Altro su questo tema

# Riepilogo
tickets-review-title = Controlla la tua domanda
tickets-review-step = Passo 2 di 2: il riepilogo
tickets-review-lead =
    { $working ->
        [yes] Leggi con calma e verifica che sia tutto corretto. Se va bene, invia la domanda: ti rispondiamo entro { $hours } ore lavorative.
       *[no] Leggi con calma e verifica che sia tutto corretto. Se va bene, invia la domanda: ti rispondiamo entro { $hours } ore.
    }
tickets-review-edit = Modifica
tickets-review-send = Conferma e invia
tickets-review-no-files = Nessun allegato

# Le mie domande
tickets-own-title = Le tue domande
tickets-own-empty = Le tue domande appariranno qui.
tickets-own-ask = Fai una domanda
tickets-own-asked = Inviata { $at }
tickets-own-due = Risposta entro { $at }
tickets-own-late = In ritardo: la risposta era promessa entro { $at }
tickets-own-wait-until = Rispondi entro { $day }: poi chiudiamo la domanda, ma puoi riaprirla.
tickets-own-answered = Risposta inviata { $at }
tickets-own-draft = Bozza
tickets-own-draft-untitled = Domanda senza oggetto
tickets-own-draft-saved = Salvata { $at }
tickets-own-draft-resume = Riprendi la bozza
tickets-own-page-title = Domanda n. { $number }
tickets-own-received = Abbiamo ricevuto la tua domanda n. { $number }
tickets-own-received-due = Ti rispondiamo entro { $at }.
tickets-own-received-mail = Domanda ricevuta { $at }. Ti abbiamo mandato un riepilogo a { $email }.
tickets-own-next = Che cosa succede ora
tickets-own-next-claimed = Un’esperta o un esperto prende in carico la domanda.
tickets-own-next-clarification = Se ci serve un chiarimento ti scriviamo, e il tempo si ferma finché non ci rispondi.
tickets-own-next-answer = Quando la risposta è pronta ti avvisiamo per email: la leggi in questa pagina.
tickets-own-next-close = Puoi chiudere questa pagina.
tickets-own-back = Torna alle tue domande
tickets-own-print = Stampa
tickets-own-print-receipt = Stampa la ricevuta
tickets-own-now-new = Ora un’esperta o un esperto la prende in carico.
tickets-own-now-assigned = Un’esperta o un esperto sta preparando la risposta.
tickets-own-now-answered = Leggila e dicci se ti è stata utile.
tickets-own-now-closed = Se ti serve ancora aiuto, puoi riaprirla.
tickets-own-closes-on = Se non ti serve altro non devi fare nulla: la domanda si chiude da sola { $day }.
tickets-own-promise = Ti rispondiamo entro { $at }.
tickets-own-moved = Abbiamo spostato la scadenza, che prima era { $from }.
tickets-own-moved-left = Quando ci scrivi, abbiamo { $left } per risponderti.
tickets-own-moved-why = Il motivo: { $reason }
tickets-own-late-notice = Siamo in ritardo: dovevamo risponderti entro { $at }. Ci stiamo lavorando e ti scriviamo appena la risposta è pronta.
tickets-own-waiting-notice = Ci serve un chiarimento per risponderti: il tempo riparte quando ci scrivi.
tickets-own-answered-notice = Ti abbiamo risposto { $at }.
tickets-own-answer-read = Leggi la risposta
tickets-own-closed = La domanda è chiusa.
tickets-own-ended-requester = Hai chiuso questa domanda: { $at }.
tickets-own-ended-desk = Lo sportello ha chiuso questa domanda: { $at }.
tickets-own-ended-waiting = Abbiamo chiuso questa domanda perché non abbiamo ricevuto il chiarimento: { $at }.
tickets-own-ended-answered = Questa domanda si è chiusa da sola { $days ->
        [one] un giorno
       *[other] { $days } giorni
    } dopo la risposta: { $at }.
tickets-own-ended-why = Leggi perché
tickets-own-conversation = Conversazione
tickets-own-reply-open = Aggiungi informazioni
tickets-own-reply-waiting = Rispondi
tickets-own-reply-answered = Hai ancora dubbi?
tickets-own-reply-closed = Vuoi riaprire la domanda?
tickets-own-label-open = Che cosa vuoi aggiungere?
tickets-own-label-waiting = La tua risposta
tickets-own-label-answered = Che cosa manca?
tickets-own-label-closed = Che cosa ti serve ancora?
tickets-own-send-open = Invia il messaggio
tickets-own-send-waiting = Invia la risposta
tickets-own-send-answered = Invia e riapri la domanda
tickets-own-send-closed = Invia e riapri la domanda
tickets-own-reopen-hint = Se la riapri adesso, ti rispondiamo di nuovo entro { $at }.
tickets-own-solved-title = Ho risolto
tickets-own-solved-hint = Non ti serve più la risposta? Chiudiamo la domanda e avvisiamo chi la segue. Puoi riaprirla quando vuoi.
tickets-own-solved-hint-answered = Non ti serve altro? Chiudiamo la domanda e avvisiamo chi la segue. Puoi riaprirla quando vuoi.
tickets-own-solved-word = Vuoi dirci come hai risolto? (facoltativo)
tickets-own-close = Ho risolto: chiudi la domanda
tickets-own-state-new = Ricevuta
tickets-own-state-assigned = In lavorazione
tickets-own-state-waiting = Serve un tuo chiarimento
tickets-own-state-answered = Risposta pronta
tickets-own-state-closed = Chiusa

# Il percorso della domanda, per chi l’ha fatta
tickets-timeline = Il percorso della domanda
tickets-timeline-received = Domanda ricevuta
tickets-timeline-imported = Conversazione ripresa dalla vecchia casella di posta
tickets-timeline-claimed = Un’esperta l’ha presa in carico
tickets-timeline-asked = Ti abbiamo chiesto un chiarimento
tickets-timeline-replied = Ci hai scritto
tickets-timeline-moved = Abbiamo spostato la scadenza: era { $from }, ora è { $due }. Il motivo: { $reason }
tickets-timeline-answered = Ti abbiamo risposto
tickets-timeline-reopened = Domanda riaperta
tickets-timeline-closed = Domanda chiusa
tickets-timeline-solved = Hai detto di aver risolto: domanda chiusa

tickets-problem-number = Scrivi il numero della domanda, per esempio 1234

# A che punto è la promessa
tickets-progress = A che punto siamo
tickets-progress-received = Ricevuta
tickets-progress-reopened = Riaperta
tickets-progress-taken = Presa in carico
tickets-progress-to-take = Da prendere in carico
tickets-progress-answer-done = Risposta inviata
tickets-progress-answer-owed = Risposta
tickets-progress-answer-late = Risposta in ritardo
tickets-progress-answer-paused = Aspettiamo te
tickets-progress-due-owed = entro { $at }
tickets-progress-due-late = era promessa entro { $at }
tickets-progress-paused-why = il tempo è fermo finché non ci scrivi

# La domanda su carta
tickets-print-back = Torna alla domanda
tickets-print-hint = Questa pagina è pronta per la stampa: usa il comando Stampa del browser.
tickets-print-asked = Ricevuta
tickets-print-state = Stato
tickets-print-due = Risposta entro
tickets-print-late = in ritardo
tickets-print-answered = Ultima risposta
tickets-print-laws = Norme citate nelle risposte

# Stati e messaggi
tickets-state-new = Da prendere in carico
tickets-state-assigned = In lavorazione
tickets-state-waiting = In attesa di chiarimenti
tickets-state-answered = Risposta inviata
tickets-state-closed = Chiusa
tickets-state-spam = Spam
tickets-message-question = Domanda
tickets-message-reply = Messaggio
tickets-message-answer = Risposta
tickets-message-clarification = Richiesta di chiarimento
tickets-message-closing = Perché l’abbiamo chiusa
tickets-message-quoted = Testo dei messaggi precedenti ({ $count ->
        [one] una riga
       *[other] { $count } righe
    })
tickets-message-note = Nota interna
tickets-kind-worker = Lavoratrice o lavoratore
tickets-kind-enterprise = Impresa

# Coda
tickets-queue-title = Coda
tickets-queue-title-of = Coda: { $list }
tickets-queue-summary = { $todo ->
        [one] { $todo } domanda senza risposta
       *[other] { $todo } domande senza risposta
    }, { $overdue } in ritardo.
tickets-queue-empty = Nessuna domanda in questo elenco. Ottimo lavoro.
tickets-queue-views = Elenchi
tickets-queue-overdue = In ritardo
tickets-queue-today = Scadono oggi
tickets-queue-who = Di chi
tickets-queue-who-work = Per te
tickets-queue-who-groups = Del tuo gruppo
tickets-queue-who-mine = Le tue
tickets-queue-who-unheld = Di nessuno
tickets-queue-who-all = Tutte
tickets-queue-work-hint = Le tue e quelle che puoi prendere in carico.
tickets-queue-topic = Argomento
tickets-queue-filters = { $whose }: cambia o filtra
tickets-queue-topic-all = Tutti gli argomenti
tickets-queue-apply = Mostra
tickets-queue-week = Risposte questa settimana
tickets-queue-narrow = Filtra e ordina
tickets-queue-place = Territorio
tickets-queue-place-all = Tutti i comuni
tickets-queue-place-outside = Fuori provincia
tickets-queue-place-undisclosed = Non detto
tickets-queue-kind-all = Persone e imprese
tickets-queue-channel = Arrivata da
tickets-queue-channel-all = Ovunque
tickets-queue-partner = Ente di chi l’ha in carico
tickets-queue-partner-all = Tutti gli enti
tickets-queue-order = Ordine
tickets-queue-order-deadline = Scadenza più vicina
tickets-queue-order-waiting = In attesa da più tempo
tickets-queue-order-answered = Risposte più recenti
tickets-queue-order-latest = Più recenti
tickets-queue-order-newest = Ricevute per ultime
tickets-queue-order-oldest = Ricevute per prime
tickets-queue-order-moved = Ultimo movimento
tickets-queue-chosen = Filtri scelti
tickets-queue-remove = Togli il filtro
tickets-queue-clear = Togli tutti i filtri
tickets-channel-web = Sito
tickets-channel-email = Email
tickets-channel-phone = Telefono
tickets-channel-desk = Sportello
tickets-queue-caption = Domande; ordine: { $order }
tickets-queue-column-deadline = Scadenza
tickets-queue-column-question = Domanda
tickets-queue-column-who = Chi chiede
tickets-queue-column-topic = Argomento
tickets-queue-column-holder = In carico a
tickets-queue-column-received = Ricevuta
tickets-queue-person = Persona
tickets-queue-news = Nuovo messaggio
tickets-queue-claim = Prendi in carico
tickets-queue-claim-which = la domanda n. { $number }
tickets-queue-mine = Tu
tickets-stage-todo = Senza risposta
tickets-stage-waiting = In attesa di chiarimenti
tickets-stage-answered = Con risposta
tickets-stage-closed = Chiuse
tickets-stage-spam = Spam

# Pagina di lavoro
tickets-desk-title = Lavorazione della domanda n. { $number }
tickets-desk-clock = Scadenza
tickets-desk-on-time = Nei tempi – scade { $left }
tickets-desk-story = Come nasce questa scadenza
tickets-desk-deadline = Sposta la scadenza
tickets-desk-deadline-now = La scadenza è { $due }.
tickets-desk-deadline-paused = Il tempo è fermo: aspettiamo un chiarimento, e la scadenza era { $due }. Quando il chiarimento arriva, per rispondere resta il tempo che va da adesso alla scadenza che scegli qui.
tickets-desk-deadline-until = A quando
tickets-desk-deadline-hours = { $hours } ore in più: { $due }
tickets-desk-deadline-other = Al giorno e all’ora che scrivo qui
tickets-desk-deadline-date = Giorno
tickets-desk-deadline-date-hint = Al più tardi { $day }.
tickets-desk-deadline-time = Ora
tickets-desk-deadline-time-hint = Per esempio 14:30.
tickets-desk-deadline-reason = Motivo
tickets-desk-deadline-reason-hint = Lo legge chi ha fatto la domanda, e resta nella storia.
tickets-desk-holder = In carico a { $name }
tickets-desk-holder-you = È in carico a te
tickets-desk-holder-nobody = Nessuno l’ha ancora presa in carico
tickets-desk-followed = L’ha seguita { $name }
tickets-desk-followed-you = L’hai seguita tu
tickets-desk-claim = Prendi in carico
tickets-desk-claim-answer = Prendi in carico e rispondi
tickets-desk-actions = Altre azioni
tickets-desk-release = Rimetti in coda
tickets-desk-close = Chiudi la domanda
tickets-desk-close-why = Perché la chiudi
tickets-desk-close-why-hint = Lo legge chi ha fatto la domanda.
tickets-desk-reopen = Riapri
tickets-desk-spam = Sposta nello spam
tickets-desk-spam-text = La domanda va tra lo spam: nessuno risponde, chi l’ha scritta non riceve nulla e non conta nelle statistiche.
tickets-desk-unspam = Non è spam
tickets-desk-propose = Proponi per il catalogo
tickets-desk-to-entry = Aggiungi a una scheda che c’è già
tickets-desk-to-entry-which = Quale scheda
tickets-desk-to-entry-hint = Il suo numero o l’indirizzo della sua pagina. La scheda non cambia: si ricorda che nasce anche da questa domanda.
tickets-desk-to-entry-add = Aggiungi
tickets-notice-added-to-entry = La scheda nasce ora anche da questa domanda.
tickets-notice-no-such-entry = Non c’è nessuna scheda con questo numero o indirizzo.
tickets-desk-propose-hint = Nasce una bozza con il testo delle risposte, da riscrivere senza dati di persone.
tickets-desk-proposed = Apri la scheda proposta
tickets-desk-requester = Chi chiede
tickets-desk-requester-name = Nome
tickets-desk-requester-kind = Tipo
tickets-desk-requester-place = Comune
tickets-desk-requester-company = Impresa
tickets-desk-requester-earlier = Altre domande della stessa persona
tickets-desk-topic = Argomento
tickets-desk-topic-change = Cambia argomento
tickets-desk-conversation = Conversazione
tickets-desk-write = Rispondi
tickets-desk-body = Il tuo testo
tickets-desk-body-hint = Lascia una riga vuota tra i capoversi. Un trattino all’inizio della riga fa un elenco, **due asterischi** fanno il grassetto.
tickets-desk-outcome-answer = Invia la risposta
tickets-desk-outcome-another = Invia un’altra risposta
tickets-desk-outcome-answer-hint = La persona riceve la risposta e il tempo si ferma.
tickets-desk-outcome-another-hint = Si aggiunge alla risposta già inviata.
tickets-desk-outcome-ask = Chiedi un chiarimento
tickets-desk-outcome-ask-hint = Il tempo si ferma finché la persona non risponde.
tickets-desk-note = Nota interna
tickets-desk-note-hint = La leggono solo le persone dello sportello.
tickets-desk-note-save = Aggiungi la nota
tickets-desk-claim-first = Per rispondere, prendi prima in carico la domanda.
tickets-desk-held-by-other = { $name } se ne sta occupando. Puoi aggiungere una nota interna.
tickets-desk-hand-over = Passa a un’altra persona
tickets-desk-hand-over-to = A chi
tickets-desk-hand-over-prompt = Scegli una persona
tickets-desk-competent = Chi segue questo argomento
tickets-desk-others = Altre persone
tickets-desk-load = { $count ->
        [0] nessuna domanda in carico
        [one] una domanda in carico
       *[other] { $count } domande in carico
    }
tickets-desk-hand-over-word = Un messaggio per chi la riceve
tickets-desk-hand-over-send = Passa la domanda
tickets-desk-history = Storia
tickets-desk-stale-title = Mentre scrivevi è cambiato qualcosa
tickets-desk-stale-by = Mentre scrivevi, { $who } { $what } { $at }
tickets-desk-stale = Leggi la conversazione aggiornata qui sotto. Il tuo testo è salvo: puoi correggerlo e inviarlo comunque.
tickets-desk-send-anyway = Invia comunque la risposta
tickets-desk-ask-anyway = Chiedi comunque un chiarimento

# Storia
tickets-history-system = Il sistema
tickets-history-submitted = ha inviato la domanda
tickets-history-imported = ha ripreso la conversazione dalla vecchia casella di posta
tickets-history-replied = ha scritto un messaggio
tickets-history-claimed = ha preso in carico la domanda
tickets-history-released = ha rimesso in coda la domanda
tickets-history-handed-over = ha passato la domanda a { $name }
tickets-history-clarification = ha chiesto un chiarimento
tickets-history-reminded = ha ricordato a chi ha fatto la domanda che serve un chiarimento
tickets-history-answered = ha inviato la risposta
tickets-history-note = ha aggiunto una nota interna
tickets-history-topic = ha cambiato l’argomento
tickets-history-helpful = ha detto che la risposta è stata utile
tickets-history-partly = ha detto che la risposta è stata utile in parte
tickets-history-rated-why = { $said }: { $reason }
tickets-history-rating-reminded = ha ricordato a chi ha fatto la domanda di dire se la risposta è stata utile
tickets-history-not-helpful = ha detto che la risposta non basta
tickets-history-closed = ha chiuso la domanda
tickets-history-solved = ha detto di aver risolto e ha chiuso la domanda
tickets-history-by-link = { $what } (con il link di un’email)
tickets-history-link = ha mandato un nuovo link a chi ha fatto la domanda
tickets-history-reopened = ha riaperto la domanda
tickets-history-erased = ha cancellato i testi e i dati personali
tickets-history-spam = ha spostato la domanda nello spam
tickets-history-split-off = è nata da un messaggio della domanda n. { $number }
tickets-history-split = ha fatto di un messaggio la domanda n. { $number }
tickets-history-linked = ha collegato la domanda n. { $number }
tickets-history-unlinked = ha tolto il collegamento con la domanda n. { $number }
tickets-message-split = Fanne una domanda a parte
tickets-own-split = Vedi anche la tua domanda
tickets-history-merged = ha unito questa domanda alla n. { $number }
tickets-history-took-in = ha unito a questa la domanda n. { $number }
tickets-message-by-mail = Arrivato per email: vedi l’email
tickets-message-formatted = Come è stata formattata
tickets-message-from = Dalla domanda n. { $number }, unita a questa: { $subject }
tickets-history-not-spam = ha tolto la domanda dallo spam
tickets-history-step = ha avvisato: è passato { $percent } del tempo
tickets-history-step-before = ha avvisato: { $hours ->
        [one] manca un’ora
       *[other] mancano { $hours } ore
    } alla scadenza
tickets-history-step-after = ha avvisato: { $hours ->
        [one] è passata un’ora
       *[other] sono passate { $hours } ore
    } dalla scadenza
tickets-history-overdue = ha avvisato: la scadenza è passata
tickets-history-moved = ha spostato la scadenza
tickets-history-moved-from = ha spostato la scadenza: era { $from }, ora è { $due }. Motivo: { $reason }
tickets-history-proposed = ha proposto la risposta per il catalogo

# Avvisi
tickets-notice-draft-saved = Bozza salvata. La ritrovi qui quando vuoi.
tickets-notice-draft-discarded = Bozza eliminata.
tickets-notice-session-over = La sessione è scaduta per sicurezza. Accedi di nuovo: la bozza è salva.
tickets-notice-replied = Messaggio inviato.
tickets-notice-reopened-again = Messaggio inviato: la domanda è di nuovo aperta.
tickets-notice-closed = La domanda è chiusa.
tickets-notice-solved = Bene! La domanda è chiusa: lo diciamo a chi la seguiva.
tickets-notice-rated-why = Grazie: il motivo ci aiuta a rispondere meglio.
tickets-notice-helpful = Grazie: ci aiuta a lavorare meglio.
tickets-notice-links-ended = I link già mandati per email non valgono più.
tickets-notice-moved-on = Nel frattempo la domanda è cambiata: controlla com’è ora.
tickets-notice-claimed = Hai preso in carico la domanda.
tickets-notice-released = La domanda è di nuovo in coda.
tickets-notice-handed-over = Hai passato la domanda.
tickets-notice-held = Un’altra persona l’ha presa in carico prima di te.
tickets-notice-noted = Nota aggiunta.
tickets-notice-asked = Richiesta inviata: il tempo è fermo finché la persona non risponde.
tickets-notice-answered = Risposta inviata.
tickets-notice-reopened = La domanda è di nuovo aperta.
tickets-notice-spammed = La domanda è nello spam.
tickets-notice-unspammed = La domanda è di nuovo in coda.
tickets-notice-proposed = Bozza pronta: togli i dati personali e mandala in revisione.
tickets-notice-deadline-moved = Scadenza spostata: avvisiamo chi ha fatto la domanda.
tickets-notice-topic = Argomento cambiato.

# Errori dei campi
tickets-problem-topic = Scegli un argomento
tickets-problem-subject-empty = Scrivi l’oggetto della domanda
tickets-problem-subject-too-long = L’oggetto è troppo lungo: usa al massimo { $max } caratteri
tickets-problem-subject-unreadable = L’oggetto contiene caratteri che non si possono usare: riscrivilo
tickets-problem-body-empty = Scrivi la tua domanda
tickets-problem-body-too-long = Il testo è troppo lungo: usa al massimo { $max } caratteri
tickets-problem-body-unreadable = Il testo contiene caratteri che non si possono usare: riscrivilo
tickets-problem-reply-empty = Scrivi il messaggio
tickets-problem-reply-too-long = Il messaggio è troppo lungo: usa al massimo { $max } caratteri
tickets-problem-reply-unreadable = Il messaggio contiene caratteri che non si possono usare: riscrivilo
tickets-problem-answer-empty = Scrivi il testo
tickets-problem-answer-too-long = Il testo è troppo lungo: usa al massimo { $max } caratteri
tickets-problem-answer-unreadable = Il testo contiene caratteri che non si possono usare: riscrivilo
tickets-problem-closing-empty = Scrivi perché chiudi la domanda: nessuno ha ancora risposto
tickets-problem-closing-too-long = Il motivo è troppo lungo: usa al massimo { $max } caratteri
tickets-problem-closing-unreadable = Il motivo contiene caratteri che non si possono usare: riscrivilo
tickets-problem-deadline-date = Scrivi il giorno della nuova scadenza
tickets-problem-deadline-time = Scrivi l’ora della nuova scadenza, per esempio 14:30
tickets-problem-deadline-both = Hai scelto le ore in più e hai scritto anche un giorno: tieni una sola delle due cose
tickets-problem-deadline-skipped = Quel giorno quest’ora non c’è, perché comincia l’ora legale: scegli un’altra ora
tickets-problem-deadline-past = La nuova scadenza è già passata: scegli un momento che deve ancora venire
tickets-problem-deadline-far = La nuova scadenza è troppo lontana: al massimo tra { $days } giorni
tickets-problem-deadline-same = La scadenza è già questa: scegli un altro momento
tickets-problem-deadline-stale = Nel frattempo la scadenza è cambiata: controlla qual è ora, poi premi di nuovo se serve ancora
tickets-problem-deadline-over = Nel frattempo la domanda ha avuto risposta o è stata chiusa: la scadenza non si sposta più
tickets-problem-reason-empty = Scrivi perché sposti la scadenza
tickets-problem-reason-too-long = Il motivo è troppo lungo: usa al massimo { $max } caratteri
tickets-problem-reason-unreadable = Il motivo contiene caratteri che non si possono usare: riscrivilo
tickets-problem-outcome = Scegli se rispondere o chiedere un chiarimento
tickets-problem-colleague = Scegli una persona
tickets-queue-summary-all = In tutto lo sportello: { $todo }, di cui { $overdue } in ritardo.

## Quello che lo sportello ha già risposto, accanto all’editor
tickets-similar-title = Abbiamo già risposto a domande simili?
tickets-similar-search = Cerca nelle domande e nel catalogo
tickets-similar-search-button = Cerca
tickets-similar-search-hint = I risultati si aprono in un’altra scheda.
tickets-similar-entries = Nel catalogo
tickets-similar-questions = Domande con risposta
tickets-similar-words = Parole in comune: { $words }
tickets-similar-insert-entry = Metti il link nella risposta
tickets-similar-insert-answer = Copia nella mia risposta
tickets-similar-inserted = Aggiunto alla tua risposta
tickets-similar-answered-by = Ha risposto { $who } { $at }
tickets-similar-answered = Risposta inviata { $at }
tickets-similar-helpful = chi ha chiesto l’ha trovata utile
tickets-similar-personal = Prima di inviare controlla se c’è qualche dato di un’altra persona: { $what }
tickets-similar-open = Apri la domanda n. { $number }
tickets-similar-none = Non troviamo domande o schede simili. Puoi cercare con parole tue.
tickets-similar-none-searched = Nessun risultato. Prova con altre parole.
tickets-similar-failed = La ricerca non risponde. Riprova tra qualche minuto.
tickets-message-sources = { $count ->
    [one] Scritta a partire dalla domanda
   *[other] Scritta a partire dalle domande
}

## Ricerca in tutte le domande
tickets-search-title = Cerca tra le domande
tickets-search-title-words = Cerca tra le domande: { $words }
tickets-search-label = Parole o numero della domanda
tickets-search-hint = Cerca nell’oggetto, nelle domande, nelle risposte e nelle note interne. Per esempio: congedo parentale part-time.
tickets-search-button = Cerca
tickets-search-link = Cerca tra tutte le domande
tickets-search-found = { $count ->
    [0] Nessuna domanda trovata
    [one] Una domanda trovata
   *[other] { $count } domande trovate
}
tickets-search-corrected = Non troviamo «{ $typed }»: abbiamo cercato «{ $words }».
tickets-search-empty = Nessuna domanda con queste parole. Controlla come le hai scritte o usane di meno.
tickets-search-unavailable = Stiamo preparando la ricerca. Riprova tra qualche minuto.
tickets-search-states = Stato
tickets-search-all = Tutte
tickets-search-number = Apri la domanda n. { $number }
tickets-search-received = Ricevuta { $at }

tickets-desk-topic-guess = Dalle parole sembra:
tickets-desk-topic-guesses = Dalle parole potrebbe essere:
tickets-desk-topic-words = per: { $words }

## Dalla vecchia casella di posta
tickets-archive-no-text = (Messaggio senza testo.)
tickets-archive-files-refused = Allegati non conservati:
tickets-archive-file-type = tipo di file non ammesso
tickets-archive-file-large = file troppo grande
tickets-archive-file-empty = file vuoto
tickets-archive-text-goes-on = Il testo è più lungo: continua nell’allegato
