# I rapporti: una pagina per ogni modo di guardare i dati
reports-reports = Rapporti
reports-overview = Quadro generale
reports-report-ripartizioni = Ripartizioni
reports-report-attese = Tempi di attesa
reports-report-andamento = Andamento
reports-report-confronto = Confronto tra periodi
reports-inner = Vista interna
reports-inner-about = Qui si vedono anche i numeri di 1 o 2 casi, che potrebbero far riconoscere una persona. Non diffondere questa pagina e i suoi file.
reports-by = Suddividi per
reports-clock = Orologio
reports-clock-lorde = Tutte le ore
reports-clock-nette = Senza le attese di chiarimenti
reports-against = Confronta con
reports-against-anno = Gli stessi giorni dell’anno prima
reports-against-prima = I giorni subito prima
reports-narrow = Limita a una parte delle domande
reports-narrowed = Solo { $to }.
reports-any = Tutti
reports-unknown-filter = Uno dei filtri non esiste più: scegli di nuovo
reports-download-workbook = Scarica tutto per Excel (XLSX)
reports-open-table = Apri la tabella ({ $rows } righe)
reports-too-few = troppo pochi dati
reports-too-few-to-show = Troppo pochi dati: prova un periodo più lungo o meno filtri.
reports-not-reached = non raggiunta
reports-open-bound = …
reports-points = punti
reports-chart-rests-on = Unità: { $unit }. Casi: { $cases }. Periodo: { $period }. Fonte: { $source }.
reports-definitions = Definizioni
reports-file-about = Informazioni
reports-file-period = Periodo
reports-file-narrowed = Limitato a
reports-file-note = Nota
reports-column-low = minimo dell’intervallo al 95%
reports-column-high = massimo dell’intervallo al 95%
reports-column-hits = casi
reports-column-total = su
reports-group = Gruppo
reports-all-questions = Tutte le domande

reports-dimension-chi = Chi chiede
reports-dimension-dimensione = Dimensione dell’impresa
reports-dimension-settore = Settore dell’impresa
reports-dimension-genere = Genere
reports-dimension-eta = Età
reports-dimension-figli = Figli
reports-dimension-territorio = Comune
reports-dimension-argomento = Argomento
reports-dimension-ente = Ente che risponde
reports-dimension-esperta = Esperta
reports-dimension-canale = Canale
reports-dimension-lingua = Lingua
reports-dimension-giro = Prima volta o riaperta
reports-dimension-area = Area

reports-value-chi-worker = Lavoratrici e lavoratori
reports-value-chi-enterprise = Imprese
reports-value-chi-unknown = Non indicato
reports-value-dimensione-micro = Micro (1–9 persone)
reports-value-dimensione-small = Piccola (10–49)
reports-value-dimensione-medium = Media (50–249)
reports-value-dimensione-unknown = Non indicata, o non è un’impresa
reports-value-settore-unknown = Non indicato, o non è un’impresa
reports-value-genere-female = Donne
reports-value-genere-male = Uomini
reports-value-genere-other = Altro
reports-value-genere-unknown = Non indicato
reports-value-eta-under-25 = Meno di 25 anni
reports-value-eta-25-34 = 25–34 anni
reports-value-eta-35-44 = 35–44 anni
reports-value-eta-45-54 = 45–54 anni
reports-value-eta-55-64 = 55–64 anni
reports-value-eta-over-64 = 65 anni e più
reports-value-eta-unknown = Non indicata
reports-value-figli-0 = Nessun figlio
reports-value-figli-1 = Un figlio
reports-value-figli-2 = Due figli
reports-value-figli-3 = Tre figli o più
reports-value-figli-unknown = Non indicato
reports-value-territorio-outside = Fuori provincia
reports-value-territorio-undisclosed = Preferisce non dirlo
reports-value-territorio-unknown = Non indicato
reports-value-argomento-unknown = Senza argomento
reports-value-area-unknown = Senza argomento
reports-value-ente-unknown = Nessun ente, o non ancora assegnata
reports-value-esperta-unknown = Nessuna
reports-value-canale-web = Sito
reports-value-canale-email = Email
reports-value-canale-phone = Telefono
reports-value-canale-desk = Sportello
reports-value-canale-unknown = Non indicato
reports-value-lingua-it = Italiano
reports-value-lingua-en = Inglese
reports-value-lingua-unknown = Non indicata
reports-value-giro-prima = Prima volta
reports-value-giro-riaperta = Riaperta
reports-value-giro-unknown = Non indicato

