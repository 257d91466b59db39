-- Whom the desk reached is counted from the records in memory: these would only make writing dearer.
DROP INDEX cycles_by_organisation;
DROP INDEX tickets_reached;
