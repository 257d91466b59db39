# I rapporti su carta
paper-page = Pagina { $page } di { $pages }
paper-download = Scarica tutto in PDF, da stampare
