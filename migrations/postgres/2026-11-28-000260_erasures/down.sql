DROP TABLE erased_files;
DROP TABLE erasures;
