DROP TABLE check_reminders;
