# Titoli delle pagine di servizio; i testi lunghi sono in templates/service/it.
legal-privacy = Informativa privacy
legal-privacy-version = Versione { $version }
legal-notes = Note legali
legal-accessibility = Accessibilità
legal-accessibility-declaration = Leggi la dichiarazione di accessibilità sul sito di AgID
legal-open-data = Dati aperti
legal-faq = Domande frequenti
legal-report = Segnala un disservizio
legal-map = Mappa del sito
legal-map-all = Per tutte le persone
legal-map-own = La tua area
legal-map-staff = Per chi lavora allo sportello
legal-map-legal = Informazioni e regole
legal-map-register = Registrati
legal-map-recover = Reimposta la password
legal-map-profile = Profilo
legal-map-own-data = I tuoi dati
