# L'orologio delle domande: il contrassegno negli elenchi e la storia nella pagina della domanda.
sla-badge-on-time = Nei tempi – scade { $due }
sla-badge-soon = In scadenza – { $left }
sla-badge-overdue = In ritardo di { $late }
sla-badge-paused = In pausa – attesa chiarimento
sla-badge-answered = Risposta in { $took }
sla-badge-answered-late = Risposta in { $took }, oltre la scadenza
sla-badge-closed = Chiusa senza risposta
sla-badge-imported = Dall’archivio
sla-badge-solved = Risolta da chi l’ha fatta
sla-badge-spam = Messa da parte
sla-badge-merged = Unita a un’altra domanda

sla-story-received = Domanda ricevuta: { $hours ->
        [one] un’ora
       *[other] { $hours } ore
    } per rispondere, entro { $due }
sla-story-received-working = Domanda ricevuta: { $hours ->
        [one] un’ora lavorativa
       *[other] { $hours } ore lavorative
    } per rispondere, entro { $due }
sla-story-reopened = Domanda riaperta: { $hours ->
        [one] un’ora
       *[other] { $hours } ore
    } per rispondere, entro { $due }
sla-story-reopened-working = Domanda riaperta: { $hours ->
        [one] un’ora lavorativa
       *[other] { $hours } ore lavorative
    } per rispondere, entro { $due }
sla-story-paused = Chiesto un chiarimento: il tempo si ferma, ne resta ancora: { $left }
sla-story-paused-late = Chiesto un chiarimento: il tempo si ferma, con { $late } di ritardo
sla-story-replied = Arrivato il chiarimento: il tempo riparte, scadenza { $due }
sla-story-resumed = Il lavoro riprende senza attendere il chiarimento: scadenza { $due }
sla-story-moved = Scadenza spostata: era { $from }, ora è { $due }. Motivo: { $reason }
sla-story-passed = Scadenza superata
sla-story-answered = Risposta inviata dopo { $took }, entro la scadenza
sla-story-answered-paused = Risposta inviata dopo { $took } (in attesa del chiarimento: { $paused }), entro la scadenza
sla-story-answered-late = Risposta inviata dopo { $took }, con { $late } di ritardo
sla-story-solved = Chi ha fatto la domanda ha risolto: il tempo si ferma
sla-story-imported = Ricevuta prima che la domanda arrivasse qui: nessun termine promesso
sla-story-imported-over = Ripresa dall’archivio: il tempo non conta
sla-story-closed = Domanda chiusa senza risposta: il tempo si ferma
sla-story-spam = Domanda messa da parte: il tempo si ferma
sla-story-merged = Si è unita un’altra domanda. Vale la scadenza più vicina: { $due } (era { $from })
sla-story-merged-resumed = Si è unita un’altra domanda, che non aspetta chiarimenti: il tempo riparte, scadenza { $due }
sla-story-merged-paused = Si è unita un’altra domanda, anch’essa in attesa di chiarimenti: il tempo resta fermo
sla-story-merged-ended = Domanda unita a un’altra: la scadenza continua lì

# Tempi e calendari, come li scrive chi coordina.
sla-title = Scadenze e calendari
sla-intro = Entro quanto tempo lo sportello promette una risposta, chi viene avvisato e quando, e in quali giorni si lavora.
sla-admin-text = Entro quanto si risponde, chi viene avvisato, i giorni di chiusura.
sla-admin-closed = La prossima settimana non lavora nessuno
sla-other-node-title = Questo computer è partito con un’altra configurazione
sla-other-node = I tempi scritti nella sua configurazione non sono quelli dell’ultimo avvio dello sportello. Vale quello che leggi qui sotto, su tutti i computer. Chiedi a chi si occupa del programma di rendere uguali le configurazioni.
sla-policies = Tempi promessi
sla-rule = Per ogni domanda vale una sola regola: quella del suo argomento; se non c’è, quella dell’area dell’argomento; se non c’è nemmeno questa, quella per ogni argomento. A parità di argomento, la regola per un tipo di richiedente vince su quella per tutti. Le domande già ricevute tengono la scadenza che è stata detta a chi le ha scritte.
sla-policy-new = Nuova regola
sla-policy-intro = Ogni modifica vale per le domande che arrivano, o vengono riaperte, da adesso. Quelle già aperte tengono la loro scadenza.
sla-holds-written = Vale quello che una persona ha scritto qui
sla-holds-configured = Vale la configurazione del programma
sla-past = Regole non più in uso
sla-scope = { $has_topic ->
        [yes] { $topic }
       *[no] Ogni argomento
    }{ $kind ->
        [worker] , lavoratrici e lavoratori
        [enterprise] , imprese
       *[any] , tutti
    }
