package io.forebay.engine.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.forebay.engine.EngineFixture;
import io.forebay.engine.EngineTest;
import io.forebay.engine.TestWarehouse;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What views hold, and those WITH NO SCHEMA BINDING, on a warehouse whose views hold nothing. */
class DependentViewsTest extends EngineTest {
    @BeforeEach
    void onDuckDb() {
        TestWarehouse.assumeDuckDb("views that look up late");
        engine.run("INSERT INTO t VALUES (1, 'x')");
    }

    @Test
    void holdsWhatAViewReads() {
        engine.run("CREATE VIEW v AS SELECT a FROM t");
        engine.run("CREATE VIEW w AS SELECT * FROM public.v");
        assertFails(() -> engine.run("DROP TABLE t"), "DEPENDENT_OBJECTS", "cannot drop table t because other objects");
        assertFails(() -> engine.run("DROP VIEW v"), "DEPENDENT_OBJECTS", "cannot drop view v because other objects");
        assertThat(engine.run("SELECT a FROM w")).isEqualTo("1");
        engine.run("DROP VIEW v, w");
        engine.run("DROP TABLE t");
        assertFails(() -> engine.run("SELECT * FROM t"), "UNDEFINED_TABLE", "t");
    }

    @Test
    void dropsWhatDependsByCascade() {
        engine.run("CREATE SCHEMA \"s s\"");
        engine.run("CREATE TABLE \"s s\".\"odd \"\"one\" (a int)");
        engine.run("CREATE VIEW v AS SELECT a FROM \"s s\".\"odd \"\"one\"");
        engine.run("CREATE VIEW w AS SELECT v.a FROM v JOIN t ON v.a = t.a");
        engine.run("CREATE VIEW other AS SELECT 'odd \"one' AS a");
        engine.notices.clear();
        engine.run("DROP TABLE \"s s\".\"odd \"\"one\" CASCADE");
        assertThat(engine.notices)
                .extracting(Notice::message)
                .containsExactly("drop cascades to view v", "drop cascades to view w");
        assertThat(engine.run("SELECT table_name FROM svv_tables WHERE table_schema = 'public' ORDER BY 1"))
                .isEqualTo("other\nt");
    }

    @Test
    void leavesAllWhenTheTransactionEnds() {
        engine.run("CREATE VIEW v AS SELECT a FROM t");
        engine.run("BEGIN");
        engine.run("DROP TABLE t CASCADE");
        engine.run("ROLLBACK");
        assertThat(engine.run("SELECT a FROM v")).isEqualTo("1");
    }

    @Test
    void holdsWhatAMaterializedViewReads() {
        engine.run("CREATE MATERIALIZED VIEW mv AS SELECT a FROM t");
        engine.run("CREATE VIEW v AS SELECT * FROM mv");
        assertFails(() -> engine.run("DROP TABLE t"), "DEPENDENT_OBJECTS", "cannot drop table t");
        assertFails(() -> engine.run("DROP MATERIALIZED VIEW mv"), "DEPENDENT_OBJECTS", "cannot drop");
        engine.notices.clear();
        engine.run("DROP TABLE t CASCADE");
        assertThat(engine.notices)
                .extracting(Notice::message)
                .containsExactly("drop cascades to materialized view mv", "drop cascades to view v");
        assertThat(engine.run("SELECT count(*) FROM svv_tables WHERE table_schema = 'public'"))
                .isEqualTo("0");
    }

    @Test
    void letsGoOfWhatALateViewReads() {
        engine.run("CREATE VIEW late AS SELECT * FROM public.t WITH NO SCHEMA BINDING");
        engine.run("COMMENT ON VIEW late IS 'mine'");
        engine.run("DROP TABLE t");
        assertFails(() -> engine.run("SELECT * FROM late"), "UNDEFINED_TABLE", "t");
        engine.run("CREATE TABLE t (c date, d int)");
        engine.run("INSERT INTO t VALUES ('2026-01-02', 3)");
        assertThat(engine.run("SELECT d, c::varchar FROM late")).isEqualTo("3|2026-01-02");
        engine.restart();
        engine.run("DROP TABLE t");
    }

