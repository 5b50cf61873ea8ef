package io.forebay.engine.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.forebay.engine.EngineFixture;
import io.forebay.spi.warehouse.TableName;
import io.forebay.spi.warehouse.WarehouseConnection;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A ledger of format 2, in which a file's key was two numbers. */
class Format2MigrationTest {
    private static final TableName FILE = new TableName("forebay", "job_file");
    private static final TableName ACTION = new TableName("forebay", "job_action");
    private static final long[] EDGES = {0, 1, -1, Long.MIN_VALUE, Long.MAX_VALUE, 0x0fffffffffffffffL, 255, -256};
    private static final long[] JOBS = {100001, 7, Integer.MAX_VALUE, 1L << 40};

    private static final String FILE_REST =
            "bucket, object_key, size_bytes, etag, last_modified, state, query_id, enqueued";
    private static final String ACTION_REST =
            "action_id, action, bucket, object_key, etag, query_id, user_id, recorded," + " detail";

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    private static void append(WarehouseConnection connection, TableName table, List<List<@Nullable Object>> rows) {
        connection.begin();
        connection.append(table, rows);
        connection.commit();
    }

    private static List<@Nullable Object> file(long job, long high, long low, String key, String state) {
        return List.of(
                job,
                high,
                low,
                "lake",
                key,
                4L,
                "e\"1",
                Instant.parse("2026-01-01T00:00:00.123456Z"),
                state,
                job + 2,
                Instant.parse("2026-01-02T03:04:05.678901Z"));
    }

    private static List<@Nullable Object> action(long job, long id, long high, long low, String key) {
        return List.of(job, id, "RETRY", "lake", key, high, low, "e", 3L, 100L, Instant.EPOCH, "ä, 'b'");
    }

    /** Pairs of numbers that are edges, and many at random. */
    private static List<long[]> numbers() {
        List<long[]> numbers = new ArrayList<>();
        for (long high : EDGES) {
            for (long low : EDGES) {
                numbers.add(new long[] {high, low});
            }
        }
        Random random = new Random(3);
        for (int i = 0; i < 3000; i++) {
            // Some begin with many zeros.
            numbers.add(
                    new long[] {random.nextLong() >>> random.nextInt(40), random.nextLong() >>> random.nextInt(40)});
            numbers.add(new long[] {random.nextLong(), random.nextLong()});
        }
        return numbers;
    }

    @Test
    void makesOfEachPairOfNumbersTheKeyThatJavaMakes() {
        LedgerFile old = new LedgerFile(folder, Map.of());
        old.make(2);
        List<List<@Nullable Object>> files = new ArrayList<>();
        List<List<@Nullable Object>> actions = new ArrayList<>();
        List<String> keys = new ArrayList<>();
        for (long[] pair : numbers()) {
            String name = "in/" + keys.size();
            long job = JOBS[keys.size() % JOBS.length];
            files.add(file(job, pair[0], pair[1], name, "I"));
            actions.add(action(job, keys.size(), pair[0], pair[1], name));
            keys.add(FileKey.of(job, pair[0], pair[1]).toString());
        }
        List<List<List<@Nullable Object>>> before = new ArrayList<>();
        old.connected(connection -> {
            append(connection, FILE, files);
            append(connection, ACTION, actions);
            before.addAll(rest(connection));
        });
        old.with(warehouse -> Ledger.open(warehouse, Clock.systemUTC()));
        old.connected(connection -> {
            assertThat(rest(connection)).isEqualTo(before);
            for (String table : List.of("job_file", "job_action")) {
                assertThat(LedgerFile.rows(
                                connection,
                                "SELECT CAST(file_key AS VARCHAR) FROM forebay." + table
                                        + " ORDER BY CAST(substr(object_key, 4) AS INTEGER)"))
                        .as(table)
                        .extracting(row -> row.get(0))
                        .isEqualTo(keys);
            }
        });
    }

    /** What is not the key, of files and of actions. */
    private static List<List<List<@Nullable Object>>> rest(WarehouseConnection connection) {
        return List.of(
                LedgerFile.rows(
                        connection, "SELECT job_id, " + FILE_REST + " FROM forebay.job_file ORDER BY object_key"),
                LedgerFile.rows(
                        connection, "SELECT job_id, " + ACTION_REST + " FROM forebay.job_action ORDER BY action_id"));
    }

