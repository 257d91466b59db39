CREATE INDEX tickets_reached ON tickets (kind, created_at, state, requester_id);
CREATE INDEX cycles_by_organisation ON cycles (outcome, answered_at, organisation_id);
