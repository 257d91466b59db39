# Le domande riaperte dopo la risposta
reopenings-shares = Quante domande vengono riaperte
reopenings-about = Si parte dalle domande arrivate nel periodo per la prima volta e che hanno avuto una risposta prima di essere chiuse. Chi ha ricevuto la risposta da poco può ancora riaprire: la tabella «Quando vengono riaperte» ne tiene conto.
reopenings-differences = Chi si distingue dagli altri
reopenings-differences-about = La quota di domande riaperte di ogni gruppo, confrontata con quella di tutti gli altri insieme. La probabilità tiene conto di quanti sono i confronti (Holm).
reopenings-over-time = Quando vengono riaperte
reopenings-over-time-about = Stime di Kaplan e Meier dalla prima risposta alla prima riapertura, per almeno 10 domande. Quelle non riaperte contano fino a questo momento.
reopenings-days =
    { $days ->
        [one] 1 giorno
       *[other] { $days } giorni
    }
reopenings-answers = Quanto si aspetta la risposta dopo una riapertura
reopenings-answers-about = Le domande riaperte hanno una scadenza nuova e un orologio nuovo, che parte dalla riapertura. Contano tutte le ore.
