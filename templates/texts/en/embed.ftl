# Search on the sites of others
embed-title = The search on your site
embed-frame-title = Find an answer on work and family
embed-frame-ask = You find no answer? Ask a question
embed-link = Put the search on your site
