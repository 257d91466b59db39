# Catalogo delle informazioni: ricerca, schede, redazione.

# --- Ricerca
catalogue-flash-renamed = L’indirizzo segue il titolo. Quello di prima porta alla stessa scheda.
catalogue-outgrown-title = L’indirizzo è quello di un altro titolo
catalogue-outgrown = Il titolo di questa scheda è cambiato, il suo indirizzo no: è ancora { $address }. Puoi farlo seguire. Chi usa l’indirizzo di prima, per esempio da un’email o da un volantino, arriva comunque alla scheda.
catalogue-outgrown-follow = Aggiorna l’indirizzo
catalogue-ask-topic = Fai una domanda su questo tema
catalogue-feed = Novità del catalogo
catalogue-feed-of = Novità su { $topic }
catalogue-list-title = Catalogo delle informazioni
catalogue-list-title-search = Risultati per «{ $words }»
catalogue-list-title-filtered = { $title } ({ $filters })
catalogue-list-page = pagina { $page }
catalogue-list-description = Domande e risposte, buone pratiche e servizi per conciliare lavoro e famiglia, verificati dal gruppo di esperte.
catalogue-search-label = Cerca nel catalogo
catalogue-search-button = Cerca
catalogue-search-too-long = La ricerca è troppo lunga: abbiamo usato solo i primi { $max } caratteri.
catalogue-unavailable-title = La ricerca si sta preparando
catalogue-unavailable = Tra qualche secondo le schede saranno di nuovo qui. Aggiorna la pagina.
catalogue-corrected = Non abbiamo trovato «{ $typed }». Forse cercavi questo:
catalogue-found-words = { $count ->
        [0] Nessuna risposta per «{ $words }».
        [one] Un risultato per «{ $words }».
       *[other] { $count } risultati per «{ $words }».
    }
catalogue-found = { $count ->
        [0] Nessuna scheda.
        [one] Una scheda.
       *[other] { $count } schede.
    }
catalogue-other-language = Alcune schede sono in inglese.
catalogue-filters = Filtra i risultati
catalogue-filters-clear = Togli tutti i filtri
catalogue-filter-remove = Togli il filtro
catalogue-facet-topic = Argomento
catalogue-facet-kind = Tipo di scheda
catalogue-facet-audience = Per chi
catalogue-facet-territory = Dove
catalogue-in-whole-province = In tutta la provincia
catalogue-also-everywhere = { $count ->
        [one] Vedi anche la scheda che vale in tutta la provincia
       *[other] Vedi anche le { $count } schede che valgono in tutta la provincia
    }
catalogue-order = Ordina per:
catalogue-order-relevance = pertinenza
catalogue-order-date = più recenti
catalogue-verified-on = Verificata { $day }
catalogue-empty = Il catalogo si sta riempiendo. Intanto puoi fare una domanda.
catalogue-empty-words = Controlla come hai scritto le parole oppure fai una domanda: la cerchiamo noi.
catalogue-empty-filtered = Con questi filtri non ci sono ancora schede. Togli un filtro oppure fai una domanda.
catalogue-empty-topics = Oppure parti da un argomento
catalogue-ask = Fai una domanda
catalogue-ask-title = Non hai trovato la risposta?
catalogue-ask-text = Scrivi la tua domanda: ti risponde il gruppo di esperte.

catalogue-kind-answer = Domanda e risposta
catalogue-kind-practice = Buona pratica
catalogue-kind-service = Servizio sul territorio
catalogue-audience-all = Lavoratrici, lavoratori e imprese
catalogue-audience-worker = Lavoratrici e lavoratori
catalogue-audience-enterprise = Imprese
catalogue-topic-general = { $topic }: in generale

