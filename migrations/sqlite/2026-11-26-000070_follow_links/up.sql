-- Links in mails with which whoever asked follows a question without signing in carry both numbers: to raise one is to end
-- every link of the account, or of the question.
ALTER TABLE accounts ADD COLUMN links_revision INTEGER NOT NULL DEFAULT 0;
ALTER TABLE tickets ADD COLUMN links_revision INTEGER NOT NULL DEFAULT 0;
