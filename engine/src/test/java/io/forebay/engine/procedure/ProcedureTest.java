package io.forebay.engine.procedure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.forebay.engine.EngineFixture;
import io.forebay.engine.EngineTest;
import io.forebay.engine.session.Prepared;
import io.forebay.engine.session.Result;
import io.forebay.engine.session.Session;
import io.forebay.engine.sql.Statement;
import io.forebay.spi.ForebayException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** What a script alone cannot show: loads, cancelling, what others see meanwhile, cursors, parameters of a client. */
class ProcedureTest extends EngineTest {
    private void procedure(String head, String body) {
        engine.run("CREATE OR REPLACE PROCEDURE " + head + " AS $$" + body + "$$ LANGUAGE plpgsql");
    }

    @Test
    void loadsByCopyInItsOwnTransaction() {
        engine.store.put("s3://lake/in/1", "1|a\n2|b\n");
        procedure(
                "load(prefix varchar, limits int)",
                "DECLARE n int; m bigint; BEGIN " + COPY + "; GET DIAGNOSTICS n := ROW_COUNT; EXECUTE"
                        + " 'COPY t FROM ''s3://lake/' || prefix || '''" + ROLE.replace("'", "''")
                        + "'; m := pg_last_copy_count(); RAISE INFO '% %', n, m;"
                        + " IF (SELECT count(*) FROM t) > limits THEN RAISE EXCEPTION 'too many rows'; END IF; END;");
        assertFails(() -> engine.run("CALL load('in', 3)"), "RAISED", "too many rows");
        assertThat(engine.run(TOTALS)).isEqualTo("0|null");
        assertThat(engine.run("SELECT count(*) FROM sys_load_history WHERE status = 'completed'"))
                .isEqualTo("0");
        engine.notices.clear();
        engine.run("CALL load('in', 4)");
        assertThat(engine.run(TOTALS)).isEqualTo("4|6");
        assertThat(engine.notices).extracting(notice -> notice.message()).contains("2 2");
        assertThat(engine.run("SELECT count(*) FROM sys_load_history WHERE status = 'completed'"))
                .isEqualTo("2");
    }

    @Test
    void unloadsFromInside() {
        engine.run("INSERT INTO t VALUES (1, 'x')");
        procedure("save()", "BEGIN UNLOAD ('SELECT b FROM t WHERE b = \\'x\\'') TO 's3://lake/out_'" + ROLE + "; END");
        engine.run("CALL save()");
        assertThat(engine.run("SELECT sum(transfer_size) FROM forebay.unload_file"))
                .isEqualTo("2");
    }

    @Test
    void endsWhenItIsCancelledInALoopWithoutStatements() {
        procedure("spin()", "BEGIN LOOP NULL; END LOOP; EXCEPTION WHEN OTHERS THEN RAISE INFO 'never'; END;");
        CompletableFuture<String> call = CompletableFuture.supplyAsync(() -> engine.run("CALL spin()"));
        try (Session other = engine.newSession()) {
            EngineFixture.await(
                    () -> EngineFixture.run(other, "SELECT count(*) FROM stv_inflight WHERE text LIKE 'CALL spin%'")
                            .equals("1"),
                    () -> "the call is not seen");
            assertThat(EngineFixture.run(other, "SELECT count(*) FROM stv_inflight WHERE pid <> pg_backend_pid()"))
                    .isEqualTo("1");
        }
        engine.session().cancel();
        assertThatThrownBy(call::join)
                .hasCauseInstanceOf(ForebayException.class)
                .hasMessageContaining("canceling statement due to user request");
        assertThat(engine.notices).isEmpty();
        assertThat(engine.run("SELECT 1")).isEqualTo("1");
    }

    @Test
    void endsAtItsTimeAndUndoesWhatItDid() {
        procedure(
                "spin()",
                "DECLARE i bigint := 0; BEGIN INSERT INTO t VALUES (1, 'x'); WHILE i >= 0 LOOP i := i + 1; END LOOP; END;");
        engine.run("SET statement_timeout TO 300");
        assertFails(() -> engine.run("CALL spin()"), "CANCELLED", "canceling statement due to statement timeout");
        engine.run("SET statement_timeout TO 0");
        assertThat(engine.run(TOTALS)).isEqualTo("0|null");
    }

