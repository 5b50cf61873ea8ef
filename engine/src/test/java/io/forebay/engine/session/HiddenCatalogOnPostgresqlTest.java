package io.forebay.engine.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.forebay.engine.EngineTest;
import io.forebay.engine.TestWarehouse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** PostgreSQL looks for relations and types among a session's temporary tables first, before its own catalog. */
@ExtendWith(TestWarehouse.OnPostgresql.class)
class HiddenCatalogOnPostgresqlTest extends EngineTest {
    private static final String LEASES = "SELECT job_id, holder, fence FROM forebay.job_lease";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "pg_class (oid BIGINT, relnamespace BIGINT, relname VARCHAR(63), relkind VARCHAR(1))",
                "pg_namespace (oid BIGINT, nspname VARCHAR(63))"
            })
    void keepsTheLedgerFromUsersWhoHideTheCatalog(String catalog) {
        engine.run(COPY + "JOB CREATE j AUTO OFF");
        String before = engine.run(LEASES);
        engine.run("CREATE TEMP TABLE " + catalog);
        for (String sql : new String[] {"UPDATE job_lease SET fence = 4711", "DELETE FROM job_lease"}) {
            assertThatThrownBy(() -> engine.run(sql)).hasMessage("permission denied for relation job_lease");
        }
        assertThat(engine.run(LEASES)).isEqualTo(before).isNotEmpty();
    }

    @Test
    void findsTablesOfUsersWhoHideTheCatalog() {
        engine.run("CREATE TEMP TABLE pg_class AS SELECT 1 AS oid");
        engine.run("CREATE TEMP TABLE regclass (a INTEGER)");
        engine.store.put("s3://lake/in/1", "1|a\n");
        engine.run(COPY);
        assertThat(engine.run("SELECT a FROM t")).isEqualTo("1");
    }

    /** ALTER TABLE renames an index, too. */
    @Test
    void keepsTheLedgersIndexesFromUsers() {
        for (String name : new String[] {"job_file_once", "forebay.job_file_once"}) {
            assertThatThrownBy(() -> engine.run("ALTER TABLE " + name + " RENAME TO mine"))
                    .hasMessageStartingWith("permission denied for relation");
        }
    }
}
