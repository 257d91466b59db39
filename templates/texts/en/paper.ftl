# Reports on paper
paper-page = Page { $page } of { $pages }
paper-download = Download everything as PDF, to print