# --- Scheda
catalogue-brief = In breve
catalogue-entry-text = Testo completo
catalogue-entry-expired = Questa scheda va ricontrollata: le norme potrebbero essere cambiate. Se hai un dubbio, fai una domanda.
catalogue-entry-in-en = Il testo di questa scheda è in inglese.
catalogue-entry-in-it = Il testo di questa scheda è in italiano.
catalogue-about = Informazioni sulla scheda
catalogue-about-audience = Per chi
catalogue-about-territory = Dove vale
catalogue-about-topic = Argomento
catalogue-about-verified = Verificata il
catalogue-about-review = Da riverificare entro il
catalogue-about-published = Pubblicata il
catalogue-everywhere = Tutta la provincia
catalogue-sources = Fonti
catalogue-entry-report = Segnala un errore o chiedi la rimozione
catalogue-entry-edit = Modifica in redazione
catalogue-related = Schede collegate

# --- Servizi sul territorio
catalogue-services-title = Servizi sul territorio
catalogue-services-title-place = Servizi a { $place }
catalogue-services-lead = Nidi, spazi gioco, doposcuola, aiuto a casa e altri servizi per chi lavora e si prende cura di qualcuno, comune per comune.
catalogue-services-places = Comuni
catalogue-services-all = Tutti i comuni
catalogue-services-count = { $count ->
        [0] Nessuna scheda.
        [one] Una scheda.
       *[other] { $count } schede, in ordine alfabetico.
    }
catalogue-services-more = Altri servizi
catalogue-services-empty = Qui non conosciamo ancora servizi. Fai una domanda: li cerchiamo noi.
catalogue-services-by-place = Vedi i servizi comune per comune

# --- Campi di ogni tipo di scheda
catalogue-of-answer = Della domanda e risposta
catalogue-of-practice = Della buona pratica
catalogue-of-service = Del servizio
catalogue-detail-none = Non indicata
catalogue-detail-answer-for-whom = A chi spetta
catalogue-detail-answer-for-whom-hint = In una riga: per esempio, genitori con un lavoro dipendente
catalogue-detail-answer-exceptions = Eccezioni
catalogue-detail-answer-what-to-do = Che cosa fare
catalogue-detail-answer-what-to-do-hint = I passi, uno dopo l’altro: a chi scrivere, con quali documenti, entro quando
catalogue-detail-practice-who = Chi l’ha fatto
catalogue-detail-practice-who-hint = L’impresa o la rete, se è d’accordo; altrimenti descrivila senza nominarla
catalogue-detail-practice-size = Dimensione
catalogue-detail-practice-sector = Settore
catalogue-detail-practice-measure = Che cosa ha fatto
catalogue-detail-practice-cost = Costo
catalogue-detail-practice-paid-by = Chi paga
catalogue-detail-practice-result = Risultati
catalogue-detail-practice-how-to-repeat = Come rifarlo
catalogue-detail-practice-contact = A chi chiedere
catalogue-detail-practice-contact-hint = Un ufficio, non una persona
catalogue-detail-service-body = Ente
catalogue-detail-service-address = Indirizzo
catalogue-detail-service-municipality = Comune
catalogue-detail-service-ages = Età
catalogue-detail-service-hours = Orari
catalogue-detail-service-cost = Costo
catalogue-detail-service-phone = Telefono
catalogue-detail-service-phone-hint = Se sono più di uno, separali con una virgola
catalogue-detail-service-email = Email
catalogue-detail-service-website = Sito
catalogue-detail-service-services = Servizi offerti
catalogue-detail-service-services-hint = Uno per riga

# --- Redazione
catalogue-desk-title = Redazione del catalogo
catalogue-desk-title-state = Redazione del catalogo: { $state }
catalogue-desk-new = Scrivi una scheda
catalogue-desk-tabs = Schede per stato
catalogue-desk-caption = Schede nello stato scelto, dalla più recente
catalogue-desk-empty = Qui non c’è nessuna scheda. Puoi scriverne una o proporre una risposta dalla coda.
catalogue-desk-revision = una versione precedente è pubblica
catalogue-desk-public = Vedi la scheda pubblica
catalogue-desk-text = Testo della versione { $number }
catalogue-desk-actions = Che cosa vuoi fare
catalogue-state-draft = Bozze
catalogue-state-review = In revisione
catalogue-state-published = Pubblicate
catalogue-state-withdrawn = Ritirate
catalogue-entry-draft = Bozza
catalogue-entry-review = In revisione
catalogue-entry-published = Pubblicata
catalogue-entry-withdrawn = Ritirata
catalogue-column-title = Scheda
catalogue-column-topic = Argomento
catalogue-column-editor = Scritta da
catalogue-column-updated = Ultima modifica
catalogue-column-review = Da riverificare entro il
catalogue-imported = Importazione

