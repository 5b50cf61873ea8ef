package io.forebay.bench;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.zip.GZIPOutputStream;

/**
 * From the closing of a file in a local bucket to its rows being seen by another connection, while ten files a second
 * arrive. Argument: the seconds to run.
 */
final class ArrivalBench {
    private static final int FILES_A_SECOND = 10;
    private static final int ROWS = 26;
    private static final long PATIENCE_NANOS = 30_000_000_000L;

    private ArrivalBench() {}

    public static void main(String[] arguments) throws Exception {
        int seconds = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 60;
        Path work = Files.createTempDirectory(
                Files.createDirectories(Path.of(System.getProperty("forebay.bench.folder", "target/bench"))),
                "arrival");
        Path lake = Files.createDirectories(work.resolve("lake/in"));
        try (Forebay forebay = new Forebay(work.resolve("data"), work.resolve("lake"))) {
            forebay.run("CREATE TABLE landed (file_id int, row_id int)");
            forebay.run("COPY landed FROM 's3://lake/in/'" + Forebay.ROLE + "GZIP JOB CREATE landing AUTO ON");
            double[] millis = measure(forebay, lake, FILES_A_SECOND * seconds);
            print(millis);
        }
    }

    private static double[] measure(Forebay forebay, Path lake, int files) throws Exception {
        Map<Integer, Long> closed = new ConcurrentHashMap<>();
        double[] millis = new double[files];
        AtomicBoolean failed = new AtomicBoolean();
        Thread watcher = new Thread(() -> watch(forebay, closed, millis, failed));
        watcher.start();
        long start = System.nanoTime();
        for (int file = 0; file < files; file++) {
            LockSupport.parkNanos(start + file * 1_000_000_000L / FILES_A_SECOND - System.nanoTime());
            write(lake.resolve("part-" + file + ".gz"), file);
            closed.put(file, System.nanoTime());
        }
        watcher.join();
        if (failed.get()) {
            throw new IllegalStateException("not all files were seen");
        }
        return millis;
    }

    private static void write(Path path, int file) throws IOException {
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(path))) {
            for (int row = 0; row < ROWS; row++) {
                out.write((file + "|" + row + "\n").getBytes(StandardCharsets.US_ASCII));
            }
        }
    }

    /** Looks every two milliseconds which file is the newest that is seen; files are loaded in the order they came. */
    private static void watch(Forebay forebay, Map<Integer, Long> closed, double[] millis, AtomicBoolean failed) {
        boolean[] seen = new boolean[millis.length];
        int left = millis.length;
        long last = System.nanoTime();
        try (Connection connection = forebay.connect();
                PreparedStatement query = connection.prepareStatement(
                        "SELECT file_id, count(*) FROM landed WHERE file_id >= ? GROUP BY 1")) {
            int from = 0;
            while (left > 0) {
                query.setInt(1, from);
                try (ResultSet result = query.executeQuery()) {
                    long now = System.nanoTime();
                    while (result.next()) {
                        int file = result.getInt(1);
                        if (!seen[file]) {
                            check(result.getInt(2));
                            seen[file] = true;
                            millis[file] = Math.max(0, now - closed.getOrDefault(file, now)) / 1e6;
                            left--;
                            last = now;
                        }
                    }
                }
                while (from < seen.length && seen[from]) {
                    from++;
                }
                if (System.nanoTime() - last > PATIENCE_NANOS) {
                    failed.set(true);
                    return;
                }
                LockSupport.parkNanos(2_000_000);
            }
        } catch (Exception e) {
            failed.set(true);
            throw new IllegalStateException(e);
        }
    }

    private static void check(int rows) {
        if (rows != ROWS) {
            throw new IllegalStateException("a file was seen with " + rows + " rows");
        }
    }

    private static void print(double[] millis) {
        Arrays.sort(millis);
        System.out.println();
        System.out.println("From a file's closing to its rows being seen, " + FILES_A_SECOND + " files a second");
        System.out.println("| files | median ms | 99th percentile ms | max ms |");
        System.out.println("|---|---|---|---|");
        System.out.printf(
                Locale.ROOT,
                "| %d | %.0f | %.0f | %.0f |%n(goal: median under 500, 99th percentile under 1500)%n%n",
                millis.length,
                millis[millis.length / 2],
                millis[(int) (millis.length * 0.99)],
                millis[millis.length - 1]);
    }
}
