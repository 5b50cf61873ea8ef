package io.forebay.engine.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.forebay.engine.sql.outline.Columns;
import io.forebay.engine.sql.rewrite.columns.ColumnRewriter;
import io.forebay.spi.ForebayException;
import io.forebay.spi.warehouse.SqlFeature;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ColumnRewriterTest {
    private static final Map<String, List<String>> KNOWN = Map.of(
            "emp", List.of("id", "name", "dept", "salary"),
            "t", List.of("a", "b"),
            "docs", List.of("id", "data"));

    private static final Columns.Tables TABLES =
            (schema, table) -> Optional.ofNullable(schema == null || schema.equals("public") ? KNOWN.get(table) : null);

    private final ColumnRewriter rewriter = new ColumnRewriter(EnumSet.allOf(SqlFeature.class));

    private String rewritten(String sql) {
        return rewriter.rewrite(sql, PositionMap.of(List.of(new PositionMap.Segment(0, 0, true))), TABLES)
                .sql();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "select * exclude (salary, dept) from emp; select \"emp\".\"id\", \"emp\".\"name\" from emp",
                "select * exclude a, 1 x from public.t u; select \"u\".\"b\", 1 x from public.t u",
                "select e.* exclude (id, name), t.* from emp e, t; select \"e\".\"dept\", \"e\".\"salary\", t.* from emp e, t",
                "select * exclude (c) from (select a as c, b from t) q; select \"q\".\"b\" from (select a as c, b from t) q",
                "with w (x, y) as (select * from t) select * exclude x from w; with w (x, y) as (select * from t) select \"w\".\"y\" from w",
                "select * exclude b from (select * exclude dept from emp) e join t on true; "
                        + "select \"e\".\"id\", \"e\".\"name\", \"e\".\"salary\", \"t\".\"a\" from (select \"emp\".\"id\", \"emp\".\"name\", \"emp\".\"salary\" from emp) e join t on true",
                "select salary * 2 as s2, s2 + 20 as s3, s3 from emp; "
                        + "select salary * 2 as s2, (salary * 2) + 20 as s3, (( salary * 2 ) + 20) from emp",
                "select a + 1 as b, b from t; select a + 1 as b, b from t",
                "select a + 1 as c, u.c, f(c), c(1), (select c from x) from t u; "
                        + "select a + 1 as c, u.c, f((a + 1)), c(1), (select c from x) from t u",
                "select 1 as x, x from unknown; select 1 as x, x from unknown",
                "select a, b from t qualify row_number() over (partition by a order by b) = 1; "
                        + "SELECT \"a\", \"b\" FROM (SELECT a AS \"a\", b AS \"b\", (row_number ( ) over ( partition by a order by b ) = 1) AS forebay_kept from t ) AS forebay_qualified WHERE forebay_kept",
                "select distinct a, row_number() over (order by b) as rn, count(*) from t where a > 1 group by a, b qualify rn < 3 order by t.a desc, rn limit 2; "
                        + "SELECT DISTINCT \"a\", \"rn\", \"count\" FROM (SELECT a AS \"a\", row_number ( ) over ( order by b ) AS \"rn\", count ( * ) AS \"count\", ((row_number ( ) over ( order by b )) < 3) AS forebay_kept from t where a > 1 group by a, b ) AS forebay_qualified WHERE forebay_kept order by \"a\" desc, rn limit 2",
                "select * from emp where id in (select a from t qualify rank() over (order by b) = 1); "
                        + "select * from emp where id in (SELECT \"a\" FROM (SELECT a AS \"a\", (rank ( ) over ( order by b ) = 1) AS forebay_kept from t ) AS forebay_qualified WHERE forebay_kept)",
                "insert into t select * from t qualify count(*) over () > 1 union all select 1, 2; "
                        + "insert into t SELECT \"a\", \"b\" FROM (SELECT \"t\".\"a\" AS \"a\", \"t\".\"b\" AS \"b\", (count ( * ) over ( ) > 1) AS forebay_kept from t ) AS forebay_qualified WHERE forebay_kept union all select 1, 2",
                "select * from (select dept, salary from emp) p pivot (sum(salary) for dept in (10, 20 as twenty)) as q; "
                        + "select * from (SELECT sum ( salary ) FILTER (WHERE \"dept\" = 10) AS \"10\", sum ( salary ) FILTER (WHERE \"dept\" = 20) AS \"twenty\" FROM (select dept, salary from emp) p ) AS \"q\"",
                "select id from emp pivot (max(salary) as top, count(*) as n for dept in ('x')) where id > 1; "
                        + "select id from (SELECT \"id\", \"name\", max ( salary ) FILTER (WHERE \"dept\" = 'x') AS \"x_top\", count ( * ) FILTER (WHERE \"dept\" = 'x') AS \"x_n\" FROM emp  GROUP BY \"id\", \"name\") AS \"forebay_pivot\" where id > 1",
                "select d.data.a[0].b::varchar, d.data[1], d.id from docs d; select d.data['a'][0]['b']::varchar, d.data[1], d.id from docs d",
                "select data.a[0], docs.data.a.b, public.docs.data.c from public.docs; "
                        + "select data['a'][0], docs.data['a']['b'], public.docs.data['c'] from public.docs",
                "select public.docs.id, d.f(1), x.y from public.docs, s.u d; select public.docs.id, d.f(1), x.y from public.docs, s.u d",
                "create view v as select * exclude a from t; create view v as select \"t\".\"b\" from t",
                "select a, b from t order by a; select a, b from t order by a",
                "update t set a = 1 where b is not distinct from 2; update t set a = 1 where b is not distinct from 2"
            })
    void writesWhatIsLackingOtherwise(String sql, String expected) {
        assertThat(rewritten(sql)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "select * exclude a from unknown; the columns that EXCLUDE takes from are not known here",
                "select * exclude a from t join emp using (id); the columns that EXCLUDE takes from are not known here",
                "select * exclude nope from t; column \"nope\" of EXCLUDE does not exist",
                "select * exclude (a, b) from t; EXCLUDE leaves no column",
                "select * from f(1) qualify true; QUALIFY beside * needs columns that are known",
                "select a, b as a from t qualify true; two columns beside QUALIFY have the same name",
                "select * from f(1) pivot (sum(a) for b in (1)); the columns of what PIVOT turns are not known",
                "select * from t pivot (sum(a)); PIVOT needs an aggregate"
            })
    void refusesWhatItCannotKnow(String sql, String message) {
        ForebayException error = catchThrowableOfType(ForebayException.class, () -> rewritten(sql));
        assertThat(error).hasMessageStartingWith(message);
        assertThat(error.position()).isPresent();
    }

    @Test
    void refusesAliasesThatGrowWithoutEnd() {
        StringBuilder sql = new StringBuilder("select a || a || a || a as a0");
        for (int i = 1; i < 40; i++) {
            sql.append(", a")
                    .append(i - 1)
                    .append(" || a")
                    .append(i - 1)
                    .append(" as a")
                    .append(i);
        }
        ForebayException error = catchThrowableOfType(ForebayException.class, () -> rewritten(sql + " from t"));
        assertThat(error).hasMessageContaining("split it into subqueries");
    }

    @Test
    @Timeout(10)
    void knowsNoColumnsThatDoubleWithEachQuery() {
        StringBuilder sql = new StringBuilder("with w0 as (select * from t)");
        for (int i = 1; i < 30; i++) {
            sql.append(", w" + i + " as (select * from w" + (i - 1) + " x, w" + (i - 1) + " y)");
        }
        ForebayException error = catchThrowableOfType(
                ForebayException.class, () -> rewritten(sql + " select * from w29 qualify count(*) over () > 1"));
        assertThat(error).hasMessageStartingWith("QUALIFY beside * needs columns that are known");
    }
}
