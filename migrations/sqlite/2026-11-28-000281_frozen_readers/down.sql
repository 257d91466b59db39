DROP TABLE frozen_readers;
