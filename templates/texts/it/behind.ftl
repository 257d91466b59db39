# Gli elenchi delle domande dietro le cifre: /statistiche/domande.

behind-ricevute = Domande ricevute
behind-risposte = Domande con risposta
behind-aperte = Domande ancora aperte
behind-in-ritardo = Domande in ritardo
behind-chiuse = Domande chiuse senza risposta
behind-chieste = Domande di cui è stato chiesto se la risposta è stata utile
behind-spontanee = Domande con una valutazione spontanea
behind-riaperte = Domande riaperte dopo la prima risposta
behind-riaperte-piu-volte = Domande riaperte più volte
behind-entro-scadenza = Domande con risposta entro la scadenza
behind-oltre-scadenza = Domande con scadenza mancata
behind-ricevute-prima = Domande ricevute nel periodo di confronto
behind-aperte-adesso = Domande aperte adesso
behind-in-ritardo-adesso = Domande in ritardo adesso
behind-aperte-allora = Domande aperte alla fine del giorno
behind-utili = Domande con una risposta giudicata utile
behind-utili-in-parte = Domande con una risposta giudicata utile in parte
behind-non-utili = Domande con una risposta giudicata non utile
behind-count =
    { $count ->
        [one] Una domanda.
       *[other] { $count } domande, dalla più recente.
    }
behind-back = Le cifre di queste domande
behind-none = Nessuna domanda.
behind-others = Le domande dello stesso periodo
behind-see-within = Entro la scadenza: { $count }
behind-see-missed = Scadenza mancata: { $count }
behind-age = aperte da almeno { $from } e meno di { $below } ore
behind-age-over = aperte da almeno { $from } ore
behind-in-week = arrivate { $day }, ore { $from }–{ $to }
