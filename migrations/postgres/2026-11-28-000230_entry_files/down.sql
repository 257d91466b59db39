DROP TABLE entry_version_files;
DROP TABLE entry_files;
