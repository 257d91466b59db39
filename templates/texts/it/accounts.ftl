# Registrazione, accesso, profilo, utenti.

# --- Registrazione
accounts-register-title = Registrati
accounts-register-intro = Con un account puoi fare domande allo sportello, leggere le risposte e ritrovarle quando vuoi. Il servizio è gratuito e riservato.
accounts-register-have-account = Hai già un account?
accounts-register-sign-in = Accedi
accounts-register-kind = Per chi chiedi
accounts-register-firm = La tua impresa
accounts-register-firm-only = Compila questa parte solo se scrivi per un’impresa.
accounts-register-firm-hint = Lo sportello risponde alle micro, piccole e medie imprese, fino a 249 persone.
accounts-register-statistics = Per le statistiche (facoltativo)
accounts-register-statistics-hint = Questi dati servono solo a capire chi usa lo sportello, in forma anonima. Non cambiano la risposta.
accounts-register-privacy-html = Ho letto e compreso l’informativa sulla privacy (<a href="/privacy" target="_blank" rel="noopener">leggila<span class="visually-hidden">: informativa sulla privacy, si apre in una nuova scheda</span></a>)
accounts-register-submit = Crea l’account
accounts-register-sent-title = Controlla la posta
accounts-register-sent = Ti abbiamo mandato un’email: apri il link per completare la registrazione.

# --- Campi
accounts-kind-worker = Sono una lavoratrice o un lavoratore
accounts-kind-enterprise = Scrivo per un’impresa
accounts-field-name = Nome e cognome
accounts-field-email = Email
accounts-field-email-hint = Per esempio nome@esempio.it
accounts-field-password = Password
accounts-field-password-hint = Almeno { $min } caratteri. Una frase che ricordi facilmente va bene, anche con gli spazi.
accounts-field-new-password = Nuova password
accounts-field-current-password = Password attuale
accounts-field-municipality = Comune in cui vivi o lavori
accounts-choose = Scegli
accounts-municipality-outside = Fuori provincia
accounts-municipality-undisclosed = Preferisco non dirlo
accounts-municipality-others = Altre risposte
accounts-municipality-list = Comuni della Provincia di Milano
accounts-field-company = Nome dell’impresa
accounts-field-vat-number = Partita IVA
accounts-field-vat-number-hint = 11 cifre
accounts-field-company-size = Persone che lavorano nell’impresa
accounts-size-micro = Da 1 a 9 (microimpresa)
accounts-size-small = Da 10 a 49 (piccola impresa)
accounts-size-medium = Da 50 a 249 (media impresa)
accounts-field-sector = Settore
accounts-sector-a = Agricoltura, silvicoltura e pesca
accounts-sector-b = Attività estrattive
accounts-sector-c = Attività manifatturiere
accounts-sector-d = Energia elettrica, gas, vapore
accounts-sector-e = Acqua, reti fognarie, rifiuti
accounts-sector-f = Costruzioni
accounts-sector-g = Commercio all’ingrosso e al dettaglio
accounts-sector-h = Trasporto e magazzinaggio
accounts-sector-i = Alloggio e ristorazione
accounts-sector-j = Editoria, radio e televisione, contenuti
accounts-sector-k = Telecomunicazioni e informatica
accounts-sector-l = Attività finanziarie e assicurative
accounts-sector-m = Attività immobiliari
accounts-sector-n = Attività professionali, scientifiche e tecniche
accounts-sector-o = Attività amministrative e servizi di supporto
accounts-sector-p = Amministrazione pubblica
accounts-sector-q = Istruzione e formazione
accounts-sector-r = Sanità e assistenza sociale
accounts-sector-s = Arte, sport e divertimento
accounts-sector-t = Altre attività di servizi
accounts-sector-u = Famiglie che danno lavoro domestico
accounts-sector-v = Organismi extraterritoriali
accounts-field-gender = Genere
accounts-gender-none = Preferisco non dirlo
accounts-gender-female = Donna
accounts-gender-male = Uomo
accounts-gender-other = Altro
accounts-field-birth-year = Anno di nascita
accounts-field-birth-year-hint = Per esempio 1985
accounts-field-children = Numero di figlie e figli
accounts-field-lang = Lingua delle pagine e delle email
accounts-lang-it = Italiano
accounts-lang-en = English
accounts-field-mail-answer-text = Mandami il testo delle risposte per email
accounts-field-mail-answer-text-hint = Se non scegli questa opzione, l’email contiene solo un link alla risposta.

