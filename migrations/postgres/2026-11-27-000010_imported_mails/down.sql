DROP TABLE imported_mails;
