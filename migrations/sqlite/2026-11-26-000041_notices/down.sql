DROP TABLE notification_choices;
DROP TABLE notices;
