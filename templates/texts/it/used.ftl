# I rapporti sull’uso del catalogo e della posta
used-month = Mese
used-about-catalogue = Contiamo le ricerche, le letture e i giudizi di questo periodo, come risultano adesso: { $at }.
used-about-mail = Contiamo i messaggi di posta partiti e arrivati in questo periodo, come stanno adesso: { $at }.
used-catalogue-months = Uso del catalogo, mese per mese
used-catalogue-months-about = Ricerche, letture e giudizi sono del pubblico: nessuno è registrato, e la stessa persona che torna conta di nuovo.
used-catalogue-old-readings = Le letture di più di 400 giorni fa sono raccolte al primo giorno del mese: se il periodo comincia a metà di un mese così lontano, quelle del mese non ci sono; se finisce a metà, ci sono tutte.
used-entries = Le schede più lette
used-entries-about = Le schede pubblicate con più letture nel periodo, al più { $most }.
used-entry = Scheda
used-mail-months = Posta in partenza, mese per mese
used-mail-kinds = Posta in partenza, per tipo di messaggio
used-mail-kind = Messaggio
used-mail-about = Partito vuol dire preso in consegna dal server di posta, non letto. I messaggi non più necessari non contano.
used-mail-returned = Un messaggio tornato indietro conta nel giorno in cui arriva l’avviso, e solo se riguarda una domanda.
used-mail-received = Posta in arrivo, mese per mese
used-mail-received-about = Che cosa ne è dei messaggi arrivati, come si sa in questo momento. Lo spam fermato prima dello sportello non si vede.