# --- Errori
accounts-error-kind = Scegli se sei una lavoratrice o un lavoratore, o se scrivi per un’impresa
accounts-error-name-empty = Scrivi il nome e il cognome
accounts-error-name-too-long = Il nome è troppo lungo: usa al massimo { $max } caratteri
accounts-error-name-unreadable = Il nome contiene caratteri che non si possono usare: riscrivilo
accounts-error-name-link = Il nome non può contenere l’indirizzo di una pagina web: scrivi solo nome e cognome
accounts-error-email-empty = Scrivi il tuo indirizzo email
accounts-error-email-not-an-address = Scrivi un indirizzo email completo, per esempio nome@esempio.it
accounts-error-email-taken = Questo indirizzo ha già un account
accounts-error-password-empty = Scrivi una password di almeno 12 caratteri
accounts-error-password-short = La password è troppo corta: usa almeno 12 caratteri
accounts-error-password-long = La password è troppo lunga: usa al massimo 200 caratteri
accounts-error-password-common = Questa password è facile da indovinare: scegli una frase o parole meno comuni
accounts-error-password-personal = La password contiene quasi solo il tuo nome o la tua email: scegline un’altra
accounts-error-current-password = La password attuale non è corretta
accounts-error-municipality = Scegli il comune dall’elenco
accounts-error-privacy = Per registrarti conferma di aver letto l’informativa sulla privacy
accounts-error-company-empty = Scrivi il nome dell’impresa
accounts-error-company-too-long = Il nome dell’impresa è troppo lungo: usa al massimo { $max } caratteri
accounts-error-company-unreadable = Il nome dell’impresa contiene caratteri che non si possono usare: riscrivilo
accounts-error-company-link = Il nome dell’impresa non può contenere l’indirizzo di una pagina web: scrivi solo il nome
accounts-error-vat-number = La partita IVA ha 11 cifre: controlla i numeri
accounts-error-company-size = Scegli quante persone lavorano nell’impresa
accounts-error-sector = Scegli il settore dall’elenco
accounts-error-gender = Scegli una delle risposte
accounts-error-birth-year = Scrivi l’anno di nascita con quattro cifre, per esempio 1985
accounts-error-children = Scrivi un numero da 0 a 20
accounts-error-lang = Scegli la lingua
accounts-error-role = Scegli il ruolo
accounts-error-organisation-empty = Scrivi il nome dell’ente
accounts-error-organisation-too-long = Il nome dell’ente è troppo lungo: usa al massimo { $max } caratteri
accounts-error-organisation-unreadable = Il nome dell’ente contiene caratteri che non si possono usare: riscrivilo
accounts-error-organisation-link = Il nome dell’ente non può contenere l’indirizzo di una pagina web: scrivi solo il nome
accounts-error-sign-in = Email o password non corretti. Se ti sei appena registrata o registrato, apri prima il link che ti abbiamo mandato per email.
accounts-error-sign-in-title = Accesso non riuscito

# --- Conferma dell'indirizzo
accounts-confirm-title = Conferma il tuo indirizzo email
accounts-confirm-intro = Manca un solo passo: conferma che l’indirizzo è tuo.
accounts-confirm-submit = Conferma l’indirizzo
accounts-link-title = Il link non vale più
accounts-link-expired = Il link è scaduto oppure è già stato usato.
accounts-link-confirm-hint = Se hai già confermato l’indirizzo, puoi accedere. Altrimenti chiedi un nuovo link.
accounts-link-password-hint = Chiedi un nuovo link: ti arriva per email in pochi minuti.
accounts-link-another = Mandami un nuovo link
accounts-link-missing = Non trovi l’email con il link di conferma?
accounts-link-wait = Il link vale { $hours } ore. Se non trovi l’email, guarda nella posta indesiderata.
accounts-another-title = Un nuovo link di conferma
accounts-another-intro = Scrivi l’email con cui ti sei registrata o registrato: ti mandiamo un nuovo link per confermarla.
accounts-another-sent-title = Controlla di nuovo la posta
accounts-another-sent = Se l’indirizzo aspetta la conferma, ti abbiamo mandato un nuovo link.
accounts-another-confirmed = Se l’hai già confermato, il link non serve più:

