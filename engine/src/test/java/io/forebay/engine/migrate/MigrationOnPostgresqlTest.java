package io.forebay.engine.migrate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.forebay.contract.store.MemoryObjectStore;
import io.forebay.engine.EngineFixture;
import io.forebay.spi.CommonError;
import io.forebay.spi.ForebayException;
import io.forebay.spi.warehouse.WarehouseConnection;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Jobs move to PostgreSQL, between databases of it while servers work for them, and back. */
@Timeout(300)
class MigrationOnPostgresqlTest {
    private static final String ROLE = " IAM_ROLE 'arn:aws:iam::123456789012:role/r' ";
    private static final String COPY = "COPY t FROM 's3://lake/in'" + ROLE;
    private static final String TABLE = "CREATE TABLE t (a int, b varchar(5), load_id bigint)";
    private static final String LINEAGE = "LINEAGE (LOAD_ID load_id) ";
    private static final String JOBS = "SELECT job_name, is_auto FROM forebay.current_job ORDER BY job_name";
    private static final String FILES = "SELECT object_key, size_bytes, etag, last_modified, state, enqueued"
            + " FROM forebay.job_file ORDER BY object_key";
    private static final String LOADS =
            "SELECT table_name, status, started, ended, loaded_rows FROM forebay.load" + " ORDER BY query_id";
    private static final String HISTORY = "SELECT status, loaded_rows FROM sys_load_history";
    private static final String ERRORS = "SELECT file_name, line_number, raw_line, reason FROM forebay.load_error";

    private final MemoryObjectStore lake = new MemoryObjectStore("lake", "other");

    @AfterEach
    void shut() {
        MigrationFixture.shut();
    }

    private void load(EngineFixture engine) {
        engine.run(TABLE);
        lake.put("s3://lake/in/before", "1|a\n");
        engine.run(COPY + LINEAGE + "JOB CREATE j AUTO OFF");
        lake.put("s3://lake/in/bad", "x\0|a\n");
        lake.put("s3://lake/in/good", "2|b\n3|c\n");
        engine.run("COPY JOB SKIP j FILE 's3://lake/in/skipped'");
        engine.run("COPY JOB RUN j");
    }

    @Test
    void movesToPostgresqlAndBack(@TempDir Path folder) {
        MigrationFixture there = new MigrationFixture(folder.resolve("1"));
        MigrationFixture.onPostgresql(there.to());
        try (EngineFixture engine = MigrationFixture.engine(there.from(), lake)) {
            load(engine);
        }
        List<String> before = MigrationFixture.rows(there.from(), FILES, LOADS, ERRORS);
        try (EngineFixture engine = MigrationFixture.engine(there.to(), lake)) {
            engine.run(TABLE);
        }
        assertThat(there.plan("j").get(0).trouble()).isEmpty();
        Moved moved = there.move("j");
        assertThat(MigrationFixture.rows(there.from(), JOBS)).isEmpty();
        assertThat(MigrationFixture.rows(there.to(), JOBS)).containsExactly("j|false");
        assertThat(MigrationFixture.rows(there.to(), FILES, LOADS, ERRORS)).isEqualTo(before);
        lake.put("s3://lake/in/new", "9|n\n");
        try (EngineFixture engine = MigrationFixture.engine(there.to(), lake)) {
            engine.run("COPY JOB RUN j");
            assertThat(engine.run("SELECT a, b FROM t")).isEqualTo("9|n");
            assertThat(engine.run(HISTORY + " WHERE copy_job_id = " + moved.toId() + " ORDER BY query_id"))
                    .isEqualTo("aborted|0\ncompleted|2\ncompleted|1");
        }
        MigrationFixture back = new MigrationFixture(there.to(), folder.resolve("2"));
        try (EngineFixture engine = MigrationFixture.engine(back.to(), lake)) {
            engine.run(TABLE);
        }
        back.move("j");
        assertThat(MigrationFixture.rows(back.to(), JOBS)).containsExactly("j|false");
        lake.put("s3://lake/in/newest", "10|m\n");
        try (EngineFixture engine = MigrationFixture.engine(back.to(), lake)) {
            engine.run("COPY JOB RUN j");
            assertThat(engine.run("SELECT a, b FROM t")).isEqualTo("10|m");
            assertThat(engine.run(HISTORY + " ORDER BY query_id"))
                    .isEqualTo("aborted|0\ncompleted|2\ncompleted|1\ncompleted|1");
        }
    }

