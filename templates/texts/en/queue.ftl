# Saved views, actions on several questions, news and keyboard of the queue
queue-views-title = Saved views
queue-views-save-link = Save this view
queue-views-manage = Manage views
queue-views-new = Save a view
queue-views-name = Name of the view
queue-views-name-hint = For example: Nurseries in Milan
queue-views-share = Share with the whole desk
queue-views-share-hint = “Yours” and “For you” are always the reader’s.
queue-views-save = Save the view
queue-views-own = Your views
queue-views-none = You have no views yet. Choose a list and filters in the queue, then “Save this view”.
queue-views-shared = Shared views
queue-views-none-shared = No view is shared.
queue-views-change = Change
queue-views-rename = Save changes
queue-views-up = Move up
queue-views-down = Move down
queue-views-delete = Delete the view
queue-bulk-column = Choice
queue-bulk-tick = Choose question no. { $number }
queue-bulk-label = With the chosen questions
queue-bulk-ticked = Chosen: { $count }
queue-bulk-all = Choose all of this page
queue-bulk-claim = Take them
queue-bulk-assign = Assign…
queue-bulk-topic = Change topic…
queue-bulk-close = Close…
queue-bulk-title = { $deed ->
        [assign] Assign { $count ->
            [one] 1 question
           *[other] { $count } questions
        }
        [topic] Change the topic of { $count ->
            [one] 1 question
           *[other] { $count } questions
        }
       *[close] Close { $count ->
            [one] 1 question
           *[other] { $count } questions
        }
    }
queue-bulk-questions = Questions
queue-bulk-to = Assign to
queue-bulk-to-hint = You can assign the questions that you hold. Coordinators can assign all of them.
queue-bulk-topic-hint = The competent group changes with the topic. The deadline stays.
queue-bulk-topic-prompt = Choose a topic
queue-bulk-close-hint = Everybody who asked reads these words.
queue-bulk-do = { $deed ->
        [assign] Assign
        [topic] Change topic
       *[close] Close and tell them
    }
queue-bulk-back = Back to the queue
queue-bulk-partly = Not everything was done
queue-bulk-done = { $count ->
        [one] Done for 1 question.
       *[other] Done for { $count } questions.
    }
queue-bulk-held = { $count ->
        [one] 1 question did not change because somebody holds it already
       *[other] { $count } questions did not change because somebody holds them already
    }
queue-bulk-not-possible = { $deed ->
        [claim] { $count ->
            [one] 1 question was not taken because it is answered already or was put aside
           *[other] { $count } questions were not taken because they are answered already or were put aside
        }
        [assign] { $count ->
            [one] 1 question was not assigned because you do not hold it or it is over
           *[other] { $count } questions were not assigned because you do not hold them or they are over
        }
       *[other] { $count ->
            [one] 1 question did not change because you do not hold it or it is over
           *[other] { $count } questions did not change because you do not hold them or they are over
        }
    }
queue-bulk-gone = { $count ->
        [one] 1 question does not exist
       *[other] { $count } questions do not exist
    }
queue-bulk-failed = { $count ->
        [one] 1 question did not change because of a problem of ours: try again
       *[other] { $count } questions did not change because of a problem of ours: try again
    }
queue-live-again = Refresh the list
queue-live-news = { $count ->
        [0] { $changed ->
            [one] One question on this page has changed.
           *[other] { $changed } questions on this page have changed.
        }
        [one] 1 new question.
       *[other] { $count } new questions.
    }
queue-live-yours = You hold it now
queue-live-held = { $name } holds it now
queue-live-state = Changed: { $state }
queue-notice-none-chosen = Choose at least one question.
queue-notice-bulk-claimed = You hold the chosen questions.
queue-notice-bulk-assigned = The chosen questions are assigned.
queue-notice-bulk-topic = The chosen questions have the new topic.
queue-notice-bulk-closed = The chosen questions are closed.
queue-notice-view-saved = View saved.
queue-notice-view-changed = Views updated.
queue-notice-view-order = Meanwhile the order of the views has changed: this is how it is now.
queue-notice-view-deleted = View deleted.
queue-problem-view-empty = Write the name of the view
queue-problem-view-too-long = The name is too long: use { $max } characters at most
queue-problem-view-unreadable = The name contains characters that cannot be used: write it again
queue-problem-view-link = The name cannot contain a web address
queue-problem-view-many = There are { $max } views already: delete one
queue-keys-title = Keyboard shortcuts
queue-keys-next = Next question (also arrow down)
queue-keys-previous = Previous question (also arrow up)
queue-keys-open = Open the question (also Enter)
queue-keys-tick = Choose the question, or not
queue-keys-claim = Take it
queue-keys-answer = Answer
queue-keys-note = Add a note
queue-keys-search = Search
queue-keys-queue = Go to the queue
queue-keys-back = Back to the list
queue-keys-help = Show this window
queue-keys-then = then
queue-keys-on = Use shortcuts of a single letter
queue-keys-on-hint = Holds for this browser. They never work while you write in a field.
queue-keys-close = Close
queue-list-review = To review
queue-order-priority = By priority
queue-filter-text = Words
queue-filter-text-hint = Searches subjects, questions, answers and notes; shows only those that have all the words.