    @Test
    void bindsALateViewWhenWhatItReadsIsMade() {
        engine.run(
                "CREATE VIEW late AS SELECT s.a + 1 AS n FROM stage.src s JOIN t ON s.a = t.a WITH NO SCHEMA BINDING");
        assertFails(() -> engine.run("SELECT * FROM late"), "UNDEFINED_TABLE", "relation \"stage.src\" does not exist");
        engine.run("COMMENT ON VIEW late IS 'mine'");
        engine.restart();
        engine.run("CREATE SCHEMA stage");
        engine.run("BEGIN");
        engine.run("CREATE TABLE stage.src (b int)");
        engine.run("COMMIT");
        assertFails(() -> engine.run("SELECT * FROM late"), "UNDEFINED_TABLE", "relation \"stage.src\" does not exist");
        engine.run("DROP TABLE stage.src");
        engine.run("CREATE TABLE stage.src AS SELECT 1 AS a");
        assertThat(engine.run("SELECT n FROM late")).isEqualTo("2");
        assertThat(engine.run("SELECT obj_description('public.late'::regclass)"))
                .isEqualTo("mine");
        engine.run("DROP TABLE stage.src");
        engine.run("DROP VIEW late");
    }

    @Test
    void replacesALateView() {
        engine.run("CREATE VIEW late AS SELECT * FROM nowhere WITH NO SCHEMA BINDING");
        engine.run("CREATE OR REPLACE VIEW late AS SELECT * FROM t WITH NO SCHEMA BINDING");
        engine.run("CREATE OR REPLACE VIEW late AS SELECT a FROM t");
        assertFails(() -> engine.run("DROP TABLE t"), "DEPENDENT_OBJECTS", "table t");
        assertFails(
                () -> engine.run("CREATE VIEW late AS SELECT 1 AS x WITH NO SCHEMA BINDING"),
                "DUPLICATE_TABLE",
                "late");
        assertFails(
                () -> engine.run("CREATE VIEW wrong AS SELECT nothing FROM t WITH NO SCHEMA BINDING"),
                "UNDEFINED_COLUMN",
                "nothing");
    }

    /** What a user writes about a view is never taken for what is kept of it. */
    @Test
    void takesNoCommentForTheStatementThatIsToMakeAView() {
        engine.run("CREATE VIEW v AS SELECT a FROM t");
        for (String forged : new String[] {
            "{\"forebay\":\"1\",\"binding\":\"late\",\"waiting\":\"DROP TABLE public.t\"}",
            "{\"forebay\":\"2\",\"waiting\":\"DROP TABLE public.t\"}"
        }) {
            engine.run("COMMENT ON VIEW v IS '" + forged + "'");
            engine.run("COMMENT ON COLUMN t.b IS '" + forged.replace("waiting", "type") + "'");
            engine.run("CREATE TABLE IF NOT EXISTS other (a int)");
            assertThat(engine.run("SELECT a FROM v")).isEqualTo("1");
            assertThat(engine.run("SELECT obj_description('public.v'::regclass)"))
                    .isEqualTo(forged);
            assertFails(() -> engine.run("DROP TABLE t"), "DEPENDENT_OBJECTS", "table t");
            engine.restart();
            engine.run("DROP TABLE other");
            assertThat(engine.run("SELECT a FROM v")).isEqualTo("1");
        }
        engine.run("COMMENT ON VIEW v IS NULL");
        assertThat(engine.run("SELECT obj_description('public.v'::regclass)")).isEqualTo("null");
    }

    @Test
    void readsWithTheRightsOfALateViewsOwner() {
        engine.run("CREATE USER mary PASSWORD 'Secret123'");
        engine.run("GRANT CREATE ON SCHEMA public TO mary");
        try (Session mary = engine.newSession("mary")) {
            EngineFixture.run(mary, "CREATE VIEW late AS SELECT * FROM hidden WITH NO SCHEMA BINDING");
            engine.run("CREATE TABLE hidden AS SELECT 7 AS secret");
            assertFails(() -> EngineFixture.run(mary, "SELECT * FROM late"), "NOT_ALLOWED", "permission denied");
            engine.run("GRANT SELECT ON hidden TO mary");
            assertThat(EngineFixture.run(mary, "SELECT * FROM late")).isEqualTo("7");
        }
    }