catalogue-new-title = Scrivi una scheda
catalogue-new-lead = La scheda diventa pubblica solo dopo la revisione di una seconda persona.
catalogue-form-title = Modifica il testo
catalogue-form-published = Se modifichi il testo nasce una nuova versione: quella pubblica resta visibile finché la nuova non è approvata.
catalogue-form-review = Se modifichi il testo, la scheda torna in bozza e va mandata di nuovo in revisione.
catalogue-field-title = Titolo
catalogue-field-title-hint = La domanda come la farebbe chi cerca, o il nome della buona pratica o del servizio
catalogue-field-kind = Tipo di scheda
catalogue-field-topic = Argomento
catalogue-field-topic-prompt = Scegli un argomento
catalogue-field-audience = Per chi
catalogue-field-summary = In breve
catalogue-field-summary-hint = La risposta in due o tre righe
catalogue-field-body = Testo
catalogue-field-body-hint = Puoi usare **grassetto**, elenchi con il trattino, titoli con # e [collegamenti](https://…). Non scrivere dati di persone.
catalogue-field-sources = Fonti
catalogue-field-sources-hint = Una per riga: legge e articolo, circolare, pagina
catalogue-field-territory = Dove vale
catalogue-field-territory-hint = Lascia vuoto se vale in tutta la provincia
catalogue-field-verified-on = Verificata il
catalogue-field-review-by = Da riverificare entro il
catalogue-field-review-by-hint = Dopo questa data la scheda avvisa chi legge
catalogue-field-language = Lingua del testo
catalogue-language-it = Italiano
catalogue-language-en = Inglese
catalogue-preview = Anteprima
catalogue-show-preview = Mostra l’anteprima
catalogue-save = Salva la bozza
catalogue-rewritten = Ho riscritto il testo senza dati di persone
catalogue-no-personal-data = Nel testo non ci sono dati di persone
catalogue-save-submit = Salva e manda in revisione
catalogue-publish = Pubblica la scheda
catalogue-give-back = Rimanda a chi l’ha scritta
catalogue-withdraw = Ritira la scheda
catalogue-remark = Osservazione
catalogue-remark-hint = Chi ha scritto la scheda la legge e corregge il testo.
catalogue-withdraw-hint = La scheda non sarà più nel catalogo. Chi l’ha scritta legge perché.
catalogue-last-remark = Osservazione di chi ha revisionato
catalogue-remarks = Osservazioni
catalogue-own-review = La scheda aspetta una seconda persona: chi l’ha scritta non può pubblicarla.
catalogue-source-ticket = Nata dalla domanda
catalogue-source-ticket-link = n. { $number }
catalogue-versions = Versioni
catalogue-version-title = Versione { $number }
catalogue-version-short = versione { $number }
catalogue-version-public = pubblica
catalogue-version-text = Testo
catalogue-changes-public = Che cosa cambia rispetto alla scheda pubblica
catalogue-changes-none = I testi non sono cambiati.
catalogue-added = Aggiunto:
catalogue-removed = Tolto:
catalogue-stale-title = La scheda è cambiata
catalogue-stale = Mentre scrivevi, un’altra persona ha salvato un’altra versione: la trovi qui sotto. Ciò che hai scritto è ancora nel modulo: copialo, apri di nuovo la scheda e riportalo nella versione nuova.

