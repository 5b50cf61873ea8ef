package io.forebay.engine.sql;

import static org.assertj.core.api.Assertions.assertThat;

import io.forebay.engine.sql.parse.StatementParser;
import org.junit.jupiter.api.Test;

class PositionTest {
    private final StatementParser parser = new StatementParser(new TestDialect());

    private static final SessionValues VALUES = new SessionValues() {
        @Override
        public int session() {
            return 7;
        }

        @Override
        public long lastCopyId() {
            return 1234567890123L;
        }

        @Override
        public long lastCopyCount() {
            return 42;
        }

        @Override
        public long lastUnloadId() {
            return 77;
        }

        @Override
        public long lastUnloadCount() {
            return 43;
        }

        @Override
        public String parameter(String name) {
            return name;
        }

        @Override
        public String user() {
            return "forebay";
        }

        @Override
        public String sessionUser() {
            return "forebay";
        }

        @Override
        public int userId() {
            return 100;
        }
    };

    @Test
    void leadsFromRewrittenSqlToTheUsersText() {
        String text = "select 1;\n  select nvl(a, b), wrong, $$x$$, last from #t where sysdate > also_wrong";
        Statement.Sql sql = (Statement.Sql) parser.parse(text).get(1);
        for (String word : new String[] {"select", "a, b", "wrong", "last", "from", "where", "also_wrong"}) {
            int inText = text.indexOf(word, 10) + 1;
            assertThat(sql.positions().inUserText(sql.sql().indexOf(word) + 1)).isEqualTo(inText);
        }
        assertThat(sql.positions().inUserText(sql.sql().indexOf("coalesce") + 4))
                .isEqualTo(text.indexOf("nvl") + 1);
    }

    @Test
    void leadsThroughTheSessionsRewriting() {
        String text = "  select len(a), pg_last_copy_id(), pg_catalog.pg_last_copy_count( ), wrong from t";
        Statement.Sql parsed = (Statement.Sql) parser.parse(text).get(0);
        Statement.Sql sql = (Statement.Sql) parser.rewrite(parsed, VALUES);
        assertThat(sql.sql())
                .isEqualTo("select length(a), CAST(1234567890123 AS BIGINT), CAST(42 AS BIGINT), wrong from t");
        assertThat(sql.positions().inUserText(sql.sql().indexOf("wrong") + 1)).isEqualTo(text.indexOf("wrong") + 1);
    }

    @Test
    void leavesOtherStatementsToTheSessionAsTheyAre() {
        Statement statement = parser.parse("select 1").get(0);
        assertThat(parser.rewrite(statement, VALUES)).isSameAs(statement);
        Statement table =
                parser.parse("create table t as select pg_last_copy_count() c").get(0);
        assertThat(((Statement.CreateTableAs) parser.rewrite(table, VALUES)).sql())
                .contains("CAST(42 AS BIGINT) c");
    }

    @Test
    void leadsFromACreatedTableToItsQuery() {
        String text = "create table t (x) diststyle even as select wrong from a";
        Statement.CreateTableAs table =
                (Statement.CreateTableAs) parser.parse(text).get(0);
        int position = table.sql().indexOf("wrong") + 1;
        assertThat(table.positions().inUserText(position)).isEqualTo(text.indexOf("wrong") + 1);
    }

    @Test
    void keepsTextThatNoRuleTouches() {
        String sql = "SELECT \"A\",\t'x''y',1.50  FROM  t\nWHERE a>=ALL(SELECT b FROM u)";
        assertThat(((Statement.Sql) parser.parse(sql).get(0)).sql()).isEqualTo(sql);
    }

    @Test
    void countsLinesAndColumnsFromOne() {
        assertThat(parser.parse("select 1;\n\n   -- x\n commit").get(1).position())
                .isEqualTo(new Position(20, 4, 2));
    }
}
