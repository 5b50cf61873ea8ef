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
import io.forebay.engine.unload.WriteFormats;
import io.forebay.format.delimited.DelimitedFormat;
import io.forebay.spi.store.ObjectStore;
import io.forebay.spi.store.ObjectUri;
import io.forebay.spi.warehouse.Warehouse;
import io.forebay.store.s3.LocalS3;
import io.forebay.store.s3.LocalSqs;
import io.forebay.store.s3.events.Bodies;
import io.forebay.warehouse.duckdb.DuckDbWarehouseFactory;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Copy jobs on a bucket that is listed once an hour: what comes in between is told by a queue. */
@Timeout(120)
class S3EventJobIT {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final Duration HOUR = Duration.ofHours(1);
    private static final String COPY =
            "COPY t FROM 's3://lake/%s' IAM_ROLE 'arn:aws:iam::123456789012:role/r' JOB CREATE %s AUTO ON";
    private static final String TOTALS = "SELECT count(*)::varchar || ' ' || coalesce(sum(a), 0)::varchar FROM t";

    @TempDir
    Path folder;

    private final List<AutoCloseable> parts = new ArrayList<>();
    private LocalSqs sqs;
    private URI queue;
    private ObjectStore store;
    private Warehouse warehouse;

    @BeforeEach
    void open() throws Exception {
        LocalS3 server = opened(new LocalS3(Files.createDirectory(folder.resolve("s3"))));
        server.makeBucket("lake");
        sqs = opened(new LocalSqs());
        queue = sqs.makeQueue("events", Map.of());
        // Short: a request that a stop broke off goes on in the queue's server, and may hide what was given back.
        store = opened(
                server.open(Map.of("events.queue", queue.toString(), "events.wait", "1s", "events.visibility", "4s")));
        warehouse = opened(
                new DuckDbWarehouseFactory().open(URI.create("duckdb:" + folder.resolve("dev.duckdb")), Map.of()));
    }

    private <T extends AutoCloseable> T opened(T part) {
        parts.add(part);
        return part;
    }

    @AfterEach
    void close() throws Exception {
        Collections.reverse(parts);
        for (AutoCloseable part : parts) {
            part.close();
        }
    }

