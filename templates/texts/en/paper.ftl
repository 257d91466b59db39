# Reports on paper
paper-page = Page { $page } of { $pages }
paper-download = Download everything as PDF, to print
paper-too-long = The PDF would have more than 400 pages: choose a shorter period, or download the spreadsheet.
