# Groups of experts and the topics they answer.
topics-groups-title = Groups of experts
topics-groups-intro = Each question goes to the group that answers its topic. Where no group does, every group sees the question.
topics-groups-uncovered-title = Topics without a group
topics-groups-uncovered = Questions on these topics are seen by every group: { $topics }.
topics-groups-caption = Groups, topics and experts
topics-groups-empty = There are no groups yet: everybody at the desk sees every question. Make the first group.
topics-group = Group
topics-group-name = Name of the group
topics-group-new = New group
topics-group-create = Create the group
topics-group-intro = Changes hold for questions that arrive from now on.
topics-group-topics = Topics
topics-group-topics-hint = A subtopic that no group answers goes with its area.
topics-group-area = The whole area: { $topic }
topics-group-held = { $topic } – now: { $group }
topics-group-no-topics = None
topics-group-experts = Experts
topics-group-nobody = Nobody
topics-group-no-experts = There is nobody yet: invite people first.
topics-group-save = Save the group
topics-flash-created = Group created. Choose topics and experts.
topics-flash-saved = Group saved.
topics-error-name-empty = Enter the name of the group
topics-error-name-too-long = The name is too long: use { $max } characters at most
topics-error-name-unreadable = The name has characters that cannot be used: type it again
topics-error-name-link = The name cannot contain the address of a web page: write only the name
topics-error-name-taken = There is already a group with this name
topics-admin-text = Who answers which topics.
topics-admin-uncovered = { $count ->
        [one] One topic without a group
       *[other] { $count } topics without a group
    }

# Rules of topics
topics-rules-title = Topics and approval
topics-rules-admin = Who follows each topic, and which answers a colleague approves before they are sent.
topics-rules-intro = Where an answer needs approval, it is sent only when somebody other than its author approves it. Until then the clock keeps running.
topics-rules-intro-share = The share says when the approved answer should be ready: with 75% of 48 hours, after 36 hours. When that passes, the desk is reminded.
topics-rules-approval = { $topic }: a colleague approves the answer
topics-rules-no = No
topics-rules-yes = Yes, by { $percent } of the time
topics-rules-inherit = As its area ({ $word })
topics-rules-group = Group: { $group }.
topics-rules-inactive = No longer in use.
topics-rules-nobody = No group.
topics-rules-open = Changes hold at once, for open questions too. Answers that wait go on waiting; where no approval is needed any more, whoever follows the question can send them.
topics-rules-save = Save
topics-rules-saved = Rules saved.
topics-distribution = How questions are shared out
topics-distribution-hint = Whoever is away gets none. Whoever gets a question is told, and may pass it on or put it back.
topics-distribution-none = Whoever wants to takes them
topics-distribution-none-hint = Every question waits until somebody takes it.
topics-distribution-round-robin = In turn
topics-distribution-round-robin-hint = One each, in order.
topics-distribution-least-loaded = To whoever has fewest
topics-distribution-least-loaded-hint = To whoever holds the fewest open questions; of several, to whoever got one longest ago.