catalogue-state-scheduled = Programmate
catalogue-entry-scheduled = Programmata
catalogue-scheduled-text = La scheda è approvata e diventa pubblica
catalogue-publish-at = Diventa pubblica
catalogue-publish-later = Pubblica più avanti
catalogue-publish-later-do = Approva e programma
catalogue-publish-day = Giorno
catalogue-publish-time = Ora
catalogue-publish-hint = L’ora di Milano. Fino ad allora puoi annullare; se qualcuno modifica il testo, torna in revisione.
catalogue-unschedule = Annulla la programmazione
catalogue-flash-scheduled = La scheda è approvata: diventa pubblica da sola nel giorno e nell’ora scelti.
catalogue-flash-unscheduled = Programmazione annullata: la scheda è di nuovo in revisione.
catalogue-problem-publish-day = Scrivi un giorno come 24/11/2026
catalogue-problem-publish-time = Scrivi un’ora come 8:30
catalogue-problem-publish-past = Scegli un giorno e un’ora che devono ancora venire
catalogue-field-valid-from = In vigore dal
catalogue-field-valid-from-hint = Lascia vuoto se è già in vigore
catalogue-field-valid-to = In vigore fino al
catalogue-field-valid-to-hint = L’ultimo giorno; dopo, la scheda dice a chi legge che non vale più
catalogue-problem-valid-before = La fine deve venire dopo l’inizio
catalogue-valid-to = In vigore fino al { $day }
catalogue-entry-over-title = Non è più in vigore
catalogue-entry-over = Quello che leggi valeva fino al { $day }. Resta qui per chi ne ha bisogno; per sapere che cosa vale oggi, fai una domanda.
catalogue-entry-to-come-title = Non è ancora in vigore
catalogue-entry-to-come = Quello che leggi vale dal { $day }.
catalogue-check = Ho verificato: è ancora così
catalogue-check-hint = La scheda risulta verificata oggi e torna da verificare tra { $months } mesi. Il testo non cambia, quindi non serve una nuova revisione.
catalogue-flash-checked = La scheda risulta verificata oggi.
catalogue-checks-title = Schede da verificare
catalogue-checks-lead = Le schede pubbliche da verificare tra poco o già in ritardo, dalla più vecchia. Chi conferma rimanda la prossima verifica di { $months } mesi.
catalogue-checks-own = Le mie
catalogue-checks-all = Tutte
catalogue-checks-late = in ritardo
catalogue-checks-mend = Va corretta
catalogue-checks-being-changed = La stanno modificando
catalogue-checks-empty = Nessuna scheda da verificare.
catalogue-checks-more = Altre schede
catalogue-owner = Responsabile
catalogue-owner-who = Chi la tiene aggiornata
catalogue-owner-hint = La trova tra le sue schede da verificare
catalogue-owner-nobody = Nessuno
catalogue-owner-save = Salva il responsabile
catalogue-flash-owner = Il responsabile è salvo.
catalogue-history = Storia
catalogue-history-of = Versione del
catalogue-history-present = quella che leggi
catalogue-former-title = { $title } (versione del { $day })
catalogue-former-here = Versione del { $day }
catalogue-former-alert = Versione del { $day }, non più in vigore
catalogue-former-text = È un testo di prima: può dire cose che non valgono più.
catalogue-former-present = Leggi la versione di oggi
catalogue-compare-with = Confronta con
catalogue-compare = Confronta
catalogue-changes-from = Che cosa è cambiato rispetto alla versione { $number }
catalogue-restore = Ripristina questo testo
catalogue-restore-hint = Il testo di questa versione diventa una nuova bozza, che va in revisione come le altre.
catalogue-flash-restored = Il testo è di nuovo una bozza: mandala in revisione.
catalogue-alike = { $count ->
        [one] Ne esiste una simile
       *[other] Ne esistono { $count } simili
    }
catalogue-reading-easy = Leggibilità: facile per chi ha la licenza media
catalogue-reading-middling = Leggibilità: media per chi ha la licenza media
catalogue-reading-hard = Leggibilità: difficile per chi ha la licenza media
catalogue-reading-index = Indice Gulpease { $index } su 100: più è alto, più il testo si legge facilmente.
catalogue-reading-longest = Le frasi più lunghe, da spezzare:
catalogue-reading-words = { $count } parole
catalogue-about-questions = Nata da
catalogue-questions = { $count ->
        [one] una domanda
       *[other] { $count } domande
    }