# --- Accesso
accounts-sign-in-title = Accedi
accounts-sign-in-submit = Accedi
accounts-sign-in-forgot = Hai dimenticato la password?
accounts-sign-in-no-account = Non hai un account?
accounts-sign-in-register = Registrati
accounts-sign-in-wanted = Accedi per continuare.
accounts-sign-in-to-ask = Per fare una domanda serve un account gratuito: bastano due minuti.
accounts-sign-in-confidential = Il tuo datore di lavoro non saprà che hai scritto: la domanda la leggono solo le persone dello sportello.

# --- Password
accounts-recover-title = Reimposta la password
accounts-recover-intro = Scrivi l’email con cui ti sei registrata o registrato: ti mandiamo un link per scegliere una nuova password.
accounts-recover-submit = Manda il link
accounts-recover-sent-title = Controlla la posta
accounts-recover-sent = Se l’indirizzo ha un account, ti abbiamo mandato un’email con il link per scegliere una nuova password.
accounts-recover-sent-hint = Il link vale { $minutes } minuti. Se non trovi l’email, guarda nella posta indesiderata.
accounts-new-password-title = Scegli una nuova password
accounts-new-password-intro = Dopo il cambio devi accedere di nuovo su tutti i dispositivi.
accounts-new-password-submit = Salva la password
accounts-invited-title = Ti diamo il benvenuto allo sportello
accounts-invited-intro = Scegli la password del tuo account { $email }.

# --- Avvisi
accounts-flash-confirmed = Indirizzo confermato. Ora puoi accedere.
accounts-flash-signed-out = Sei uscita o uscito dal tuo account.
accounts-flash-signed-out-everywhere = Hai chiuso l’accesso su tutti i dispositivi.
accounts-flash-password-changed = Password salvata. Accedi con la nuova password.
accounts-flash-password-changed-here = Password salvata. Sugli altri dispositivi devi accedere di nuovo.
accounts-flash-profile-saved = Dati salvati.
accounts-flash-invited = Invito mandato.
accounts-flash-role-changed = Ruolo ed ente salvati.
accounts-flash-disabled = Account disattivato: la persona non può più accedere.
accounts-flash-enabled = Account riattivato.

# --- Profilo
accounts-profile-title = Il tuo profilo
accounts-profile-check = Con il tuo indirizzo qualcuno ha compilato la registrazione più di una volta: controlla che i dati qui sotto siano i tuoi e correggili se serve.
accounts-profile-data = I tuoi dati
accounts-profile-email-hint = Non si può cambiare da qui. Se usi un altro indirizzo scrivi a
accounts-profile-save = Salva i dati
accounts-profile-password = Cambia la password
accounts-profile-password-submit = Cambia la password
accounts-profile-sessions = Dispositivi collegati
accounts-profile-sessions-caption = Dispositivi da cui hai fatto l’accesso
accounts-profile-session-device = Dispositivo
accounts-profile-session-since = Accesso
accounts-profile-session-seen = Ultimo uso
accounts-profile-session-here = questo dispositivo
accounts-profile-session-unknown = Dispositivo sconosciuto
accounts-profile-sessions-end = Esci da tutti i dispositivi
accounts-profile-own-data = I dati che conserviamo
accounts-profile-own-data-intro = Puoi vedere i dati del tuo account e scaricare una copia di tutto, domande e risposte comprese.
accounts-profile-own-data-link = Vedi i tuoi dati

# --- Ruoli e stati
accounts-role-requester = Chi fa domande
accounts-role-expert = Esperta o esperto
accounts-role-coordinator = Coordinamento
accounts-role-analyst = Analisi dei dati
accounts-role-admin = Amministrazione tecnica
accounts-role-expert-hint = Risponde alle domande, scrive le schede del catalogo e rilegge quelle delle altre
accounts-role-coordinator-hint = Assegna le domande, controlla le scadenze, pubblica il catalogo, invita il personale
accounts-role-analyst-hint = Legge le statistiche, mai i dati delle persone
accounts-role-admin-hint = Gestisce persone, gruppi e posta in uscita; non vede le domande
accounts-state-pending = Invito da accettare
accounts-state-active = Attivo
accounts-state-disabled = Disattivato

