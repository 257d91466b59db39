# I rapporti come li vede chi legge da fuori dello sportello: che cosa manca, e perché
outside-year = Anno
outside-rest = Mancano i gruppi con troppo poche domande e quelli che li farebbero ricavare.
outside-nothing = Qui non c’è nulla da mostrare.
outside-organisation-about = Di ogni ente contano qui le risposte che ha dato. Le domande ancora aperte, anche in ritardo, e quelle chiuse senza risposta non contano per nessun ente: perciò gli enti non sono confrontati tra loro.
outside-groups-about = Per riservatezza una colonna si vede solo se può vedersi per tutti i gruppi e per tutti gli anni scelti. L’ultima riga è tutto il periodo.
outside-groups-withheld = Questa suddivisione non si vede: in almeno un gruppo un numero, o ciò che resta, sarebbe di meno di { $threshold } casi, e oscurare solo quel gruppo non basta. Prova un’altra suddivisione.
outside-satisfaction-years = Le risposte aiutano? Per anno
outside-satisfaction-groups = Le risposte aiutano? Per gruppo
outside-satisfaction-about = Contano solo le valutazioni che abbiamo chiesto: quelle spontanee sono poche e potrebbero far riconoscere qualcuno. Un numero si vede solo se i casi che conta, e quelli che restano fuori, sono zero o almeno { $threshold }: per esempio chi ha risposto e chi no, chi ha trovato utile la risposta e chi no.
outside-reopenings-years = Domande riaperte, per anno
outside-reopenings-groups = Domande riaperte, per gruppo
outside-reopenings-about = Per riservatezza un numero si vede solo se le domande riaperte e quelle non riaperte sono nessuna o almeno { $threshold }; quante sono, la quota e i tempi si vedono solo se lo stesso vale per quelle riaperte più volte.
outside-approvals-answers = Le risposte mandate in approvazione in ogni anno, tutte insieme: nessuna persona dello sportello e nessun gruppo. Un numero si vede solo se quel numero, gli altri della riga e ciò che resta sono zero o almeno { $threshold }.
outside-approvals-entries = Le schede mandate in revisione in ogni anno, tutte insieme: pubblicate o messe in calendario, rimandate, oppure ancora in attesa. Un numero si vede solo se quel numero, gli altri della riga e ciò che resta sono zero o almeno { $threshold }.
outside-mail-about = Contano tutti i messaggi insieme: i tipi non si vedono, perché alcuni partono una volta o due l’anno e direbbero che cosa ha fatto una persona. Un mese con meno di { $threshold } domande è oscurato, e con lui quelli che lo farebbero ricavare.
outside-mail-received-about = Se in un mese o in un anno lo sportello ha preso in carico meno di { $threshold } messaggi, tutti i mesi sono oscurati: da quelli si ricaverebbe. Lo sono anche i mesi con meno di { $threshold } domande.
outside-needs-about = Adesso: { $now }. Prima: { $before }. In cima sta chi ha le prove più forti, non chi ha più domande. La probabilità tiene conto di tutti i confronti della tabella (Holm, 1979).
outside-needs-compared = Contano tutte le domande ricevute, anche quelle riaperte, come nelle tabelle degli anni. Il confronto è al giorno: dell’anno in corso conta il tempo già passato, di oggi solo le ore fino a questo momento, e la stagione può pesare.
outside-needs-without = Qui non ci sono parole delle domande né ricerche senza risultato: una parola può essere il nome di qualcuno, e di chi cerca non sappiamo se è uno o sono molti. Le vede solo chi coordina lo sportello.
outside-services-topics = Domande e servizi, per argomento
outside-services-topics-about = Domande ricevute nel periodo ({ $now }) accanto ai servizi che il catalogo conosce oggi sullo stesso argomento. Argomenti senza servizi conosciuti: { $lacking } su { $all }. Prima vengono questi, poi quelli con più domande per servizio.
outside-services-places = Domande e servizi, per comune
outside-services-places-about = Domande ricevute nel periodo ({ $now }), su qualunque argomento, accanto ai servizi che il catalogo conosce oggi nello stesso comune. Comuni senza servizi conosciuti: { $lacking } su { $all }. Prima vengono questi, poi quelli con più domande per servizio. { $everywhere ->
    [0] Ogni servizio indica un comune.
    [one] Un altro servizio non indica un comune.
   *[other] Altri { $everywhere } servizi non indicano un comune.
} Domande per comune e argomento insieme non si pubblicano: i numeri sarebbero troppo piccoli.
outside-catalogue-months-about = Ricerche e letture sono del pubblico: di chi cerca o legge non registriamo nulla, e la stessa persona che torna conta di nuovo. Non dicono nulla di nessuno, e si vedono tutte.
outside-catalogue-words = Che cosa è stato cercato non si vede: di chi cerca non sappiamo se è uno o sono molti.
outside-catalogue-years = A che cosa serve, anno per anno
outside-catalogue-years-about = Un giudizio, una risposta che richiama una scheda, una domanda risparmiata vengono da una persona sola: si vedono solo per tutto il catalogo e per anni interi, e solo se nessuno dei numeri è di meno di { $threshold } casi. Di un anno finito, quante hanno chiesto lo stesso si vede quando per tutte è passata una settimana.
outside-catalogue-entries-about = Scheda per scheda si vedono solo le letture: giudizi, richiami e domande risparmiate sarebbero spesso di una persona sola.
