DROP TABLE daily_digests;
DROP TABLE notification_choices;
DROP TABLE notices;
