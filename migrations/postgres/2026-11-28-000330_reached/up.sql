-- Whom the desk reached in a year: a million questions are counted from these alone, without their rows.
CREATE INDEX tickets_reached ON tickets (kind, created_at, state, requester_id);
CREATE INDEX cycles_by_organisation ON cycles (outcome, answered_at, organisation_id);
