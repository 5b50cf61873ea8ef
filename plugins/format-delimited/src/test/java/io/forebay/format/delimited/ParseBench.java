package io.forebay.format.delimited;

import io.forebay.spi.format.Chunk;
import io.forebay.spi.format.Compression;
import io.forebay.spi.format.RecordPart;
import io.forebay.spi.format.RecordReader;
import io.forebay.spi.format.RecordReaders;
import io.forebay.spi.warehouse.ColumnType;
import io.forebay.spi.warehouse.TypeKind;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.GZIPOutputStream;

/**
 * Prints how many megabytes of text one thread parses in a second of its CPU's time, the best of all turns; not run by the build.
 *
 * <pre>java -cp target/classes:target/test-classes:… io.forebay.format.delimited.ParseBench [case] [seconds]</pre>
 */
final class ParseBench {
    private static final int ROWS = 200_000;
    private static final int CHUNK_ROWS = 2048;
    private static final ThreadMXBean CLOCK = ManagementFactory.getThreadMXBean();

    private ParseBench() {}

    public static void main(String[] arguments) {
        String only = arguments.length > 0 ? arguments[0] : "";
        double seconds = arguments.length > 1 ? Double.parseDouble(arguments[1]) : 2;
        Random random = new Random(1);
        Loading sales = Loading.of(salesTypes()).blocks(DelimitedReaders.BLOCK_BYTES);
        Loading texts = Loading.texts(10).blocks(DelimitedReaders.BLOCK_BYTES);
        byte[] salesText = sales(random);
        byte[] words = words(random, false);
        Loading csv = texts.csv();
        run(only, "sales", sales, salesText, salesText.length, seconds);
        run(only, "sales-gzip", sales.with(Compression.GZIP), gzip(salesText), salesText.length, seconds);
        run(only, "texts", texts, words, words.length, seconds);
        byte[] accented = words(random, true);
        run(only, "texts-utf8", texts, accented, accented.length, seconds);
        byte[] commas = replace(words, "|", ",");
        run(only, "csv-plain", csv, commas, commas.length, seconds);
        byte[] quoted = quoted(commas);
        run(only, "csv-quoted", csv, quoted, quoted.length, seconds);
        Loading mixed = Loading.of(TypeKind.TIMESTAMP, TypeKind.DATE, TypeKind.DOUBLE, TypeKind.REAL, TypeKind.BOOLEAN);
        byte[] moments = moments(random);
        run(only, "moments", mixed, moments, moments.length, seconds);
    }

    private static void run(String only, String name, Loading loading, byte[] bytes, int textBytes, double seconds) {
        if (!name.startsWith(only) && !only.isEmpty()) {
            return;
        }
        NullChunk chunk = new NullChunk();
        long end = System.nanoTime() + (long) (seconds * 1e9);
        double best = 0;
        while (System.nanoTime() < end) {
            long start = CLOCK.getCurrentThreadCpuTime();
            int rows = load(loading, bytes, chunk);
            if (rows != ROWS) {
                throw new IllegalStateException(rows + " rows");
            }
            best = Math.max(best, textBytes / ((CLOCK.getCurrentThreadCpuTime() - start) / 1e9) / 1e6);
        }
        System.out.printf("%-12s %6.0f MB/s  %s%n", name, best, chunk.sum == 1 ? "!" : "");
    }

    private static int load(Loading loading, byte[] bytes, Chunk chunk) {
        int rows = 0;
        try (RecordReaders readers = loading.open();
                RecordReader reader = readers.open(Loading.object(bytes.length), new ByteArrayInputStream(bytes))) {
            RecordPart part = reader.nextPart();
            while (part != null) {
                int filled;
                do {
                    filled = part.read(chunk, 0, row -> {
                        throw new IllegalStateException(row.toString());
                    });
                    rows += filled;
                } while (filled > 0);
                part.close();
                part = reader.nextPart();
            }
        }
        return rows;
    }

