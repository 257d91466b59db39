DROP TABLE discarded_mails;
