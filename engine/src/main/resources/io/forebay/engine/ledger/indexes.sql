-- Indexes over columns that an older format had not: made when all tables are as tables.sql says.
CREATE UNIQUE INDEX IF NOT EXISTS job_file_once ON forebay.job_file (file_key);
