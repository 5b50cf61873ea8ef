package io.forebay.engine.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.forebay.engine.EngineFixture;
import io.forebay.spi.ForebayException;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What users may do and may not. */
class GrantsTest {
    @TempDir
    static Path folder;

    private static EngineFixture engine;
    private static Session bob;
    private static Session ann;

    @BeforeAll
    static void open() {
        engine = new EngineFixture(folder);
        root(
                "CREATE TABLE public.secret (id INT, word VARCHAR(20))",
                "INSERT INTO public.secret VALUES (1, 'hidden')",
                "CREATE TABLE public.shown (id INT, word VARCHAR(20))",
                "INSERT INTO public.shown VALUES (1, 'seen')",
                "CREATE SCHEMA vault",
                "CREATE TABLE vault.gold (id INT)",
                "CREATE VIEW public.v_secret AS SELECT id FROM public.secret",
                "CREATE VIEW public.v_twice AS SELECT * FROM public.v_secret",
                "CREATE USER bob PASSWORD 'Passw0rd'",
                "CREATE USER ann PASSWORD 'Passw0rd' CREATEUSER",
                "CREATE GROUP readers WITH USER bob",
                "GRANT SELECT ON public.shown TO bob",
                "GRANT SELECT ON public.v_twice TO GROUP readers");
        bob = engine.newSession("bob");
        ann = engine.newSession("ann");
    }

    @AfterAll
    static void close() {
        bob.close();
        ann.close();
        engine.close();
    }

    private static void root(String... statements) {
        for (String each : statements) {
            engine.run(each);
        }
    }

    private static String bob(String sql) {
        return EngineFixture.run(bob, sql);
    }

    private static void denied(String sql, String message) {
        ForebayException error = catchThrowableOfType(ForebayException.class, () -> bob(sql));
        assertThat(error).as(sql).isNotNull().hasMessageContaining(message);
        assertThat(error.code().sqlState()).as(sql).isEqualTo("42501");
        assertThat(bob.status()).as(sql).isNotEqualTo(Session.Status.IN_TRANSACTION);
    }

