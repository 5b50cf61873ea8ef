package io.forebay.bench;

import io.forebay.contract.postgres.PostgresServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Locale;

/**
 * Rows of ten columns fetched by PostgreSQL's JDBC driver from Forebay on DuckDB, against PostgreSQL serving the same
 * rows: all at once, and a few at a time in a transaction. Forebay and the driver share this process, PostgreSQL's server
 * is one of its own. Arguments: turns; rows.
 */
final class FetchBench {
    private static final int FETCH_SIZE = 10_000;
    private static final int WARMUPS = 2;

    private static final String COLUMNS =
            "a INTEGER, b INTEGER, c BIGINT, d DOUBLE PRECISION, e DECIMAL(12, 2), f VARCHAR(40),"
                    + " g DATE, h TIMESTAMP, i BOOLEAN, j VARCHAR(10)";

    private static final String ROWS = "INSERT INTO fetched SELECT i, i * 7 %% 100000, i * 7919::bigint,"
            + " i / 7.0::double precision, (i %% 1000000) / 100.0, 'customer number ' || i,"
            + " DATE '2024-01-01' + (i %% 365)::int, TIMESTAMP '2024-01-01' + i * INTERVAL '1 second', i %% 3 = 0,"
            + " CASE WHEN i %% 10 = 0 THEN NULL ELSE 'code ' || i %% 97 END"
            + " FROM generate_series(1, %d) AS series(i)";

    private final long rows;

    private FetchBench(long rows) {
        this.rows = rows;
    }

    public static void main(String[] arguments) throws Exception {
        Path work = Path.of(System.getProperty("forebay.bench.folder", "target/bench"))
                .toAbsolutePath();
        Files.createDirectories(work);
        int turns = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 7;
        FetchBench bench = new FetchBench(arguments.length > 1 ? Long.parseLong(arguments[1]) : 1_000_000);
        try (Forebay forebay = new Forebay(Files.createTempDirectory(work, "data"), work);
                PostgresServer postgres = PostgresServer.start(Files.createTempDirectory(work, "postgres"))) {
            String database = postgres.createDatabase();
            try (Connection ours = forebay.connect();
                    Connection theirs = postgres.connect(database)) {
                bench.fill(ours);
                bench.fill(theirs);
                bench.compare(ours, theirs, 0, turns);
                bench.compare(ours, theirs, FETCH_SIZE, turns);
            }
        }
    }

    private void fill(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE fetched (" + COLUMNS + ")");
            statement.execute(String.format(Locale.ROOT, ROWS, rows));
        }
    }

    /** @param fetchSize 0 for all rows at once */
    private void compare(Connection ours, Connection theirs, int fetchSize, int turns) throws Exception {
        Turns contest =
                new Turns().add("forebay", new Fetch(ours, fetchSize)).add("postgresql", new Fetch(theirs, fetchSize));
        contest.run(WARMUPS, turns);
        String how = fetchSize == 0 ? "all at once" : fetchSize + " at a time";
        contest.print(rows + " rows of 10 columns by the JDBC driver, " + how, "<= 2.0");
    }

    private final class Fetch implements Turns.Contender {
        private final Connection connection;
        private final int fetchSize;
        private long count;
        private long sum;

        Fetch(Connection connection, int fetchSize) {
            this.connection = connection;
            this.fetchSize = fetchSize;
        }

        @Override
        public void prepare() throws SQLException {
            connection.setAutoCommit(fetchSize == 0);
            count = 0;
            sum = 0;
        }

        @Override
        public void run() throws SQLException {
            try (Statement statement = connection.createStatement()) {
                statement.setFetchSize(fetchSize);
                try (ResultSet result = statement.executeQuery("SELECT * FROM fetched")) {
                    while (result.next()) {
                        sum += result.getInt(1);
                        count++;
                    }
                }
            }
            if (fetchSize > 0) {
                connection.commit();
            }
        }

        @Override
        public void check() {
            if (count != rows || sum != rows * (rows + 1) / 2) {
                throw new IllegalStateException(count + " rows, sum " + sum);
            }
        }
    }
}
