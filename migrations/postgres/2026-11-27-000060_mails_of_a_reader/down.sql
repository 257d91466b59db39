DROP INDEX outbox_of_reader;
