# Statements as people write them for Redshift, each with the first value that it gives, where it gives one.
## ddl_seed_store_sales
CREATE TABLE IF NOT EXISTS public.store_sales2 ( ss_sold_date_sk int4, ss_item_sk int4 not null, ss_ticket_number int8 not null, ss_wholesale_cost numeric(7,2), primary key (ss_item_sk, ss_ticket_number) ) DISTKEY (ss_item_sk) SORTKEY (ss_sold_date_sk)
## ddl_seed_cab
CREATE TABLE IF NOT EXISTS cab_sales_data ( vendorid VARCHAR(4), pickup_datetime TIMESTAMP, pickup_longitude FLOAT4, passenger_count INT ) DISTSTYLE EVEN SORTKEY (passenger_count,pickup_datetime)
## ddl_seed_encode
CREATE TABLE public.stg_bikedata ( bikeid INTEGER ,activity_timestamp TIMESTAMP ,activity_type CHAR(6) ENCODE ZSTD ,station_latitude DECIMAL(10,8) ENCODE AZ64 ) DISTSTYLE KEY DISTKEY (bikeid) SORTKEY (bikeid, activity_timestamp)
## ddl_backup_no
create table if not exists public.stg_x (ca_address_id varchar(16) encode zstd) backup no distkey(ca_address_id)
## ddl_identity
CREATE TABLE t_id (id BIGINT IDENTITY(1,1), v VARCHAR(MAX), d DATE DEFAULT GETDATE(), s SUPER) DISTSTYLE ALL COMPOUND SORTKEY(id)
## ddl_col_attrs
CREATE TABLE t_ca (id INTEGER NOT NULL DISTKEY SORTKEY, name CHARACTER VARYING(256) ENCODE LZO, nm2 NVARCHAR(20), b BPCHAR(3), ts TIMESTAMPTZ, UNIQUE(id))
## ddl_interleaved
CREATE TABLE t_il (a int, b int) INTERLEAVED SORTKEY (a, b)
## ddl_like
CREATE TABLE t_like (LIKE emp INCLUDING DEFAULTS)
## ddl_like_plus
CREATE TEMP TABLE t_like2 (LIKE emp)
## ddl_temp_hash
CREATE TABLE #tmp_emp (id int, name varchar(20))
## select_into_hash
SELECT id, name INTO #t2 FROM emp WHERE salary > 100
## ctas_dist
CREATE TABLE t_ctas DISTKEY(id) SORTKEY(dept) AS SELECT id, dept FROM emp
## ctas_cols
CREATE TABLE t_ctas2 (a, b) DISTSTYLE EVEN AS SELECT id, dept FROM emp
## ctas_temp
CREATE TEMP TABLE tt AS SELECT * FROM emp
## view_nsb
CREATE VIEW v_emp AS SELECT id FROM public.emp WITH NO SCHEMA BINDING
## mv
CREATE MATERIALIZED VIEW mv_e AUTO REFRESH YES AS SELECT dept, count(*) c FROM emp GROUP BY dept
## alter_distkey
ALTER TABLE emp ALTER DISTKEY dept
## alter_append
ALTER TABLE emp APPEND FROM emp_stage
## alter_addcol
ALTER TABLE emp ADD COLUMN region VARCHAR(10) ENCODE ZSTD DEFAULT 'x'
## truncate
TRUNCATE TABLE emp
## analyze
ANALYZE emp
## vacuum_full
VACUUM FULL emp TO 99 PERCENT
## grant
GRANT SELECT ON ALL TABLES IN SCHEMA public TO GROUP analysts
## set_qg
SET query_group TO 'sp_load_bikedata'
## delete_using
DELETE FROM public.emp USING emp_stage WHERE public.emp.id = emp_stage.id AND public.emp.dept = emp_stage.dept
## update_from
UPDATE public.emp SET name = emp_stage.name FROM public.emp_stage WHERE emp.id = emp_stage.id
## insert_with
INSERT INTO public.emp (id, name) WITH m AS (SELECT max(id) mx FROM emp) SELECT row_number() over (order by s.id) + mx, s.name FROM emp_stage s, m
## insert_select
INSERT INTO emp SELECT * FROM emp_stage
## insert_sub_noalias
INSERT INTO emp SELECT id,name,dept,salary,mgr,hired FROM (SELECT *, row_number() over (partition by id order by hired) rn FROM emp_stage) WHERE rn = 1 OR rn IS NULL UNION ALL SELECT * FROM emp_stage
## merge_full
MERGE INTO emp USING emp_stage s ON emp.id = s.id WHEN MATCHED THEN UPDATE SET name = s.name, salary = s.salary WHEN NOT MATCHED THEN INSERT (id, name, dept, salary) VALUES (s.id, s.name, s.dept, s.salary)
## merge_delete
MERGE INTO emp USING emp_stage s ON emp.id = s.id WHEN MATCHED THEN DELETE WHEN NOT MATCHED THEN INSERT VALUES (s.id, s.name, s.dept, s.salary, s.mgr, s.hired)
## merge_remdup
MERGE INTO emp USING emp_stage ON emp.id = emp_stage.id REMOVE DUPLICATES
## f_getdate => true
SELECT GETDATE() > '2020-01-01'
## f_sysdate => true
SELECT SYSDATE > '2020-01-01'
## f_trunc_sysdate => true
SELECT TRUNC(SYSDATE) = CURRENT_DATE
## f_nvl => 1
SELECT NVL(NULL, 1)
## f_nvl2 => b
SELECT NVL2(NULL, 'a', 'b')
## f_decode => two
SELECT DECODE(2, 1, 'one', 2, 'two', 'other')
## f_decode_null => n
SELECT DECODE(CAST(NULL AS INT), NULL, 'n', 'x')
## f_dateadd => 2024-02-29 00:00:00
SELECT DATEADD(month, 1, '2024-01-31'::date)
## f_dateadd_day => 2024-02-10 00:00:00
SELECT DATEADD(day, 10, '2024-01-31')
## f_dateadd_abbr => 2024-01-31 02:00:00
SELECT DATEADD(h, 2, '2024-01-31'::timestamp)
## f_datediff => 2
SELECT DATEDIFF(month, '2024-01-31', '2024-03-01')
## f_datediff_q => 1
SELECT DATEDIFF('qtr', date '2024-01-31', date '2024-04-01')
## f_datediff_day => 30
SELECT DATEDIFF(day, hired, dateadd(day, 30, hired)) FROM emp WHERE id=1
## f_convert_tz => 2024-06-01 08:00:00
SELECT CONVERT_TIMEZONE('UTC', 'America/New_York', '2024-06-01 12:00:00'::timestamp)
## f_convert_tz2 => 2024-06-01 08:00:00
SELECT CONVERT_TIMEZONE('America/New_York', '2024-06-01 12:00:00'::timestamp)
## f_listagg => a,b,c
SELECT LISTAGG(name, ',') WITHIN GROUP (ORDER BY name) FROM emp
## f_listagg_distinct => 10|20
SELECT LISTAGG(DISTINCT dept, '|') WITHIN GROUP (ORDER BY dept) FROM emp
## f_len => 3
SELECT LEN('abc')
## f_charindex => 2
SELECT CHARINDEX('b', 'abc')
## f_to_char_ts => 2024-03-05 14:07:09
SELECT TO_CHAR('2024-03-05 14:07:09'::timestamp, 'YYYY-MM-DD HH24:MI:SS')
## f_to_char_day => Tuesday
SELECT TRIM(TO_CHAR('2024-03-05'::date, 'Day'))
## f_to_char_num => 1,234.50
SELECT TRIM(TO_CHAR(1234.5, '9,999.99'))
## f_to_date => 2024-03-05
SELECT TO_DATE('20240305', 'YYYYMMDD')
## f_to_timestamp => 2024-03-05 14:07:09
SELECT TO_TIMESTAMP('2024-03-05 14:07:09', 'YYYY-MM-DD HH24:MI:SS')::timestamp
## f_to_number => 1234.5
SELECT TO_NUMBER('1,234.5', '9,999.9')
## f_json_path => x
SELECT JSON_EXTRACT_PATH_TEXT('{"a":{"b":"x"}}', 'a', 'b')
## f_json_path_nii => null
SELECT JSON_EXTRACT_PATH_TEXT('not json', 'a', true)
## f_json_arr => 20
SELECT JSON_EXTRACT_ARRAY_ELEMENT_TEXT('[10,20]', 1)
## f_json_arrlen => 2
SELECT JSON_ARRAY_LENGTH('[10,20]')
## f_is_valid_json => true
SELECT IS_VALID_JSON('{"a":1}')
## f_json_parse => 1
SELECT JSON_PARSE('{"a":1}').a::int
## super_nav => x
SELECT s.data.a[0].b::varchar FROM sup s
## super_unnest => 2
SELECT count(*) FROM sup s, s.data.a AS elem
## f_strtol => 255
SELECT STRTOL('ff', 16)
## top_n => 1
SELECT TOP 1 id FROM emp ORDER BY id
## qualify => 2
SELECT count(*) FROM (SELECT id, dept FROM emp QUALIFY ROW_NUMBER() OVER (PARTITION BY dept ORDER BY salary DESC) = 1)
## approx_count => 2
SELECT APPROXIMATE COUNT(DISTINCT dept) FROM emp
## approx_pct => null
SELECT APPROXIMATE PERCENTILE_DISC(0.5) WITHIN GROUP (ORDER BY salary) > 0 FROM emp WHERE id < 0
## median => 200
SELECT MEDIAN(salary)::int FROM emp
## median_over => 200
SELECT MAX(m)::int FROM (SELECT MEDIAN(salary) OVER () m FROM emp)
## percentile_cont => 200
SELECT PERCENTILE_CONT(0.5) WITHIN GROUP (ORDER BY salary)::int FROM emp
## percentile_over => 200
SELECT MAX(m)::int FROM (SELECT PERCENTILE_CONT(0.5) WITHIN GROUP (ORDER BY salary) OVER (PARTITION BY 1) m FROM emp)
## interval_lit => 2024-02-05 00:00:00
SELECT '2024-02-01'::date + INTERVAL '4 days'
## interval_lit2 => 2024-02-08 00:00:00
SELECT '2024-02-01'::timestamp + INTERVAL '1 week'
## interval_lit3 => 2024-02-02 12:00:00
SELECT '2024-02-01'::timestamp + INTERVAL '1.5 days'
## date_plus_int => 2024-02-05
SELECT '2024-02-01'::date + 4
## lateral_alias => 220
SELECT s3 FROM (SELECT salary * 2 AS s2, s2 + 20 AS s3 FROM emp WHERE id = 1) x
## ilike => 1
SELECT count(*) FROM emp WHERE name ILIKE 'A%'
## similar_to => 2
SELECT count(*) FROM emp WHERE name SIMILAR TO '%(a|b)%'
## posix_re => 2
SELECT count(*) FROM emp WHERE name ~ '^[ab]'
## ratio => 1
SELECT SUM(r)::int FROM (SELECT RATIO_TO_REPORT(salary) OVER (PARTITION BY dept) r FROM emp WHERE dept = 10)
## concat_null => null
SELECT 'a' || NULL
## concat_fn_null => null
SELECT CONCAT('a', NULL)
## trailing_sp => true
SELECT 'a  '::char(5) = 'a'::char(5)
## int_div => 2
SELECT 5 / 2
## dec_div => 2.5
SELECT (5.0 / 2)::decimal(10,1)
## cast_trunc_varchar => abc
SELECT 'abcdef'::varchar(3)
## date_part => 3
SELECT DATE_PART(month, '2024-03-05'::date)
## date_part_dow => 2
SELECT DATE_PART(dow, '2024-03-05'::date)
## extract => 65
SELECT EXTRACT(doy FROM '2024-03-05'::date)
## date_trunc => 2024-03-01 00:00:00
SELECT DATE_TRUNC('month', '2024-03-05'::timestamp)
## last_day => 2024-02-29
SELECT LAST_DAY('2024-02-10'::date)
## add_months => 2024-02-29 00:00:00
SELECT ADD_MONTHS('2024-01-31'::date, 1)
## months_between => 1
SELECT MONTHS_BETWEEN('2024-03-01'::date, '2024-02-01'::date)::int
## next_day => 2024-03-06
SELECT NEXT_DAY('2024-03-05'::date, 'Wednesday')
## split_part => b
SELECT SPLIT_PART('a-b-c', '-', 2)
## regexp_substr => 123
SELECT REGEXP_SUBSTR('abc123', '[0-9]+')
## regexp_replace => abcX
SELECT REGEXP_REPLACE('abc123', '[0-9]+', 'X')
## regexp_count => 2
SELECT REGEXP_COUNT('abcabc', 'b')
## regexp_instr => 4
SELECT REGEXP_INSTR('abc123', '[0-9]+')
## btrim_initcap => Hello World
SELECT INITCAP(BTRIM('xxhello worldxx', 'x'))
## lpad => 007
SELECT LPAD('7', 3, '0')
## md5_sha => 2
SELECT COUNT(*) FROM (SELECT MD5('a') UNION ALL SELECT SHA2('a', 256)) t
## fnv_farm => true
SELECT FNV_HASH('a') IS NOT NULL
## isnull => 5
SELECT ISNULL(NULL, 5)
## greatest_null => 3
SELECT GREATEST(1, NULL, 3)
## convert_fn => 12
SELECT CONVERT(integer, '12')
## epoch => 1970-01-01 00:01:00
SELECT TIMESTAMP 'epoch' + 60 * INTERVAL '1 second'
## sysdate_minus => true
SELECT count(*) >= 0 FROM emp WHERE hired > sysdate - 7
## bool_text => true
SELECT 'yes'::boolean
## bool_cmp => 1
SELECT CASE WHEN TRUE IS TRUE THEN 1 END
## dq_ident => 1
SELECT 1 AS "MyCol"
## current_user_fn => true
SELECT current_user_id IS NOT NULL OR true FROM (SELECT 1 current_user_id)
## limit_all => 3
SELECT COUNT(*) FROM (SELECT * FROM emp LIMIT ALL OFFSET 0)
## minus => 0
SELECT COUNT(*) FROM (SELECT id FROM emp MINUS SELECT id FROM emp)
## connect_by => 3
SELECT COUNT(*) FROM (SELECT id FROM emp START WITH mgr IS NULL CONNECT BY PRIOR id = mgr)
## pivot => 1
SELECT COUNT(*) FROM (SELECT dept, salary FROM emp) PIVOT (SUM(salary) FOR dept IN (10, 20))
## grouping_sets => 3
SELECT COUNT(*) FROM (SELECT dept, SUM(salary) FROM emp GROUP BY ROLLUP(dept))
## exclude => 1
SELECT * EXCLUDE (salary) FROM emp WHERE id = 1
## first_value_ign => 100
SELECT MAX(v)::int FROM (SELECT FIRST_VALUE(salary IGNORE NULLS) OVER (PARTITION BY dept ORDER BY id ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING) v FROM emp WHERE dept=10) t
## lag_ign => 1
SELECT COUNT(*) FROM (SELECT LAG(salary, 1) IGNORE NULLS OVER (ORDER BY id) v FROM emp) t WHERE v = 200
## pg_last_copy_count => true
SELECT PG_LAST_COPY_COUNT() IS NOT NULL
## version => true
SELECT version() LIKE '%Redshift%'
## sys_copy_job => 0
SELECT count(*) FROM sys_copy_job
## svv_table_info => true
SELECT count(*) >= 0 FROM svv_table_info WHERE "table" = 'emp'
## pg_table_def => true
SELECT count(*) > 0 FROM pg_table_def WHERE tablename = 'emp'
## generate_series => 10
SELECT COUNT(*) FROM generate_series(1,10)
## nested_cte_recursive => 5
WITH RECURSIVE r(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM r WHERE n < 5) SELECT MAX(n) FROM r
## text_concat_num => a1
SELECT 'a' || 1
## crosscast => 3
SELECT count(*) FROM emp WHERE hired >= '2024-01-01' AND '5' > 3
## pos_strpos => 2
SELECT STRPOS('abc','b')
## dexp_dlog => 1
SELECT DEXP(0)::int
## trunc_dec => 2.3
SELECT TRUNC(2.39, 1)
## round_neg => 1200
SELECT ROUND(1234, -2)
## bitand => 1
SELECT BIT_AND(1)
## any_value => 10
SELECT ANY_VALUE(dept) FROM emp WHERE dept = 10
## object_fn => 1
SELECT (OBJECT('a', 1)).a::int
## array_fn => 3
SELECT GET_ARRAY_LENGTH(ARRAY(1,2,3))
## timezone_at => 2024-06-01 08:00:00
SELECT ('2024-06-01 12:00:00'::timestamp AT TIME ZONE 'UTC') AT TIME ZONE 'America/New_York'
## timeofday => true
SELECT TIMEOFDAY() IS NOT NULL
## translate => xbc
SELECT TRANSLATE('abc', 'a', 'x')
## quote_ident => true
SELECT QUOTE_IDENT('a b') = '"a b"' AND QUOTE_LITERAL('x') = '''x'''
## left_right => ab-bc
SELECT LEFT('abc',2) || '-' || RIGHT('abc',2)
## replicate => aaa
SELECT REPLICATE('a',3)
## random => true
SELECT RANDOM() BETWEEN 0 AND 1
## date_cmp => -1
SELECT DATE_CMP('2024-01-01'::date, '2024-02-01'::date)
## date_part_year => 2024
SELECT DATE_PART_YEAR('2024-03-05'::date)
## crc32 => true
SELECT CRC32('a') IS NOT NULL
## stddev_samp => 100
SELECT STDDEV_SAMP(salary)::int FROM emp
