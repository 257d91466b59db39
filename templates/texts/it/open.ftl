# I numeri dello sportello, per chiunque
open-title = I numeri dello sportello
open-lead = Quante domande riceviamo, in quanto tempo rispondiamo, su che cosa. Anno per anno, quando l’anno è finito.
open-nothing = Non c’è ancora un anno intero da mostrare.
open-answered-only = I tempi sono solo delle risposte date. Chi aspetta ancora è contato nella tabella mese per mese, tra le domande ancora aperte e, passata la scadenza, tra quelle in ritardo.
open-about = Contiamo le domande arrivate nell’anno, come stanno adesso: { $at }.
open-whole = Il { $year } in breve
open-promise = { $working ->
        [yes] Promettiamo una risposta entro { $hours } ore lavorative.
       *[no] Promettiamo una risposta entro { $hours } ore.
    }
open-received = Domande ricevute
open-median = Metà delle risposte arriva entro
open-p90 = Nove risposte su dieci arrivano entro
open-spared = Hanno detto «Mi basta questo» leggendo il catalogo
open-by-territory = Per territorio
open-files = I dati da scaricare
open-files-about = Gli stessi numeri di tutti gli anni finiti, con licenza CC BY 4.0: li puoi usare citando la fonte.
open-csv = Tabella (CSV): una cifra per riga, quote non arrotondate
open-json = Per i programmi (JSON): le tabelle con le definizioni
open-all-data = Tutti i dati aperti e la loro descrizione DCAT-AP_IT
open-secrecy = Per non far riconoscere nessuno non mostriamo conteggi di meno di { $threshold } domande ricevute, già decise, con risposta, entro la scadenza o in ritardo, né altri numeri da cui si ricaverebbero. Al loro posto c’è il segno –. Lo zero si vede.
