-- What whoever asked says of the answer that ended a cycle; her last word alone.
CREATE TABLE ratings (
    cycle_id BIGINT NOT NULL PRIMARY KEY REFERENCES cycles (id),
    ticket_id BIGINT NOT NULL REFERENCES tickets (id),
    verdict TEXT NOT NULL,
    reason TEXT,
    words TEXT,
    way TEXT NOT NULL,
    rated_at TIMESTAMP NOT NULL
);
CREATE INDEX ratings_of_ticket ON ratings (ticket_id, cycle_id);
CREATE INDEX ratings_unhappy ON ratings (rated_at, cycle_id) WHERE verdict <> 'yes';

-- Who was asked, with the mail of an answer, whether it helped, and reminded of it.
CREATE TABLE rating_requests (
    cycle_id BIGINT NOT NULL PRIMARY KEY REFERENCES cycles (id),
    ticket_id BIGINT NOT NULL REFERENCES tickets (id),
    account_id BIGINT NOT NULL REFERENCES accounts (id),
    asked_at TIMESTAMP NOT NULL,
    reminded_at TIMESTAMP
);
CREATE INDEX rating_requests_of_account ON rating_requests (account_id, asked_at);
CREATE INDEX rating_requests_of_ticket ON rating_requests (ticket_id, asked_at);
CREATE INDEX rating_requests_unreminded ON rating_requests (asked_at, ticket_id) WHERE reminded_at IS NULL;

-- What was known so far: a yes or a no for the newest answer, said on its page.
INSERT INTO ratings (cycle_id, ticket_id, verdict, way, rated_at)
SELECT cycles.id, tickets.id, CASE WHEN tickets.helpful THEN 'yes' ELSE 'no' END, 'page',
    COALESCE(
        (SELECT max(events.at) FROM events WHERE events.ticket_id = tickets.id AND events.kind = 'ticket_rated'),
        tickets.updated_at
    )
FROM tickets
JOIN cycles ON cycles.ticket_id = tickets.id
WHERE tickets.helpful IS NOT NULL
    AND cycles.number = (
        SELECT max(answered.number) FROM cycles AS answered
        WHERE answered.ticket_id = tickets.id AND answered.answered_at IS NOT NULL
    );
