# Ciò che ogni pagina dice: testata, menu, campi, messaggi, piè di pagina.
common-description = Lo sportello che risponde a lavoratrici, lavoratori e imprese su congedi, orari, contratti e servizi per conciliare lavoro e famiglia nella provincia di Milano.
common-home = Home
common-error-prefix = Errore:
common-skip-content = Vai al contenuto principale
common-skip-footer = Vai al piè di pagina
common-sign-in = Accedi
common-sign-out = Esci
common-breadcrumb = Percorso di navigazione
common-nav-label = Menu principale
common-nav-catalogue = Catalogo
common-nav-topics = Argomenti
common-nav-ask = Fai una domanda
common-nav-questions = Le tue domande
common-nav-queue = Coda
common-nav-opinions = Pareri
common-nav-editing = Redazione
common-nav-statistics = Statistiche
common-nav-administration = Amministrazione

common-printed = Stampato { $at }

common-fields-required = I campi con l’asterisco (*) sono obbligatori.
common-field-optional = (facoltativo)
common-characters-max = Al massimo { $max } caratteri
common-characters-left = Restano { $count } caratteri
common-characters-over = { $count } caratteri di troppo
common-password-show = Mostra
common-password-hide = Nascondi
common-sending = Invio in corso…
common-draft-saved = Bozza salvata alle { $time }
common-draft-kept = Non riusciamo a salvare la bozza online: alle { $time } è rimasta su questo dispositivo
common-draft-gone = Questa bozza non c’è più: qui non si salva più da sola. Se il testo ti serve ancora, premi «Salva la bozza».
common-draft-restored = Abbiamo ripreso ciò che avevi scritto su questo dispositivo
common-new-window = si apre in una nuova scheda
common-errors-title = { $count ->
        [one] Controlla un campo
       *[other] Controlla { $count } campi
    }

common-disclaimer = Lo sportello dà informazioni: non sostituisce l’assistenza legale.
common-pages = Pagine
common-page = Pagina
common-page-previous = Pagina precedente
common-page-next = Pagina successiva
common-pager-newer = Precedenti
common-pager-older = Successive

common-footer-phone = Telefono:
common-footer-email = Email:
common-footer-pec = PEC:
common-footer-help = Aiuto
common-footer-faq = Leggi le domande frequenti (FAQ)
common-footer-report = Segnalazione disservizio
common-footer-more = Informazioni
common-footer-open-data = Dati aperti
common-footer-figures = I numeri dello sportello
common-footer-map = Mappa del sito
common-footer-privacy = Informativa privacy
common-footer-legal-notes = Note legali
common-footer-accessibility = Dichiarazione di accessibilità

## Files that a form brings
common-problem-file-type = Il file «{ $name }» non si può allegare: usa PDF, JPG, PNG, DOCX, XLSX, ODT, ODS o TXT
common-problem-file-large = Il file «{ $name }» è troppo grande: il massimo è { $max }
common-problem-file-empty = Il file «{ $name }» è vuoto
common-problem-files-many = Troppi allegati: al massimo { $max }
