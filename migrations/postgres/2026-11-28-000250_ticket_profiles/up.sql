-- What whoever asked had told about herself when she asked, in classes too wide to know her by: the figures are made of it,
-- and it stays when the person is forgotten. No row where nothing was told.
CREATE TABLE ticket_profiles (
    ticket_id BIGINT NOT NULL PRIMARY KEY REFERENCES tickets (id),
    company_size TEXT,
    sector TEXT,
    gender TEXT,
    age_class TEXT,
    -- 3 stands for three and more
    children INTEGER
);
INSERT INTO ticket_profiles (ticket_id, company_size, sector, gender, age_class, children)
SELECT tickets.id, accounts.company_size, accounts.sector, accounts.gender,
    CASE
        WHEN accounts.birth_year IS NULL THEN NULL
        WHEN CAST(EXTRACT(YEAR FROM tickets.created_at) AS INTEGER) - accounts.birth_year < 25 THEN 'under_25'
        WHEN CAST(EXTRACT(YEAR FROM tickets.created_at) AS INTEGER) - accounts.birth_year < 35 THEN '25_34'
        WHEN CAST(EXTRACT(YEAR FROM tickets.created_at) AS INTEGER) - accounts.birth_year < 45 THEN '35_44'
        WHEN CAST(EXTRACT(YEAR FROM tickets.created_at) AS INTEGER) - accounts.birth_year < 55 THEN '45_54'
        WHEN CAST(EXTRACT(YEAR FROM tickets.created_at) AS INTEGER) - accounts.birth_year < 65 THEN '55_64'
        ELSE 'over_64'
    END,
    LEAST(accounts.children, 3)
FROM tickets JOIN accounts ON accounts.id = tickets.requester_id
WHERE accounts.company_size IS NOT NULL OR accounts.sector IS NOT NULL OR accounts.gender IS NOT NULL
    OR accounts.birth_year IS NOT NULL OR accounts.children IS NOT NULL;

-- Whose answer ended a cycle, and for which organisation: people change theirs, an answer does not. (Accounts and organisations
-- are never deleted; SQLite cannot drop a column that refers to another table.)
ALTER TABLE cycles ADD COLUMN answered_by BIGINT;
ALTER TABLE cycles ADD COLUMN organisation_id BIGINT;
UPDATE cycles SET answered_by = (
    SELECT clock_events.actor_id FROM clock_events
    WHERE clock_events.cycle_id = cycles.id AND clock_events.kind = 'stop' AND clock_events.cause = 'answered'
) WHERE outcome = 'answered';
UPDATE cycles SET organisation_id = (
    SELECT accounts.organisation_id FROM accounts WHERE accounts.id = cycles.answered_by
) WHERE answered_by IS NOT NULL;
