# Il rapporto sui bisogni
needs-grows = cresce
needs-fades = cala
needs-word = Parola
needs-areas = Aree che crescono o calano
needs-topics = Argomenti che crescono o calano
needs-themes-about = Adesso: { $now }. Prima: { $before }. In cima sta chi ha le prove più forti, non chi ha più domande. La probabilità tiene conto di tutti i confronti della tabella (Holm, 1979).
needs-words = Parole che crescono o calano
needs-words-about = Parole delle domande: oggetto e primo messaggio. Adesso: { $now }. Prima: { $before }. Le forme di una parola contano insieme; si vede la più usata.
needs-words-people = Si vedono solo parole dette da almeno { $least } persone diverse in uno dei due periodi. Nomi, numeri, indirizzi e tutto ciò che somiglia a un dato personale sono tolti prima di contare.
needs-words-compared = Parole confrontate: { $count }. Si vedono le prime { $shown }.
needs-words-sample = Le domande sono molte: di ogni periodo se ne leggono al più { $most }, distribuite in modo uniforme nel tempo.
needs-lacking = Parole nuove senza scheda
needs-lacking-about = Parole che crescono e che al più una scheda pubblicata contiene. Adesso: { $now }. Prima: { $before }.
needs-searches = Ricerche senza risultato
needs-search = Che cosa è stato cercato
needs-searches-about = Ricerche nel catalogo che non hanno trovato nulla, almeno { $least } volte. Chi cerca non è registrato; le parole si tengono 90 giorni. Non si vede ciò che somiglia a un dato personale. I filtri qui non valgono.
needs-services = Domande e servizi, per area e comune
needs-services-about = Domande del periodo ({ $now }) accanto ai servizi che il catalogo conosce oggi. Prima vengono i comuni senza servizi, poi quelli con più domande per servizio. Contano le aree per cui il catalogo conosce almeno un servizio. Il periodo di confronto ({ $before }) qui non serve.
needs-services-lacking = Senza servizi conosciuti: { $lacking } su { $all ->
        [one] una coppia
       *[other] { $all } coppie
    } di area e comune con domande.
needs-services-everywhere = { $everywhere ->
        [0] Ogni servizio indica un comune.
        [one] Un altro servizio non indica un comune.
       *[other] Altri { $everywhere } servizi non indicano un comune.
    }
needs-no-service = nessun servizio conosciuto
needs-per-service = { $number } domande per servizio
