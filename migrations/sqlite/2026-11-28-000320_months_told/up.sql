-- The first days of the months of which a frozen report tells how many questions came, with spaces between. Those of reports that
-- were frozen before this column are not known.
ALTER TABLE frozen_reports ADD COLUMN months_told TEXT NOT NULL DEFAULT '';
