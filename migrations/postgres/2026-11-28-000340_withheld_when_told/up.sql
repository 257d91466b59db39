-- What the tables of a calendar year withheld when its report was frozen, as JSON: that stays withheld, whatever is corrected later.
-- Empty for other reports, and for those that were frozen before this column.
ALTER TABLE frozen_reports ADD COLUMN withheld TEXT NOT NULL DEFAULT '';