sla-length = { $working ->
        [yes] { $hours ->
            [one] un’ora lavorativa
           *[other] { $hours } ore lavorative
        }
       *[no] { $hours ->
            [one] un’ora
           *[other] { $hours } ore
        }
    }
sla-step = { $when }: { $to }
sla-when-due = alla scadenza
sla-when-percent = passato { $percent } del tempo
sla-when-before = { $hours ->
        [one] un’ora
       *[other] { $hours } ore
    } prima della scadenza
sla-when-after = { $hours ->
        [one] un’ora
       *[other] { $hours } ore
    } dopo la scadenza
sla-when-every = dopo la scadenza, { $hours ->
        [one] ogni ora
       *[other] ogni { $hours } ore
    }
sla-to-holder = chi ha la domanda
sla-to-group = tutto il gruppo
sla-to-coordinators = chi coordina
sla-to-nobody = una persona o un gruppo che non c’è più
sla-quiet-none = Avvisi a ogni ora
sla-quiet-night = nessun avviso { $hours }
sla-quiet-days = nessun avviso nei giorni di chiusura
sla-calendars = Calendari di lavoro
sla-calendars-intro = Dicono quali ore contano per le regole a ore lavorative, e in quali giorni gli avvisi aspettano.
sla-calendar-own = Calendario dello sportello
sla-calendar-new-name = Nome del nuovo calendario
sla-calendar-new-hint = Comincia uguale al calendario dello sportello: poi lo cambi.
sla-calendar-create = Crea il calendario

sla-form-topic = Argomento
sla-form-any-topic = Ogni argomento
sla-form-kind = Chi scrive
sla-form-any-kind = Tutti
sla-form-kind-worker = Lavoratrici e lavoratori
sla-form-kind-enterprise = Imprese
sla-form-hours = Ore per rispondere
sla-form-clock = Quali ore contano
sla-form-clock-calendar = Tutte, anche di notte e nei giorni festivi
sla-form-clock-working = Solo quelle del calendario di lavoro
sla-form-calendar = Calendario di lavoro
sla-form-calendar-hint = Serve per le ore lavorative e per gli avvisi nei giorni di chiusura.
sla-form-steps = Avvisi
sla-form-steps-hint = Ogni avviso parte una sola volta per scadenza. Quello al 100% del tempo è la scadenza e ci deve essere; oltre il 100% l’avviso parte dopo la scadenza. Per togliere un avviso cancella il suo numero.
sla-form-step = Avviso { $number }
sla-form-amount = Numero
sla-form-unit = Che cosa conta
sla-form-unit-percent = % del tempo
sla-form-unit-before = ore prima della scadenza
sla-form-unit-after = ore dopo la scadenza, una volta
sla-form-unit-every = ogni quante ore dopo la scadenza
sla-form-to = A chi
sla-form-to-holder = A chi ha la domanda (al gruppo, se non l’ha nessuno)
sla-form-to-group = A tutto il gruppo
sla-form-to-coordinators = A chi coordina
sla-form-other = Anche a
sla-form-other-none = Nessun altro
sla-form-add = Aggiungi un avviso
sla-form-quiet = Ore di silenzio
sla-form-quiet-hint = In queste ore gli avvisi aspettano, tranne quello della scadenza. Lascia vuoto per avvisare a ogni ora.
sla-form-night-from = Silenzio dalle
sla-form-night-until = fino alle
sla-form-quiet-days = Silenzio anche nei giorni in cui il calendario è chiuso
sla-save = Salva la regola
sla-give-back-title = Torna alla configurazione
sla-give-back-text = La regola scritta qui non varrà più: da adesso vale quella nella configurazione del programma. La storia resta.
sla-calendar-give-back-text = Il calendario scritto qui non varrà più: da adesso vale quello nella configurazione del programma. La storia resta.
sla-give-back = Torna alla configurazione
sla-give-up-title = Togli questa regola
sla-give-up-text = Per le domande che arrivano da adesso varrà una regola più generale. La storia resta.
sla-give-up = Togli la regola
sla-history = Storia delle modifiche
sla-history-start = Configurazione, all’avvio
sla-history-given-back = rimessa alla regola di partenza

sla-changed-hours = tempo: da { $from } a { $to } ore
sla-changed-length = tempo: da { $from } a { $to }
sla-changed-calendar = calendario: da { $from } a { $to }
sla-changed-quiet = silenzio: da «{ $from }» a «{ $to }»
sla-changed-name = nuovo nome: { $to }
sla-changed-day = { $day }: da { $from } a { $to }
sla-changed-national-on = le feste nazionali sono giorni di chiusura
sla-changed-national-off = le feste nazionali non sono più giorni di chiusura
sla-changed-gone = tolto: { $what }
sla-changed-come = aggiunto: { $what }