    @Test
    void loadsWhatEventsTellSoonAfterTheyCome() {
        try (Engine engine = start(LoadStep.Listener.NONE);
                Session session = session(engine)) {
            run(session, "CREATE TABLE t (a int, b varchar(9))");
            run(session, COPY.formatted("in/", "j"));
            put("in/dt=1/a b+c", "1|a\n");
            sqs.send(queue, Bodies.put("lake", "in/dt=1/a b+c"));
            await(session, TOTALS, "1 1");
            put("in/2", "2|a\n");
            long began = System.nanoTime();
            sqs.send(queue, Bodies.sns(Bodies.put("lake", "in/2")));
            await(session, TOTALS, "2 3");
            assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(5));
            put("in/3+%", "4|a\n");
            sqs.send(queue, Bodies.eventBridge("lake", "in/3+%"));
            await(session, TOTALS, "3 7");
            awaitEmpty();
            assertThat(run(session, "SELECT count(*) FROM sys_copy_job_detail WHERE status = 'I'"))
                    .isEqualTo("3");
            await(
                    session,
                    "SELECT channel_arn || ' ' || \"channel state\" FROM svv_copy_job_integrations",
                    queue + " Established");
        }
    }

    @Test
    void loadsEachFileOnceForEachJobHoweverOftenAndInWhateverOrderEventsCome() {
        try (Engine engine = start(LoadStep.Listener.NONE);
                Session session = session(engine)) {
            run(session, "CREATE TABLE t (a int, b varchar(9))");
            run(session, COPY.formatted("in/", "j"));
            run(session, COPY.formatted("in/even/", "k"));
            List<String> bodies = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                String key = (i % 2 == 0 ? "in/even/" : "in/odd/") + i;
                put(key, "1|a\n");
                bodies.addAll(Collections.nCopies(3, Bodies.put("lake", key)));
            }
            bodies.add("no event");
            put("in/bad", "x|a\n");
            bodies.add(Bodies.put("lake", "in/bad"));
            bodies.add(Bodies.put("lake", "in/gone"));
            Collections.shuffle(bodies, new Random(11));
            sqs.send(queue, bodies);
            await(session, TOTALS, "30 30");
            await(session, "SELECT status FROM sys_copy_job_detail WHERE file_name = 'in/bad'", "E");
            await(() -> sqs.size(queue) == 1, () -> "left in the queue: " + sqs.size(queue));
            assertThat(run(session, TOTALS)).isEqualTo("30 30");
        }
    }

    /** Whatever the last step is that was done: the message is still there, and loads nothing twice. */
    @ParameterizedTest
    @EnumSource(
            value = LoadStep.class,
            mode = EnumSource.Mode.EXCLUDE,
            names = {"OWED", "COPIED", "CONSUMED"})
    void keepsAMessageWhoseLoadWasCutOffAndLoadsItOnce(LoadStep last) throws Exception {
        CountDownLatch reached = new CountDownLatch(1);
        try (Engine engine = start(step -> {
                    if (step == last) {
                        reached.countDown();
                        cutOff();
                    }
                });
                Session session = session(engine)) {
            run(session, "CREATE TABLE t (a int, b varchar(9))");
            run(session, COPY.formatted("in/", "j"));
            put("in/1", "1|a\n");
            sqs.send(queue, Bodies.put("lake", "in/1"));
            assertThat(reached.await(30, TimeUnit.SECONDS)).isTrue();
        }
        assertThat(sqs.size(queue)).isEqualTo(1);
        try (Engine engine = start(LoadStep.Listener.NONE);
                Session session = session(engine)) {
            await(session, TOTALS, "1 1");
            awaitEmpty();
            assertThat(run(session, TOTALS)).isEqualTo("1 1");
        }
    }

    /** Ends the job's load where it is, when the engine is closed; rows are read on other threads than the job's. */
    private static void cutOff() {
        Thread job = Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().equals("job-j"))
                .findFirst()
                .orElseThrow();
        while (!job.isInterrupted()) {
            LockSupport.parkNanos(1_000_000);
        }
        throw new IllegalStateException("the process ends here");
    }

    private Engine start(LoadStep.Listener steps) {
        return Engine.start(
                new Engine.Plugins(
                        warehouse,
                        new Stores(List.of(store)),
                        new Formats(List.of(new DelimitedFormat())),
                        new WriteFormats(List.of())),
                new JobSettings(HOUR, HOUR, BatchLimits.DEFAULT, 2),
                new LoadContext(Clock.systemUTC(), steps),
                "dev");
    }

    private static Session session(Engine engine) {
        return engine.sessions().open("forebay", "dev", Map.of(), new Silent());
    }

    private void put(String key, String text) {
        store.put(new ObjectUri("s3", "lake", key), text.getBytes(StandardCharsets.UTF_8));
    }

    private void awaitEmpty() {
        await(() -> sqs.size(queue) == 0, () -> "left in the queue: " + sqs.size(queue));
    }

    private static void await(Session session, String query, String expected) {
        String[] seen = {""};
        await(
                () -> {
                    seen[0] = run(session, query);
                    return seen[0].equals(expected);
                },
                () -> query + " gave " + seen[0]);
    }

    private static void await(
            java.util.function.BooleanSupplier condition, java.util.function.Supplier<String> otherwise) {
        long end = System.nanoTime() + LIMIT.toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as(otherwise.get()).isLessThan(end);
            LockSupport.parkNanos(20_000_000);
        }
    }

    /** The first value of the first row, or the tag. */
    private static String run(Session session, String sql) {
        try (Prepared prepared = session.prepare(session.parse(sql).get(0), List.of());
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
