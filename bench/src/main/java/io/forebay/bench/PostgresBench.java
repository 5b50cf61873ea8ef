package io.forebay.bench;

import io.forebay.contract.postgres.PostgresServer;
import io.forebay.spi.format.Compression;
import io.forebay.spi.format.Encoding;
import io.forebay.spi.format.Layout;
import io.forebay.spi.format.ReadOptions;
import io.forebay.spi.format.ValueRules;
import io.forebay.spi.warehouse.LoadBatch;
import io.forebay.spi.warehouse.Table;
import io.forebay.spi.warehouse.Warehouse;
import io.forebay.spi.warehouse.WarehouseConnection;
import io.forebay.warehouse.postgresql.PostgresWarehouseFactory;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Files of 23 columns into PostgreSQL, against {@code psql \copy} of the same files into the same table, which is empty
 * before each turn. The server is an embedded one with PostgreSQL's own settings: what is committed is on the disk.
 * Arguments: gzip or plain; turns; {@code warehouse} to leave the engine and its ledger out.
 */
final class PostgresBench {
    private static final int FILES = 8;

    private final Path work;
    private final boolean gzip;
    private final PostgresServer server;
    private final String database;
    private final List<Path> files;
    private final long rows;

    /** What the first contender has left in the table. */
    private String first = "";

    private PostgresBench(Path work, boolean gzip, PostgresServer server) throws IOException {
        this.work = work;
        this.gzip = gzip;
        this.server = server;
        this.database = server.createDatabase();
        int rowsEach = Integer.getInteger("forebay.bench.rows", 500_000);
        this.rows = (long) FILES * rowsEach;
        Path folder = work.resolve(folder());
        StoreSales.write(folder, FILES, rowsEach, gzip, false);
        try (Stream<Path> list = Files.list(folder)) {
            this.files = list.sorted().toList();
        }
    }

    public static void main(String[] arguments) throws Exception {
        Path work = Path.of(System.getProperty("forebay.bench.folder", "target/bench"))
                .toAbsolutePath();
        Files.createDirectories(work);
        boolean gzip = arguments.length == 0 || arguments[0].equals("gzip");
        int turns = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 5;
        boolean bare = arguments.length > 2 && arguments[2].equals("warehouse");
        try (PostgresServer server =
                PostgresServer.start(Files.createTempDirectory(work, "postgres"), Map.of("fsync", "on"))) {
            PostgresBench bench = new PostgresBench(work, gzip, server);
            bench.sql("CREATE TABLE sales (" + StoreSales.COLUMNS + ")");
            if (bare) {
                bench.compareWarehouse(turns);
            } else {
                bench.compareServer(turns);
            }
        }
    }

    private String folder() {
        return gzip ? "sales-gzip" : "sales-plain";
    }

    private void compareServer(int turns) throws Exception {
        String copy = "COPY sales FROM 's3://lake/" + folder() + "/'" + Forebay.ROLE + (gzip ? "GZIP" : "");
        Map<String, String> flags = Map.of("warehouse", server.url(database));
        try (Forebay forebay = new Forebay(Files.createTempDirectory(work, "data"), work, flags, database)) {
            compare("forebay COPY", () -> forebay.run(copy), turns);
        }
    }

    private void compareWarehouse(int turns) throws Exception {
        ReadOptions options = new ReadOptions(
                new Layout.Delimited((byte) '|'),
                gzip ? Compression.GZIP : Compression.NONE,
                Encoding.UTF8,
                0,
                ValueRules.DEFAULT,
                Set.of());
        try (Warehouse warehouse = new PostgresWarehouseFactory().open(URI.create(server.url(database)), Map.of());
                WarehouseConnection connection = warehouse.connect()) {
            Table table = connection.load(null, "sales");
            LoadBatch batch = new LoadBatch(1, table, table.columns(), options, List.of());
            compare(
                    "forebay load",
                    () -> {
                        connection.begin();
                        try (DelimitedRows source = new DelimitedRows(files, table.columns(), options)) {
                            connection.load(batch, source);
                        }
                        connection.commit();
                    },
                    turns);
        }
    }

    private interface Load {
        void run() throws Exception;
    }

    private void compare(String name, Load load, int turns) throws Exception {
        Psql psql = new Psql(server.port(), database);
        Turns contest = new Turns().add(name, contender(load));
        if (gzip) {
            contest.add("gunzip | psql \\copy", contender(() -> psql.copyUnzipped(files, "sales")));
        } else {
            contest.add("psql \\copy", contender(() -> psql.copy(files, "sales")));
        }
        if (Psql.find("pgloader").isPresent()) {
            contest.add("pgloader", contender(() -> psql.pgloader(files, "sales", gzip)));
        } else {
            System.out.println("pgloader is not installed");
        }
        contest.run(turns);
        contest.print(
                FILES + (gzip ? " gzip" : " plain") + " files, 23 columns, " + rows + " rows, into PostgreSQL",
                gzip ? "<= 1.0" : "<= 1.05");
    }

    /** Each must leave the same rows. */
    private Turns.Contender contender(Load load) {
        return new Turns.Contender() {
            @Override
            public void prepare() throws Exception {
                sql("TRUNCATE sales");
                sql("CHECKPOINT");
            }

            @Override
            public void run() throws Exception {
                load.run();
            }

            @Override
            public void check() throws Exception {
                String found = value("SELECT count(*) || ' ' || sum(hashtextextended(sales::text, 0)) FROM sales");
                String expected = expected(found);
                if (!found.equals(expected) || !found.startsWith(rows + " ")) {
                    throw new IllegalStateException(found + " instead of " + expected + ", " + rows + " rows");
                }
            }
        };
    }

    private String expected(String found) {
        first = first.isEmpty() ? found : first;
        return first;
    }

    private void sql(String sql) {
        server.run(database, sql);
    }

    private String value(String sql) throws SQLException {
        try (Connection connection = server.connect(database);
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            result.next();
            return result.getString(1);
        }
    }
}
