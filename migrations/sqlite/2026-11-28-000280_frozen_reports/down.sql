DROP TABLE frozen_errata;
DROP TABLE frozen_reports;
