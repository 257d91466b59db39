# Le statistiche per chi risponde dello sportello.
statistics-title = Statistiche
statistics-period = Periodo
statistics-from = Dal
statistics-to = Al
statistics-from-month = Dal mese
statistics-to-month = Al mese
statistics-show = Mostra
statistics-usual = Periodi più richiesti
statistics-usual-last-year = Ultimi 12 mesi
statistics-usual-month-before = Mese scorso
statistics-usual-this-quarter = Questo trimestre
statistics-usual-quarter-before = Trimestre scorso
statistics-usual-this-year = Quest’anno
statistics-usual-year-before = Anno scorso
statistics-years = Anni
statistics-period-no-date = Scrivi una data, per esempio 24/11/2026
statistics-period-reversed = La fine del periodo viene prima dell’inizio
statistics-period-too-long = Il periodo è troppo lungo: scegli al massimo vent’anni
statistics-period-part-of-year = Scegli anni interi, con i link qui sotto: per riservatezza non mostriamo queste cifre per una parte dell’anno
statistics-period-part-of-month = Scegli mesi interi: per riservatezza non mostriamo periodi che iniziano o finiscono a metà di un mese
statistics-about = Contiamo le domande arrivate in questo periodo, come stanno adesso: { $at }.
statistics-nothing = Non ci sono dati per il periodo scelto. Prova un periodo più lungo.

statistics-period-title = Le domande ricevute
statistics-what = Come si calcola
statistics-received = Ricevute
statistics-received-sum = Con risposta, ancora aperte e chiuse senza risposta, insieme.
statistics-answered = Con risposta
statistics-open = Ancora aperte
statistics-overdue = Di cui in ritardo:
statistics-closed = Chiuse senza risposta
statistics-decided = Già decise
statistics-decided-sum =
    Su { $decided ->
        [one] una domanda già decisa
       *[other] { $decided } domande già decise
    }: { $answered } con risposta e { $overdue } in ritardo.
statistics-undecided-sum =
    { $open ->
        [one] Non conta ancora una domanda aperta e nei tempi
       *[other] Non contano ancora { $open } domande aperte e nei tempi
    }; { $closed ->
        [one] non conta una domanda chiusa senza risposta
       *[other] non contano { $closed } domande chiuse senza risposta
    }.
statistics-decided-only =
    Su { $decided ->
        [one] una domanda già decisa
       *[other] { $decided } domande già decise
    }, con risposta o in ritardo.
statistics-within = Risposte entro la scadenza
statistics-share-low = Intervallo al 95%: da
statistics-share-high = Intervallo al 95%: a
statistics-few-column = Meno di 10 casi
statistics-median = Tempo di risposta mediano
statistics-waiting = Contando anche chi aspetta ancora:
statistics-waiting-interval = Intervallo al 95%: { $interval } ore
statistics-answered-only = La mediana e il novantesimo percentile contano solo le risposte date. Chi aspetta ancora è contato tra le domande ancora aperte e, passata la scadenza, tra quelle in ritardo.
statistics-see-waits = Vedi i tempi di attesa
statistics-p90 = Novantesimo percentile
statistics-net = Al netto delle attese:
statistics-hours = ore
statistics-of = { $hits } su { $total }
statistics-of-decided = { $hits } su { $total } già decise
statistics-few = { $share }, ma con meno di 10 casi
statistics-few-short = meno di 10 casi
statistics-few-note = * Meno di 10 casi: la percentuale da sola inganna, guarda l’intervallo.
statistics-no-case = nessun caso
statistics-no-value = nessun valore
statistics-interval = Intervallo al 95%: da { $low } a { $high }
statistics-interval-hours = Intervallo al 95%: da { $low } a { $high } ore
statistics-withheld = dato oscurato per riservatezza
statistics-withheld-why = Il segno – sta al posto dei numeri oscurati per riservatezza: nel periodo i casi di un tipo sono meno di { $threshold }, oppure quei numeri direbbero quelli di altri periodi. Prova un periodo più lungo.
statistics-withheld-note = Il segno – indica un dato oscurato per riservatezza: meno di { $threshold } casi, un tempo di meno di 10 risposte, o un numero da cui si ricaverebbero.
statistics-download = Scarica per altri programmi (CSV)
statistics-download-excel = Scarica per Excel (CSV)
statistics-download-spared = Scarica le domande risparmiate per altri programmi (CSV)
statistics-download-spared-excel = Scarica le domande risparmiate per Excel (CSV)
statistics-sideways = Scorri la tabella di lato per vedere tutte le colonne.