    @Test
    void givesACursorThatTheCallerFetchesFrom() {
        engine.run("INSERT INTO t VALUES (1, 'x'), (2, 'y'), (3, 'z')");
        procedure(
                "rows(least IN integer, rs_out INOUT refcursor)",
                "BEGIN OPEN rs_out FOR SELECT a, b FROM t WHERE a >= least ORDER BY a; END;");
        engine.run("BEGIN");
        assertThat(engine.run("CALL rows(1, 'mine')")).isEqualTo("mine");
        assertThat(engine.columns("FETCH ALL FROM mine")).startsWith("a integer, b character varying");
        assertThat(engine.run("FETCH NEXT FROM mine")).isEqualTo("1|x");
        assertThat(engine.run("FETCH FORWARD ALL FROM mine")).isEqualTo("2|y\n3|z");
        assertThat(engine.run("FETCH 1 FROM mine")).isEmpty();
        engine.run("CLOSE mine");
        assertThat(engine.run("CALL rows(2, 'mine')")).isEqualTo("mine");
        engine.run("COMMIT");
        assertFails(() -> engine.run("FETCH ALL FROM mine"), "UNKNOWN_CURSOR", "cursor \"mine\" does not exist");
        engine.run("CALL rows(2, 'mine')");
        assertFails(() -> engine.run("FETCH ALL FROM mine"), "UNKNOWN_CURSOR", "cursor \"mine\" does not exist");
    }

    @Test
    void takesParametersOfAClientAndSaysWhatItGives() {
        procedure(
                "twice(n IN int, INOUT label varchar, OUT m numeric(8,2))",
                "BEGIN m := n * 2; label := label || n; END");
        Statement call = engine.session().parse("CALL twice($1, $2)").get(0);
        assertThat(engine.columns("CALL twice(1, 'x')")).isEqualTo("label character varying, m numeric(8,2)");
        try (Prepared prepared = engine.session().prepare(call, List.of())) {
            assertThat(prepared.parameters()).hasSize(2);
            for (long n = 1; n < 3; n++) {
                try (Result result = prepared.execute(List.of(n, "a"))) {
                    assertThat(result.tag()).isEqualTo("CALL");
                    assertThat(result.rows().next()).isTrue();
                    assertThat(result.rows().textAt(0)).isEqualTo("a" + n);
                    assertThat(result.rows().decimalAt(1)).isEqualByComparingTo("" + 2 * n);
                    assertThat(result.rows().next()).isFalse();
                }
            }
        }
    }

    @Test
    void outlivesTheEngineThatMadeIt() {
        procedure("keeps(INOUT n int)", "BEGIN n := n + 1; END;");
        engine.restart();
        assertThat(engine.run("CALL keeps(41)")).isEqualTo("42");
        assertThat(engine.run("SELECT procedure_schema, procedure_name, signature, owner FROM forebay.procedure"))
                .isEqualTo("public|keeps|integer|forebay");
    }

    @Test
    void tellsWhereInTheTextAMistakeIs() {
        String sql =
                "CREATE PROCEDURE p() AS $$\nBEGIN\n  INSERT INTO t VALUES (1 2);\n  SELECT 'a' FROM 'file.csv';\nEND$$"
                        + " LANGUAGE plpgsql";
        assertThatThrownBy(() -> engine.run(sql)).isInstanceOfSatisfying(ForebayException.class, e -> {
            assertThat(e.position()).hasValue(sql.indexOf("'file.csv'") + 1);
            assertThat(e.context()).hasValue("compile of PL/pgSQL function \"p\" near line 3");
        });
    }

    @Test
    void saysInTheErrorOfACallWhichProceduresItWentThrough() {
        procedure("low(n int)", "\nBEGIN\n  INSERT INTO t VALUES (n, 'too long');\n  PERFORM 1 FROM nowhere;\nEND;");
        procedure("high()", "\nBEGIN\n  NULL;\n  CALL low(1);\nEND;");
        assertThatThrownBy(() -> engine.run("CALL high()")).isInstanceOfSatisfying(ForebayException.class, e -> {
            assertThat(e.context().orElse("").lines().toList())
                    .endsWith("PL/pgSQL function \"high\" line 3 at SQL statement")
                    .anyMatch(line -> line.startsWith("PL/pgSQL function \"low\" line "));
            assertThat(e.position()).isEmpty();
        });
        assertThat(engine.run(TOTALS)).isEqualTo("0|null");
    }

    /** A cached statement meets another table of its name. */
    @Test
    void seesTablesThatChangeUnderALoop() {
        procedure(
                "again(OUT total int)",
                "DECLARE n int; BEGIN total := 0; FOR i IN 1..3 LOOP DROP TABLE IF EXISTS w;"
                        + " CREATE TEMP TABLE w AS SELECT i AS x, i * 10 AS y; INSERT INTO w SELECT x, y FROM w;"
                        + " SELECT sum(y) INTO n FROM w; total := total + n; END LOOP; END;");
        assertThat(engine.run("CALL again()")).isEqualTo("120");
    }

    @Test
    void countsTenThousandStepsSoon() {
        procedure(
                "count(INOUT n int)",
                "BEGIN FOR i IN 1..10000 LOOP n := n + 1; IF n < 0 THEN EXIT; END IF; END LOOP; END;");
        assertThat(engine.run("CALL count(5)")).isEqualTo("10005");
    }

    @Test
    void refusesABodyThatIsTooLarge() {
        assertFails(() -> procedure("p()", "BEGIN " + " ".repeat(2 * 1024 * 1024) + " END;"), "NOT_SUPPORTED", "2 MB");
    }
}
