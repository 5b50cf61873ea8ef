package io.forebay.bench;

import io.forebay.engine.discover.Scan;
import io.forebay.engine.discover.ScanReport;
import io.forebay.engine.discover.ScanRoom;
import io.forebay.engine.flow.watch.ExecutionBoard;
import io.forebay.engine.job.JobBoard;
import io.forebay.engine.job.JobChannels;
import io.forebay.engine.job.PendingFiles;
import io.forebay.engine.ledger.Changes;
import io.forebay.engine.ledger.FileState;
import io.forebay.engine.ledger.Ledger;
import io.forebay.engine.ledger.ListedChanges;
import io.forebay.engine.ledger.ListedObjects;
import io.forebay.engine.load.RunningLoads;
import io.forebay.engine.schedule.Tables;
import io.forebay.engine.session.Inflight;
import io.forebay.engine.unload.RunningUnloads;
import io.forebay.spi.store.ObjectStore;
import io.forebay.spi.store.ObjectStoreFactory;
import io.forebay.spi.store.ObjectUri;
import io.forebay.spi.store.StoredObject;
import io.forebay.spi.warehouse.Warehouse;
import io.forebay.spi.warehouse.WarehouseFactory;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.function.Predicate;

/**
 * What finding new files costs. Argument: s3 (a million keys that a server on 127.0.0.1 makes up, through the real S3
 * client), folder (as many files in a folder), or ledger (ten million files in the ledger).
 */
final class ScanBench {
    private static final ObjectUri PREFIX = ObjectUri.parse("s3://lake/in/");
    private static final long JOB = 7;
    private static final int NEW = 100;
    private static final int STEP = 100_000;

    private final Warehouse warehouse;
    private final Ledger ledger;

    private ScanBench(Path data) {
        warehouse = ServiceLoader.load(WarehouseFactory.class).stream()
                .map(ServiceLoader.Provider::get)
                .filter(factory -> factory.scheme().equals("duckdb"))
                .findFirst()
                .orElseThrow()
                .open(URI.create("duckdb:" + data.resolve("scan.duckdb")), Map.of("memory_limit", limit()));
        List.of(
                        new RunningLoads().table(),
                        new PendingFiles().table(),
                        new JobBoard().table(),
                        new JobChannels().table(),
                        new RunningUnloads().table())
                .forEach(warehouse::register);
        new ExecutionBoard().tables().forEach(warehouse::register);
        new Tables().tables().forEach(warehouse::register);
        new Inflight(Clock.systemUTC()).register(warehouse);
        ledger = Ledger.open(warehouse, Clock.systemUTC());
    }

    /** The server's default unless told otherwise. */
    private static String limit() {
        return System.getProperty("forebay.bench.memory-limit", "600MB");
    }

    public static void main(String[] arguments) throws Exception {
        Path work = Path.of(System.getProperty("forebay.bench.folder", "target/bench"))
                .toAbsolutePath();
        Files.createDirectories(work);
        Path data = Files.createTempDirectory(work, "scan");
        ScanBench bench = new ScanBench(data);
        switch (arguments[0]) {
            case "s3" -> bench.s3(Integer.getInteger("forebay.bench.keys", 1_000_000));
            case "folder" -> bench.folder(data, Integer.getInteger("forebay.bench.keys", 1_000_000));
            case "ledger" -> bench.ledger(Integer.getInteger("forebay.bench.files", 10_000_000));
            default -> throw new IllegalArgumentException(arguments[0]);
        }
        bench.warehouse.close();
    }

    private static ObjectStore open(String name, Map<String, String> settings) {
        return ServiceLoader.load(ObjectStoreFactory.class).stream()
                .map(ServiceLoader.Provider::get)
                .filter(factory -> factory.name().equals(name))
                .findFirst()
                .orElseThrow()
                .open(settings);
    }

