# Che cosa dice delle risposte chi le riceve
satisfaction-verdicts = Le risposte sono state utili?
satisfaction-about = Chi riceve una risposta può dire se è stata utile, in parte o no; conta l’ultima cosa detta. La stessa persona può giudicare più risposte: gli intervalli le trattano come indipendenti.
satisfaction-silent = Quanto pesa chi non risponde
satisfaction-silent-about = Chi è contento, o chi è scontento, può rispondere più spesso degli altri. Senza supporre nulla di chi tace, la quota di risposte utili tra tutte le valutazioni chieste sta tra «almeno» e «al massimo» (Manski, 1990).
satisfaction-low = Attenzione: valutazioni date, su quelle chieste: { $share }. Le quote di utili valgono per chi ha risposto; per tutti guarda quanto sono lontani «almeno» e «al massimo». Chi ha avuto la domanda da poco può ancora rispondere.
satisfaction-enough = Valutazioni date, su quelle chieste: { $share }.
satisfaction-differences = Chi si distingue dagli altri
satisfaction-differences-about = La quota di risposte utili di ogni gruppo, tra quelle giudicate, confrontata con quella di tutti gli altri insieme. Quando i gruppi sono molti, qualcuno sembra diverso per caso: la probabilità ne tiene conto (Holm).
satisfaction-left-out =
    { $count ->
        [one] Un gruppo non è confrontato perché ha, o lascia agli altri,
       *[other] { $count } gruppi non sono confrontati perché hanno, o lasciano agli altri,
    } meno di { $least } casi.
satisfaction-in-time = Le risposte in ritardo sono meno utili?
satisfaction-in-time-about = Risposte arrivate oltre la scadenza confrontate con quelle arrivate in tempo. Una differenza non dice da sola che il ritardo ne sia la causa: le domande difficili sono anche più lente.
satisfaction-answer = Risposta
satisfaction-soon = Entro la scadenza
satisfaction-late = Oltre la scadenza
satisfaction-late-helps-more = più utili di quelle in tempo
satisfaction-late-helps-less = meno utili di quelle in tempo
satisfaction-quarters = Trimestre per trimestre
satisfaction-quarters-about = Per trimestre di arrivo della domanda; il primo e l’ultimo possono essere incompleti.
satisfaction-quarter-column = Trimestre
satisfaction-quarter = { $quarter }º trimestre { $year }
satisfaction-trend-too-few = Per dire se la quota di utili sale o scende servono almeno tre trimestri e 30 valutazioni: troppo pochi dati.
satisfaction-trend-none = Non si distingue dal caso una crescita o un calo della quota di utili (test di tendenza di Cochran e Armitage: χ² = { $chi }, un grado di libertà, p { $p }).
satisfaction-trend-up = La quota di utili cresce, più di quanto spieghi il caso (test di tendenza di Cochran e Armitage: χ² = { $chi }, un grado di libertà, p { $p }).
satisfaction-trend-down = La quota di utili cala, più di quanto spieghi il caso (test di tendenza di Cochran e Armitage: χ² = { $chi }, un grado di libertà, p { $p }).