sla-closed = chiuso
sla-day-mon = Lunedì
sla-day-tue = Martedì
sla-day-wed = Mercoledì
sla-day-thu = Giovedì
sla-day-fri = Venerdì
sla-day-sat = Sabato
sla-day-sun = Domenica
sla-month-1 = gennaio
sla-month-2 = febbraio
sla-month-3 = marzo
sla-month-4 = aprile
sla-month-5 = maggio
sla-month-6 = giugno
sla-month-7 = luglio
sla-month-8 = agosto
sla-month-9 = settembre
sla-month-10 = ottobre
sla-month-11 = novembre
sla-month-12 = dicembre
sla-day-of-year = { $day } { $month }
sla-day-from-easter = Pasqua e { $days } giorni
sla-special-day = { $day }: { $hours }
sla-holiday-years = { $what }{ $has_from ->
        [yes] , dal { $from }
       *[no] {""}
    }{ $has_until ->
        [yes] , fino al { $until }
       *[no] {""}
    }
sla-holiday-new-year = Capodanno
sla-holiday-epiphany = Epifania
sla-holiday-unity-150 = 150 anni dell’Unità d’Italia
sla-holiday-saint-joseph = San Giuseppe
sla-holiday-easter = Pasqua
sla-holiday-easter-monday = Lunedì dopo Pasqua
sla-holiday-liberation = Liberazione
sla-holiday-labour = Festa del lavoro
sla-holiday-ascension = Ascensione
sla-holiday-republic = Festa della Repubblica
sla-holiday-corpus-domini = Corpus Domini
sla-holiday-saints-peter-paul = Santi Pietro e Paolo
sla-holiday-assumption = Assunzione
sla-holiday-saint-francis = San Francesco d’Assisi
sla-holiday-all-saints = Ognissanti
sla-holiday-victory = Unità nazionale
sla-holiday-immaculate = Immacolata Concezione
sla-holiday-christmas = Natale
sla-holiday-saint-stephen = Santo Stefano
sla-holiday-saint-ambrose = Sant’Ambrogio

sla-calendar-users = Lo usano: { $users }.
sla-calendar-unused = Nessuna regola lo usa.
sla-calendar-promises = Le modifiche valgono per le domande che arrivano da adesso: le scadenze già promesse restano.
sla-calendar-name = Nome del calendario
sla-calendar-save = Salva la settimana
sla-week = Settimana
sla-week-hint = Scrivi le ore di ogni giorno, per esempio 9:00-13:00, 14:00-18:00. Lascia vuoto un giorno di chiusura.
sla-national = Le feste nazionali sono giorni di chiusura
sla-weeks-title = Settimane senza lavoro
sla-week-this = Questa settimana è tutta chiusa ({ $days }).
sla-week-next = La prossima settimana è tutta chiusa ({ $days }).
sla-week-other = È tutta chiusa la settimana { $days }.
sla-closure-title = Chiusure
sla-closure-text = Giorni in cui lo sportello è chiuso, come le ferie di agosto.
sla-special-title = Giorni con un orario proprio
sla-special-text = Per esempio la mattina del 24 dicembre. Questo orario vale anche se il giorno è festivo o di chiusura.
sla-holiday-title = Feste del luogo
sla-holiday-text = Giorni di chiusura di ogni anno, come il 7 dicembre a Milano.
sla-none = Niente in elenco.
sla-remove = Togli
sla-add-closure = Aggiungi la chiusura
sla-add-special = Aggiungi il giorno
sla-add-holiday = Aggiungi la festa
sla-field-from = Primo giorno
sla-field-to = Ultimo giorno
sla-field-name = Nome (facoltativo)
sla-field-date = Giorno
sla-field-hours = Orario
sla-field-hours-hint = Per esempio 9:00-13:00
sla-field-yearly = Giorno dell’anno
sla-field-yearly-hint = Giorno e mese, come 7/12; oppure contato da Pasqua, come pasqua+50
sla-field-from-year = Dall’anno (facoltativo)
sla-field-until-year = Fino all’anno (facoltativo)
sla-ical-title = Proposte da un altro calendario
sla-ical-text = Carica un file iCal (.ics): i suoi giorni diventano proposte. Vale solo quello che scegli.
sla-ical-file = File iCal
sla-ical-read = Leggi il file
sla-ical-found = Quali giorni diventano chiusure?
sla-ical-past = { $count ->
    [one] Un evento è già passato: non è tra le proposte.
   *[other] { $count } eventi sono già passati: non sono tra le proposte.
}
sla-ical-repeating = { $count ->
    [one] Un evento si ripete in un modo che non calcoliamo: aggiungi a mano i suoi giorni.
   *[other] { $count } eventi si ripetono in un modo che non calcoliamo: aggiungi a mano i loro giorni.
}
sla-ical-accept = Aggiungi le chiusure scelte
sla-year-open = Vedi tutto il { $year }
sla-year-title = Anno { $year }
sla-year-intro = Qui sotto, mese per mese, i giorni che non seguono la settimana normale, e perché. La settimana normale è questa.
sla-year-work = Giorni di lavoro: { $days }. Ore: { $hours }.
sla-year-others = Altri anni
sla-year-national = { $day }: festa nazionale ({ $name })
sla-year-local = { $day }: festa del luogo{ $has_name ->
        [yes] {" "}({ $name })
       *[no] {""}
    }
