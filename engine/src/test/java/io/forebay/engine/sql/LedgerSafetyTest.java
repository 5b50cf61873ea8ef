package io.forebay.engine.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.forebay.engine.sql.parse.StatementParser;
import io.forebay.spi.ForebayException;
import io.forebay.spi.warehouse.SqlFeature;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** No spelling of a write to schema {@code forebay} escapes: it is among the targets, or the statement is refused. */
class LedgerSafetyTest {
    private static final List<String> NAMES = List.of(
            "forebay", "FOREBAY", "ForeBay", "\"forebay\"", "\"FOREBAY\"", "'forebay'", "$$forebay$$", "E'forebay'");
    private static final List<String> GAPS = List.of(
            " ",
            "\n",
            "\t",
            "/**/",
            " /* /* x */ */ ",
            "--x\n",
            "\u00a0",
            "\u3000",
            "\u200b",
            "\r",
            "\u2003",
            "\f",
            "--x\r");

    private final StatementParser parser = new StatementParser(new TestDialect());

    /** For a warehouse for which all is written otherwise. */
    private final StatementParser server = new StatementParser(new TestDialect(EnumSet.allOf(SqlFeature.class)));

    private final Random random = new Random(42);

    private void assertSeen(String sql) {
        assertSeen(parser, sql);
        assertSeen(server, sql);
    }

    private static void assertSeen(StatementParser parser, String sql) {
        List<Statement> statements;
        try {
            statements = parser.parse(sql);
        } catch (ForebayException e) {
            return;
        }
        assertThat(statements).as(sql).anyMatch(LedgerSafetyTest::writesLedger);
    }

    private static boolean writesLedger(Statement statement) {
        if (statement instanceof Statement.Sql sql) {
            return sql.targets().stream().anyMatch(LedgerSafetyTest::ledger);
        }
        if (statement instanceof Statement.Several several) {
            return several.targets().stream().anyMatch(LedgerSafetyTest::ledger);
        }
        if (statement instanceof Statement.MaterializedView view) {
            return ledger(view.name());
        }
        if (statement instanceof Statement.AppendTable append) {
            return ledger(append.target()) || ledger(append.source());
        }
        if (statement instanceof Statement.CreateTable table) {
            return ledger(table.name());
        }
        if (statement instanceof Statement.CreateTableAs table) {
            return ledger(table.name());
        }
        if (statement instanceof Statement.AlterColumn column) {
            return ledger(column.table());
        }
        if (statement instanceof Statement.Copy copy) {
            return ledger(copy.command().table());
        }
        if (statement instanceof Statement.RedefineJob job) {
            return ledger(job.command().table());
        }
        return statement instanceof Statement.CreateJob job
                && ledger(job.command().table());
    }

    private static boolean ledger(Name name) {
        String schema = name.schema();
        return schema != null && schema.equals("forebay");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "insert into @ values (1)",
                "insert into @ (a) select 1",
                "insert or replace into @ values (1)",
                "update @ set a = 1",
                "update @ as x set a = 1",
                "update only @ set a = 1",
                "delete from @",
                "delete @",
                "delete from only ( @ )",
                "truncate @",
                "truncate table @",
                "merge into @ using t on true when matched then delete",
                "with d as ( delete from @ returning * ) select * from d",
                "with d as ( delete @ returning * ) select * from d",
                "with d as ( select 1 ) , u as materialized ( update @ set a = 1 returning * ) select * from d , u",
                "with d as ( select 1 ) delete from @",
                "with d ( a ) as ( select 1 ) insert into @ select * from d",
                "select * from ( with d as ( insert into @ values ( 1 ) returning * ) select * from d ) x",
                "insert into t with d as ( delete from @ returning * ) select * from d",
                "explain analyze delete from @",
                "explain analyze verbose insert into @ values (1)",
                "explain insert into @ values (1)",
                "drop table @",
                "drop table if exists t , @ cascade",
                "drop view @",
                "alter table @ add column x int",
                "alter table @ drop column x",
                "alter table @ rename to y",
                "alter table @ rename column a to b",
                "alter table @ alter column a type varchar(9)",
                "create table @ ( a int )",
                "create table if not exists @ ( a int )",
                "create table @ as select 1",
                "create table @ ( a ) as select 1",
                "create table t as with d as ( delete from @ returning * ) select * from d",
                "create view @ as select 1",
                "create or replace view @ as select 1",
                "create view v as with d as ( delete from @ returning * ) select * from d",
                "select 1 a into @",
                "select 1 a into table @ from t",
                "with x as ( select 1 ) select * into @ from x",
                "copy @ from 's3://b/k'",
                "copy @ ( a ) from 's3://b/k' csv",
                "copy @ from 's3://b/k' job create j",
                "select 1 ; delete from @ ; select 2",
                "( delete from @ )",
                "unload ( $$ delete from @ $$ ) to 's3://b/k'",
                "unload ( $$ with d as ( delete from @ returning * ) select * from d $$ ) to 's3://b/k'",
                "unload ( $$ select 1 a into @ from t $$ ) to 's3://b/k'",
                "unload ( $$ select 1 $$ ) to 's3://b/k' ; delete from @",
            })
    void findsTheLedgerAsTheTarget(String template) {
        for (int round = 0; round < 60; round++) {
            String database = random.nextInt(3) == 0 ? "dev" + gap() + "." + gap() : "";
            String name = database + pick(NAMES) + gap() + "." + gap() + pick(List.of("x", "\"X\"", "ledger_file"));
            assertSeen(spaced(template, name));
        }
        assertSeen(template.replace("@", "forebay.x"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"drop schema @", "drop schema if exists t, @ cascade", "create schema @"})
    void findsTheLedgersSchemaAsTheTarget(String template) {
        for (String name : NAMES) {
            String sql = template.replace("@", name);
            try {
                assertThat(parser.parse(sql)).anyMatch(LedgerSafetyTest::writesLedger);
            } catch (ForebayException e) {
                assertThat(name).as(sql).containsAnyOf("'", "$");
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "select * from forebay.job_lease for update",
                "select * from (select * from forebay.job for no key update) x",
                "with w as (select * from forebay.job for share of job nowait) select * from w",
                "select * from forebay.job FOR/**/KEY SHARE",
                "explain select * from forebay.job for update skip locked",
                "create table t as select * from forebay.job for update"
            })
    void letsNobodyHoldItsRows(String sql) {
        assertThatThrownBy(() -> parser.parse(sql)).hasMessageContaining("not part of Redshift's SQL");
    }

    @Test
    void letsQueriesReadTheLedger() {
        Statement.Sql query = (Statement.Sql)
                parser.parse("select * from forebay.ledger_file").get(0);
        assertThat(query.targets()).isEmpty();
        Statement.Sql insert = (Statement.Sql)
                parser.parse("insert into t select * from forebay.ledger_file").get(0);
        assertThat(insert.targets()).containsExactly(new Name(null, "t"));
    }

    private String spaced(String template, String name) {
        StringBuilder sql = new StringBuilder();
        for (String word : template.split(" ", -1)) {
            String cased = random.nextBoolean() && !word.contains("'") ? word.toUpperCase(Locale.ROOT) : word;
            sql.append(word.equals("@") ? name : cased).append(gap());
        }
        return sql.toString();
    }

    private String gap() {
        return pick(GAPS);
    }

    private String pick(List<String> choices) {
        return choices.get(random.nextInt(choices.size()));
    }
}
