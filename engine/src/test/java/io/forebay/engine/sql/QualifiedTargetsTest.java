package io.forebay.engine.sql;

import static org.assertj.core.api.Assertions.assertThat;

import io.forebay.engine.sql.parse.StatementParser;
import io.forebay.engine.sql.query.QualifiedTargets;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QualifiedTargetsTest {
    private final StatementParser parser = new StatementParser(new TestDialect());

    private Statement.Sql qualified(String sql) {
        return QualifiedTargets.in(
                (Statement.Sql) parser.parse(sql).get(0),
                name -> name.equals("unknown") ? Optional.empty() : Optional.of("s"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "insert into t values (1); insert into \"s\".t values (1)",
                "insert into t (a) select a from u; insert into \"s\".t (a) select a from u",
                "insert into x.t values (1); insert into x.t values (1)",
                "insert into unknown values (1); insert into unknown values (1)",
                "update only t as a set b = 1; update only \"s\".t as a set b = 1",
                "delete t where t.a = 1; DELETE FROM \"s\".t where t.a = 1",
                "delete from \"T\" using u; delete from \"s\".\"T\" using u",
                "merge into t using u on true when matched then delete; merge into \"s\".t using u on true when matched then delete",
                "merge into t using u on t.a = u.a when matched then update set a = 1; merge into \"s\".t using u on t.a = u.a when matched then update set a = 1",
                "with d as (delete from t returning *) insert into u select * from d; with d as (delete from \"s\".t returning *) insert into \"s\".u select * from d",
                "truncate t; TRUNCATE TABLE \"s\".\"t\"",
                "drop table if exists t cascade; DROP TABLE IF EXISTS \"s\".\"t\" CASCADE",
                "drop view v; DROP VIEW \"s\".\"v\"",
                "drop schema x; DROP SCHEMA \"x\"",
                "alter table t rename to u; ALTER TABLE \"s\".\"t\" RENAME TO \"u\"",
                "alter table x.t drop column a; ALTER TABLE \"x\".\"t\" DROP COLUMN \"a\"",
                "create or replace view v as select 1 from t; create or replace view \"s\".v as select 1 from t",
                "select a from t; select a from t"
            })
    void writesTheSchemaBeforeWhatChanges(String sql, String expected) {
        assertThat(qualified(sql).sql()).isEqualTo(expected);
    }

    @Test
    void leadsToTheUsersText() {
        String text = "  delete #t where wrong = len(a)";
        Statement.Sql sql = qualified(text);
        assertThat(sql.sql()).isEqualTo("DELETE FROM \"s\".\"#t\" where wrong = length(a)");
        assertThat(sql.positions().inUserText(sql.sql().indexOf("wrong") + 1)).isEqualTo(text.indexOf("wrong") + 1);
    }
}