reports-population-cycles = Su: domande arrivate o riaperte nel periodo, senza lo spam.
reports-population-decided = Su: domande arrivate o riaperte nel periodo per cui si può già dire se la promessa è stata mantenuta (con risposta, oppure aperte e già in ritardo).
reports-population-answered = Su: domande arrivate o riaperte nel periodo che hanno avuto una risposta, anche dopo.
reports-population-waits = Su: domande arrivate o riaperte nel periodo. Quelle ancora aperte contano per il tempo già passato; quelle chiuse senza risposta fino alla chiusura.
reports-population-always = Su: tutte le domande, in qualunque giorno siano arrivate.
reports-population-named = Su: come dice la riga.

reports-figure-ricevute = Ricevute
reports-figure-ricevute-what = Domande arrivate nel periodo. Una domanda riaperta conta di nuovo, perché ha una nuova scadenza.
reports-figure-quota = Quota
reports-figure-quota-what = Ricevute del gruppo diviso tutte le ricevute, con l’intervallo di Wilson al 95%.
reports-figure-entro-scadenza = Entro la scadenza
reports-figure-entro-scadenza-what = Domande con risposta entro la scadenza promessa, o entro quella nuova se è stata spostata, diviso quelle già decise, con l’intervallo di Wilson al 95%. Le aperte già in ritardo contano come promesse mancate; quelle ancora nei tempi non contano.
reports-figure-risposte = Con risposta
reports-figure-risposte-what = Domande che hanno avuto una risposta, fino a questo momento.
reports-figure-aperte = Ancora aperte
reports-figure-aperte-what = Domande che aspettano una risposta, oppure un chiarimento da chi ha scritto, in questo momento.
reports-figure-in-ritardo-ora = Di cui in ritardo
reports-figure-in-ritardo-ora-what = Domande ancora aperte oltre la scadenza in questo momento. Mentre si attende un chiarimento il tempo è fermo.
reports-figure-chiuse-senza-risposta = Chiuse senza risposta
reports-figure-chiuse-senza-risposta-what = Domande chiuse senza una risposta, per esempio perché chi ha scritto non ne aveva più bisogno.
reports-figure-ore-mediana = Mediana (ore)
reports-figure-ore-mediana-what = Metà delle risposte è arrivata in queste ore o prima, contando tutte le ore dall’arrivo alla risposta. Intervallo al 95% dalle statistiche d’ordine.
reports-figure-ore-90-percentile = 90º percentile (ore)
reports-figure-ore-90-percentile-what = Nove risposte su dieci sono arrivate in queste ore o prima, contando tutte le ore. Intervallo al 95% dalle statistiche d’ordine.
reports-figure-ore-nette-mediana = Mediana netta (ore)
reports-figure-ore-nette-mediana-what = Come la mediana, senza le ore passate ad aspettare un chiarimento.
reports-figure-ore-nette-90-percentile = 90º percentile netto (ore)
reports-figure-ore-nette-90-percentile-what = Come il novantesimo percentile, senza le ore passate ad aspettare un chiarimento.
reports-figure-risposta-entro = Con risposta
reports-figure-risposta-entro-what = Quota stimata di domande che hanno avuto risposta dopo queste ore (Kaplan e Meier, 1958), con l’intervallo al 95% (Greenwood, scala log-log). Tiene conto di chi aspetta ancora.
reports-figure-attese = Attese
reports-figure-attese-what = Domande per cui qualcuno aspetta o ha aspettato una risposta.
reports-figure-in-attesa = Ancora osservate
reports-figure-in-attesa-what = Domande di cui si sa che hanno aspettato più di queste ore: quando sono poche la stima è incerta.
reports-figure-attesa-mediana = Attesa mediana (ore)
reports-figure-attesa-mediana-what = Ore dopo le quali metà delle domande ha una risposta, contando anche chi aspetta ancora (Kaplan e Meier). Intervallo al 95% di Brookmeyer e Crowley (1982).
reports-figure-attesa-90-percentile = Attesa di 9 su 10 (ore)
reports-figure-attesa-90-percentile-what = Ore dopo le quali nove domande su dieci hanno una risposta, contando anche chi aspetta ancora. Intervallo come sopra.
reports-figure-attesa-netta-mediana = Attesa mediana netta (ore)
reports-figure-attesa-netta-mediana-what = Come l’attesa mediana, senza le ore passate ad aspettare un chiarimento.
reports-figure-differenza-dagli-altri = Differenza dagli altri
reports-figure-differenza-dagli-altri-what = Quota entro la scadenza del gruppo meno quella di tutti gli altri insieme, in punti percentuali, con l’intervallo al 95% di Newcombe (1998, metodo 10).
reports-figure-probabilita-del-caso = Probabilità del caso
reports-figure-probabilita-del-caso-what = Quanto spesso il solo caso darebbe una differenza così grande (per le quote: test esatto di Fisher), corretta perché i confronti sono più di uno (Holm, 1979). Sotto 0,05 la differenza si distingue dal caso.
reports-figure-esito = Che cosa significa
reports-figure-esito-what = La differenza si distingue dal caso quando la probabilità corretta è sotto 0,05.
reports-figure-arretrato = Aperte a fine settimana
reports-figure-arretrato-what = Domande arrivate e non ancora concluse alla mezzanotte della domenica.
reports-figure-aperte-ora = Aperte adesso
reports-figure-aperte-ora-what = Domande che in questo momento aspettano una risposta o un chiarimento.
reports-figure-aperte-in-ritardo = Di cui in ritardo
reports-figure-aperte-in-ritardo-what = Di queste, quelle oltre la scadenza.
reports-figure-segnale = Segnale
reports-figure-segnale-what = «Fuori dai limiti»: una settimana diversa dalle altre. «Cambiamento»: otto settimane di fila dalla stessa parte della media.
reports-figure-prima = Prima
reports-figure-prima-what = La cifra nel periodo di confronto.
reports-figure-adesso = Adesso
reports-figure-adesso-what = La cifra nel periodo scelto.
reports-figure-variazione = Variazione
reports-figure-variazione-what = Per le ricevute il rapporto tra le domande al giorno, per le quote la differenza in punti, con l’intervallo al 95%.
reports-figure-prova = Prova usata
reports-figure-prova-what = Il test statistico con cui si distingue la differenza dal caso.