catalogue-files = Allegati
catalogue-files-lead = Moduli da compilare, schede e opuscoli che chi legge può scaricare. Nessuno li vede finché la versione che li contiene non è approvata.
catalogue-files-none = Questa scheda non ha allegati.
catalogue-files-first = Aggiungi un allegato
catalogue-files-change = Aggiungi o togli allegati
catalogue-files-add = Aggiungi un file
catalogue-files-add-do = Aggiungi
catalogue-files-label = Che cos’è
catalogue-files-label-hint = Chi legge vede queste parole, per esempio «Modulo di domanda».
catalogue-files-file = File
catalogue-files-file-hint = Al massimo { $count } file per scheda, { $size } ciascuno: PDF, JPG, PNG, Word, Excel, OpenDocument o testo. Quello che c’è dentro lo controlli tu: nessun dato di persone.
catalogue-files-remove = Togli
catalogue-files-back = Torna alla scheda
catalogue-flash-file-added = Il file è tra gli allegati della bozza.
catalogue-flash-file-removed = Il file non è più tra gli allegati della bozza.
catalogue-problem-file = Scegli il file
catalogue-problem-file-label-empty = Scrivi che cos’è, per esempio «Modulo di domanda»
catalogue-problem-file-label-too-long = È troppo lungo: usa al massimo { $max } caratteri
catalogue-problem-file-label-unreadable = Contiene caratteri che non si possono usare

# Each in the language that it leads to: whoever needs it may read no other.
catalogue-read-in-it = Leggi in italiano
catalogue-read-in-en = Read in English
catalogue-translation = In un’altra lingua
catalogue-translation-original = Originale
catalogue-translation-other = Traduzione
catalogue-translation-hint = Nasce una bozza con lo stesso testo, da riscrivere nell’altra lingua. Gli allegati non passano: ogni lingua ha i suoi.
catalogue-translate-it = Traduci in italiano
catalogue-translate-en = Traduci in inglese
catalogue-translation-known = La traduzione c’è già
catalogue-translation-address = Indirizzo della traduzione
catalogue-translation-address-hint = Incolla l’indirizzo della scheda che dice le stesse cose nell’altra lingua.
catalogue-translation-join = Collega
catalogue-translation-part = Togli il collegamento
catalogue-translation-behind = L’originale è cambiato dopo questa traduzione
catalogue-translation-changes = Vedi che cosa è cambiato
catalogue-checks-translations = Traduzioni da rivedere
catalogue-translations-empty = Nessuna traduzione è rimasta indietro.
catalogue-flash-translation = Ecco la bozza da tradurre.
catalogue-flash-joined = Le due schede sono collegate.
catalogue-flash-parted = Le due schede non sono più collegate.
catalogue-problem-translation-unknown = Nessuna scheda ha questo indirizzo
catalogue-problem-translation-language = La traduzione deve essere una scheda in un’altra lingua
catalogue-problem-translation-taken = Una delle due schede ha già una traduzione: togli prima quel collegamento

catalogue-chosen = Vedi anche
catalogue-related-which = Schede da mostrare insieme a questa
catalogue-related-hint = L’indirizzo di ciascuna, una per riga, per esempio /catalogo/congedo-parentale. Chi legge vede solo quelle pubbliche.
catalogue-related-save = Salva le schede collegate
catalogue-problem-related = Non c’è nessuna scheda all’indirizzo «{ $line }»
catalogue-flash-related = Le schede collegate sono salve.
catalogue-said-question = Domanda
catalogue-said-answer = Risposta
catalogue-asked = { $count ->
        [one] La domanda da cui nasce
       *[other] Le domande da cui nasce
    }
catalogue-asked-hint = Qui le leggi solo tu: non entrano nella scheda.
catalogue-passages-title = { $count ->
        [0] Dati personali: tutto deciso
        [one] Dati personali: un passo da decidere
       *[other] Dati personali: { $count } passi da decidere
    }
