-- Why a coordinator moved the deadline, for whoever asked; nothing for the other events.
ALTER TABLE clock_events ADD COLUMN reason TEXT;
