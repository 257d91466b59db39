DROP TABLE entry_addresses;