catalogue-passages-text = Finché un passo non è deciso la scheda non può diventare pubblica: toglilo dal testo, oppure di’ che si può pubblicare perché non riguarda una persona.
catalogue-passages-read = Il programma non vede tutto: rileggi comunque il testo.
catalogue-passage-allow = Si può pubblicare
catalogue-passage-remove = Toglilo dal testo
catalogue-passage-undo = Ripensaci
catalogue-passage-allowed = Si può pubblicare
catalogue-passage-allowed-by = Si può pubblicare, ha deciso { $name }
catalogue-publish-undecided = Prima di pubblicare vanno decisi i dati personali:
catalogue-problem-undecided = Decidi prima i passi che somigliano a dati personali
catalogue-flash-decided = Deciso: il passo si può pubblicare.
catalogue-flash-undecided = Il passo è di nuovo da decidere.
catalogue-warning-party = Nome di chi ha fatto la domanda o ha risposto, o della sua impresa
catalogue-warning-person = Nome di persona
catalogue-warning-firm = Nome di impresa
catalogue-warning-address = Indirizzo
catalogue-warning-plate = Targa
catalogue-warning-birth = Data di nascita
catalogue-warning-email = Indirizzo email
catalogue-warning-phone = Numero di telefono
catalogue-warning-tax-code = Codice fiscale
catalogue-warning-iban = IBAN
catalogue-warning-vat = Partita IVA

catalogue-flash-saved = La bozza è salva.
catalogue-flash-submitted = La scheda è in revisione: ora tocca a una seconda persona.
catalogue-flash-published = La scheda è pubblica.
catalogue-flash-returned = La scheda è tornata a chi l’ha scritta, con la tua osservazione.
catalogue-flash-withdrawn = La scheda è ritirata.
catalogue-flash-stale = La scheda è cambiata nel frattempo: controlla e riprova.
catalogue-flash-not-by-you = Questa azione tocca a un’altra persona: chi ha scritto il testo non può pubblicarlo né rimandarlo.

catalogue-problem-title-empty = Scrivi il titolo
catalogue-problem-title-too-long = Il titolo è troppo lungo: usa al massimo { $max } caratteri
catalogue-problem-title-unreadable = Il titolo contiene caratteri che non si possono usare
catalogue-problem-kind = Scegli il tipo di scheda
catalogue-problem-topic = Scegli un argomento
catalogue-problem-audience = Scegli per chi è la scheda
catalogue-problem-language = Scegli la lingua del testo
catalogue-problem-body-empty = Scrivi il testo
catalogue-problem-body-too-long = Il testo è troppo lungo: usa al massimo { $max } caratteri
catalogue-problem-body-unreadable = Il testo contiene caratteri che non si possono usare
catalogue-problem-text-too-long = Questo campo è troppo lungo: usa al massimo { $max } caratteri
catalogue-problem-text-unreadable = Questo campo contiene caratteri che non si possono usare
catalogue-problem-too-many = Sono troppi: al massimo { $max }
catalogue-problem-phone = Scrivi un numero di telefono come 02 7740 1234; se sono più di uno, separali con una virgola
catalogue-problem-email = Scrivi un indirizzo email completo, per esempio nome@esempio.it
catalogue-problem-website = Scrivi l’indirizzo di una pagina, per esempio www.comune.rho.mi.it
catalogue-problem-municipality = Scrivi un comune della provincia, per esempio Rho
catalogue-problem-size = Scegli una dimensione dell’elenco
catalogue-problem-day = Scrivi una data come 24/11/2026 oppure lascia vuoto
catalogue-problem-rewritten = Conferma che nel testo non ci sono dati di persone
catalogue-problem-review-before = La data entro cui riverificare deve venire dopo quella di verifica
catalogue-problem-remark-empty = Scrivi perché: chi ha scritto la scheda deve poterla correggere
catalogue-problem-remark-too-long = L’osservazione è troppo lunga: usa al massimo { $max } caratteri
catalogue-problem-remark-unreadable = L’osservazione contiene caratteri che non si possono usare

catalogue-reuses = Usata nelle risposte
catalogue-reuses-count = { $count ->
    [one] una volta
   *[other] { $count } volte
}
catalogue-flash-enough = Bene: la domanda che stavi scrivendo è stata cancellata. Se cambi idea, puoi sempre farcene una nuova.
