# Quanto si usa il catalogo
usage-readings = Letture in 12 mesi
usage-readings-count = { $count ->
    [one] una volta
   *[other] { $count } volte
}
usage-searches = Negli ultimi 90 giorni: { $all ->
    [one] una ricerca
   *[other] { $all } ricerche
}, di cui { $without } senza risultato ({ $share }).
usage-definition = Che cosa contiamo
usage-searches-about = Una ricerca è la prima pagina dei risultati per almeno una parola, sul sito o con l’interfaccia per altri programmi. Se cambia un filtro è un’altra ricerca; se cambia l’ordine o la pagina no, e non contano i suggerimenti mentre si scrive. Non contiamo chi lavora allo sportello e ha fatto l’accesso, i robot che dicono di esserlo e le pagine che il browser prende in anticipo. Non salviamo niente di chi cerca: la stessa persona che torna conta di nuovo. Se il programma si interrompe all’improvviso, può mancare l’ultimo minuto.
