# L'orologio delle domande: il contrassegno negli elenchi e la storia nella pagina della domanda.
sla-badge-on-time = Nei tempi – scade il { $due }
sla-badge-soon = In scadenza – { $left }
sla-badge-overdue = In ritardo di { $late }
sla-badge-paused = In pausa – attesa chiarimento
sla-badge-answered = Risposta in { $took }
sla-badge-answered-late = Risposta in { $took }, oltre la scadenza
sla-badge-closed = Chiusa senza risposta
sla-badge-spam = Messa da parte

sla-story-received = Domanda ricevuta: { $hours ->
        [one] un’ora
       *[other] { $hours } ore
    } per rispondere, entro { $due }
sla-story-received-working = Domanda ricevuta: { $hours ->
        [one] un’ora lavorativa
       *[other] { $hours } ore lavorative
    } per rispondere, entro { $due }
sla-story-reopened = Domanda riaperta: { $hours ->
        [one] un’ora
       *[other] { $hours } ore
    } per rispondere, entro { $due }
sla-story-reopened-working = Domanda riaperta: { $hours ->
        [one] un’ora lavorativa
       *[other] { $hours } ore lavorative
    } per rispondere, entro { $due }
sla-story-paused = Chiesto un chiarimento: il tempo si ferma, ne resta ancora: { $left }
sla-story-paused-late = Chiesto un chiarimento: il tempo si ferma, con { $late } di ritardo
sla-story-replied = Arrivato il chiarimento: il tempo riparte, scadenza { $due }
sla-story-resumed = Il lavoro riprende senza attendere il chiarimento: scadenza { $due }
sla-story-moved = Scadenza spostata: era { $from }, ora è { $due }. Motivo: { $reason }
sla-story-passed = Scadenza superata
sla-story-answered = Risposta inviata dopo { $took }, entro la scadenza
sla-story-answered-paused = Risposta inviata dopo { $took } (in attesa del chiarimento: { $paused }), entro la scadenza
sla-story-answered-late = Risposta inviata dopo { $took }, con { $late } di ritardo
sla-story-closed = Domanda chiusa senza risposta: il tempo si ferma
sla-story-spam = Domanda messa da parte: il tempo si ferma
