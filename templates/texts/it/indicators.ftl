# Gli indicatori del piano, con i loro obiettivi.
indicators-title = Indicatori del piano, { $year }
indicators-link = Indicatori del piano
indicators-gone = Anno trascorso finora, { $day } compreso: { $share }.
indicators-over = L’anno è finito. Alcuni numeri possono ancora cambiare: quando si risponde alle domande rimaste aperte, o quando si corregge qualcosa, per esempio se una domanda si rivela spam.
indicators-to-come = L’anno non è ancora iniziato: gli obiettivi si possono già scrivere.
indicators-persons = Persone raggiunte
indicators-persons-about = Le lavoratrici e i lavoratori che nell’anno hanno fatto almeno una domanda, in qualunque modo sia arrivata. Ogni persona conta una volta, anche se ha chiesto più volte. Lo spam non conta.
indicators-families = Famiglie raggiunte
indicators-families-about = Delle persone raggiunte, quelle che in almeno una domanda dell’anno risultavano avere figli, perché lo avevano detto. Dirlo è facoltativo, quindi le persone con figli possono essere di più. Due persone della stessa famiglia contano due volte, perché il programma non lo sa: le famiglie possono quindi essere di meno.
indicators-firms = Imprese raggiunte (PMI)
indicators-firms-about = Le micro, piccole e medie imprese che nell’anno hanno fatto almeno una domanda, in qualunque modo sia arrivata: anche quelle che non hanno dichiarato la dimensione. Ognuna conta una volta, anche se ha chiesto più volte. Lo spam non conta.
indicators-micro = Microimprese raggiunte
indicators-micro-about = Le imprese fino a 9 persone che nell’anno hanno fatto almeno una domanda. Ognuna conta una volta, con l’ultima dimensione che aveva dichiarato chiedendo. Chi non l’ha dichiarata conta solo tra tutte le imprese.
indicators-small = Piccole imprese raggiunte
indicators-small-about = Le imprese da 10 a 49 persone che nell’anno hanno fatto almeno una domanda. Ognuna conta una volta, con l’ultima dimensione che aveva dichiarato chiedendo. Chi non l’ha dichiarata conta solo tra tutte le imprese.
indicators-medium = Medie imprese raggiunte
indicators-medium-about = Le imprese da 50 a 249 persone che nell’anno hanno fatto almeno una domanda. Ognuna conta una volta, con l’ultima dimensione che aveva dichiarato chiedendo. Chi non l’ha dichiarata conta solo tra tutte le imprese.
indicators-bodies = Enti della rete attivi
indicators-bodies-about = Gli enti le cui esperte nell’anno hanno inviato almeno una risposta. Conta l’ente di cui l’esperta faceva parte quando ha risposto.
indicators-answered = Domande con risposta
indicators-within = Risposte entro la scadenza
indicators-entries = Risposte pubblicate nel catalogo
indicators-entries-about = Le schede di tipo «domanda e risposta» pubblicate per la prima volta nell’anno, anche se poi sono state aggiornate o ritirate. Gli aggiornamenti e le traduzioni non contano di nuovo.
indicators-target = Obiettivo: { $target }
indicators-target-share = Obiettivo: { $target }%
indicators-reached = Raggiunto: { $share }
indicators-no-target = Nessun obiettivo.
indicators-pace-not-begun = L’anno non è ancora iniziato.
indicators-pace-reached = Obiettivo raggiunto.
indicators-pace-above = Finora sopra l’obiettivo: l’anno non è finito.
indicators-pace-on-time = In linea: a oggi ne { $needed ->
    [one] serviva almeno 1
   *[other] servivano almeno { $needed }
}.
indicators-pace-behind = Indietro: a oggi ne { $needed ->
    [one] serviva almeno 1
   *[other] servivano almeno { $needed }
}, ne { $missing ->
    [one] manca 1
   *[other] mancano { $missing }
}.
indicators-pace-missing = Per l’obiettivo ne { $missing ->
    [one] manca 1
   *[other] mancano { $missing }
}.
indicators-pace-missed = Obiettivo non raggiunto: ne { $missing ->
    [one] manca 1
   *[other] mancano { $missing }
}.
indicators-pace-perhaps-below = Sotto l’obiettivo, ma può essere un caso: l’intervallo al 95 per cento comprende l’obiettivo.
indicators-pace-below = Sotto l’obiettivo, e difficilmente per caso: tutto l’intervallo al 95 per cento sta sotto l’obiettivo.
indicators-withheld = Per riservatezza non mostriamo i numeri di meno di { $threshold } persone o imprese, e nemmeno quelli da cui si potrebbero ricavare.
indicators-uncounted = Il mese in corso ha ancora troppo poche domande per mostrarle: persone, imprese, enti e domande sono contati { $until }, e il loro passo è misurato a quel giorno.
indicators-how = Come leggere gli indicatori
indicators-how-once = Ogni persona e ogni impresa conta una volta all’anno, con quello che aveva detto di sé quando ha chiesto. Se poi cambia i suoi dati o chiede di cancellarli, i numeri restano quelli.
indicators-how-large = Grandi imprese: nessuna. Lo sportello è per micro, piccole e medie imprese, e chi si registra non può dichiararsi più grande; per questo non c’è un indicatore.
indicators-how-pace = «In linea» e «indietro» confrontano il numero con la parte di obiettivo che spetta ai giorni passati, come se l’anno fosse tutto uguale. Agosto e dicembre di solito portano meno domande: è un’indicazione, non una previsione. Degli enti diciamo solo quanti ne mancano: non crescono con i giorni.
indicators-set = Modifica gli obiettivi
indicators-targets-title = Obiettivi per il { $year }
indicators-targets-lead = Scrivi che cosa il piano vuole raggiungere nell’anno. Lascia vuoto dove non c’è un obiettivo.
indicators-hint = Un numero intero, per esempio 120
indicators-hint-share = Una percentuale, per esempio 95
indicators-save = Salva gli obiettivi
indicators-flash-saved = Gli obiettivi sono salvati.
indicators-problem-target = Scrivi un numero intero da 1 a { $max }, oppure lascia vuoto
indicators-problem-stale = Nel frattempo qualcuno ha cambiato gli obiettivi. Guarda sotto che cosa è cambiato, controlla i tuoi e salva di nuovo.
indicators-history = Chi ha cambiato gli obiettivi
indicators-history-empty = Per quest’anno nessuno ha ancora scritto obiettivi.
indicators-changed = { $indicator }: { $target }
indicators-changed-share = { $indicator }: { $target }%
indicators-removed = { $indicator }: obiettivo tolto
indicators-indicator = Indicatore