    @Test
    void readsWhatWasGranted() {
        assertThat(bob("SELECT word FROM shown")).isEqualTo("seen");
        assertThat(bob("SELECT count(*) FROM v_twice")).isEqualTo("1");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT * FROM secret",
                "SELECT * FROM \"secret\"",
                "SELECT * FROM \"SECRET\"",
                "SELECT * FROM public . /* here */ secret",
                "SELECT * FROM dev.public.secret",
                "SELECT 1 FROM shown WHERE EXISTS (SELECT 1 FROM secret)",
                "SELECT (SELECT max(word) FROM secret)",
                "SELECT * FROM shown JOIN secret USING (id)",
                "SELECT * FROM shown, secret",
                "SELECT * FROM (((secret)))",
                "WITH c AS (SELECT * FROM secret) SELECT * FROM c",
                "WITH secret AS (SELECT * FROM secret) SELECT * FROM secret",
                "WITH RECURSIVE secret AS (SELECT * FROM secret) SELECT * FROM secret",
                "WITH RECURSIVE secret(a) AS (SELECT id FROM secret UNION ALL SELECT a + 1 FROM secret WHERE a < 2)"
                        + " SELECT * FROM secret",
                "WITH secret AS (SELECT 1 AS id) SELECT * FROM public.secret",
                "SELECT * FROM (WITH secret AS (SELECT 1) SELECT 2) x, secret",
                "SELECT * FROM shown UNION ALL SELECT * FROM secret",
                "SELECT * FROM shown WHERE id IN (SELECT id FROM secret)",
                "SELECT * FROM shown ORDER BY (SELECT max(id) FROM secret)",
                "SELECT * FROM shown LIMIT (SELECT max(id) FROM secret)",
                "SELECT count(*) FILTER (WHERE id = (SELECT 1 FROM secret)) FROM shown",
                "SELECT CASE WHEN (SELECT true FROM secret) THEN 1 END",
                "SELECT * FROM shown PIVOT (count(*) FOR word IN ('a')), secret",
                "SELECT * FROM secret PIVOT (count(*) FOR word IN ('a'))",
                "SELECT x.* FROM secret AS x (a, b)",
                "SELECT DISTINCT ON (id) * FROM secret",
                "SELECT * FROM shown QUALIFY row_number() OVER (ORDER BY (SELECT max(id) FROM secret)) = 1",
                "VALUES ((SELECT word FROM secret))",
                "EXPLAIN SELECT * FROM secret",
                "EXPLAIN ANALYZE SELECT * FROM secret",
                "INSERT INTO secret VALUES (1, 'x')",
                "INSERT INTO shown SELECT * FROM secret",
                "UPDATE secret SET word = 'x'",
                "DELETE FROM secret",
                "DELETE FROM shown USING secret WHERE shown.id = secret.id",
                "TRUNCATE secret",
                "DROP TABLE secret",
                "DROP TABLE shown, secret",
                "ALTER TABLE secret ADD COLUMN a INT",
                "ALTER TABLE secret RENAME TO mine",
                "ALTER TABLE secret DROP COLUMN word",
                "ALTER TABLE secret APPEND FROM shown",
                "COMMENT ON TABLE secret IS 'x'",
                "CREATE TABLE mine AS SELECT * FROM secret",
                "CREATE TEMP TABLE mine AS SELECT * FROM secret",
                "SELECT * INTO mine FROM secret",
                "SELECT * INTO TEMP mine FROM secret",
                "CREATE TABLE mine (LIKE secret)",
                "CREATE VIEW mine AS SELECT * FROM secret",
                "CREATE VIEW mine AS SELECT * FROM (SELECT 1 AS a) WHERE a IN (SELECT id FROM secret)"
                        + " WITH NO SCHEMA BINDING",
                "CREATE MATERIALIZED VIEW mine AS SELECT * FROM secret",
                "CREATE OR REPLACE VIEW v_secret AS SELECT 1 AS id",
                "SELECT * FROM v_secret",
                "MERGE INTO secret USING shown ON secret.id = shown.id WHEN MATCHED THEN DELETE"
                        + " WHEN NOT MATCHED THEN INSERT VALUES (1, 'a')",
                "MERGE INTO secret USING shown ON secret.id = shown.id REMOVE DUPLICATES",
                "COPY secret FROM 's3://lake/x' CSV",
                "UNLOAD ('SELECT * FROM secret') TO 's3://lake/out'",
                "COPY secret FROM 's3://lake/x/' CSV JOB CREATE j AUTO OFF",
                "BEGIN; DECLARE c CURSOR FOR SELECT * FROM secret",
                "PREPARE p AS SELECT * FROM secret; EXECUTE p",
                "CALL forebay.upsert(source := 'secret', target := 'shown', keys := 'id')",
                "EXPLAIN CALL forebay.upsert(source := 'shown', target := 'secret', keys := 'id')",
                "SELECT * FROM stl_load_errors",
                "SELECT * FROM forebay.procedure",
                "SELECT * FROM sys_load_history",
                "SELECT * FROM forebay.privilege",
                "SELECT * FROM stv_inflight",
            })
    void refusesWhatWasNot(String sql) {
        try {
            denied(sql, "");
        } finally {
            EngineFixture.run(bob, "ROLLBACK; DEALLOCATE ALL");
        }
    }

    @Test
    void namesTheRelationAsRedshiftDoes() {
        denied("SELECT * FROM secret", "permission denied for relation secret");
        denied("SELECT * FROM vault.gold", "permission denied for schema vault");
        denied("CREATE TABLE vault.mine (a INT)", "permission denied for schema vault");
        denied("CREATE SCHEMA mine", "permission denied for database");
        denied("ALTER TABLE secret RENAME TO mine", "must be owner of relation secret");
    }

    @Test
    void letsNobodyReadPasswords() {
        for (Session each : new Session[] {bob, ann, engine.session()}) {
            for (String name :
                    new String[] {"forebay.principal_secret", "forebay.\"PRINCIPAL_SECRET\"", "principal_secret"}) {
                assertThatThrownBy(() -> EngineFixture.run(each, "SELECT * FROM " + name))
                        .isInstanceOf(ForebayException.class)
                        .hasMessageContaining("not allowed");
            }
        }
    }

    @Test
    void letsAUserHaveTablesOfHisOwn() {
        bob("CREATE TABLE own (id INT, word VARCHAR(20))");
        bob("INSERT INTO own VALUES (1, 'a'), (2, 'b')");
        bob("UPDATE own SET word = 'c' WHERE id = (SELECT max(id) FROM shown)");
        bob("DELETE FROM own WHERE id = 2");
        bob("MERGE INTO own USING shown ON own.id = shown.id WHEN MATCHED THEN UPDATE SET word = shown.word"
                + " WHEN NOT MATCHED THEN INSERT (id, word) VALUES (shown.id, shown.word)");
        assertThat(bob("SELECT * FROM own")).isEqualTo("1|seen");
        bob("CREATE TABLE own2 AS SELECT * FROM own");
        bob("MERGE INTO own2 USING own ON own2.id = own.id REMOVE DUPLICATES");
        bob("CALL forebay.upsert(source := 'own', target := 'own2', keys := 'id')");
        bob("ALTER TABLE own2 APPEND FROM own");
        bob("ALTER TABLE own2 ADD COLUMN more INT");
        bob("ALTER TABLE own2 RENAME COLUMN more TO most");
        bob("ALTER TABLE own2 RENAME TO own3");
        bob("COMMENT ON TABLE own3 IS 'mine'");
        bob("CREATE VIEW v_own AS SELECT * FROM own3");
        bob("CREATE OR REPLACE VIEW v_own AS SELECT word FROM own3");
        bob("CREATE MATERIALIZED VIEW m_own AS SELECT word FROM own3");
        bob("REFRESH MATERIALIZED VIEW m_own");
        assertThat(bob("SELECT count(*) FROM v_own, m_own")).isEqualTo("4");
        bob("CREATE TEMP TABLE t AS WITH c AS (SELECT * FROM own3) SELECT * FROM c");
        bob("INSERT INTO t SELECT * FROM own3");
        bob("UPDATE t SET word = 'z'");
        bob("DROP TABLE t");
        bob("SELECT * INTO TEMP t2 FROM own3");
        bob("CREATE TABLE #h (a INT)");
        bob("BEGIN");
        bob("DECLARE c CURSOR FOR SELECT count(*) FROM own3");
        assertThat(bob("FETCH ALL FROM c")).isEqualTo("2");
        bob("COMMIT");
        bob("PREPARE p (INT) AS SELECT count(*) FROM own3 WHERE id = $1");
        assertThat(bob("EXECUTE p (1)")).isEqualTo("2");
        bob("DEALLOCATE p");
        bob("TRUNCATE own3");
        bob("DROP MATERIALIZED VIEW m_own");
        bob("DROP VIEW v_own");
        bob("DROP TABLE own, own3");
        assertThat(engine.run("SELECT count(*) FROM forebay.ownership")).isEqualTo("0");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT 1",
                "VALUES (1)",
                "SELECT current_user, session_user, getdate()",
                "SELECT * FROM generate_series(1, 3)",
                "EXPLAIN SELECT * FROM shown",
                "SELECT count(*) FROM pg_class",
                "SELECT count(*) FROM pg_catalog.pg_tables",
                "SELECT count(*) FROM information_schema.columns",
                "SELECT count(*) FROM svv_tables",
                "SELECT count(*) FROM pg_user",
                "SELECT table_name FROM information_schema.tables WHERE table_name = 'shown'",
                "SELECT word, count(*) OVER (PARTITION BY id ORDER BY word) FROM shown ORDER BY 1 LIMIT 5 OFFSET 0",
                "WITH RECURSIVE n(a) AS (SELECT 1 UNION ALL SELECT a + 1 FROM n WHERE a < 3) SELECT sum(a) FROM n",
                "SELECT id FROM shown UNION SELECT 2 EXCEPT SELECT 3 INTERSECT SELECT 4",
                "SELECT a.id FROM shown a LEFT JOIN shown b ON a.id = b.id WHERE a.word LIKE 's%' ORDER BY a.id DESC NULLS LAST",
                "SELECT * FROM (SELECT id, word FROM shown) PIVOT (count(id) FOR word IN ('a', 'b'))",
                "SELECT TOP 1 listagg(word, ',') WITHIN GROUP (ORDER BY id) FROM shown",
                "SELECT dateadd(day, 1, current_date), nvl(word, 'a'), decode(id, 1, 'a') FROM shown",
                "SELECT word FROM shown QUALIFY row_number() OVER (PARTITION BY id ORDER BY word) = 1",
                "SHOW search_path",
                "SET search_path TO public",
                "COPY JOB LIST",
                "ANALYZE shown",
            })
    void letsAUserDoWhatHarmsNobody(String sql) {
        bob(sql);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "INSERT; INSERT INTO public.one VALUES (2, 'x')",
                "UPDATE; UPDATE public.one SET word = 'x'",
                "DELETE; DELETE FROM public.one",
                "DROP; DROP TABLE public.one",
                "TRUNCATE; TRUNCATE public.one",
                "ALTER; ALTER TABLE public.one ADD COLUMN more INT",
                "SELECT; SELECT * FROM public.one",
                "UPDATE, SELECT; UPDATE public.one SET word = 'x' WHERE id = 1",
                "DELETE, SELECT; DELETE FROM public.one WHERE id = 1",
            })
    void asksForEachRight(String privileges, String sql) {
        root("DROP TABLE IF EXISTS public.one", "CREATE TABLE public.one (id INT, word VARCHAR(20))");
        for (String privilege : privileges.split(", ")) {
            denied(sql, "one");
            root("GRANT " + privilege + " ON public.one TO GROUP readers");
        }
        bob(sql);
        root("DROP TABLE IF EXISTS public.one");
        assertThat(engine.run("SELECT count(*) FROM forebay.privilege WHERE object_name = 'one'"))
                .isEqualTo("0");
    }

    @Test
    void takesRightsAlongAndAway() {
        root(
                "CREATE TABLE vault.ring (id INT)",
                "GRANT SELECT ON vault.ring TO bob",
                "GRANT USAGE ON SCHEMA vault TO PUBLIC");
        bob("SELECT * FROM vault.ring");
        root("ALTER TABLE vault.ring RENAME TO band");
        bob("SELECT * FROM vault.band");
        root("DROP TABLE vault.band", "CREATE TABLE vault.band (id INT)");
        denied("SELECT * FROM vault.band", "permission denied for relation band");
        root("GRANT ALL ON ALL TABLES IN SCHEMA vault TO bob");
        bob("INSERT INTO vault.band SELECT id FROM vault.gold");
        root("REVOKE ALL ON ALL TABLES IN SCHEMA vault FROM bob", "REVOKE USAGE ON SCHEMA vault FROM PUBLIC");
        denied("SELECT * FROM vault.band", "permission denied for schema vault");
        root("DROP TABLE vault.band");
    }

    @Test
    void keepsRightsInStepWithTransactions() {
        root("BEGIN", "GRANT SELECT ON public.secret TO bob");
        denied("SELECT * FROM secret", "secret");
        root("COMMIT");
        bob("SELECT * FROM secret");
        root("BEGIN", "REVOKE SELECT ON public.secret FROM bob", "ROLLBACK");
        bob("SELECT * FROM secret");
        root("REVOKE SELECT ON public.secret FROM bob");
        denied("SELECT * FROM secret", "secret");
    }

    @Test
    void asksAgainWhenAPreparedStatementRuns() {
        root("GRANT SELECT ON public.secret TO bob");
        try (Prepared query = bob.prepare(bob.parse("SELECT * FROM secret").get(0), java.util.List.of())) {
            query.execute(java.util.List.of()).close();
            root("REVOKE SELECT ON public.secret FROM bob");
            assertThatThrownBy(() -> query.execute(java.util.List.of())).hasMessageContaining("permission denied");
        }
    }

    @Test
    void doesNotLetASearchPathTurnAView() {
        root(
                "CREATE SCHEMA shop",
                "CREATE TABLE public.goods (id INT)",
                "CREATE VIEW shop.v AS SELECT * FROM goods",
                "CREATE TABLE vault.goods (id INT)",
                "GRANT USAGE ON SCHEMA shop TO bob",
                "GRANT USAGE ON SCHEMA vault TO bob",
                "GRANT SELECT ON shop.v TO bob");
        bob("SET search_path TO vault");
        denied("SELECT * FROM shop.v", "permission denied for relation goods");
        bob("SET search_path TO public");
        denied("SELECT * FROM shop.v", "permission denied for relation goods");
        root("GRANT SELECT ON public.goods TO bob");
        bob("SELECT * FROM shop.v");
        root("DROP SCHEMA shop CASCADE", "DROP TABLE public.goods, vault.goods", "REVOKE ALL ON SCHEMA vault FROM bob");
    }

    @Test
    void endsAViewsReachWithItsOwners() {
        root("CREATE USER eve PASSWORD 'Passw0rd'", "GRANT SELECT ON public.secret TO eve");
        try (Session eve = engine.newSession("eve")) {
            EngineFixture.run(eve, "CREATE VIEW peep AS SELECT * FROM public.secret; GRANT SELECT ON peep TO bob");
            assertThat(bob("SELECT word FROM peep")).isEqualTo("hidden");
            root("REVOKE SELECT ON public.secret FROM eve");
            denied("SELECT word FROM peep", "permission denied for relation secret");
            assertThatThrownBy(() -> root("DROP USER eve"))
                    .hasMessageContaining(
                            "cannot be dropped because some objects depend on it: owner of table public.peep");
            EngineFixture.run(eve, "DROP VIEW peep");
        }
        root("DROP USER eve");
        assertThatThrownBy(() -> engine.newSession("eve")).hasMessageContaining("does not exist");
    }

    @Test
    void runsProceduresForWhoTheyAreMeant() {
        root(
                "CREATE PROCEDURE public.invoker(OUT n INT) LANGUAGE plpgsql AS $$ BEGIN"
                        + " SELECT count(*) INTO n FROM public.secret; END $$",
                "CREATE PROCEDURE public.definer(OUT n INT) LANGUAGE plpgsql SECURITY DEFINER AS $$ BEGIN"
                        + " EXECUTE 'SELECT count(*) FROM public.secret' INTO n; PERFORM 1; EXECUTE 'CALL public.invoker()'; END $$");
        denied("CALL public.definer()", "permission denied for procedure definer()");
        root("GRANT EXECUTE ON PROCEDURE public.definer(), public.invoker() TO bob");
        assertThat(bob("CALL public.definer()")).isEqualTo("1");
        denied("CALL public.invoker()", "permission denied for relation secret");
        assertThat(bob("SELECT current_user")).isEqualTo("bob");
        bob("CREATE PROCEDURE public.mine(OUT who VARCHAR(20)) LANGUAGE plpgsql SECURITY DEFINER AS $$ BEGIN"
                + " who := current_user || '/' || session_user; PERFORM 1 FROM public.secret; END $$");
        denied("CALL public.mine()", "permission denied for relation secret");
        assertThatThrownBy(() -> engine.run("CALL public.mine()")).hasMessageContaining("permission denied");
        bob("CREATE OR REPLACE PROCEDURE public.mine(OUT who VARCHAR(20)) LANGUAGE plpgsql SECURITY DEFINER AS $$ BEGIN"
                + " who := current_user || '/' || session_user; END $$");
        assertThat(engine.run("CALL public.mine()")).isEqualTo("bob/forebay");
        denied("DROP PROCEDURE public.definer()", "must be owner of procedure definer()");
        denied(
                "CREATE OR REPLACE PROCEDURE public.definer(OUT n INT) LANGUAGE plpgsql AS $$ BEGIN n := 1; END $$",
                "must be owner");
        bob("DROP PROCEDURE public.mine()");
        root("DROP PROCEDURE public.definer()", "DROP PROCEDURE public.invoker()");
    }

    @Test
    void isHimselfAgainAfterADefinersProcedureThatCannotBegin() {
        root(
                "CREATE PROCEDURE public.odd() LANGUAGE plpgsql SECURITY DEFINER SET nowhere TO 'x' AS $$ BEGIN NULL;"
                        + " END $$",
                "GRANT EXECUTE ON PROCEDURE public.odd() TO bob");
        assertThatThrownBy(() -> bob("CALL public.odd()")).hasMessageContaining("nowhere");
        assertThat(bob("SELECT current_user")).isEqualTo("bob");
        denied("SELECT * FROM secret", "permission denied for relation secret");
        root("DROP PROCEDURE public.odd()");
    }

    @Test
    void leavesAProcedureToItsOwnerWhoeverReplacesIt() {
        String procedure = " PROCEDURE public.still(OUT who VARCHAR(20)) LANGUAGE plpgsql SECURITY DEFINER AS $$ BEGIN"
                + " who := current_user; END $$";
        bob("CREATE" + procedure);
        root("CREATE OR REPLACE" + procedure);
        assertThat(engine.run("CALL public.still()")).isEqualTo("bob");
        bob("DROP PROCEDURE public.still()");
    }

    @Test
    void callsNoProcedureOfASchemaWithAnotherName() {
        root("CREATE SCHEMA desk", "GRANT CREATE ON DATABASE dev TO bob");
        String procedure = ".seat(OUT at VARCHAR(20)) LANGUAGE plpgsql AS $$ BEGIN at := '";
        bob("CREATE SCHEMA \"des\u212a\"; CREATE PROCEDURE \"des\u212a\"" + procedure + "other'; END $$");
        assertThatThrownBy(() -> engine.run("CALL desk.seat()")).hasMessageContaining("does not exist");
        root("CREATE PROCEDURE desk" + procedure + "desk'; END $$");
        assertThat(engine.run("CALL desk.seat()")).isEqualTo("desk");
        assertThat(bob("CALL \"des\u212a\".seat()")).isEqualTo("other");
        bob("DROP PROCEDURE \"des\u212a\".seat(); DROP SCHEMA \"des\u212a\"");
        root("DROP PROCEDURE desk.seat()", "DROP SCHEMA desk", "REVOKE CREATE ON DATABASE dev FROM bob");
    }

    @Test
    void passesRightsOnOnlyWithTheOption() {
        root(
                "CREATE USER tom PASSWORD 'Passw0rd'",
                "CREATE TABLE public.pass (id INT)",
                "GRANT SELECT ON public.pass TO bob");
        denied("GRANT SELECT ON pass TO tom", "permission denied for relation pass");
        root("GRANT SELECT ON public.pass TO bob WITH GRANT OPTION");
        bob("GRANT SELECT ON pass TO tom");
        denied("GRANT INSERT ON pass TO tom", "permission denied for relation pass");
        try (Session tom = engine.newSession("tom")) {
            EngineFixture.run(tom, "SELECT * FROM pass");
        }
        root("REVOKE GRANT OPTION FOR SELECT ON public.pass FROM bob");
        denied("GRANT SELECT ON pass TO tom", "permission denied");
        assertThatThrownBy(() -> root("DROP USER tom")).hasMessageContaining("privileges for table public.pass");
        root("DROP TABLE public.pass", "DROP USER tom");
    }

    @Test
    void grantsBeforehand() {
        root(
                "ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT SELECT ON TABLES TO GROUP readers",
                "CREATE TABLE public.later (id INT)");
        bob("SELECT * FROM later");
        root(
                "ALTER DEFAULT PRIVILEGES IN SCHEMA public REVOKE SELECT ON TABLES FROM GROUP readers",
                "DROP TABLE public.later",
                "CREATE TABLE public.later (id INT)");
        denied("SELECT * FROM later", "later");
        root("DROP TABLE public.later");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "CREATE USER x PASSWORD 'Passw0rd'",
                "ALTER USER bob CREATEUSER",
                "ALTER USER ann PASSWORD 'Passw0rd'",
                "ALTER USER bob SYSLOG ACCESS UNRESTRICTED",
                "ALTER USER forebay PASSWORD 'Passw0rd'",
                "DROP USER ann",
                "CREATE GROUP x",
                "ALTER GROUP readers DROP USER bob",
                "DROP GROUP readers",
                "GRANT SELECT ON secret TO bob",
                "REVOKE SELECT ON shown FROM bob",
                "GRANT ALL ON SCHEMA public TO bob",
                "GRANT CREATE ON DATABASE dev TO bob",
                "ALTER TABLE shown OWNER TO bob",
                "ALTER SCHEMA public OWNER TO bob",
                "ALTER DEFAULT PRIVILEGES FOR USER forebay GRANT SELECT ON TABLES TO bob",
                "SET SESSION AUTHORIZATION ann",
                "SET SESSION AUTHORIZATION forebay",
                "GRANT SELECT ON forebay.privilege TO bob",
                "INSERT INTO forebay.privilege VALUES ('TABLE', 'public', 'secret', 'SELECT', 101, 100, false)",
                "UPDATE forebay.principal SET is_superuser = true",
            })
    void doesNotLetAUserRise(String sql) {
        denied(sql, "");
    }

    @Test
    void letsASuperuserStandForAnother() {
        try (Session session = engine.newSession()) {
            try (Prepared query =
                    session.prepare(session.parse("SELECT * FROM public.secret").get(0), java.util.List.of())) {
                EngineFixture.run(session, "SET SESSION AUTHORIZATION bob");
                assertThat(EngineFixture.run(session, "SELECT current_user, session_user"))
                        .isEqualTo("bob|bob");
                assertThat(EngineFixture.run(session, "SHOW is_superuser")).isEqualTo("off");
                assertThat(engine.run("SELECT user_name FROM stv_sessions WHERE process = " + session.id()))
                        .isEqualTo("bob");
                assertThatThrownBy(() -> query.execute(java.util.List.of())).hasMessageContaining("permission denied");
            }
            EngineFixture.run(session, "RESET SESSION AUTHORIZATION; SELECT * FROM public.secret");
        }
        assertThat(EngineFixture.run(ann, "SELECT word FROM public.secret")).isEqualTo("hidden");
        assertThatThrownBy(() -> EngineFixture.run(ann, "ALTER USER forebay PASSWORD DISABLE"))
                .hasMessageContaining("the server's own");
    }

    @Test
    void keepsJobsApart() {
        engine.store.put("s3://lake/in/a.csv", "1,a\n");
        root(
                "CREATE TABLE public.fed (id INT, word VARCHAR(20))",
                "GRANT INSERT, SELECT ON public.fed TO bob",
                "COPY public.fed FROM 's3://lake/in/' CSV JOB CREATE roots AUTO OFF");
        bob("COPY public.fed FROM 's3://lake/in/' CSV JOB CREATE bobs AUTO OFF BACKFILL");
        assertThat(bob("COPY JOB LIST").lines()).hasSize(1).allMatch(line -> line.contains("bobs"));
        denied("COPY JOB RUN roots", "permission denied for copy job roots");
        denied("COPY JOB DROP roots", "permission denied for copy job roots");
        denied("COPY JOB SHOW roots", "permission denied for copy job roots");
        denied("COPY JOB EXPLAIN roots FILE 's3://lake/in/a.csv'", "permission denied for copy job roots");
        root("REVOKE INSERT ON public.fed FROM bob");
        assertThatThrownBy(() -> engine.run("COPY JOB RUN bobs"))
                .hasMessageContaining("permission denied for relation fed");
        root("GRANT INSERT ON public.fed TO bob");
        bob("COPY JOB RUN bobs");
        assertThat(bob("SELECT * FROM fed")).isEqualTo("1|a");
        root("GRANT ALTER ON COPY JOB roots TO bob");
        bob("COPY JOB RUN roots");
        bob("COPY JOB DROP bobs");
        root("COPY JOB DROP roots", "DROP TABLE public.fed");
    }

    @Test
    void showsTheSystemViewsToWhoMaySeeThem() {
        root("CREATE USER watch PASSWORD 'Passw0rd' SYSLOG ACCESS UNRESTRICTED");
        try (Session watch = engine.newSession("watch")) {
            EngineFixture.run(watch, "SELECT * FROM stl_load_errors; SELECT * FROM sys_load_history");
        }
        root("DROP USER watch");
    }

    @Test
    void tellsWhoMayWhat() {
        root(
                "CREATE TABLE public.told (id INT)",
                "GRANT SELECT, UPDATE ON public.told TO bob WITH GRANT OPTION",
                "GRANT INSERT ON public.told TO GROUP readers");
        bob("CREATE TABLE bobs (id INT)");
        bob("CREATE VIEW bobs_view AS SELECT * FROM bobs");
        assertThat(engine.run("SELECT usename, usesuper FROM pg_user WHERE usesysid < 103 ORDER BY 1"))
                .isEqualTo("ann|true\nbob|false\nforebay|true");
        assertThat(bob("SELECT g.groname, u.usename FROM pg_group g, pg_user u WHERE u.usesysid = ANY (g.grolist)"))
                .isEqualTo("readers|bob");
        assertThat(bob("SELECT tableowner FROM pg_tables WHERE tablename IN ('told', 'bobs') ORDER BY tablename"))
                .isEqualTo("bob\nforebay");
        assertThat(bob("SELECT viewowner FROM pg_views WHERE viewname = 'bobs_view'"))
                .isEqualTo("bob");
        assertThat(bob("SELECT array_to_string(relacl, ' ') FROM pg_class WHERE relname = 'told'"))
                .isEqualTo("forebay=arwdRxtD/forebay bob=r*w*/forebay group readers=a/forebay");
        assertThat(bob("SELECT pg_get_userbyid(relowner) FROM pg_class WHERE relname = 'bobs'"))
                .isEqualTo("bob");
        String asked = "SELECT has_table_privilege('told', 'select'), has_table_privilege('public.told', 'delete'),"
                + " has_table_privilege('told', 'insert'), has_table_privilege('ann', 'told', 'delete'),"
                + " has_schema_privilege('public', 'create'), has_schema_privilege('vault', 'usage'),"
                + " has_database_privilege('dev', 'temp'), has_database_privilege('dev', 'create')";
        assertThat(bob(asked)).isEqualTo("true|false|true|true|true|false|true|false");
        assertThat(engine.run(asked)).isEqualTo("true|true|true|true|true|true|true|true");
        assertThat(bob("SELECT identity_name, identity_type, privilege_type, admin_option FROM svv_relation_privileges"
                        + " WHERE relation_name = 'told' ORDER BY 1, 3"))
                .isEqualTo("bob|user|SELECT|true\nbob|user|UPDATE|true\nreaders|group|INSERT|false");
        bob("DROP VIEW bobs_view");
        bob("DROP TABLE bobs");
        root("DROP TABLE public.told");
    }

    @Test
    void givesThingsToOthers() {
        root("CREATE TABLE public.gift (id INT)");
        denied("ALTER TABLE gift OWNER TO bob", "must be superuser");
        root("ALTER TABLE public.gift OWNER TO bob");
        bob("ALTER TABLE gift ADD COLUMN a INT");
        assertThatThrownBy(() -> root("DROP USER bob")).hasMessageContaining("owner of table public.gift");
        root("ALTER TABLE public.gift OWNER TO forebay");
        denied("DROP TABLE gift", "must be owner of relation gift");
        root("DROP TABLE public.gift");
    }

    @Test
    void runsWhatWasChecked() {
        bob("CREATE TABLE twin (id INT, word VARCHAR(20))");
        bob("INSERT INTO twin SELECT 2, 'é€😀' || word FROM shown");
        bob("UPDATE twin SET word = s.word FROM shown s WHERE twin.id > s.id AND twin.word LIKE 'é€%'");
        assertThat(bob("SELECT 'é€😀', t.word, shown.id FROM \"twin\" t, shown WHERE t.id > shown.id"))
                .isEqualTo("é€😀|seen|1");
        assertThat(bob("WITH shown AS (SELECT 7 AS id) SELECT * FROM shown, (SELECT count(*) FROM twin)"))
                .isEqualTo("7|1");
        bob("DELETE FROM twin USING shown WHERE twin.word = shown.word");
        bob("CREATE TEMP TABLE secret (id INT)");
        assertThat(bob("SELECT count(*) FROM secret")).isEqualTo("0");
        bob("INSERT INTO secret SELECT id FROM shown");
        bob("UPDATE secret SET id = 3 WHERE id = 1");
        bob("DELETE FROM secret WHERE id = 3");
        bob("ALTER TABLE secret ADD COLUMN a INT");
        bob("DROP TABLE secret");
        assertThat(engine.run("SELECT word FROM public.secret")).isEqualTo("hidden");
        denied("SELECT count(*) FROM secret", "secret");
        bob("DROP TABLE twin");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "CREATE TABLE d (a INT DEFAULT (SELECT max(id) FROM secret))",
                "MERGE INTO shown USING (SELECT * FROM secret) s ON shown.id = s.id WHEN MATCHED THEN DELETE"
                        + " WHEN NOT MATCHED THEN INSERT VALUES (1, 'a')",
                "MERGE INTO shown USING shown s ON shown.id = s.id WHEN MATCHED THEN UPDATE SET word ="
                        + " (SELECT max(word) FROM secret) WHEN NOT MATCHED THEN INSERT VALUES (1, 'a')",
                "MERGE INTO shown USING shown s ON shown.id = s.id WHEN MATCHED THEN UPDATE SET word ="
                        + " CASE WHEN (1, 'hidden') IN (VALUES (1, 'a') UNION ALL FROM secret) THEN 'yes' END"
                        + " WHEN NOT MATCHED THEN INSERT VALUES (1, 'a')",
                "MERGE INTO shown USING shown s ON shown.id = s.id WHEN MATCHED THEN UPDATE SET word ="
                        + " CASE WHEN EXISTS (VALUES (1, 'hidden') INTERSECT FROM secret) THEN 'yes' END"
                        + " WHEN NOT MATCHED THEN INSERT VALUES (1, 'a')",
                "WITH c AS (SELECT 1) INSERT INTO shown SELECT id, word FROM secret",
                "INSERT INTO shown WITH c AS (SELECT * FROM secret) SELECT * FROM c",
                "CALL public.nothing((SELECT max(id) FROM secret))",
                "SELECT * FROM (TABLE secret)",
                "SELECT * FROM (DESCRIBE secret)",
                "SELECT * FROM (SUMMARIZE secret)",
                "SELECT * FROM (SHOW secret)",
                "SELECT * FROM query('SELECT * FROM secret')",
                "SELECT * FROM query_table('secret')",
                "SELECT * FROM 'secret'",
                "SELECT * FROM pragma_storage_info('secret')",
                "SELECT * FROM duckdb_approx_database_count(), secret",
                "FROM secret SELECT *",
                "SELECT * FROM secret AT (VERSION => 1)",
                "SELECT * FROM dev.secret",
                "SELECT * FROM forebay_catalog.main.ledger_privilege, secret",
                "INSERT INTO shown SELECT 1, word FROM secret RETURNING word",
                "SELECT nextval('forebay_identity_1')",
            })
    void letsNothingThroughByOtherMeans(String sql) {
        root("CREATE PROCEDURE public.nothing(a INT) LANGUAGE plpgsql AS $$ BEGIN NULL; END $$");
        root("GRANT ALL ON public.shown TO bob", "GRANT EXECUTE ON PROCEDURE public.nothing(INT) TO bob");
        try {
            assertThatThrownBy(() -> bob(sql)).isInstanceOf(ForebayException.class);
        } finally {
            root(
                    "REVOKE ALL ON public.shown FROM bob",
                    "GRANT SELECT ON public.shown TO bob",
                    "DROP PROCEDURE public.nothing(INT)");
        }
    }

    /** U+212A, the sign for kelvin, is a small k to Unicode and another letter to DuckDB. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "WITH \"ban\u212a\" AS (SELECT 1 AS id) SELECT * FROM bank",
                "CREATE TABLE mine AS WITH \"ban\u212a\" AS (SELECT 1 AS id) SELECT * FROM bank",
                "UNLOAD ('WITH \"ban\u212a\" AS (SELECT 1 AS id) SELECT * FROM bank') TO 's3://lake/out'",
                "INSERT INTO shown WITH \"ban\u212a\" AS (SELECT 1 AS id) SELECT id, word FROM bank",
                "CREATE VIEW mine AS WITH \"ban\u212a\" AS (SELECT 1 AS id) SELECT * FROM bank",
            })
    void takesNoOtherNameForATables(String sql) {
        root(
                "CREATE TABLE public.bank (id INT, word VARCHAR(20))",
                "INSERT INTO public.bank VALUES (1, 'hidden')",
                "GRANT INSERT ON public.shown TO bob");
        try {
            denied(sql, "permission denied for relation bank");
        } finally {
            root("DROP TABLE public.bank", "REVOKE INSERT ON public.shown FROM bob");
        }
    }

    @Test
    void keepsNamesApartThatTheWarehouseDoes() {
        bob("CREATE TABLE \"boo\u212a\" (id INT)");
        bob("INSERT INTO \"BOO\u212a\" VALUES (7)");
        root("CREATE TABLE public.book (id INT)");
        denied("SELECT * FROM book", "permission denied for relation book");
        denied("DROP TABLE book", "must be owner of relation book");
        assertThat(bob("SELECT * FROM \"boo\u212a\"")).isEqualTo("7");
        assertThat(bob("SELECT tableowner FROM pg_tables WHERE tablename LIKE 'boo_' ORDER BY tablename"))
                .isEqualTo("forebay\nbob");
        root("DROP TABLE public.book");
        bob("DROP TABLE \"boo\u212a\"");
        assertThat(engine.run("SELECT count(*) FROM forebay.ownership")).isEqualTo("0");
    }

    @Test
    void doesNotLetWhoMayAlterAJobSayWhatItCallsForItsOwner() {
        engine.store.put("s3://lake/call/a.csv", "1,a\n");
        root(
                "CREATE TABLE public.called (id INT, word VARCHAR(20))",
                "GRANT INSERT ON public.called TO bob",
                "COPY public.called FROM 's3://lake/call/' CSV JOB CREATE calls AUTO OFF BACKFILL",
                "GRANT ALTER ON COPY JOB calls TO bob");
        bob("CREATE PROCEDURE public.rise() LANGUAGE plpgsql AS $$ BEGIN GRANT ALL ON public.secret TO bob; END $$");
        denied("COPY JOB ALTER calls THEN CALL public.rise()", "must be owner of copy job calls");
        denied(
                "COPY public.called FROM 's3://lake/call/' CSV JOB ALTER calls AUTO OFF THEN CALL public.rise()",
                "must be owner of copy job calls");
        bob("COPY JOB ALTER calls THEN NOTHING");
        bob("COPY public.called FROM 's3://lake/call/' CSV JOB ALTER calls AUTO OFF");
        bob("COPY JOB RUN calls");
        denied("SELECT * FROM secret", "permission denied for relation secret");
        bob("DROP PROCEDURE public.rise()");
        root("COPY JOB DROP calls", "DROP TABLE public.called");
    }

    @Test
    void mergesForAJobWithItsOwnersRights() {
        engine.store.put("s3://lake/merge/a.csv", "1,a\n");
        bob("CREATE TABLE stage (id INT, word VARCHAR(20))");
        bob("CREATE TABLE merged (id INT, word VARCHAR(20))");
        String job = "COPY public.stage FROM 's3://lake/merge/' CSV JOB CREATE merges AUTO OFF BACKFILL THEN CALL ";
        bob(job + "forebay.upsert(source := 'public.stage', target := 'public.merged', keys := 'id')");
        bob("COPY JOB RUN merges");
        assertThat(bob("SELECT * FROM merged")).isEqualTo("1|a");
        bob("COPY JOB DROP merges");
        for (String call : new String[] {
            "forebay.upsert(source := 'public.stage', target := 'public.secret', keys := 'id')",
            "forebay.upsert(source := 'public.secret', target := 'public.merged', keys := 'id')",
        }) {
            bob(job + call);
            denied("COPY JOB RUN merges", "permission denied for relation secret");
            bob("COPY JOB DROP merges");
        }
        assertThat(engine.run("SELECT word FROM public.secret")).isEqualTo("hidden");
        bob("DROP TABLE stage, merged");
    }

    @Test
    void replacesNothingForAnOwnerWhoMayNotDeleteAnyMore() {
        engine.store.put("s3://lake/swap/a.csv", "1,a\n");
        root(
                "CREATE TABLE public.swapped (id INT, word VARCHAR(20), f VARCHAR(100))",
                "GRANT SELECT, INSERT, DELETE ON public.swapped TO bob");
        bob("COPY public.swapped (id, word) FROM 's3://lake/swap/' CSV LINEAGE (FILE f)"
                + " JOB CREATE swaps AUTO OFF BACKFILL ON CHANGE REPLACE");
        bob("COPY JOB RUN swaps");
        root("REVOKE DELETE ON public.swapped FROM bob");
        engine.store.put("s3://lake/swap/a.csv", "2,b\n");
        denied("COPY JOB RUN swaps", "permission denied for relation swapped");
        assertThat(bob("SELECT id FROM swapped")).isEqualTo("1");
        root("GRANT DELETE ON public.swapped TO bob");
        bob("COPY JOB RUN swaps");
        assertThat(bob("SELECT id FROM swapped")).isEqualTo("2");
        bob("COPY JOB DROP swaps");
        root("DROP TABLE public.swapped");
    }

    @Test
    void dropsNoMaterializedViewBehindAnotherRelation() {
        root(
                "CREATE MATERIALIZED VIEW public.stored AS SELECT * FROM public.secret",
                "CREATE SCHEMA bobs",
                "ALTER SCHEMA bobs OWNER TO bob");
        bob("CREATE TEMP TABLE stored (id INT)");
        denied("DROP MATERIALIZED VIEW stored", "must be owner of relation stored");
        denied("REFRESH MATERIALIZED VIEW stored", "must be owner of relation stored");
        bob("DROP TABLE stored");
        bob("SET search_path TO bobs, public");
        bob("CREATE TABLE bobs.stored (id INT)");
        denied("DROP MATERIALIZED VIEW stored", "must be owner of relation stored");
        bob("SET search_path TO public");
        assertThat(engine.run("SELECT word FROM public.stored")).isEqualTo("hidden");
        root("DROP MATERIALIZED VIEW public.stored", "DROP SCHEMA bobs CASCADE");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "DELETE FROM public.one WHERE #1 = 1",
                "UPDATE public.one SET word = 'x' WHERE #2 = 'a'",
                "DELETE FROM public.one WHERE COLUMNS(*) IS NULL",
            })
    void asksForSelectWhereColumnsHaveNoNames(String sql) {
        root("CREATE TABLE public.one (id INT, word VARCHAR(20))", "GRANT UPDATE, DELETE ON public.one TO bob");
        try {
            denied(sql, "permission denied for relation one");
        } finally {
            root("DROP TABLE public.one");
        }
    }

    @Test
    void knowsAUserByNumberWhenTheNameIsAnothers() {
        root("CREATE USER kim PASSWORD 'Passw0rd'");
        try (Session first = engine.newSession("kim")) {
            root("ALTER USER kim RENAME TO kate", "CREATE USER kim PASSWORD 'Passw0rd'");
            try (Session second = engine.newSession("kim")) {
                EngineFixture.run(
                        second,
                        "CREATE PROCEDURE public.kims() LANGUAGE plpgsql SECURITY DEFINER AS $$ BEGIN NULL; END $$");
            }
            assertThatThrownBy(() -> EngineFixture.run(first, "ALTER USER kim PASSWORD 'Passw0rd2'"))
                    .hasMessageContaining("must be superuser");
            assertThatThrownBy(() -> EngineFixture.run(first, "DROP PROCEDURE public.kims()"))
                    .hasMessageContaining("must be owner");
            EngineFixture.run(first, "CREATE PROCEDURE public.kates() LANGUAGE plpgsql AS $$ BEGIN NULL; END $$");
            assertThat(engine.run("SELECT procedure_name, owner FROM forebay.procedure ORDER BY 1"))
                    .isEqualTo("kates|kate\nkims|kim");
            EngineFixture.run(first, "ALTER USER kate PASSWORD 'Passw0rd2'; DROP PROCEDURE public.kates()");
        }
        root("DROP PROCEDURE public.kims()", "DROP USER kim, kate");
    }

    /** The other session looks its rights up again before the load commits, and must do so after it once more. */
    @Test
    void takesRightsAwayThatAJobsCallRevokes() {
        engine.store.put("s3://lake/revoke/a.csv", "1,a\n");
        root(
                "CREATE TABLE public.fed (id INT, word VARCHAR(20))",
                "CREATE TABLE public.lent (id INT)",
                "GRANT SELECT ON public.lent TO bob",
                "CREATE PROCEDURE public.lock_up() LANGUAGE plpgsql AS $$ BEGIN"
                        + " REVOKE SELECT ON public.lent FROM bob; FOR i IN 1..20000 LOOP NULL; END LOOP; END $$",
                "COPY public.fed FROM 's3://lake/revoke/' CSV JOB CREATE locks AUTO OFF BACKFILL"
                        + " THEN CALL public.lock_up()");
        CompletableFuture<String> run = CompletableFuture.supplyAsync(() -> engine.run("COPY JOB RUN locks"));
        while (!run.isDone()) {
            catchThrowable(() -> bob("SELECT * FROM lent"));
        }
        run.join();
        denied("SELECT * FROM lent", "permission denied for relation lent");
        root("COPY JOB DROP locks", "DROP PROCEDURE public.lock_up()", "DROP TABLE public.fed, public.lent");
    }
}
