DROP INDEX cycles_by_organisation;
DROP INDEX tickets_reached;