# --- Utenti (amministrazione)
accounts-users-title = Persone dello sportello
accounts-users-intro = Chi lavora allo sportello entra solo su invito. Chi fa domande si registra da sé e non compare qui.
accounts-users-invite = Invita una persona
accounts-users-caption = Personale dello sportello
accounts-users-name = Nome
accounts-users-role = Ruolo
accounts-users-organisation = Ente
accounts-users-state = Stato
accounts-users-last-sign-in = Ultimo accesso
accounts-users-never = Mai
accounts-users-empty = Non c’è ancora nessuno. Invita la prima persona.
accounts-users-filter = Cerca per nome, email o ente
accounts-users-filter-submit = Cerca
accounts-users-found = { $n ->
        [0] Nessuna persona trovata
        [one] Una persona
       *[other] { $n } persone
    }
accounts-invite-title = Invita una persona
accounts-invite-intro = La persona riceve un’email con un link per scegliere la password. Il link vale { $days } giorni.
accounts-invite-submit = Manda l’invito
accounts-field-role = Ruolo
accounts-field-organisation = Ente (facoltativo)
accounts-field-organisation-hint = Scegli un ente dall’elenco o scrivine uno nuovo
accounts-user-role = Ruolo ed ente
accounts-user-role-hint = Se il ruolo cambia, la persona deve accedere di nuovo e le sue chiavi per i programmi sono revocate.
accounts-user-role-submit = Salva ruolo ed ente
accounts-user-state = Stato dell’account
accounts-user-disable = Disattiva l’account
accounts-user-disable-hint = Se disattivi l’account, la persona non può più accedere e non riceve email. Le domande che ha in carico tornano in coda, le sue chiavi per i programmi sono revocate; ciò che ha scritto resta.
accounts-user-enable = Riattiva l’account
accounts-user-invite-again = Manda di nuovo l’invito
accounts-user-invite-again-hint = I link mandati prima non valgono più.
accounts-user-not-yours = Non puoi modificare questo account.

# --- Pagine di servizio
accounts-problem-400-title = Richiesta non valida
accounts-problem-400 = Non abbiamo capito la richiesta. Torna indietro e riprova.
accounts-problem-403-title = La pagina è rimasta aperta troppo a lungo
accounts-problem-403 = Per sicurezza non abbiamo accettato il modulo. Riapri la pagina e invialo di nuovo.
accounts-problem-404-title = Questa pagina non c’è
accounts-problem-404 = Cerca nel catalogo o torna alla home.
accounts-problem-405-title = Questa azione non è possibile
accounts-problem-405 = La pagina esiste, ma non si può usare in questo modo.
accounts-problem-408-title = Il collegamento è troppo lento
accounts-problem-408 = I dati arrivavano troppo lentamente e ci siamo fermati. Torna indietro e riprova, magari con meno file.
accounts-problem-409-title = Nel frattempo è cambiato qualcosa
accounts-problem-409 = L’azione non è più possibile. Torna indietro e ricarica la pagina per vedere la situazione.
accounts-problem-413-title = Il file o il testo è troppo grande
accounts-problem-413 = Torna indietro e togli qualche file, oppure accorcia il testo.
accounts-problem-429-title = Hai fatto molti tentativi in poco tempo
accounts-problem-429 = { $minutes ->
        [one] Riprova tra un minuto.
       *[other] Riprova tra { $minutes } minuti.
    }
accounts-problem-429-recovery = Non ricordi la password? Scegline una nuova con il link che ti mandiamo per email.
accounts-problem-503-title = In questo momento non ci riusciamo
accounts-problem-503 = Lo sportello è molto occupato oppure ha un problema momentaneo. Riprova tra qualche minuto.
accounts-problem-500-title = Qualcosa non ha funzionato
accounts-problem-500 = Abbiamo registrato il problema. Riprova tra qualche minuto.
accounts-problem-typed-title = Quello che hai scritto
accounts-problem-typed = Non è stato salvato, ma è ancora qui: puoi copiarlo.
accounts-problem-typed-retry = Oppure aspetta un momento e invialo di nuovo.
accounts-problem-typed-files = I file vanno aggiunti di nuovo.
accounts-problem-typed-label = Il tuo testo
accounts-problem-typed-send = Invia di nuovo
accounts-problem-code = Se il problema resta, scrivi a { $email } e indica il codice { $code }.
accounts-problem-home = Torna alla home
accounts-problem-catalogue = Cerca nel catalogo

