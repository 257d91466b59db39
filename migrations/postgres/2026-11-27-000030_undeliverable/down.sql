DROP TABLE undeliverable;