    /** A job with three files, one of them known by a name that is not ASCII. */
    private void makeJob() {
        LedgerFile old = new LedgerFile(folder, Map.of());
        old.make(2);
        old.connected(connection -> {
            connection.execute("CREATE TABLE public.t (a INTEGER, b VARCHAR)");
            connection.execute("INSERT INTO public.t VALUES (1, 'a')");
            connection.execute("INSERT INTO forebay.job VALUES (100001, 'j', 'dev', 100, TIMESTAMP '2026-01-01')");
            connection.execute("INSERT INTO forebay.job_definition VALUES (100001, 100002,"
                    + " 'arn:aws:iam::123456789012:role/r', 'public', 't', 's3://lake/in', 'COPY t FROM ''s3://lake/in''"
                    + " IAM_ROLE ''arn:aws:iam::123456789012:role/r''', '', TIMESTAMP '2026-01-01')");
            connection.execute("INSERT INTO forebay.job_lease VALUES (100001, '', 0, 0)");
            connection.execute(
                    "INSERT INTO forebay.job_state VALUES (100001, 100002, true, false, TIMESTAMP '2026-01-01')");
            connection.execute("UPDATE forebay.counter SET last_id = 100100");
            List<List<@Nullable Object>> files = new ArrayList<>();
            for (String named : List.of("in/0 B", "in/ä𝄞 I", "in/2 E")) {
                String key = named.substring(0, named.length() - 2);
                KeyHasher hasher = new KeyHasher("lake");
                hasher.take(key.getBytes(StandardCharsets.UTF_8));
                files.add(file(100001, hasher.high(), hasher.low(), key, named.substring(named.length() - 1)));
            }
            append(connection, FILE, files);
        });
    }

    private static void put(EngineFixture engine) {
        engine.store.put("s3://lake/in/0", "100|old\n");
        engine.store.put("s3://lake/in/ä𝄞", "1|a\n");
        engine.store.put("s3://lake/in/2", "2|b\n");
    }

    @Test
    void goesOnWithItsJobs() {
        makeJob();
        try (EngineFixture engine = new EngineFixture(folder)) {
            put(engine);
            engine.store.put("s3://lake/in/3", "3|c\n");
            engine.await("SELECT count(*), sum(a) FROM t", "2|4");
            engine.run("COPY JOB RUN j");
            assertThat(engine.run("SELECT count(*), sum(a) FROM t")).isEqualTo("2|4");
            engine.run("COPY JOB RETRY j FILE 's3://lake/in/2'");
            engine.await("SELECT count(*), sum(a) FROM t", "3|6");
            assertThat(engine.run("SELECT file_name, status FROM sys_copy_job_detail ORDER BY file_name"))
                    .isEqualTo("in/2|I\nin/3|I\nin/ä𝄞|I");
            assertThat(engine.run("SELECT max(version) FROM forebay.format")).isEqualTo("6");
        }
    }

    @Test
    void isLeftAsItWasWhenTheMigrationFails() {
        makeJob();
        LedgerFile old = new LedgerFile(folder, Map.of());
        String files = "SELECT * FROM forebay.job_file ORDER BY object_key";
        List<List<@Nullable Object>> before = new ArrayList<>();
        old.connected(connection -> {
            before.addAll(LedgerFile.rows(connection, files));
            connection.execute("CREATE TABLE forebay.job_action_2 (a INTEGER)");
        });
        old.with(warehouse -> assertThatThrownBy(() -> Ledger.open(warehouse, Clock.systemUTC()))
                .hasMessageContaining("job_action_2"));
        old.connected(connection -> {
            assertThat(LedgerFile.rows(connection, files)).isEqualTo(before).hasSize(3);
            assertThat(LedgerFile.rows(connection, "SELECT max(version) FROM forebay.format"))
                    .isEqualTo(List.of(List.of(2L)));
            connection.execute("DROP TABLE forebay.job_action_2");
        });
        goesOn();
    }

    private void goesOn() {
        try (EngineFixture engine = new EngineFixture(folder)) {
            put(engine);
            engine.store.put("s3://lake/in/3", "3|c\n");
            engine.await("SELECT count(*), sum(a) FROM t", "2|4");
        }
    }
}