accounts-token-title = Chiavi per i programmi
accounts-token-intro = Con una chiave un programma, per esempio un foglio di calcolo, legge i tempi di risposta al posto tuo, come li vedi tu.
accounts-token-end = Le chiavi smettono di valere quando cambi la password o esci da tutti i dispositivi.
accounts-token-docs = Istruzioni per chi programma (in inglese)
accounts-token-new = La chiave è pronta
accounts-token-once = Copiala adesso e conservala come una password: non la mostriamo più.
accounts-token-caption = Le tue chiavi
accounts-token-name = A che cosa serve
accounts-token-name-hint = Un nome per riconoscerla, per esempio «Foglio del rapporto mensile».
accounts-token-made = Creata
accounts-token-used = Ultimo uso
accounts-token-never = Mai
accounts-token-action = Azione
accounts-token-withdraw = Revoca «{ $name }»
accounts-token-make = Crea una chiave
accounts-problem-token-empty = Scrivi a che cosa serve la chiave
accounts-problem-token-too-long = Il nome è troppo lungo: al massimo { $max } caratteri
accounts-problem-token-link = Scrivi un nome, non un indirizzo web
accounts-problem-token-unreadable = Il nome contiene caratteri che non si possono usare: riscrivilo
accounts-problem-token-taken = Hai già una chiave con questo nome: se hai premuto due volte, revocala qui sotto e creane un’altra
accounts-problem-token-many = Puoi avere al massimo { $most } chiavi: revocane una
accounts-flash-token-withdrawn = Chiave revocata: da adesso non apre più nulla.
accounts-problem-token-secret = Questa è una chiave, non un nome: scrivi a che cosa serve
accounts-problem-typed-back = Riapri la pagina

# Assenze di chi lavora allo sportello.
accounts-absences-own = Le tue assenze
accounts-absences-all = Assenze
accounts-absences-lead = Quando una persona è assente, chi la sostituisce riceve anche i suoi avvisi e può rispondere alle sue domande. Se nessuno la sostituisce, gli avvisi arrivano al gruppo che segue l’argomento.
accounts-absences-link = Segna quando non ci sei
accounts-absences-caption = Assenze di oggi e dei prossimi giorni
accounts-absences-none = Nessuna assenza segnata.
accounts-absences-stood-in = Sei al posto di
accounts-absences-admin = Chi non c’è, fino a quando e chi la sostituisce.
accounts-absence-who = Chi è assente
accounts-absence-days = Giorni
accounts-absence-stand-in = Chi la sostituisce
accounts-absence-stand-in-hint = Vede le sue domande e riceve i suoi avvisi. Puoi anche non indicare nessuno.
accounts-absence-nobody = Nessuno in particolare
accounts-absence-actions = Azioni
accounts-absence-now = oggi
accounts-absence-questions = Domande di { $name }
accounts-absence-withdraw = Elimina
accounts-absence-change = Cambia
accounts-absence-change-title = Cambiare un’assenza
accounts-absence-begun = L’assenza è già cominciata: puoi cambiare l’ultimo giorno e chi sostituisce.
accounts-absence-save = Salva l’assenza
accounts-absence-back = Lascia com’è
accounts-flash-absence-changed = Assenza cambiata.
accounts-error-absence-begun = L’assenza è già cominciata: il primo giorno non si cambia più.
accounts-error-absence-stale = Intanto un’altra persona ha cambiato questa assenza. Controlla come è ora e, se serve, salva di nuovo.
accounts-absence-new = Nuova assenza
accounts-absence-first = Dal giorno
accounts-absence-first-hint = Compreso.
accounts-absence-last = Al giorno
accounts-absence-last-hint = Compreso.
accounts-absence-note = Segna l’assenza
accounts-flash-absence-noted = Assenza segnata.
accounts-flash-absence-withdrawn = Assenza eliminata.
accounts-error-absence-person = Scegli una persona che lavora allo sportello.
accounts-error-absence-day = Scrivi un giorno, per esempio 3/12/2026.
accounts-error-absence-order = L’ultimo giorno viene prima del primo.
accounts-error-absence-over = Questi giorni sono già passati.
accounts-error-absence-long = Un’assenza può durare al più un anno.
accounts-error-absence-overlaps = In alcuni di questi giorni c’è già un’assenza: cambia o elimina prima quella.
accounts-error-absence-stand-in = Scegli un’altra persona che lavora allo sportello.
accounts-error-absence-stand-in-away = In alcuni di questi giorni è assente anche questa persona: scegline un’altra.
