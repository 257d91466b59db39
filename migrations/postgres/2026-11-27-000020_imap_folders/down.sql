DROP TABLE imap_messages;
DROP TABLE imap_folders;