reports-population-readers = Su: chi stava scrivendo una domanda e ha letto una scheda proposta.
reports-figure-quota-entro-scadenza = Entro la scadenza
reports-figure-quota-entro-scadenza-what = Domande con risposta entro la scadenza promessa, o entro quella nuova se è stata spostata, diviso quelle già decise, con l’intervallo di Wilson al 95%. Le aperte già in ritardo contano come promesse mancate; quelle ancora nei tempi non contano. Nel file per altri programmi le quote vanno da 0 a 1.
reports-figure-aperte-nei-tempi = Aperte e nei tempi
reports-figure-aperte-nei-tempi-what = Domande ancora aperte che non hanno superato la scadenza.
reports-figure-schede-bastate = Schede che sono bastate
reports-figure-schede-bastate-what = Quante volte chi stava scrivendo una domanda ha letto una scheda proposta e ha detto «Mi basta questo».
reports-figure-da-verificare = Di cui da meno di una settimana
reports-figure-da-verificare-what = Quelle per cui non sono ancora passati sette giorni, quindi non ancora verificate.
reports-figure-chieste-lo-stesso = Hanno chiesto lo stesso
reports-figure-chieste-lo-stesso-what = Di chi ha detto «Mi basta questo» da almeno una settimana, quanti hanno poi fatto una domanda entro sette giorni, con l’intervallo di Wilson al 95%.
reports-figure-valore = Valore
reports-figure-valore-what = A quanto è arrivato l’indicatore nell’anno; per le quote con l’intervallo di Wilson al 95%.
reports-figure-obiettivo = Obiettivo
reports-figure-obiettivo-what = L’obiettivo dell’anno; per le quote in percentuale.
reports-figure-definizione = Definizione
reports-figure-definizione-what = Come si conta l’indicatore.

