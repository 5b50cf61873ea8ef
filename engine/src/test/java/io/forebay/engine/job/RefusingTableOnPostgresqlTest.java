package io.forebay.engine.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.forebay.contract.postgres.PostgresServer;
import io.forebay.engine.EngineTest;
import io.forebay.engine.TestWarehouse;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What PostgreSQL's own rules for a table refuse is the file's fault that has it, and no other file's. */
@ExtendWith(TestWarehouse.OnPostgresql.class)
class RefusingTableOnPostgresqlTest extends EngineTest {
    private static final String STATES = "SELECT file_name, status FROM sys_copy_job_detail ORDER BY file_name";

    @BeforeEach
    void makeFiles() {
        engine.run(COPY + "JOB CREATE j AUTO OFF");
        for (int file = 1; file <= 5; file++) {
            engine.store.put("s3://lake/in/" + file, (file == 4 ? 1 : file) + "|a\n");
        }
    }

    /** Each refuses the second row in which a is 1. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "CREATE UNIQUE INDEX once ON t (a)",
                "ALTER TABLE t ADD CONSTRAINT once UNIQUE (a) DEFERRABLE INITIALLY DEFERRED",
                "CREATE FUNCTION no() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN IF EXISTS (SELECT 1 FROM t WHERE a ="
                        + " NEW.a) THEN RAISE EXCEPTION ''%, no'', NEW.a; END IF; RETURN NEW; END';"
                        + " CREATE TRIGGER no BEFORE INSERT ON t FOR EACH ROW EXECUTE FUNCTION no()"
            })
    void failsTheFileAlone(String rule) {
        PostgresServer.shared().run(TestWarehouse.database(folder), rule);
        engine.run("COPY JOB RUN j");
        assertThat(engine.run("SELECT a FROM t ORDER BY a")).isEqualTo("1\n2\n3\n5");
        assertThat(engine.run(STATES)).isEqualTo("in/1|I\nin/2|I\nin/3|I\nin/4|E\nin/5|I");
        assertThat(engine.run("SELECT count(*) FROM stl_load_errors WHERE filename LIKE '%in/4'"))
                .isEqualTo("1");
        engine.run("COPY JOB RUN j");
        assertThat(engine.run(TOTALS)).isEqualTo("4|11");
    }
}
