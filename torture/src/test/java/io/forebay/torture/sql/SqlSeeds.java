package io.forebay.torture.sql;

import java.util.List;

/** Statements of every kind. */
final class SqlSeeds {
    static final List<String> ALL = List.of(
            "copy t from 's3://lake/a' csv gzip ignoreheader 1 delimiter '|' null as '\\N' maxerror 5",
            "copy public.\"T\"(a, b) from 's3://lake/a' iam_role 'arn:aws:iam::1:role/r' fixedwidth 'a:1,b:2' acceptinvchars as '^'",
            "copy t from 's3://b/k' credentials 'aws_access_key_id=A;aws_secret_access_key=S' json 'auto' dateformat 'auto'",
            "copy t from 's3://b/k' access_key_id 'A' secret_access_key 'S' session_token 'T' parquet",
            "copy t from 's3://b/k' iam_role default format as avro 's3://b/paths.json' timeformat as 'epochsecs' job create j auto off",
            "copy job alter j auto on; copy job run j; copy job list; copy job show j; copy job drop j",
            "create table if not exists s.t (a int identity(0,1) not null encode zstd, b varchar(3) default 'x', c decimal(10,2),"
                    + " primary key (a), unique(b)) diststyle key distkey(a) compound sortkey(a, b)",
            "create temp table t2 (like t including defaults); create table x as select * from t; alter table t add column z super",
            "select top 3 a, b::varchar(3), cast(c as super), getdate(), sysdate, nvl(a, 0) from t minus select 1",
            "with recursive a(n) as (select 1 union all select n + 1 from a) select * from a /* c /* d */ */ -- e\n where n < $1",
            "insert into t values (1, E'a\\nb', $$x$$, $q$y$q$, U&'\\0041'); delete t where a = 1; update t set a = 2",
            "begin; set search_path to a, \"$user\"; show all; reset timezone; commit; end; rollback; abort",
            "select pg_last_copy_id(), pg_last_copy_count() into x from stl_load_errors",
            "vacuum full t to 99 percent; analyze t; grant select on t to public; truncate t; drop table if exists a, b cascade",
            "select \"a\"\"b\", 'it''s', 1.5e-3, 0x1F, a[1:2], {'a': 1}, b'1' from read_csv('x')",
            "unload ('select 1') to 's3://b/k' parquet; call p(1); show tables from schema dev.public; explain select 1");

    private SqlSeeds() {}
}