reports-not-distinguishable = non si distingue dal caso
reports-higher = più alta degli altri
reports-lower = più bassa degli altri
reports-more = aumento
reports-less = diminuzione

reports-breakdown-figures = Le domande di ogni gruppo
reports-breakdown-differences = Chi si distingue dagli altri
reports-breakdown-differences-about = Ogni gruppo è confrontato con tutti gli altri insieme, per le risposte entro la scadenza. Quando i gruppi sono molti, qualcuno sembra diverso per caso: la probabilità ne tiene conto.
reports-breakdown-left-out =
    { $count ->
        [one] Un gruppo non è confrontato perché ha, o lascia agli altri,
       *[other] { $count } gruppi non sono confrontati perché hanno, o lasciano agli altri,
    } meno di { $least } domande già decise.

reports-waits-gross = Contano tutte le ore dall’arrivo della domanda, di giorno e di notte. Chi aspetta ancora conta per il tempo già passato: così l’arretrato non può nascondersi.
reports-waits-net = Contano le ore dall’arrivo della domanda, senza quelle passate ad aspettare un chiarimento. Chi aspetta ancora conta per il tempo già passato.
reports-waits-differ = Tra i { $groups } gruppi le attese sono diverse, più di quanto spieghi il caso (test dei ranghi logaritmici: χ² = { $chi }, gradi di libertà { $degrees }, p = { $p }).
reports-waits-alike = Tra i { $groups } gruppi la differenza delle attese non si distingue dal caso (test dei ranghi logaritmici: χ² = { $chi }, gradi di libertà { $degrees }, p = { $p }).
reports-waits-quantiles = Quanto si aspetta
reports-waits-after = Quante hanno una risposta dopo un certo tempo
reports-waits-after-about = Stime di Kaplan e Meier, per i gruppi con almeno 10 domande.
reports-waits-after-column = Dopo
reports-waits-hours = { $hours } ore
reports-waits-axis = ore dall’arrivo della domanda
reports-waits-chart = Quota di domande con risposta, nel tempo
reports-waits-chart-about = La curva sale ogni volta che una domanda riceve risposta: più è alta e a sinistra, meno si aspetta. Se la curva è una sola, le linee punteggiate segnano l’intervallo al 95%. Gli stessi numeri sono nelle tabelle che seguono.
reports-waits-chart-unit = quota di domande con risposta

