# Il rapporto sui bisogni
needs-grows = cresce
needs-fades = cala
needs-from-none = da zero
needs-word = Parola
needs-areas = Aree che crescono o calano
needs-topics = Argomenti che crescono o calano
needs-places = Da quali comuni si chiede di più o di meno
needs-kinds = Chi chiede di più o di meno
needs-themes-about = Adesso: { $now }. Prima: { $before }. Oggi e i giorni che devono ancora venire non contano. In cima sta chi ha le prove più forti, non chi ha più domande. La probabilità tiene conto di tutti i confronti della tabella (Holm, 1979).
needs-words = Parole che crescono o calano
needs-words-about = Parole delle domande: oggetto e primo messaggio. Adesso: { $now }. Prima: { $before }. Le forme di una parola contano insieme; si vede la più usata.
needs-words-people = Si vedono solo parole dette da almeno { $least } persone diverse in uno dei due periodi. Nomi, numeri, indirizzi e tutto ciò che somiglia a un dato personale sono tolti prima di contare.
needs-words-compared = Parole confrontate: { $count }. Si vedono le prime { $shown }.
needs-words-sample = Le domande sono molte: di ogni periodo se ne leggono al più { $most }, distribuite in modo uniforme nel tempo.
needs-words-erased = Senza le domande di cui le parole sono state cancellate: { $before } prima, { $now } adesso.
needs-lacking = Parole nuove senza scheda
needs-lacking-about = Parole che crescono e che al più una scheda pubblicata contiene. Adesso: { $now }. Prima: { $before }.
needs-searches = Ricerche senza risultato
needs-search = Che cosa è stato cercato
needs-searches-about = Ricerche nel catalogo che non hanno trovato nulla, almeno { $least } volte. Chi cerca non è registrato; le parole si tengono 90 giorni. Non si vede ciò che somiglia a un dato personale. I filtri qui non valgono.
needs-services = Domande e servizi, per argomento e comune
needs-services-about = Domande del periodo ({ $now }) accanto ai servizi che il catalogo conosce oggi. Prima viene dove non c’è nessun servizio, poi dove ci sono più domande per servizio. Se gli argomenti e i comuni sono molti, si vedono le prime { $shown } righe. Il periodo di confronto ({ $before }) qui non serve.
needs-services-areas = Contano gli argomenti delle aree in cui il catalogo raccoglie i servizi, in qualunque comune: l’area che ne ha di più e quelle che ne hanno almeno due e almeno un quarto di quanti ne ha quella. Oggi: { $areas }. Un servizio isolato in un’altra area non basta: lì di solito si chiede una spiegazione, non un servizio.
needs-services-general = Un servizio registrato sotto un’area in generale conta per ogni argomento dell’area; per le domande su un’area in generale contano tutti i suoi servizi.
needs-services-elsewhere = { $count ->
        [one] Un servizio sta in un’altra area e non conta.
       *[other] { $count } servizi stanno in altre aree e non contano.
    }
needs-services-none = Il catalogo non conosce ancora nessun servizio.
needs-in-general = in generale
needs-services-lacking = Senza servizi conosciuti: { $lacking } su { $all ->
        [one] una coppia
       *[other] { $all } coppie
    } di argomento e comune con domande.
needs-services-everywhere = { $everywhere ->
        [0] Ogni servizio indica un comune.
        [one] Un altro servizio non indica un comune.
       *[other] Altri { $everywhere } servizi non indicano un comune.
    }
needs-no-service = nessun servizio conosciuto
needs-per-service = { $number } domande per servizio
