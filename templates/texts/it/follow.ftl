# Il link che segue una domanda senza accedere
follow-warning = Chi ha questo link può leggere questa domanda e scriverci al tuo posto: non inoltrarlo.
follow-all = Per vedere tutte le tue domande:
follow-useless-title = Questo link non vale più
follow-useless = Il link che hai aperto è scaduto, è stato annullato oppure non è completo.
follow-expired-title = Il link dell’allegato è scaduto
follow-expired = I link agli allegati nelle nostre email valgono solo per un po’ di tempo. L’allegato è ancora nella pagina della domanda.
follow-useless-sign-in = Se hai un account, accedi: trovi la domanda tra le tue domande.
follow-form-title = Chiedi un nuovo link
follow-form-intro = Scrivi il numero della domanda e l’indirizzo email con cui l’hai fatta: ti mandiamo un nuovo link.
follow-number = Numero della domanda
follow-number-hint = È nell’oggetto delle nostre email, per esempio n. 1234.
follow-send = Mandami il link
follow-sent-title = Controlla la tua email
follow-sent = Se la domanda è tua, tra poco ricevi un’email con il nuovo link.
follow-sent-nothing = Non arriva nulla? Controlla la posta indesiderata, il numero e l’indirizzo. Oppure:
follow-links-title = Link nelle email
follow-links-hint =
    { $days ->
        [one] Con i link delle nostre email leggi questa domanda senza accedere, fino a un giorno dopo la chiusura. Hai inoltrato un’email o l’ha vista qualcun altro? Annulla i link: quelli già mandati non valgono più.
       *[other] Con i link delle nostre email leggi questa domanda senza accedere, fino a { $days } giorni dopo la chiusura. Hai inoltrato un’email o l’ha vista qualcun altro? Annulla i link: quelli già mandati non valgono più.
    }
follow-links-end = Annulla i link
