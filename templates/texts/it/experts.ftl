# Il lavoro di ogni esperta: solo per chi coordina
experts-no-ranking = Non è una classifica di persone: argomenti, orari e domande sono diversi, e chi prende le domande più difficili ci mette di più. I nomi sono in ordine alfabetico. Serve a vedere chi ha troppo da fare.
experts-work = Il lavoro di ogni esperta
experts-work-by-organisation = Il lavoro di ogni ente
experts-work-about = Le domande aperte sono di chi le ha in carico adesso; le risposte di chi le ha scritte. Di chi ha cambiato ente, le prese in carico contano per l’ente di adesso, le risposte per quello di allora.
experts-load = Domande in carico, settimana per settimana
experts-load-about = Quante domande aperte aveva in carico ciascuna alla fine di ogni settimana intera del periodo, anche quelle che poi sono passate ad altri.
experts-load-some = Il grafico mostra le { $shown } persone con più domande, di { $all }; nella tabella ci sono tutte.
experts-load-chart = Domande in carico alla fine di ogni settimana
experts-load-chart-about = Una striscia per esperta, tutte con la stessa scala, da 0 a { $most } domande. Gli stessi numeri sono nella tabella che segue.
experts-in-queue = In coda, di nessuna
experts-first = Quanto passa fino alla prima risposta
experts-first-by-organisation = Per ente: quanto passa fino alla prima risposta
experts-first-about = Solo la prima risposta a ogni domanda, se è venuta prima che la domanda fosse chiusa. Le mediane delle risposte guardano indietro, a quelle date; l’attesa conta anche chi aspetta ancora, per il tempo già passato, e dice di più quando c’è arretrato.
experts-differ = Tra i { $groups } gruppi con almeno 10 domande i tempi sono diversi anche a parità di area, più di quanto spieghi il caso (test dei ranghi logaritmici stratificato per area: χ² = { $chi }, gradi di libertà { $degrees }, p { $p }). Dentro un’area le domande possono comunque essere diverse.
experts-alike = Tra i { $groups } gruppi con almeno 10 domande, a parità di area, la differenza dei tempi non si distingue dal caso (test dei ranghi logaritmici stratificato per area: χ² = { $chi }, gradi di libertà { $degrees }, p { $p }).
experts-topics = Di che cosa si occupa ciascuna
experts-topics-about = Le domande arrivate o riaperte nel periodo, di chi ha risposto o, se non hanno avuto risposta, di chi le ha adesso: prima di confrontare i tempi, guarda quanto sono diverse.
experts-taking = Quanto passa fino alla presa in carico
experts-taking-about = Dall’arrivo al momento in cui per la prima volta qualcuno ha in carico la domanda, perché l’ha presa o perché le è stata data. Una domanda che riceve risposta senza essere presa in carico conta fino alla risposta.