statistics-by-month = Mese per mese
statistics-month = Mese
statistics-running = in corso
statistics-part-of-month = solo dal { $from } al { $to }
statistics-by-topic = Per argomento
statistics-level = Livello
statistics-area = Area
statistics-topic = Argomento
statistics-area-alone = senza altra indicazione
statistics-no-topic = Senza argomento
statistics-topics-by-year = Per riservatezza gli argomenti si vedono solo per anni interi.
statistics-topics-choose = Scegli un anno:
statistics-whole-period = Tutto il periodo
statistics-within-count = Entro la scadenza
statistics-within-share = % entro la scadenza

statistics-chart-received = Domande ricevute per mese
statistics-chart-whole = mese intero
statistics-chart-running = mese in corso, che non è finito
statistics-unit-questions = domande
statistics-chart-received-about = Una barra per mese. Gli stessi numeri sono nella tabella che segue.
statistics-chart-rate = Risposte entro la scadenza, per mese
statistics-chart-firm = quota di risposte entro la scadenza
statistics-chart-few = la stessa, con meno di 10 casi
statistics-chart-interval = intervallo al 95%
statistics-unit-share = quota di risposte entro la scadenza
statistics-chart-rate-about = Un punto per mese, con una linea che copre l’intervallo al 95%. Gli stessi numeri sono nella tabella che segue.
statistics-chart-rests-on-now = Unità: { $unit }. Casi: { $cases }. Situazione di: { $at }. Fonte: { $source }.
statistics-chart-some-groups = { $shown ->
    [one] Il grafico mostra un gruppo solo di { $all }, quello con più domande; nella tabella ci sono tutti.
   *[other] Il grafico mostra i { $shown } gruppi con più domande, di { $all }; nella tabella ci sono tutti.
}
statistics-chart-sideways = Scorri il grafico di lato per vederlo tutto.

statistics-method = Come calcoliamo i dati
statistics-method-cycles = Che cosa si conta
statistics-method-cycles-about = Ogni domanda ricevuta o riaperta ha una propria scadenza e conta una volta, nel mese in cui è arrivata o è stata riaperta (ora di Milano). La scadenza è quella promessa a chi ha scritto: se le regole cambiano, le promesse già fatte restano. Se chi coordina lo sportello l’ha spostata, conta quella nuova, che chi ha scritto conosce. Ricevute = con risposta + ancora aperte + chiuse senza risposta.
statistics-method-interval = L’intervallo al 95%
statistics-method-interval-about = È l’intervallo di Wilson (1927), fatto per comprendere il valore vero circa 95 volte su 100. Con pochi casi è largo: se gli intervalli di due mesi si toccano, la differenza può dipendere dal caso. Con meno di 10 casi la percentuale è segnata con un asterisco.
statistics-method-percentiles = Mediana e percentili
statistics-method-percentiles-about = Si calcolano sulle sole domande con risposta, interpolando tra i valori ordinati (definizione 7 di Hyndman e Fan, la stessa di INC.PERCENTILE nei fogli di calcolo).
statistics-method-secrecy = La riservatezza
statistics-method-secrecy-about = Chi coordina lo sportello vede tutti i numeri. Agli altri non mostriamo conteggi di meno di { $threshold } domande ricevute, già decise, con risposta, entro la scadenza o in ritardo (Regole deontologiche per la statistica, art. 5), e nascondiamo anche i numeri da cui si ricaverebbero per somma o per differenza: totali, aree e altri periodi compresi.
statistics-method-secrecy-rest = Si vedono invece, anche quando sono così poche, le domande aperte e nei tempi, quelle chiuse senza risposta e quelle decise fuori tempo (13 su 14 dice che una lo è): dicono qualcosa dello sportello e nulla di una persona. Di gruppi e mesi non si vede se quelle fuori tempo hanno avuto una risposta tardi o la aspettano ancora. I tempi si dicono in ore intere e solo da 10 risposte in su, perché un tempo esatto è quello di una persona.
statistics-method-secrecy-periods = Pubblichiamo una tabella per mese e una per argomento di ogni anno; ogni altro periodo è la somma di quei numeri, e si vede solo se si vedono tutti. Per questo si scelgono mesi interi, e gli argomenti per anni interi. Chi confronta la pagina di oggi con quella di domani può vedere che cosa è arrivato nel frattempo, e in quali righe delle tabelle.
statistics-method-files = I file
statistics-method-files-about = Il file per Excel ha punto e virgola, virgola decimale, percentuali, e la spiegazione delle colonne in fondo. Quello per altri programmi ha virgola e punto decimale, quote da 0 a 1, e queste colonne, con il periodo, il momento a cui si riferiscono i dati e la vista, interna o pubblica:

statistics-file-title = Domande ricevute
statistics-file-as-of = Situazione di
statistics-file-source = Fonte
statistics-file-address = Indirizzo
statistics-file-columns = Che cosa dicono le colonne

# Quadro di chi coordina
statistics-board-link = Quadro dello sportello
statistics-board-title = Quadro dello sportello
statistics-board-at = Situazione di { $at }
statistics-board-todo = Da rispondere
statistics-board-late = In ritardo
statistics-board-today = Scadono oggi
statistics-board-waiting = In attesa di chi chiede
statistics-board-unheld = Non ancora prese in carico
statistics-board-mails = Email non partite
statistics-board-late-since = scaduta { $at }
statistics-board-since = arrivata { $at }
statistics-board-nobody = nessuno l’ha presa in carico
statistics-board-all-late = Vedi tutte le { $count } in ritardo
statistics-board-none-late = Nessuna domanda è in ritardo.
statistics-board-tonight = A fine giornata
statistics-board-none-today = Nel resto della giornata non scade nessuna domanda.
statistics-board-no-pace = { $due ->
    [one] Oggi scade ancora una domanda. Lo sportello lavora da troppo poco per dire se arriveremo in tempo.
   *[other] Oggi scadono ancora { $due } domande. Lo sportello lavora da troppo poco per dire se arriveremo in tempo.
}
statistics-board-in-time = { $due ->
    [one] Oggi scade ancora una domanda: al ritmo di sempre ce la facciamo.
   *[other] Oggi scadono ancora { $due } domande: al ritmo di sempre ce la facciamo.
}
statistics-board-will-be = { $due ->
    [one] Oggi scade ancora una domanda.
   *[other] Oggi scadono ancora { $due } domande.
} Al ritmo di sempre { $most ->
    [one] una avrà la risposta in ritardo.
   *[other] { $most } avranno la risposta in ritardo.
}
statistics-board-may-be = { $due ->
    [one] Oggi scade ancora una domanda.
   *[other] Oggi scadono ancora { $due } domande.
} Al ritmo di sempre { $most ->
    [one] una può avere la risposta in ritardo.
   *[other] da { $least } a { $most } possono avere la risposta in ritardo.
}
statistics-board-pace = { $weekday ->
    [1] Risposte date gli ultimi lunedì
    [2] Risposte date gli ultimi martedì
    [3] Risposte date gli ultimi mercoledì
    [4] Risposte date gli ultimi giovedì
    [5] Risposte date gli ultimi venerdì
    [6] Risposte date gli ultimi sabati
   *[7] Risposte date le ultime domeniche
} { $at } a mezzanotte, dalla più recente: { $answers }. È una stima: non tutte erano per domande in scadenza.
statistics-board-none-unheld = Qualcuno si occupa di ogni domanda.
statistics-board-age-under = Da meno di { $hours } ore
statistics-board-age-over = Da { $hours } ore o più
statistics-board-people = Carico per persona
statistics-board-absent = { $count ->
    [one] Una domanda aperta è di chi oggi è assente.
   *[other] { $count } domande aperte sono di chi oggi è assente.
}
statistics-board-absences = Passa le domande ad altri
statistics-board-who = Persona
statistics-board-open = Aperte
statistics-board-answered = Domande con risposta da lunedì
statistics-board-away = assente { $until }
statistics-board-stand-in = al suo posto { $name }
statistics-board-idle = Senza domande aperte né risposte questa settimana: { $names }.
statistics-board-table = Domande di ogni persona
statistics-spared-title = Domande risparmiate dal catalogo
statistics-spared = Hanno detto «Mi basta questo»
statistics-spared-open = Di cui da meno di una settimana, quindi non ancora verificate:
statistics-spared-asked = Hanno chiesto lo stesso
statistics-spared-withheld = Per riservatezza questi numeri si vedono solo per anni interi, e solo se nessuno è di meno di { $threshold } persone. Di un anno finito, quante hanno chiesto lo stesso si vede quando per tutte è passata una settimana.
