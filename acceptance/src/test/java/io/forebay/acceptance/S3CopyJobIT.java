package io.forebay.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.forebay.engine.Engine;
import io.forebay.engine.job.JobSettings;
import io.forebay.engine.load.Formats;
import io.forebay.engine.load.LoadContext;
import io.forebay.engine.load.LoadStep;
import io.forebay.engine.load.Stores;
import io.forebay.engine.plan.BatchLimits;
import io.forebay.engine.session.Notice;
import io.forebay.engine.session.Prepared;
import io.forebay.engine.session.Result;
import io.forebay.engine.session.Session;
import io.forebay.engine.session.SessionListener;
import io.forebay.engine.sql.Statement;
import io.forebay.engine.unload.WriteFormats;
import io.forebay.format.delimited.DelimitedFormat;
import io.forebay.format.delimited.write.DelimitedWriteFormat;
import io.forebay.spi.store.ObjectStore;
import io.forebay.spi.store.ObjectUri;
import io.forebay.spi.warehouse.Warehouse;
import io.forebay.store.s3.LocalS3;
import io.forebay.warehouse.duckdb.DuckDbWarehouseFactory;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A copy job on a bucket that only listing can tell of, and UNLOAD, over the real protocol. */
class S3CopyJobIT {
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final JobSettings POLLING =
            new JobSettings(Duration.ofMillis(100), Duration.ofSeconds(60), BatchLimits.DEFAULT, 2);

    @TempDir
    Path folder;

    @Test
    void loadsWhatArrivesInABucketOnceByPolling() throws Exception {
        try (LocalS3 server = new LocalS3(Files.createDirectory(folder.resolve("s3")));
                ObjectStore store = server.open(Map.of());
                Warehouse warehouse = warehouse();
                Engine engine = engine(warehouse, store);
                Session session = engine.sessions().open("forebay", "dev", Map.of(), new Silent())) {
            server.makeBucket("lake");
            put(store, "in/old", "9|old\n");
            run(session, "CREATE TABLE t (a int, b varchar(9))");
            run(session, "COPY t FROM 's3://lake/in' IAM_ROLE 'arn:aws:iam::123456789012:role/r' JOB CREATE j AUTO ON");
            put(store, "in/1", "1|a\n");
            put(store, "in/2+3 %", "2|b\n3|c\n");
            await(session, "3 6");
            put(store, "in/4", "4|d\n");
            await(session, "4 10");
        }
    }

    @Test
    void unloadsAndLoadsWithAMasterKey() throws Exception {
        String key = " IAM_ROLE 'arn:x' ENCRYPTED MASTER_SYMMETRIC_KEY 'MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE='";
        try (LocalS3 server = new LocalS3(Files.createDirectory(folder.resolve("s3")));
                ObjectStore store = server.open(Map.of());
                Warehouse warehouse = warehouse();
                Engine engine = engine(warehouse, store);
                Session session = engine.sessions().open("forebay", "dev", Map.of(), new Silent())) {
            server.makeBucket("lake");
            run(session, "CREATE TABLE t (a int, b varchar(9))");
            run(session, "INSERT INTO t VALUES (1, 'one'), (2, 'two')");
            run(session, "UNLOAD ('SELECT * FROM t') TO 's3://lake/out/' GZIP MANIFEST" + key);
            run(session, "COPY t FROM 's3://lake/out/manifest' GZIP MANIFEST" + key);
            await(session, "4 6");
            assertThat(run(session, "SELECT transfer_size % 16 FROM stl_unload_log"))
                    .isEqualTo("0");
        }
    }

    @Test
    void movesAndDeletesWhatItHasLoaded() throws Exception {
        String copy = "COPY t FROM 's3://lake/in' IAM_ROLE 'arn:aws:iam::123456789012:role/r' JOB ";
        try (LocalS3 server = new LocalS3(Files.createDirectory(folder.resolve("s3")));
                ObjectStore store = server.open(Map.of());
                Warehouse warehouse = warehouse();
                Engine engine = engine(warehouse, store);
                Session session = engine.sessions().open("forebay", "dev", Map.of(), new Silent())) {
            server.makeBucket("lake");
            server.makeBucket("archive");
            run(session, "CREATE TABLE t (a int, b varchar(9))");
            run(session, copy + "CREATE j AUTO ON AFTER LOAD MOVE TO 's3://archive/done/'");
            put(store, "in/1", "1|a\n");
            put(store, "in/2+3 %", "2|b\n3|c\n");
            await(session, "3 6");
            run(session, "COPY JOB RUN j");
            assertThat(keys(store, "lake")).isEmpty();
            assertThat(keys(store, "archive")).containsExactly("done/in/1", "done/in/2+3 %");
            run(session, copy + "ALTER j AFTER LOAD DELETE");
            put(store, "in/4", "4|d\n");
            await(session, "4 10");
            run(session, "COPY JOB RUN j");
            assertThat(keys(store, "lake")).isEmpty();
            assertThat(keys(store, "archive")).hasSize(2);
        }
    }

    private static List<String> keys(ObjectStore store, String bucket) {
        return store.list(new ObjectUri("s3", bucket, ""), "", 100).stream()
                .map(object -> object.uri().key())
                .toList();
    }

    private Warehouse warehouse() {
        return new DuckDbWarehouseFactory().open(URI.create("duckdb:" + folder.resolve("dev.duckdb")), Map.of());
    }

    private static Engine engine(Warehouse warehouse, ObjectStore store) {
        return Engine.start(
                new Engine.Plugins(
                        warehouse,
                        new Stores(List.of(store)),
                        new Formats(List.of(new DelimitedFormat())),
                        new WriteFormats(List.of(new DelimitedWriteFormat()))),
                POLLING,
                new LoadContext(Clock.systemUTC(), LoadStep.Listener.NONE),
                "dev");
    }

    private static void put(ObjectStore store, String key, String text) {
        store.put(new ObjectUri("s3", "lake", key), text.getBytes(StandardCharsets.UTF_8));
    }

    private static void await(Session session, String expected) {
        long end = System.nanoTime() + LIMIT.toNanos();
        String seen = "";
        while (!seen.equals(expected)) {
            assertThat(System.nanoTime()).as("rows and their sum: " + seen).isLessThan(end);
            LockSupport.parkNanos(20_000_000);
            seen = run(session, "SELECT count(*)::varchar || ' ' || coalesce(sum(a), 0)::varchar FROM t");
        }
    }

    /** The first value of the first row, or the tag. */
    private static String run(Session session, String sql) {
        Statement statement = session.parse(sql).get(0);
        try (Prepared prepared = session.prepare(statement, List.of());
                Result result = prepared.execute(List.of())) {
            return result.rows().next() ? String.valueOf(result.rows().value(0)) : result.tag();
        }
    }

    private static final class Silent implements SessionListener {
        @Override
        public void notice(Notice notice) {}

        @Override
        public void parameterChanged(String name, String value) {}
    }
}