reports-trend-weeks = Domande per settimana
reports-trend-weeks-about = Settimane intere, dal lunedì alla domenica. La carta di controllo dice se una settimana è davvero diversa dalle altre o se qualcosa è cambiato (Shewhart; escursioni mobili, Montgomery 2009).
reports-trend-too-few = Servono almeno { $least } settimane per dire che cosa è insolito: troppo pochi dati.
reports-trend-limits = In media { $middle } domande a settimana; il caso ne spiega da { $low } a { $high }.
reports-trend-week = Settimana dal
reports-trend-weeks-chart = Domande ricevute per settimana
reports-trend-weeks-chart-about = Un punto per settimana, la media e i limiti entro cui il caso può spiegare un valore. Gli stessi numeri sono nella tabella che segue.
reports-trend-middle = media
reports-trend-limit = limiti del caso
reports-signal-usual = nella norma
reports-signal-outside = fuori dai limiti
reports-signal-shifted = cambiamento
reports-unit-per-week = domande per settimana
reports-unit-per-hour = domande per giorno della settimana e ora
reports-unit-per-day = domande al giorno
reports-unit-open = domande aperte
reports-trend-backlog = Arretrato
reports-trend-backlog-about = Quante domande erano aperte alla fine di ogni settimana, comprese quelle in attesa di un chiarimento.
reports-trend-backlog-chart = Domande aperte alla fine di ogni settimana
reports-trend-backlog-chart-about = Una linea che sale quando le domande arrivano più in fretta delle risposte. Gli stessi numeri sono nella tabella che segue.
reports-trend-ageing = Da quanto aspettano quelle aperte adesso
reports-trend-ageing-about = Tutte le domande aperte in questo momento, in qualunque giorno siano arrivate.
reports-trend-age = Aperta da
reports-age-under =
    { $hours ->
        [24] meno di un giorno
        [48] da 1 a 2 giorni
        [96] da 2 a 4 giorni
        [168] da 4 a 7 giorni
        [336] da 1 a 2 settimane
       *[other] da 2 a 4 settimane
    }
reports-age-over =
    { $hours ->
       *[other] 4 settimane e più
    }
reports-trend-hours = Quando arrivano
reports-trend-hours-about = Giorno della settimana e ora di Milano in cui la domanda è arrivata o è stata riaperta.
reports-trend-hours-chart = Domande per giorno della settimana e ora
reports-trend-hours-chart-about = Una casella per ogni ora di ogni giorno della settimana, più scura dove arrivano più domande. Gli stessi numeri sono nella tabella che segue.
reports-trend-weekday = Giorno
reports-trend-hour = Ora
reports-trend-calendar = Calendario
reports-trend-calendar-about = Giorno per giorno, al massimo le ultime 53 settimane del periodo.
reports-trend-calendar-chart = Domande ricevute ogni giorno
reports-trend-calendar-chart-about = Una casella per giorno: le settimane da sinistra a destra, i giorni dal lunedì in alto alla domenica in basso. Gli stessi numeri sono nella tabella che segue.
reports-trend-day = Giorno
reports-weekday-1 = lunedì
reports-weekday-2 = martedì
reports-weekday-3 = mercoledì
reports-weekday-4 = giovedì
reports-weekday-5 = venerdì
reports-weekday-6 = sabato
reports-weekday-7 = domenica

reports-comparison-table = Che cosa è cambiato
reports-comparison-about = Adesso: { $now }. Prima: { $before }. I giorni che devono ancora venire non contano tra quelli del periodo.
reports-comparison-method = Le quattro prove sono fatte insieme: la probabilità è corretta (Holm) perché con più prove una sembra riuscire per caso.
reports-comparison-figure = Cifra
reports-test-counts = confronto esatto di due conteggi (Przyborowski e Wilenski)
reports-test-proportions = test esatto di Fisher tra due proporzioni
reports-test-log-rank = ranghi logaritmici (log-rank)

reports-behind-ricevute = Domande ricevute
reports-behind-risposte = Domande con risposta
reports-behind-aperte = Domande ancora aperte
reports-behind-in-ritardo = Domande in ritardo
reports-behind-chiuse = Domande chiuse senza risposta
reports-behind-count =
    { $count ->
        [one] Una domanda.
       *[other] { $count } domande, dalla più recente.
    }
reports-behind-back = Torna ai numeri
reports-behind-none = Nessuna domanda.
