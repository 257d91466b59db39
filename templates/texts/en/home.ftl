# The home page and the list of topics.
home-title = How can we help you?
home-lead = Leave, time off, working hours, contracts, nurseries and services: find an answer that has been checked, or ask our experts.
home-search-label = Search for an answer
home-search-hint = For example (the answers are in Italian): congedo parentale, part-time, bonus nido
home-search = Search
home-count = { $count ->
        [one] There is one entry in the catalogue
       *[other] There are { $count } entries in the catalogue
    }
home-topics = Topics
home-topics-all = All topics
home-topics-lead = Choose a topic to read the answers, good practices and services that we have collected.
home-topics-empty = The catalogue is filling up. Meanwhile you can ask a question.
home-how = How it works
home-how-search = Search the catalogue
home-how-search-text = Many answers are already there, written and checked by the experts.
home-how-ask = Ask your question
home-how-ask-text = You register, write in your own words, and get a number and a deadline at once.
home-how-read = Read the answer
home-how-read-text = { $working ->
        [yes] We answer within { $hours } working hours and tell you by email.
       *[no] We answer within { $hours } hours and tell you by email.
    }
home-figures = How we keep the promise: the desk in figures
home-varies = For some topics the time is different: you see it before you send the question.
home-ask-title = { $working ->
        [yes] Ask a question: we answer within { $hours } working hours
       *[no] Ask a question: we answer within { $hours } hours
    }
home-ask-text = Free and confidential, for people who work and for micro, small and medium enterprises.
home-ask = Ask a question
home-latest = Latest entries
home-latest-all = Go to the catalogue

home-first-title = The desk is installed
home-first-lead = There is no account yet. Choose how to begin.
home-first-real = To use it for real
home-first-real-text = Add the account of the person who coordinates the desk. The person receives an invitation by email to choose a password; until mail is configured, the message is a file in the folder var/mail.
home-first-real-next = Then sign in with that address: from the administration you invite the experts.
home-first-demo = To try it
home-first-demo-text = Fill the desk with two years of invented questions and answers. The command shows the addresses to sign in with.
home-first-demo-note = Trial data never mix with real ones: the command refuses a database that holds real data.
home-first-check = To check the installation
home-first-check-text = This command says in plain words what the configuration lacks.
home-first-sign-in = Sign in

home-admin-users = People of the desk
home-admin-users-text = Invite who works at the desk, change a role, disable an account.
home-admin-mail = Outgoing mail
home-admin-mail-text = Check the messages that were not sent, and send them again.
home-admin-queue-text = All questions, soonest deadline first.
home-admin-overdue = { $count ->
        [one] One question is late
       *[other] { $count } questions are late
    }
home-admin-invited = { $count ->
        [one] One invitation to be accepted
       *[other] { $count } invitations to be accepted
    }
home-admin-unsent = { $count ->
        [one] One email was not sent
       *[other] { $count } emails were not sent
    }
