package io.forebay.warehouse.duckdb;

import io.forebay.spi.format.Chunk;
import io.forebay.spi.format.ReadOptions;
import io.forebay.spi.warehouse.Column;
import io.forebay.spi.warehouse.ColumnType;
import io.forebay.spi.warehouse.LoadBatch;
import io.forebay.spi.warehouse.RowSource;
import io.forebay.spi.warehouse.Table;
import io.forebay.spi.warehouse.TableDefinition;
import io.forebay.spi.warehouse.TypeKind;
import io.forebay.spi.warehouse.Warehouse;
import io.forebay.spi.warehouse.WarehouseConnection;
import io.forebay.warehouse.duckdb.driver.DuckDbTypes;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Generated rows through {@code load()} against DuckDB's own COPY of the same rows from CSV files. Not part of the
 * build's tests. Arguments: {@code sales} or {@code text}, rows in millions, turns, a folder.
 */
public final class LoadBenchmark {
    private static final int FILES = 16;
    private static final String[] WORDS = new String[4096];

    static {
        for (int i = 0; i < WORDS.length; i++) {
            WORDS[i] = "word-" + i + "-".repeat(i % 23);
        }
    }

    private final List<Column> columns;
    private final int rows;
    private final Path folder;

    private LoadBenchmark(List<Column> columns, int rows, Path folder) {
        this.columns = columns;
        this.rows = rows;
        this.folder = folder;
    }

    public static void main(String[] arguments) throws IOException, SQLException {
        List<Column> columns = arguments[0].equals("sales") ? sales() : texts();
        int rows = Integer.parseInt(arguments[1]) * 1_000_000;
        Path folder = Files.createDirectories(Path.of(arguments[3]));
        LoadBenchmark benchmark = new LoadBenchmark(columns, rows, folder);
        if (rows > 0) {
            benchmark.writeFiles(arguments[0]);
        }
        for (int turn = 0; turn < Integer.parseInt(arguments[2]); turn++) {
            benchmark.turn("load", benchmark::load);
            benchmark.turn("copy", () -> benchmark.copy(arguments[0]));
        }
    }

    private static List<Column> sales() {
        List<Column> columns = new ArrayList<>();
        for (int i = 0; i < 11; i++) {
            columns.add(Column.of("i" + i, ColumnType.of(i == 9 ? TypeKind.BIGINT : TypeKind.INTEGER)));
        }
        for (int i = 0; i < 12; i++) {
            columns.add(Column.of("d" + i, ColumnType.decimal(7, 2)));
        }
        return columns;
    }

    private static List<Column> texts() {
        List<Column> columns = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            columns.add(Column.of("t" + i, ColumnType.varchar(64)));
        }
        return columns;
    }

    private interface Work {
        void run() throws SQLException, IOException;
    }

    private void turn(String name, Work work) throws SQLException, IOException {
        for (String suffix : List.of("", ".wal")) {
            Files.deleteIfExists(folder.resolve(name + ".duckdb" + suffix));
        }
        long cpu = cpu();
        long begun = System.nanoTime();
        work.run();
        System.out.printf(
                "%s %.2f s, cpu %.2f s, %s%n", name, (System.nanoTime() - begun) / 1e9, (cpu() - cpu) / 1e9, memory());
    }

    private static long cpu() {
        return ((com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
                .getProcessCpuTime();
    }

    private static String memory() throws IOException {
        return Files.readAllLines(Path.of("/proc/self/status")).stream()
                .filter(line -> line.startsWith("VmHWM"))
                .findFirst()
                .orElse("");
    }

    private void load() {
        URI url = URI.create("duckdb:" + folder.resolve("load.duckdb"));
        try (Warehouse warehouse = new DuckDbWarehouseFactory().open(url, Map.of("threads", "2"));
                WarehouseConnection connection = warehouse.connect()) {
            connection.create(new TableDefinition(null, "t", false, false, columns, Map.of()));
            Table table = connection.load(null, "t");
            long begun = System.nanoTime();
            connection.begin();
            connection.load(new LoadBatch(1, table, columns, ReadOptions.DEFAULT, List.of()), new Generated());
            System.out.printf("  insert %.2f s%n", (System.nanoTime() - begun) / 1e9);
            connection.commit();
            System.out.printf("  with commit %.2f s%n", (System.nanoTime() - begun) / 1e9);
        }
    }

    private void copy(String name) throws SQLException {
        try (var jdbc = DriverManager.getConnection("jdbc:duckdb:" + folder.resolve("copy.duckdb"));
                var statement = jdbc.createStatement()) {
            statement.execute("SET threads = 2");
            statement.execute("SET memory_limit = '600MB'");
            statement.execute("SET preserve_insertion_order = false");
            List<String> definitions = columns.stream()
                    .map(column -> column.name() + " " + DuckDbTypes.name(column.type()))
                    .toList();
            statement.execute("CREATE TABLE t (" + String.join(", ", definitions) + ")");
            long begun = System.nanoTime();
            statement.execute("COPY t FROM '" + folder + "/" + name + "-*.csv' (DELIMITER '|', HEADER false)");
            System.out.printf("  copied %.2f s%n", (System.nanoTime() - begun) / 1e9);
        }
    }

    private void writeFiles(String name) throws IOException {
        for (int file = 0; file < FILES; file++) {
            Path path = folder.resolve(name + "-" + file + ".csv");
            if (Files.exists(path)) {
                continue;
            }
            try (var out = Files.newBufferedWriter(path)) {
                for (int row = file * (rows / FILES); row < (file + 1) * (rows / FILES); row++) {
                    for (int column = 0; column < columns.size(); column++) {
                        out.append(column == 0 ? "" : "|").append(csv(column, row));
                    }
                    out.append('\n');
                }
            }
        }
    }

    private String csv(int column, int row) {
        long value = value(column, row);
        return switch (columns.get(column).type().kind()) {
            case DECIMAL -> value / 100 + "." + (value % 100 < 10 ? "0" : "") + value % 100;
            case VARCHAR -> WORDS[(int) (value & 4095)];
            default -> String.valueOf(value);
        };
    }

    private static long value(int column, int row) {
        long mixed = (row * 31L + column) * 0x9E3779B97F4A7C15L;
        return (mixed >>> 40) % (column % 3 == 0 ? 1_000 : column % 3 == 1 ? 30_000 : 1_900_000);
    }

    /** The rows, computed as they are asked for. */
    private final class Generated implements RowSource {
        private final AtomicInteger next = new AtomicInteger();
        private final byte[][] words;

        Generated() {
            words = new byte[WORDS.length][];
            for (int i = 0; i < words.length; i++) {
                words[i] = WORDS[i].getBytes(StandardCharsets.UTF_8);
            }
        }

        @Override
        public int parallelism() {
            return 8;
        }

        @Override
        public Feed feed() {
            return new Feed() {
                @Override
                public int fill(Chunk chunk) {
                    int from = next.getAndAdd(chunk.capacity());
                    int count = Math.max(0, Math.min(chunk.capacity(), rows - from));
                    for (int row = 0; row < count; row++) {
                        fillRow(chunk, row, from + row);
                    }
                    return count;
                }

                @Override
                public void close() {}
            };
        }

        private void fillRow(Chunk chunk, int row, int number) {
            for (int column = 0; column < columns.size(); column++) {
                long value = value(column, number);
                if (columns.get(column).type().kind() == TypeKind.VARCHAR) {
                    byte[] word = words[(int) (value & 4095)];
                    chunk.setBytes(column, row, word, 0, word.length);
                } else {
                    chunk.setLong(column, row, value);
                }
            }
        }
    }
}
