DROP TABLE mail_alarms;
