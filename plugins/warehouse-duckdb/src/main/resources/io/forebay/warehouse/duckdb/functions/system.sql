CREATE MACRO forebay_fn.main.version() AS 'PostgreSQL 8.0.2 on x86_64-pc-linux-gnu, compiled by GCC, Redshift 1.0 (Forebay)';
CREATE MACRO forebay_fn.main.slice_num() AS 0;