    @Test
    void aUsersCommentIsNeverTakenForANote() {
        String waiting =
                "CREATE TABLE public.loot (a INT); DELETE FROM public.t; CREATE VIEW public.v AS SELECT 2 AS a";
        String note = "{\"forebay\":\"1\",\"binding\":\"late\",\"waiting\":\"" + waiting + "\"}";
        engine.run("CREATE USER mary PASSWORD 'Secret123'");
        engine.run("GRANT CREATE ON SCHEMA public TO mary");
        try (Session mary = engine.newSession("mary")) {
            EngineFixture.run(mary, "CREATE VIEW v AS SELECT 1 AS a");
            EngineFixture.run(mary, "COMMENT ON VIEW v IS '" + note + "'");
            EngineFixture.run(mary, "CREATE VIEW late AS SELECT * FROM nowhere WITH NO SCHEMA BINDING");
            EngineFixture.run(mary, "CREATE TABLE any_table (a int)");
        }
        engine.restart();
        engine.run("CREATE TABLE another (a int)");

        assertThat(engine.run("SELECT count(*) FROM t")).isEqualTo("1");
        assertThat(engine.run("SELECT a FROM v")).isEqualTo("1");
        assertFails(() -> engine.run("SELECT * FROM loot"), "UNDEFINED_TABLE", "loot");
        assertThat(engine.run("SELECT obj_description('public.v'::regclass)")).isEqualTo(note);
        engine.run("COMMENT ON VIEW v IS NULL");
        assertThat(engine.run("SELECT obj_description('public.v'::regclass)")).isEqualTo("null");
    }

    @Test
    void aColumnsCommentHidesNoTableFromAnybody() {
        engine.run("CREATE SCHEMA own");
        for (String type : new String[] {"FOO(1)", "VARCHAR(99999999999)", "CHAR(1)"}) {
            String note = "{\"forebay\": \"1\",\"type\":\"" + type + "\",\"identity\":\"9999999999999999999,1,x\"}";
            engine.run("CREATE TABLE own.t (n int)");
            engine.run("COMMENT ON COLUMN own.t.n IS '" + note.replace(" ", "") + "'");
            assertThat(engine.run("SELECT a FROM public.t")).isEqualTo("1");
            engine.run("COMMENT ON COLUMN own.t.n IS '" + note + "'");
            assertThat(engine.run("SELECT numeric_precision, remarks FROM svv_columns WHERE table_schema = 'own'"))
                    .isEqualTo("32|" + note);
            engine.run("DROP TABLE own.t");
        }
    }

    @Test
    void takesNoViewWithItThatOnlyHasTheNameOfAMaterializedOne() {
        engine.run("CREATE VIEW report AS SELECT 5 AS n");
        engine.run("CREATE USER mary PASSWORD 'Secret123'");
        engine.run("GRANT CREATE ON SCHEMA public TO mary");
        try (Session mary = engine.newSession("mary")) {
            EngineFixture.run(mary, "CREATE TABLE mine (a int)");
            EngineFixture.run(mary, "CREATE TABLE mv_tbl__report__0 (a int)");
            EngineFixture.run(mary, "CREATE VIEW mv_def__report__0 AS SELECT * FROM mine");
            EngineFixture.run(mary, "DROP TABLE mine CASCADE");
        }
        assertThat(engine.run("SELECT n FROM report")).isEqualTo("5");
        assertThat(engine.run("SELECT count(*) FROM svv_tables WHERE table_name LIKE 'mv_%'"))
                .isEqualTo("1");
    }

    @Test
    void bindsWhenATextOfSeveralStatementsOrAProcedureHasMadeIt() {
        engine.run("CREATE VIEW one AS SELECT a FROM public.first WITH NO SCHEMA BINDING");
        engine.run("CREATE VIEW two AS SELECT a FROM public.second WITH NO SCHEMA BINDING");
        engine.run("CREATE VIEW three AS SELECT b FROM public.t WITH NO SCHEMA BINDING");
        engine.session().beginImplicit();
        EngineFixture.run(engine.session(), "CREATE TABLE first AS SELECT 1 AS a");
        engine.session().endImplicit(true);
        assertThat(engine.run("SELECT a FROM one")).isEqualTo("1");
        engine.run(
                "CREATE PROCEDURE make() AS $$ BEGIN CREATE TABLE second AS SELECT 2 AS a; END; $$ LANGUAGE plpgsql");
        engine.run("CALL make()");
        assertThat(engine.run("SELECT a FROM two")).isEqualTo("2");
    }

