# Pagina dei sinonimi del catalogo
synonyms-title = Sinonimi della ricerca
synonyms-link = Sinonimi della ricerca
synonyms-lead = Chi cerca usa parole sue. Qui dici come le stesse cose si chiamano nel catalogo, e la ricerca le trova.
synonyms-how = Una riga per ogni caso: a sinistra dell’uguale quello che scrivono le persone, a destra come lo dice il catalogo. Più modi di dire si separano con la virgola. Maiuscole, accenti, singolare e plurale non contano. Le righe che iniziano con # sono commenti.
synonyms-example = maternità facoltativa, facoltativa = congedo parentale
synonyms-list = Elenco
synonyms-list-hint = Vale dalla prossima ricerca, per tutti.
synonyms-save = Salva l’elenco
synonyms-try = Prova
synonyms-try-words = Parole da cercare nel catalogo
synonyms-try-search = Cerca
synonyms-earlier = Elenchi salvati
synonyms-version = Versione { $number }
synonyms-program = Elenco del programma
synonyms-flash-saved = Elenco salvato: vale dalla prossima ricerca.
synonyms-problem-long = L’elenco è troppo lungo: al massimo 100.000 caratteri.
synonyms-problem-lines = Correggi queste righe. { $lines }
synonyms-problem-stale = Nel frattempo qualcuno ha salvato un altro elenco: lo trovi tra gli elenchi salvati. Il tuo testo è ancora qui sotto; se salvi di nuovo, prende il suo posto.
synonyms-fault-sides = Riga { $line }: ci vuole un uguale, uno solo.
synonyms-fault-blank = Riga { $line }: accanto all’uguale o tra due virgole manca una parola da cercare.
synonyms-fault-long = Riga { $line }: un modo di dire ha più di sei parole.
synonyms-fault-many = Riga { $line }: l’elenco ha più di 2.000 righe.
