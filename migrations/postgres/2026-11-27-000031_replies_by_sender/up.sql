-- How often an address wrote again lately, and whether any mail was held because too many came: both are asked for each mail.
CREATE INDEX incoming_mails_replied_by ON incoming_mails (sender_email, received_at) WHERE state = 'taken' AND reason = 'reply';
CREATE INDEX incoming_mails_storm ON incoming_mails (received_at) WHERE reason = 'storm';
