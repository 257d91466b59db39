# Four eyes: how long texts wait for approval
approvals-answers = Answers to approve
approvals-answers-about = Answers sent for approval in the period, whenever the question arrived; the filters apply to the question. Without filters, answers to questions later found to be spam, or joined to another one, are here too, in the row of what is not given. By expert and by organisation, the author of the answer and her present organisation count.
approvals-about = Every hour counts, from when the text is sent for approval to the decision. The clock of whoever asked runs on meanwhile.
approvals-entries = Catalogue entries to approve
approvals-entries-about = Entries sent for review in the period: published or scheduled, sent back to whoever wrote them, or still waiting. The filters apply to questions, not to entries.
approvals-counted = These are the texts sent for approval in this period, as they stand now: { $at }.
