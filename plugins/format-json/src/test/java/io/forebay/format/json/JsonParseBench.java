package io.forebay.format.json;

import io.forebay.spi.format.Chunk;
import io.forebay.spi.format.RecordPart;
import io.forebay.spi.format.RecordReader;
import io.forebay.spi.format.RecordReaders;
import io.forebay.spi.warehouse.Column;
import io.forebay.spi.warehouse.ColumnType;
import io.forebay.spi.warehouse.TypeKind;
import java.io.ByteArrayInputStream;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.charset.StandardCharsets;
import java.util.Random;

/**
 * Prints how many megabytes of JSON one thread reads in a second of its CPU's time, the best of all turns; not run by
 * the build.
 *
 * <pre>java -cp target/classes:target/test-classes:… io.forebay.format.json.JsonParseBench [seconds]</pre>
 */
final class JsonParseBench {
    private static final int ROWS = 100_000;
    private static final ThreadMXBean CLOCK = ManagementFactory.getThreadMXBean();

    private JsonParseBench() {}

    public static void main(String[] arguments) {
        double seconds = arguments.length > 0 ? Double.parseDouble(arguments[0]) : 3;
        Loading loading = Loading.of(
                        Column.of("id", ColumnType.of(TypeKind.BIGINT)),
                        Column.of("name", ColumnType.varchar(40)),
                        Column.of("price", ColumnType.decimal(9, 2)),
                        Column.of("sold", ColumnType.of(TypeKind.TIMESTAMP)),
                        Column.of("paid", ColumnType.of(TypeKind.BOOLEAN)),
                        Column.of("ratio", ColumnType.of(TypeKind.DOUBLE)))
                .blocks(JsonReaders.BLOCK_BYTES);
        run("lines", loading, text("\n", false), seconds);
        run("adjacent", loading, text("", false), seconds);
        run("pretty", loading, text("\n", true), seconds);
        run("noshred", Loading.of(TypeKind.SUPER).layout("noshred").blocks(1 << 20), text("\n", false), seconds);
    }

    private static byte[] text(String behind, boolean pretty) {
        Random random = new Random(1);
        StringBuilder text = new StringBuilder();
        String between = pretty ? ",\n    " : ",";
        String colon = pretty ? " : " : ":";
        for (int row = 0; row < ROWS; row++) {
            text.append(pretty ? "{\n    " : "{").append("\"id\"").append(colon).append(random.nextInt(1 << 30));
            text.append(between).append("\"name\"").append(colon).append('"');
            random.ints(5 + random.nextInt(20), 'a', 'z').forEach(letter -> text.append((char) letter));
            text.append('"').append(between).append("\"price\"").append(colon).append(random.nextInt(100_000) / 100.0);
            text.append(between).append("\"unknown\"").append(colon).append("[1,{\"x\":2}]");
            text.append(between).append("\"sold\"").append(colon);
            text.append(String.format("\"2024-%02d-11 10:11:%02d\"", 1 + random.nextInt(12), random.nextInt(60)));
            text.append(between).append("\"paid\"").append(colon).append(random.nextBoolean());
            text.append(between).append("\"ratio\"").append(colon).append((float) random.nextDouble());
            text.append(pretty ? "\n}" : "}").append(behind);
        }
        return text.toString().getBytes(StandardCharsets.US_ASCII);
    }

    private static void run(String name, Loading loading, byte[] bytes, double seconds) {
        ForgetfulChunk chunk = new ForgetfulChunk();
        long end = System.nanoTime() + (long) (seconds * 1e9);
        double best = 0;
        while (System.nanoTime() < end) {
            long start = CLOCK.getCurrentThreadCpuTime();
            int rows = load(loading, bytes, chunk);
            if (rows != ROWS) {
                throw new IllegalStateException(rows + " rows");
            }
            best = Math.max(best, bytes.length / ((CLOCK.getCurrentThreadCpuTime() - start) / 1e9) / 1e6);
        }
        System.out.printf("%-12s %6.0f MB/s  %s%n", name, best, chunk.sum == 1 ? "!" : "");
    }

    private static int load(Loading loading, byte[] bytes, Chunk chunk) {
        int rows = 0;
        try (RecordReaders readers = loading.open();
                RecordReader reader = readers.open(Loading.object(bytes.length), new ByteArrayInputStream(bytes))) {
            for (RecordPart part = reader.nextPart(); part != null; part = reader.nextPart()) {
                int filled;
                do {
                    filled = part.read(chunk, 0, row -> {
                        throw new IllegalStateException(row.toString());
                    });
                    rows += filled;
                } while (filled > 0);
                part.close();
            }
        }
        return rows;
    }

    /** Looks at each value and keeps none. */
    private static final class ForgetfulChunk implements Chunk {
        private long sum;

        @Override
        public int capacity() {
            return 2048;
        }

        @Override
        public void setNull(int column, int row) {
            sum++;
        }

        @Override
        public void setLong(int column, int row, long value) {
            sum += value;
        }

        @Override
        public void setWide(int column, int row, long high, long low) {
            sum += low;
        }

        @Override
        public void setDouble(int column, int row, double value) {
            sum += Double.doubleToRawLongBits(value);
        }

        @Override
        public void setBytes(int column, int row, byte[] bytes, int offset, int length) {
            sum += length;
        }
    }
}
