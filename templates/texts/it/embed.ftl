# Ricerca sui siti di altri
embed-title = La ricerca sul tuo sito
embed-frame-title = Cerca una risposta su lavoro e famiglia
embed-frame-ask = Non trovi la risposta? Fai una domanda
embed-link = Metti la ricerca sul tuo sito