    private void s3(int keys) throws Exception {
        try (SyntheticS3 server = new SyntheticS3(keys);
                ObjectStore store = open(
                        "s3",
                        Map.of(
                                "endpoint", server.endpoint(),
                                "path-style", "true",
                                "region", "us-east-1",
                                "access-key-id", "bench",
                                "secret-access-key", "bench"))) {
            fill(0, keys);
            server.keys(keys + NEW);
            compare("S3, " + keys + " keys from a server on 127.0.0.1", store);
            ascending(server, store, keys);
        }
    }

    private void folder(Path data, int keys) throws Exception {
        Path lake = data.resolve("lake");
        List<StoredObject> some = new ArrayList<>();
        try (ObjectStore store =
                open("local", Map.of("lake", Files.createDirectories(lake).toString()))) {
            for (int file = 0; file < keys + NEW; file++) {
                Path folder = lake.resolve("in/" + String.format(Locale.ROOT, "%05d", file / 10_000));
                if (file % 10_000 == 0) {
                    Files.createDirectories(folder);
                }
                Files.createFile(folder.resolve(String.format(Locale.ROOT, "part-%08d.gz", file)));
                if (file < keys) {
                    String key = "in/" + folder.getFileName() + String.format(Locale.ROOT, "/part-%08d.gz", file);
                    some.add(new StoredObject(PREFIX.withKey(key), 0, "", Instant.EPOCH));
                }
                if (some.size() == STEP || file == keys) {
                    record(some);
                    some.clear();
                }
            }
            compare("A folder of " + keys + " files", store);
        }
    }

    private void fill(int from, int to) {
        for (int start = from; start < to; start += STEP) {
            record(objects(start, Math.min(to, start + STEP)));
        }
    }

    private static List<StoredObject> objects(int from, int to) {
        List<StoredObject> objects = new ArrayList<>(to - from);
        for (int key = from; key < to; key++) {
            objects.add(
                    new StoredObject(PREFIX.withKey(SyntheticS3.key(key)), 1000, SyntheticS3.etag(key), Instant.EPOCH));
        }
        return objects;
    }

    private void record(List<StoredObject> objects) {
        ledger.write(connection -> ledger.recordJobFiles(connection, JOB, objects, FileState.INGESTED, 1));
    }

    private Scan scan(ObjectStore store, boolean ascending) {
        Scan.Subject subject = new Scan.Subject(PREFIX, ascending, Duration.ofHours(1));
        return new Scan(store, listed -> ledger.unseen(JOB, listed), subject, new ScanRoom(), Clock.systemUTC());
    }

    private void compare(String title, ObjectStore store) throws Exception {
        long[] most = {0, 0};
        Turns turns = new Turns()
                .add("scan", turn(() -> {
                    ScanReport report = scan(store, false).look(true, () -> false, found -> false);
                    require(report.found() == NEW, report.found() + " new files");
                    most[1] = peak();
                }))
                .add("bare listing", turn(() -> {
                    String after = "";
                    for (List<StoredObject> page = store.list(PREFIX, after, 1000);
                            !page.isEmpty();
                            page = store.list(PREFIX, after, 1000)) {
                        after = page.get(page.size() - 1).uri().key();
                    }
                    most[0] = most[0] == 0 ? peak() : most[0];
                }));
        String after = "";
        for (List<StoredObject> page = store.list(PREFIX, after, 1000);
                !page.isEmpty();
                page = store.list(PREFIX, after, 1000)) {
            after = page.get(page.size() - 1).uri().key();
        }
        long bare = peak();
        turns.run(5);
        turns.print(title + ", " + NEW + " of them new: a whole scan", "under 1.3");
        System.out.printf(
                Locale.ROOT,
                "memory (VmHWM): %d MB after a bare listing, %d MB after the scans (goal: 200 more)%n%n",
                bare >> 10,
                most[1] >> 10);
    }