    @Test
    void bindsWhenTheCallOfAJobHasMadeIt() {
        engine.store.put("s3://lake/made/a.csv", "2,y\n");
        engine.run(
                "CREATE PROCEDURE make() AS $$ BEGIN CREATE VIEW late AS SELECT a FROM nowhere WITH NO SCHEMA BINDING;"
                        + " CREATE TABLE made AS SELECT 5 AS a; END; $$ LANGUAGE plpgsql");
        engine.run("COPY t FROM 's3://lake/made/' CSV JOB CREATE j AUTO OFF BACKFILL THEN CALL make()");
        engine.run("CREATE TABLE between (a int)");
        engine.run("COPY JOB RUN j");
        engine.run("CREATE TABLE nowhere AS SELECT 3 AS a");
        assertThat(engine.run("SELECT a FROM late")).isEqualTo("3");

        engine.run("DROP VIEW late");
        engine.run("DROP TABLE made");
        engine.run("CREATE VIEW other AS SELECT a FROM public.made WITH NO SCHEMA BINDING");
        engine.store.put("s3://lake/made/b.csv", "3,z\n");
        engine.run("COPY JOB RUN j");
        assertThat(engine.run("SELECT a FROM other")).isEqualTo("5");
    }

    @Test
    void forgetsNoViewThatWaitsWhenOthersLookMeanwhile() {
        try (Session other = engine.newSession()) {
            EngineFixture.run(other, "BEGIN");
            EngineFixture.run(other, "CREATE VIEW late AS SELECT a FROM nowhere WITH NO SCHEMA BINDING");
            engine.run("CREATE TABLE between (a int)");
            EngineFixture.run(other, "COMMIT");
        }
        engine.run("CREATE TABLE nowhere AS SELECT 3 AS a");
        assertThat(engine.run("SELECT a FROM late")).isEqualTo("3");
    }

    @Test
    void aViewThatWaitsHasNoRowsToCount() {
        engine.run("CREATE VIEW late AS SELECT a FROM nowhere WITH NO SCHEMA BINDING");
        assertFails(() -> engine.run("SELECT count(*) FROM late"), "UNDEFINED_TABLE", "relation \"nowhere\"");
        assertFails(() -> engine.run("SELECT 1 FROM late"), "UNDEFINED_TABLE", "relation \"nowhere\"");
        assertFails(() -> engine.run("CREATE TABLE x AS SELECT count(*) AS n FROM late"), "UNDEFINED_TABLE", "nowhere");
    }

    @Test
    void saysOfNoViewThatWaitsButTheOneThatIsRead() {
        engine.run("CREATE VIEW a AS SELECT x FROM nowhere WITH NO SCHEMA BINDING");
        assertFails(() -> engine.run("SELECT a, wrong FROM t"), "UNDEFINED_COLUMN", "wrong");
        assertFails(() -> engine.run("SELECT x FROM a"), "UNDEFINED_TABLE", "relation \"nowhere\" does not exist");
    }

    @Test
    void dropsManyInTheOrderInWhichTheyDepend() {
        engine.run("CREATE TABLE a (a int)");
        for (int i = 99; i >= 0; i--) {
            engine.run("CREATE VIEW a" + i + " AS SELECT 1 AS a FROM t WITH NO SCHEMA BINDING");
        }
        for (int i = 99; i >= 0; i--) {
            engine.run("CREATE OR REPLACE VIEW a" + i + " AS SELECT a FROM a" + (i == 0 ? "" : i - 1));
        }
        engine.notices.clear();
        engine.run("DROP TABLE a CASCADE");
        assertThat(engine.notices).hasSize(100);
        assertThat(engine.notices.get(0).message()).isEqualTo("drop cascades to view a0");
    }

    @Test
    void bindsAViewUnderTheNameThatItHasNow() {
        engine.run("CREATE USER mary PASSWORD 'Secret123'");
        engine.run("GRANT CREATE ON SCHEMA public TO mary");
        try (Session mary = engine.newSession("mary")) {
            EngineFixture.run(mary, "CREATE OR REPLACE VIEW x AS SELECT b FROM nowhere, t WITH NO SCHEMA BINDING");
            EngineFixture.run(mary, "ALTER TABLE x RENAME TO y");
            engine.run("CREATE VIEW x AS SELECT 1 AS a");
            EngineFixture.run(mary, "CREATE TABLE nowhere (c int)");
            assertFails(() -> EngineFixture.run(mary, "SELECT * FROM y"), "NOT_ALLOWED", "permission denied");
        }
        assertThat(engine.run("SELECT a FROM x")).isEqualTo("1");
        assertThat(engine.run("SELECT count(b) FROM y")).isEqualTo("0");
    }
}
