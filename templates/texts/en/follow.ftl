# The link that follows a question without signing in
follow-warning = Whoever has this link can read this question and write to us in your place: do not forward it.
follow-all = To see all your questions:
follow-useless-title = This link is no longer valid
follow-useless = The link that you opened has expired, was cancelled or is not complete.
follow-expired-title = The link to the attachment has expired
follow-expired = The links to attachments in our emails hold for some time only. The attachment is still on the page of the question.
follow-useless-sign-in = If you have an account, sign in: the question is among your questions.
follow-form-title = Ask for a new link
follow-form-intro = Write the number of the question and the email address with which you asked it: we send you a new link.
follow-number = Number of the question
follow-number-hint = It is in the subject of our emails, for example no. 1234.
follow-send = Send me the link
follow-sent-title = Check your email
follow-sent = If the question is yours, you soon receive an email with the new link.
follow-sent-nothing = Nothing arrives? Check your junk mail, the number and the address. Or:
follow-links-title = Links in emails
follow-links-hint =
    { $days ->
        [one] With the links in our emails you read this question without signing in, until one day after it is closed. Did you forward an email, or did somebody else see it? Cancel the links: those already sent are no longer valid.
       *[other] With the links in our emails you read this question without signing in, until { $days } days after it is closed. Did you forward an email, or did somebody else see it? Cancel the links: those already sent are no longer valid.
    }
follow-links-end = Cancel the links
