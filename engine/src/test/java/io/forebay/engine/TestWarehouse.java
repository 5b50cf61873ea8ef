package io.forebay.engine;

import io.forebay.contract.postgres.PostgresServer;
import io.forebay.engine.flow.watch.ExecutionBoard;
import io.forebay.engine.job.JobBoard;
import io.forebay.engine.job.JobChannels;
import io.forebay.engine.job.PendingFiles;
import io.forebay.engine.ledger.Ledger;
import io.forebay.engine.load.RunningLoads;
import io.forebay.engine.schedule.Tables;
import io.forebay.engine.session.Inflight;
import io.forebay.engine.unload.RunningUnloads;
import io.forebay.spi.warehouse.LiveTable;
import io.forebay.spi.warehouse.Warehouse;
import io.forebay.spi.warehouse.WarehouseConnection;
import io.forebay.warehouse.duckdb.DuckDbWarehouseFactory;
import io.forebay.warehouse.postgresql.PostgresWarehouseFactory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * The warehouse that the engine's tests work on, one for each folder: DuckDB, or what {@code forebay.test.warehouse} names.
 * It is there again, with what it had, whenever it is opened for the same folder.
 */
public final class TestWarehouse {
    private static final String TEMPLATE = "with_ledger";

    private static final Map<Path, String> DATABASES = new ConcurrentHashMap<>();

    private static volatile boolean postgresql =
            System.getProperty("forebay.test.warehouse", "duckdb").equals("postgresql");

    private static boolean templated;

    /** A database with an empty ledger, which takes a while to make. */
    private static byte @Nullable [] duckDbTemplate;

    private TestWarehouse() {}

    /** Has the tests of a class work on PostgreSQL, whatever the others do. */
    public static final class OnPostgresql implements BeforeAllCallback, AfterAllCallback {
        private boolean before;

        @Override
        public void beforeAll(ExtensionContext context) {
            before = postgresql;
            postgresql = true;
        }

        @Override
        public void afterAll(ExtensionContext context) {
            postgresql = before;
        }
    }

    /** Whether a transaction waits for another that is in its way, instead of failing at once. */
    public static boolean waits() {
        return postgresql;
    }

    /** A function that reads the server's files, which users may not call. */
    public static String fileReader() {
        return postgresql ? "pg_read_file" : "read_text";
    }

    /** A value of type VARBYTE. */
    public static String varbyte(String hex) {
        return postgresql ? "decode('" + hex + "', 'hex')" : "from_hex('" + hex + "')";
    }

    /** For tests of what only DuckDB has. @param what it is */
    public static void assumeDuckDb(String what) {
        Assumptions.assumeFalse(postgresql, "of DuckDB alone: " + what);
    }

    public static Warehouse open(Path folder) {
        if (postgresql) {
            return postgresql(database(folder));
        }
        copyTemplate(folder);
        return duckDb(folder, Map.of());
    }

    /** Unless the folder has a database. */
    private static synchronized void copyTemplate(Path folder) {
        try {
            if (duckDbTemplate == null) {
                Path made = Files.createTempDirectory("template");
                try (Warehouse warehouse = duckDb(made, Map.of())) {
                    liveTables().forEach(warehouse::register);
                    Ledger.open(warehouse, Clock.systemUTC());
                    try (WarehouseConnection connection = warehouse.connect()) {
                        connection.execute("UPDATE forebay.counter SET last_id = 100000");
                    }
                }
                duckDbTemplate = Files.readAllBytes(made.resolve("dev.duckdb"));
            }
            Path file = folder.resolve("dev.duckdb");
            if (!Files.exists(file)) {
                Files.createDirectories(folder);
                Files.write(file, duckDbTemplate);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Warehouse postgresql(String database) {
        return new PostgresWarehouseFactory()
                .open(URI.create(PostgresServer.shared().url(database)), Map.of());
    }

    /** Those of an engine in which nothing happens. */
    public static List<LiveTable> liveTables() {
        List<LiveTable> tables = new ArrayList<>();
        tables.add(new RunningLoads().table());
        tables.add(new PendingFiles().table());
        tables.add(new JobBoard().table());
        tables.add(new JobChannels().table());
        tables.addAll(new Inflight(Clock.systemUTC()).tables());
        tables.add(new RunningUnloads().table());
        tables.addAll(new ExecutionBoard().tables());
        tables.addAll(new Tables().tables());
        return tables;
    }

    public static Warehouse duckDb(Path folder, Map<String, String> settings) {
        return new DuckDbWarehouseFactory().open(URI.create("duckdb:" + folder.resolve("dev.duckdb")), settings);
    }

    /** The database of a folder, on PostgreSQL; those whose folders are gone make room. */
    public static synchronized String database(Path folder) {
        DATABASES.entrySet().removeIf(each -> {
            boolean gone = !Files.exists(each.getKey());
            if (gone) {
                drop(each.getValue());
            }
            return gone;
        });
        return DATABASES.computeIfAbsent(folder, of -> create());
    }

    /** With an empty ledger, which takes a while to make. */
    private static String create() {
        if (!templated) {
            PostgresServer.shared().run("postgres", "CREATE DATABASE " + TEMPLATE);
            try (Warehouse warehouse = postgresql(TEMPLATE)) {
                liveTables().forEach(warehouse::register);
                Ledger.open(warehouse, Clock.systemUTC());
            }
            PostgresServer.shared().run(TEMPLATE, "UPDATE forebay.counter SET last_id = 100000");
            templated = true;
        }
        String name = PostgresServer.shared().createDatabase();
        drop(name);
        PostgresServer.shared().run("postgres", "CREATE DATABASE " + name + " TEMPLATE " + TEMPLATE);
        return name;
    }

    /** Returns when something waits for a lock there: on PostgreSQL alone, as DuckDB lets nothing wait. */
    public static void awaitWaiting(Path folder) {
        EngineFixture.await(() -> waiting(folder), () -> "nothing waits");
    }

    private static boolean waiting(Path folder) {
        try (Connection connection = PostgresServer.shared().connect(database(folder));
                Statement statement = connection.createStatement();
                ResultSet found = statement.executeQuery("SELECT 1 FROM pg_stat_activity"
                        + " WHERE datname = current_database() AND wait_event_type = 'Lock'")) {
            return found.next();
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    private static void drop(String database) {
        PostgresServer.shared().run("postgres", "DROP DATABASE " + database + " WITH (FORCE)");
    }

    /** Takes away what the folder's warehouse, which is closed, has. */
    public static synchronized void forget(Path folder) {
        if (postgresql) {
            drop(database(folder));
            DATABASES.remove(folder);
            return;
        }
        for (String file : new String[] {"dev.duckdb", "dev.duckdb.wal"}) {
            folder.resolve(file).toFile().delete();
        }
    }
}