    private static ColumnType[] salesTypes() {
        ColumnType[] types = new ColumnType[23];
        Arrays.fill(types, 0, 11, ColumnType.of(TypeKind.INTEGER));
        Arrays.fill(types, 11, 23, ColumnType.decimal(7, 2));
        return types;
    }

    private static byte[] sales(Random random) {
        StringBuilder text = new StringBuilder();
        for (int row = 0; row < ROWS; row++) {
            text.append(2_450_000 + random.nextInt(3000));
            for (int column = 1; column < 23; column++) {
                text.append('|');
                if (random.nextInt(25) == 0) {
                    continue;
                }
                if (column < 11) {
                    text.append(random.nextInt(column % 3 == 0 ? 100 : 1_000_000));
                } else {
                    text.append(random.nextInt(9) == 0 ? "-" : "")
                            .append(random.nextInt(column % 2 == 0 ? 200 : 20_000));
                    text.append('.').append(random.nextInt(10)).append(random.nextInt(10));
                }
            }
            text.append('\n');
        }
        return text.toString().getBytes(StandardCharsets.US_ASCII);
    }

    private static byte[] words(Random random, boolean accents) {
        StringBuilder text = new StringBuilder();
        for (int row = 0; row < ROWS; row++) {
            for (int column = 0; column < 10; column++) {
                int length = 3 + random.nextInt(25);
                for (int i = 0; i < length; i++) {
                    text.append(accents && random.nextInt(20) == 0 ? 'é' : (char) ('a' + random.nextInt(26)));
                }
                text.append(column < 9 ? '|' : '\n');
            }
        }
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] quoted(byte[] commas) {
        String text = new String(commas, StandardCharsets.US_ASCII);
        String all = "\"" + text.replace(",", "\",\"").replace("\n", "\"\n\"");
        return all.substring(0, all.length() - 1).getBytes(StandardCharsets.US_ASCII);
    }

    private static byte[] replace(byte[] bytes, String from, String to) {
        return new String(bytes, StandardCharsets.US_ASCII).replace(from, to).getBytes(StandardCharsets.US_ASCII);
    }

    private static byte[] moments(Random random) {
        StringBuilder text = new StringBuilder();
        for (int row = 0; row < ROWS; row++) {
            text.append(String.format(
                    "20%02d-%02d-%02d %02d:%02d:%02d|2015-%02d-12|%f|%s|%s%n",
                    random.nextInt(100),
                    1 + random.nextInt(12),
                    1 + random.nextInt(28),
                    random.nextInt(24),
                    random.nextInt(60),
                    random.nextInt(60),
                    1 + random.nextInt(12),
                    -73.9 - random.nextDouble(),
                    random.nextInt(10_000) / 100.0,
                    random.nextBoolean() ? "true" : "f"));
        }
        return text.toString().getBytes(StandardCharsets.US_ASCII);
    }

    private static byte[] gzip(byte[] bytes) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    /** Stores values as a warehouse would, in arrays of primitives and one of bytes. */
    private static final class NullChunk implements Chunk {
        private final long[][] longs = new long[23][CHUNK_ROWS];
        private final byte[][] texts = new byte[23][CHUNK_ROWS * 100];
        private final int[] textEnds = new int[23];
        private long sum;

        @Override
        public int capacity() {
            return CHUNK_ROWS;
        }

        @Override
        public void setNull(int column, int row) {
            longs[column][row] = Long.MIN_VALUE;
        }

        @Override
        public void setLong(int column, int row, long value) {
            longs[column][row] = value;
            sum += value;
        }

        @Override
        public void setWide(int column, int row, long high, long low) {
            longs[column][row] = low;
        }

        @Override
        public void setDouble(int column, int row, double value) {
            longs[column][row] = Double.doubleToRawLongBits(value);
        }

        @Override
        public void setBytes(int column, int row, byte[] bytes, int offset, int length) {
            int at = row == 0 ? 0 : textEnds[column];
            System.arraycopy(bytes, offset, texts[column], at, length);
            textEnds[column] = at + length;
        }
    }
}
