# The lists of the questions behind figures: /statistiche/domande.

behind-ricevute = Questions received
behind-risposte = Questions answered
behind-aperte = Questions still open
behind-in-ritardo = Questions late
behind-chiuse = Questions closed without an answer
behind-chieste = Questions of which it was asked whether the answer helped
behind-spontanee = Questions with an unasked rating
behind-riaperte = Questions reopened after the first answer
behind-riaperte-piu-volte = Questions reopened more than once
behind-entro-scadenza = Questions answered within the deadline
behind-oltre-scadenza = Questions with a missed deadline
behind-ricevute-prima = Questions received in the period compared with
behind-aperte-adesso = Questions open now
behind-in-ritardo-adesso = Questions late now
behind-aperte-allora = Questions open at the end of the day
behind-utili = Questions whose answer was said to have helped
behind-utili-in-parte = Questions whose answer was said to have helped in part
behind-non-utili = Questions whose answer was said not to have helped
behind-count =
    { $count ->
        [one] One question.
       *[other] { $count } questions, the newest first.
    }
behind-back = The figures of these questions
behind-none = No question.
behind-others = The questions of the same period
behind-see-within = Within the deadline: { $count }
behind-see-missed = Missed deadline: { $count }
behind-age = open for at least { $from } and less than { $below } hours
behind-age-over = open for at least { $from } hours
behind-in-week = came on { $day }, { $from }–{ $to } o’clock