sla-year-closed = { $day }: chiusura{ $has_name ->
        [yes] {" "}({ $name })
       *[no] {""}
    }
sla-year-special = { $day }: orario { $hours }

sla-trial = Prova una domanda
sla-trial-intro = Scegli argomento, chi scrive e quando: ti diciamo quale regola vale e per quando si deve rispondere. Non cambia niente.
sla-trial-no-topic = Non lo sa
sla-trial-day = Giorno in cui arriva
sla-trial-now = Lascia vuoto per adesso
sla-trial-time = Ora
sla-trial-go = Prova
sla-trial-result = Risultato
sla-trial-policy = Regola
sla-trial-received = Arriva
sla-trial-due = Scade
sla-trial-held = aspetta la fine del silenzio

sla-flash-policy-made = Regola creata. Vale per le domande che arrivano da adesso.
sla-flash-policy-saved = Regola salvata. Vale per le domande che arrivano da adesso.
sla-flash-policy-given-back = Fatto. Vale per le domande che arrivano da adesso.
sla-flash-calendar-made = Calendario creato.
sla-flash-calendar-saved = Calendario salvato.
sla-flash-calendar-given-back = Fatto: vale il calendario della configurazione.
sla-error-stale = Qualcun altro ha salvato una modifica mentre scrivevi. Qui trovi quello che hai scritto tu e, più in basso, la storia: controlla e salva di nuovo.
sla-error-impossible = Con questi valori non si può calcolare una scadenza: controlla ore, avvisi e calendario
sla-error-scope = Scegli un argomento e un tipo di richiedente dall’elenco
sla-error-general = Scegli almeno un argomento o un tipo di richiedente: la regola per tutti c’è già
sla-error-scope-taken = C’è già una regola per questo argomento e questo tipo di richiedente: cambia quella
sla-error-hours = Scrivi un numero di ore da 1 a 8760
sla-error-clock = Scegli quali ore contano
sla-error-calendar = Scegli un calendario dall’elenco
sla-error-percent = Scrivi una percentuale da 1 a 1000
sla-error-before = Scrivi un numero di ore più piccolo del tempo per rispondere
sla-error-unit = Scegli che cosa conta il numero
sla-error-twice = C’è già un avviso in questo momento
sla-error-to = Scegli chi avvisare
sla-error-due = Aggiungi l’avviso al 100% del tempo: è la scadenza
sla-error-time = Scrivi un’ora, per esempio 20:00
sla-error-night = Scrivi un’ora diversa da quella in cui comincia il silenzio
sla-error-name = Scrivi un nome più corto, al massimo 80 caratteri, su una riga
sla-error-name-empty = Scrivi il nome del calendario
sla-error-name-taken = C’è già un calendario con questo nome
sla-error-spans = Scrivi le ore come 9:00-13:00, 14:00-18:00, in ordine
sla-error-no-hours = Scrivi le ore di almeno un giorno della settimana
sla-error-day = Scrivi un giorno, per esempio 10/08/2027
sla-error-closure = L’ultimo giorno non può venire prima del primo, né più di un anno dopo
sla-error-yearly = Scrivi giorno e mese, come 7/12, oppure pasqua+50
sla-error-year = Scrivi un anno, per esempio 2027
sla-error-years = L’ultimo anno non può venire prima del primo
sla-error-add = Scegli che cosa aggiungere
sla-error-ical-missing = Scegli un file iCal
sla-error-ical = Questo file non è un calendario iCal, o è troppo grande (al massimo 256 kB)
sla-error-ical-empty = In questo file non ci sono giorni da proporre
sla-error-skipped = Quest’ora non esiste: quella notte l’orologio va avanti

# Le due misure del tempo, nel riquadro dell’orologio.
sla-times-passed = Tempo passato
sla-times-net = Senza le attese del chiarimento
sla-times-worked = Ore lavorative usate
sla-times-left = Tempo che resta
sla-times-left-worked = Ore lavorative che restano
sla-times-left-after = Resta, dopo il chiarimento
sla-worked = { $hours } { $hours ->
        [one] ora
       *[other] ore
    }{ $minutes ->
        [0] {""}
        [one] {" "}e un minuto
       *[other] {" "}e { $minutes } minuti
    } di lavoro
