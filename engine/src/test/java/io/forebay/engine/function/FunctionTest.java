package io.forebay.engine.function;

import static org.assertj.core.api.Assertions.assertThat;

import io.forebay.engine.EngineFixture;
import io.forebay.engine.EngineTest;
import io.forebay.engine.TestWarehouse;
import io.forebay.engine.session.Session;
import org.junit.jupiter.api.Test;

/** Functions in SQL, wherever an expression can stand. */
class FunctionTest extends EngineTest {
    private void function(String head, String expression) {
        engine.run("CREATE OR REPLACE FUNCTION " + head + " AS $$ SELECT " + expression + " $$ LANGUAGE sql");
    }

    @Test
    void worksWhereverAnExpressionCanStand() {
        function("f_larger(float, float) RETURNS float STABLE", "CASE WHEN $1 > $2 THEN $1 ELSE $2 END");
        function("f_commission(float, float) RETURNS decimal(8,2) STABLE", "f_larger($1, $2) * 0.25");
        engine.run("INSERT INTO t VALUES (1, 'x'), (7, NULL)");
        assertThat(engine.run("SELECT f_commission(a, 2), f_commission(NULL, a) FROM t ORDER BY a"))
                .isEqualTo("0.50|0.25\n1.75|1.75");
        assertThat(engine.columns("SELECT f_commission(1, 2) AS c")).startsWith("c numeric");
        engine.run("CREATE VIEW v AS SELECT f_larger(a, 3)::int AS larger FROM t WHERE f_larger(a, 0) > 5");
        assertThat(engine.run("SELECT * FROM v")).isEqualTo("7");
        engine.run("UPDATE t SET a = f_larger(a, 4)::int");
        assertThat(engine.run("SELECT f_larger(sum(a), 1)::int, count(*) FROM t GROUP BY f_larger(a, 100)"))
                .isEqualTo("11|2");
        engine.run("CREATE PROCEDURE p(n INOUT int) AS $$ BEGIN n := f_larger(n, 9); END $$ LANGUAGE plpgsql");
        assertThat(engine.run("CALL p(3)")).isEqualTo("9");
    }

    @Test
    void castsArgumentsAndResult() {
        function("f_day(date, int) RETURNS varchar(7) IMMUTABLE", "$1 + $2");
        assertThat(engine.run("SELECT f_day('2024-02-28', '2')")).isEqualTo("2024-03");
        function("f_short(varchar) RETURNS varchar(4) STABLE", "nvl($1, 'none') || '!'");
        function(
                "f_name(int) RETURNS varchar VOLATILE", "CASE $1 WHEN 1 THEN 'one' ELSE 'two' END || ', ' || len('x')");
        assertThat(engine.run("SELECT f_short('abcdef'), f_short(NULL), f_name(2)"))
                .isEqualTo("abcd|none|two, 1");
        function("f_pi() RETURNS int IMMUTABLE", "3.7");
        assertThat(engine.run("SELECT f_pi()")).isEqualTo("4");
    }

    @Test
    void choosesByTheTypesOfItsArguments() {
        function("f_kind(int) RETURNS varchar(20) IMMUTABLE", "'number ' || $1");
        function("f_kind(varchar) RETURNS varchar(20) IMMUTABLE", "'text ' || $1");
        function("f_kind(int, int) RETURNS int IMMUTABLE", "$1 * $2");
        engine.run("INSERT INTO t VALUES (6, 'x')");
        assertThat(engine.run("SELECT f_kind(a), f_kind(b), f_kind(a, 7) FROM t"))
                .isEqualTo("number 6|text x|42");
        engine.run("DROP FUNCTION f_kind(int)");
        assertThat(engine.run("SELECT f_kind('y'), f_kind(2, 3)")).isEqualTo("text y|6");
        assertFails(() -> engine.run("SELECT f_kind(1, 2, 3)"), "UNDEFINED_FUNCTION", "f_kind");
        assertFails(() -> engine.run("DROP FUNCTION f_kind(int)"), "UNDEFINED_FUNCTION", "f_kind(integer) does not");
        engine.run("DROP FUNCTION IF EXISTS f_kind(int)");
        engine.run("DROP FUNCTION f_kind(varchar)");
        engine.run("DROP FUNCTION f_kind(int, int)");
        assertFails(() -> engine.run("SELECT f_kind(2, 3)"), "UNDEFINED_FUNCTION", "f_kind");
    }

