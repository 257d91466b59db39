DROP TABLE entry_passages;
