CREATE MACRO forebay_fn.main.version() AS 'PostgreSQL 8.0.2 on x86_64-pc-linux-gnu, compiled by GCC, Redshift 1.0 (Forebay)';
CREATE MACRO forebay_fn.main.has_database_privilege(d, p) AS true, (u, d, p) AS true;
CREATE MACRO forebay_fn.main.has_schema_privilege(s, p) AS true, (u, s, p) AS true;
CREATE MACRO forebay_fn.main.has_table_privilege(t, p) AS true, (u, t, p) AS true;
CREATE MACRO forebay_fn.main.slice_num() AS 0;