    private static Turns.Contender turn(Work work) {
        return new Turns.Contender() {
            @Override
            public void prepare() {}

            @Override
            public void run() throws Exception {
                work.run();
            }
        };
    }

    private interface Work {
        void run() throws Exception;
    }

    private void ascending(SyntheticS3 server, ObjectStore store, int keys) {
        Scan scan = scan(store, true);
        scan.look(false, () -> false, this::done);
        int most = 0;
        for (int round = 1; round <= 10; round++) {
            server.keys(keys + NEW + NEW * round);
            int before = server.calls();
            ScanReport report = scan.look(false, () -> false, this::done);
            require(report.found() == NEW && !report.whole(), report.toString());
            most = Math.max(most, server.calls() - before);
        }
        System.out.println("keys that ascend: at most " + most + " list calls for " + NEW
                + " new keys behind a million, between whole scans (goal: under 20)\n");
    }

    private boolean done(List<StoredObject> objects) {
        record(objects);
        return true;
    }

    private void ledger(int files) throws Exception {
        Changes changes = new Changes(warehouse);
        fill(0, files);
        System.out.println(
                "ledger of " + files + " files, memory limit " + limit() + ", VmHWM " + (peak() >> 10) + " MB");
        int listed = 1_000_000;
        for (int turn = 0; turn < 4; turn++) {
            ListedObjects listing = new ListedObjects(PREFIX);
            long start = System.nanoTime();
            for (int from = files + NEW - listed; from < files + NEW; from += 1000) {
                listing.add(objects(from, from + 1000));
            }
            double packed = seconds(start);
            start = System.nanoTime();
            BitSet unseen = ledger.unseen(JOB, listing);
            double joined = seconds(start);
            require(unseen.cardinality() == NEW, unseen.cardinality() + " unseen");
            System.out.printf(
                    Locale.ROOT,
                    "anti-join of %d keys: %.2f s (goal: 1.5), making and packing them %.2f s%n",
                    listed,
                    joined,
                    packed);
            start = System.nanoTime();
            ListedChanges compared = changes.compare(JOB, listing);
            double versions = seconds(start);
            require(compared.changed().isEmpty() && compared.unseen().equals(unseen), "changes");
            System.out.printf(Locale.ROOT, "the same with their ETags (ON CHANGE): %.2f s%n", versions);
        }
        lookUp("event", files, one -> ledger.unseen(JOB, one).isEmpty());
        lookUp("event of a job with ON CHANGE", files, one -> !changes.known(JOB, one)
                .isEmpty());
        System.out.println("VmHWM " + (peak() >> 10) + " MB\n");
    }

    private static void lookUp(String title, int files, Predicate<List<StoredObject>> known) {
        double[] millis = new double[200];
        for (int i = 0; i < millis.length; i++) {
            int key = i % 2 == 0 ? files + i : (int) (files * 0.9 / millis.length * i);
            List<StoredObject> one = objects(key, key + 1);
            long start = System.nanoTime();
            require(known.test(one) == (i % 2 == 1), "key " + key);
            millis[i] = seconds(start) * 1000;
        }
        Arrays.sort(millis);
        System.out.printf(
                Locale.ROOT,
                "lookup for one %s: median %.1f ms, 99th percentile %.1f ms (goal: 10)%n",
                title,
                millis[millis.length / 2],
                millis[millis.length * 99 / 100]);
    }

    private static double seconds(long since) {
        return (System.nanoTime() - since) / 1e9;
    }

    private static void require(boolean condition, String what) {
        if (!condition) {
            throw new IllegalStateException(what);
        }
    }

    /** The most memory that this process has had, kB. SOURCE: Linux manual, proc_pid_status(5). */
    private static long peak() throws IOException {
        for (String line : Files.readAllLines(Path.of("/proc/self/status"))) {
            if (line.startsWith("VmHWM:")) {
                return Long.parseLong(line.replaceAll("\\D", ""));
            }
        }
        throw new IllegalStateException("no VmHWM");
    }
}
