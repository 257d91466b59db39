# I rapporti su carta
paper-page = Pagina { $page } di { $pages }
paper-download = Scarica tutto in PDF, da stampare
paper-too-long = Il PDF avrebbe più di 400 pagine: scegli un periodo più breve o scarica il foglio di calcolo.
