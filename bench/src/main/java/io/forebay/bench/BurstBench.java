package io.forebay.bench;

import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.Locale;
import java.util.concurrent.locks.LockSupport;
import java.util.zip.GZIPOutputStream;

/** 100,000 small gzip files that appear in a bucket at one moment, until all their rows are seen. Argument: turns. */
final class BurstBench {
    private static final int FILES = Integer.getInteger("forebay.bench.files", 100_000);
    private static final int ROWS = 5;
    private static final long PATIENCE_NANOS = 600_000_000_000L;

    private BurstBench() {}

    public static void main(String[] arguments) throws Exception {
        int turns = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 3;
        Path work = Files.createTempDirectory(
                Files.createDirectories(Path.of(System.getProperty("forebay.bench.folder", "target/bench"))), "burst");
        Path lake = Files.createDirectories(work.resolve("lake/in"));
        double[] speeds = new double[turns];
        try (Forebay forebay = new Forebay(work.resolve("data"), work.resolve("lake"))) {
            forebay.run("CREATE TABLE landed (file_id int, row_id int)");
            forebay.run("COPY landed FROM 's3://lake/in/'" + Forebay.ROLE + "GZIP JOB CREATE landing AUTO ON");
            for (int turn = 0; turn < turns; turn++) {
                Path hidden = Files.createDirectories(work.resolve("made-" + turn));
                write(hidden);
                long start = System.nanoTime();
                Files.move(hidden, lake.resolve("burst-" + turn), StandardCopyOption.ATOMIC_MOVE);
                await(forebay, (turn + 1L) * FILES * ROWS);
                double seconds = (System.nanoTime() - start) / 1e9;
                speeds[turn] = FILES / seconds;
                System.out.printf(
                        Locale.ROOT,
                        "  turn %d: %d files in %.1f s, %.0f a second%n",
                        turn,
                        FILES,
                        seconds,
                        FILES / seconds);
            }
        }
        Arrays.sort(speeds);
        System.out.printf(
                Locale.ROOT,
                "%nA burst of %d small files: median %.0f a second (goal: 5000)%n%n",
                FILES,
                speeds[turns / 2]);
    }

    private static void write(Path folder) throws Exception {
        for (int file = 0; file < FILES; file++) {
            if (file % 1_000 == 0) {
                Files.createDirectories(folder.resolve(String.valueOf(file / 1_000)));
            }
            Path path = folder.resolve(file / 1_000 + "/part-" + file + ".gz");
            try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(path))) {
                for (int row = 0; row < ROWS; row++) {
                    out.write((file + "|" + row + "\n").getBytes(StandardCharsets.US_ASCII));
                }
            }
        }
    }

    private static void await(Forebay forebay, long rows) throws Exception {
        long end = System.nanoTime() + PATIENCE_NANOS;
        while (forebay.number("SELECT count(*) FROM landed") < rows) {
            if (System.nanoTime() > end) {
                throw new IllegalStateException("not all rows were seen");
            }
            LockSupport.parkNanos(20_000_000);
        }
    }
}