    /** A server works in each of the two databases while files come and the move is killed at some step. */
    @ParameterizedTest
    @EnumSource(
            value = MoveStep.class,
            names = {"HELD", "COPIED", "LEFT", "RENUMBERED"})
    void loadsEachFileOnceWhileServersWork(MoveStep step, @TempDir Path folder) {
        MigrationFixture both = new MigrationFixture(folder);
        MigrationFixture.onPostgresql(both.from());
        MigrationFixture.onPostgresql(both.to());
        try (EngineFixture source = MigrationFixture.engine(both.from(), lake);
                EngineFixture target = MigrationFixture.engine(both.to(), lake)) {
            source.run("CREATE TABLE t (a int, b varchar(5))");
            target.run("CREATE TABLE t (a int, b varchar(5))");
            source.run(COPY + "JOB CREATE j");
            put(0, 20);
            source.await("SELECT count(*) FROM t", "20");
            put(20, 30);
            both.haltAt(step);
            assertThatThrownBy(() -> both.move("j")).isInstanceOf(MigrationFixture.Halt.class);
            put(30, 40);
            both.move("j");
            put(40, 50);
            EngineFixture.await(
                    () -> count(source) + count(target) == 50,
                    () -> count(source) + " and " + count(target) + " rows are there, not 50");
            assertThat(MigrationFixture.rows(both.from(), JOBS)).isEmpty();
            assertThat(MigrationFixture.rows(both.to(), JOBS)).containsExactly("j|true");
            assertThat(target.run("SELECT count(*) FROM t WHERE a >= 40")).isEqualTo("10");
            assertThat(Long.parseLong(source.run("SELECT sum(a) FROM t"))
                            + Long.parseLong(target.run("SELECT sum(a) FROM t")))
                    .isEqualTo(49 * 50 / 2);
            target.run("COPY JOB DROP j");
        }
    }

    /** An ALTER AUTO of the server that has the job leaves the lease as it is: only its number is in its way. */
    @Test
    void letsNoChangeCommitThatBeganBefore(@TempDir Path folder) {
        MigrationFixture both = new MigrationFixture(folder);
        MigrationFixture.onPostgresql(both.from());
        try (EngineFixture source = MigrationFixture.engine(both.from(), lake)) {
            source.run("CREATE TABLE t (a int, b varchar(5))");
            source.run(COPY + "JOB CREATE j AUTO OFF");
        }
        try (EngineFixture target = MigrationFixture.engine(both.to(), lake)) {
            target.run("CREATE TABLE t (a int, b varchar(5))");
        }
        WarehouseConnection[] alter = new WarehouseConnection[1];
        both.meanwhile = (step, warehouses) -> {
            if (step == MoveStep.BEFORE_HELD) {
                alter[0] = warehouses.from().connect();
                alter[0].begin();
                assertThat(MigrationFixture.rows(alter[0], JOBS)).containsExactly("j|false");
            }
            if (step == MoveStep.COPIED) {
                assertThatThrownBy(() -> alter[0].execute("UPDATE forebay.counter SET last_id = last_id + 1"))
                        .isInstanceOfSatisfying(ForebayException.class, e -> assertThat(e.is(CommonError.CONFLICT))
                                .isTrue());
                alter[0].close();
            }
        };
        both.move("j");
        assertThat(MigrationFixture.rows(both.to(), JOBS)).containsExactly("j|false");
    }

    private void put(int from, int end) {
        for (int i = from; i < end; i++) {
            lake.put("s3://lake/in/f" + i, i + "|x\n");
        }
    }

    private static long count(EngineFixture engine) {
        return Long.parseLong(engine.run("SELECT count(*) FROM t"));
    }
}
