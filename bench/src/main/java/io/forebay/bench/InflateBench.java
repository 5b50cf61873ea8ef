package io.forebay.bench;

import io.forebay.format.kit.source.InflatingPool;
import io.forebay.format.kit.source.TextSource;
import io.forebay.spi.format.Compression;
import io.forebay.spi.format.ReadOptions;
import io.forebay.spi.store.ObjectUri;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;

/** Inflating gzip files, checksums verified, against java.util.zip on the same files; one thread. Argument: turns. */
final class InflateBench {
    private static final int FILES = 4;
    private static final int BLOCK_BYTES = 1 << 18;
    private static final ObjectUri OBJECT = ObjectUri.parse("s3://lake/part");

    private InflateBench() {}

    public static void main(String[] arguments) throws Exception {
        Path work = Path.of(System.getProperty("forebay.bench.folder", "target/bench"));
        Files.createDirectories(work);
        int turns = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 5;
        int rowsEach = Integer.getInteger("forebay.bench.rows", 500_000);
        StoreSales.write(work.resolve("gzip"), 16, rowsEach, true);
        JsonOrders.write(work.resolve("json-gzip"), 16, rowsEach / 4, true);
        compare("sales in 23 columns", files(work.resolve("gzip"), "part-%d.gz", FILES), turns);
        compare("JSON lines", files(work.resolve("json-gzip"), "part-%d.json.gz", FILES), turns);
    }

    /** Read before the clock runs, so that only inflating is measured. */
    private static List<byte[]> files(Path folder, String name, int count) throws IOException {
        List<byte[]> files = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            files.add(Files.readAllBytes(folder.resolve(name.formatted(i))));
        }
        return files;
    }

    private static void compare(String title, List<byte[]> files, int turns) throws Exception {
        long bytes = java(files);
        Turns contest = new Turns()
                .add("forebay", contender(() -> ours(files), bytes))
                .add("java.util.zip", contender(() -> java(files), bytes));
        contest.run(turns);
        contest.print("inflating gzip files, " + title + ", " + bytes / 1_000_000 + " MB of text", "<= 0.8");
        contest.printRates(bytes);
    }

    private interface Reading {
        long bytes() throws IOException;
    }

    private static Turns.Contender contender(Reading reading, long expected) {
        return new Turns.Contender() {
            @Override
            public void prepare() {}

            @Override
            public void run() throws IOException {
                long bytes = reading.bytes();
                if (bytes != expected) {
                    throw new IllegalStateException(bytes + " bytes instead of " + expected);
                }
            }
        };
    }

    private static long ours(List<byte[]> files) {
        ReadOptions plain = ReadOptions.DEFAULT;
        ReadOptions gzip =
                new ReadOptions(plain.layout(), Compression.GZIP, plain.encoding(), 0, plain.values(), plain.flags());
        byte[] into = new byte[BLOCK_BYTES];
        long bytes = 0;
        try (InflatingPool pool = new InflatingPool(Long.MAX_VALUE)) {
            for (byte[] file : files) {
                try (TextSource source = new TextSource(OBJECT, stream(file), gzip, pool)) {
                    for (int read = 0; read >= 0; read = source.read(into, 0, into.length)) {
                        bytes += read;
                    }
                }
            }
        }
        return bytes;
    }

    private static long java(List<byte[]> files) throws IOException {
        byte[] into = new byte[BLOCK_BYTES];
        long bytes = 0;
        for (byte[] file : files) {
            try (InputStream stream = new GZIPInputStream(stream(file), 1 << 16)) {
                for (int read = 0; read >= 0; read = stream.read(into, 0, into.length)) {
                    bytes += read;
                }
            }
        }
        return bytes;
    }

    private static InputStream stream(byte[] file) {
        return new ByteArrayInputStream(file);
    }
}