    @Test
    void livesAndDiesWithItsTransactionAndStaysAfterARestart() {
        function("f_one() RETURNS varchar(9) STABLE", "initcap('one')");
        engine.run("BEGIN");
        function("f_one() RETURNS varchar(9) STABLE", "'two'");
        assertThat(engine.run("SELECT f_one()")).isEqualTo("two");
        try (Session other = engine.newSession()) {
            assertThat(EngineFixture.run(other, "SELECT f_one()")).isEqualTo("One");
        }
        engine.run("ROLLBACK");
        assertThat(engine.run("SHOW FUNCTION f_one()"))
                .isEqualTo("CREATE OR REPLACE FUNCTION public.f_one()\nRETURNS character varying(9)\nSTABLE\n"
                        + "AS $$ SELECT initcap('one') $$ LANGUAGE sql");
        engine.restart();
        assertThat(engine.run("SELECT f_one()")).isEqualTo("One");
    }

    @Test
    void belongsToASchema() {
        engine.run("CREATE SCHEMA tools");
        function("tools.f_x() RETURNS int STABLE", "1");
        assertThat(engine.run("SELECT tools.f_x()")).isEqualTo("1");
        assertFails(() -> engine.run("SELECT f_x()"), "UNDEFINED_FUNCTION", "f_x");
        engine.run("SET search_path TO tools, public");
        assertThat(engine.run("SELECT f_x()")).isEqualTo("1");
        assertFails(() -> function("forebay.f_x() RETURNS int STABLE", "1"), "NOT_ALLOWED", "schema forebay");
        assertFails(() -> function("nowhere.f_x() RETURNS int STABLE", "1"), "UNDEFINED_SCHEMA", "nowhere");
    }

    @Test
    void hasNoAggregate() {
        TestWarehouse.assumeDuckDb("PostgreSQL takes an aggregate of one value");
        assertFails(() -> function("f(int) RETURNS int STABLE", "sum($1)"), "INVALID_FUNCTION", "neither aggregates");
        assertFails(() -> function("f(int) RETURNS int STABLE", "sum($1) OVER ()"), "INVALID_FUNCTION", "nor window");
    }

    @Test
    void isRefusedWithTheNextStep() {
        assertFails(() -> function("f(int) RETURNS int STABLE", "$2"), "SYNTAX", "no argument $2");
        assertFails(() -> function("f(int) RETURNS int STABLE", "a FROM t"), "NOT_SUPPORTED", "without \"FROM\"");
        assertFails(
                () -> function("f(int) RETURNS int STABLE", "(SELECT max(a) FROM t)"), "NOT_SUPPORTED", "no subquery");
        assertFails(() -> function("f(int) RETURNS text STABLE", "current_user"), "NOT_SUPPORTED", "an argument");
        assertFails(() -> function("f(int) RETURNS int STABLE", "nosuch($1)"), "UNDEFINED_FUNCTION", "nosuch");
        assertFails(() -> function("nvl(int) RETURNS int STABLE", "$1"), "DUPLICATE_FUNCTION", "built-in");
        assertFails(() -> function("f(n int) RETURNS int STABLE", "$1"), "SYNTAX", "types without names");
        assertFails(
                () -> engine.run("CREATE FUNCTION f(a int) RETURNS int STABLE AS $$ return a $$ LANGUAGE plpythonu"),
                "NOT_SUPPORTED",
                "Python");
        function("f(int) RETURNS int STABLE", "$1");
        assertFails(() -> function("f(int) RETURNS bigint STABLE", "$1"), "INVALID_FUNCTION", "cannot be changed");
        assertFails(
                () -> engine.run("CREATE FUNCTION f(int) RETURNS int STABLE AS $$ SELECT 1 $$ LANGUAGE sql"),
                "DUPLICATE_FUNCTION",
                "f(integer) already exists");
        assertFails(
                () -> engine.run("CREATE EXTERNAL FUNCTION x(int) RETURNS int STABLE LAMBDA 'n' IAM_ROLE default"),
                "UNDEFINED_OBJECT",
                "no setting says where the Lambda function n is");
        assertThat(engine.run("SELECT f(1)")).isEqualTo("1");
    }
}
