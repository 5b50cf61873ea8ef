package io.forebay.engine.migrate;

import io.forebay.contract.postgres.PostgresServer;
import io.forebay.contract.store.MemoryObjectStore;
import io.forebay.engine.CommitFaults;
import io.forebay.engine.EngineFixture;
import io.forebay.engine.TestWarehouse;
import io.forebay.spi.CommonError;
import io.forebay.spi.ForebayException;
import io.forebay.spi.store.ObjectUri;
import io.forebay.spi.warehouse.Query;
import io.forebay.spi.warehouse.Rows;
import io.forebay.spi.warehouse.Warehouse;
import io.forebay.spi.warehouse.WarehouseConnection;
import io.forebay.warehouse.duckdb.DuckDbWarehouseFactory;
import io.forebay.warehouse.postgresql.PostgresWarehouseFactory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.StringJoiner;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;
import java.util.function.Function;

/** Two warehouses, of DuckDB in folders of their own or of PostgreSQL, that a migration opens or engines on the same buckets. */
final class MigrationFixture {
    /** Ends a run as a kill would: nothing of it goes on. */
    static final class Halt extends Error {
        private static final long serialVersionUID = 1L;
    }

    /** Which user Forebay is in the folders that stand for databases of PostgreSQL. */
    private static final Map<Path, String> USERS = new ConcurrentHashMap<>();

    private static final Map<Path, Warehouse> OPEN = new ConcurrentHashMap<>();
    private static final String FILE = "dev.duckdb";

    /** Whether the server that was there before this process has gone. */
    boolean alive;

    Duration lease = Duration.ofSeconds(1);

    /** Where the second warehouse reads manifests, if it reads files itself. */
    Optional<ObjectUri> staging = Optional.empty();

    /** Whether a run was killed, so that it cannot say goodbye. */
    private boolean dead;

    /** Whether both have ledgers already. */
    private boolean made;

    private final Path from;
    private final Path to;
    final CommitFaults fromCommits = new CommitFaults();
    final CommitFaults toCommits = new CommitFaults();
    /** Is run when both ledgers are open. */
    Runnable faults = () -> {};

    MoveStep.Listener steps = MoveStep.Listener.NONE;
    /** Is given both warehouses when a step is reached. */
    BiConsumer<MoveStep, Migration.Warehouses> meanwhile = (step, warehouses) -> {};

    MigrationFixture(Path folder) {
        this(folder.resolve("from"), folder.resolve("to"));
    }

    MigrationFixture(Path from, Path to) {
        this.from = from;
        this.to = to;
        from.toFile().mkdirs();
        to.toFile().mkdirs();
    }

    /** Two warehouses as these are, in another folder. */
    MigrationFixture copy(Path folder) {
        shut();
        MigrationFixture copy = new MigrationFixture(folder);
        try {
            Files.copy(from.resolve(FILE), copy.from.resolve(FILE));
            Files.copy(to.resolve(FILE), copy.to.resolve(FILE));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        copy.made = true;
        return copy;
    }

    Path from() {
        return from;
    }

    Path to() {
        return to;
    }

    /**
     * Another process lives beside this one, for the ledger: nothing sweeps its row away. A ledger that is there is not made
     * again, which takes most of the time of a move between two DuckDBs.
     */
    private Warehouse beside(Warehouse warehouse) {
        return (Warehouse) Proxy.newProxyInstance(
                Warehouse.class.getClassLoader(), new Class<?>[] {Warehouse.class}, (self, method, arguments) -> {
                    if (dead && method.getName().equals("connect")) {
                        throw new ForebayException(CommonError.CONNECTION_LOST, "this process is dead");
                    }
                    if (alive && method.getName().equals("exclusive")) {
                        return false;
                    }
                    if (made && method.getName().equals("makeLedger")) {
                        return true;
                    }
                    if (method.getName().equals("staging")) {
                        return staging;
                    }
                    try {
                        return method.invoke(warehouse, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    /** Has a folder stand for a database of PostgreSQL. */
    static void onPostgresql(Path folder) {
        USERS.put(folder, "postgres");
    }

    /** Has Forebay be another user from now on. */
    static void as(String user, Path folder) {
        shut();
        USERS.put(folder, user);
    }

    /** An open one, which {@link #shut} closes: to open a DuckDB takes longer than most of what is done with it here. */
    private static Warehouse opened(Path folder) {
        return OPEN.computeIfAbsent(folder, MigrationFixture::open);
    }

    /** Closes what is open, for an engine to open or a file to be copied. */
    static void shut() {
        OPEN.values().forEach(Warehouse::close);
        OPEN.clear();
    }

    private static Warehouse open(Path folder) {
        String user = USERS.get(folder);
        if (user == null) {
            return new DuckDbWarehouseFactory().open(URI.create("duckdb:" + folder.resolve(FILE)), Map.of());
        }
        String url = PostgresServer.shared().url(TestWarehouse.database(folder));
        return new PostgresWarehouseFactory()
                .open(URI.create(url.replace("postgres@", user + "@")), Map.of("connections", "10"));
    }

    /** Does this with both warehouses open. */
    private <T> T opened(Function<Migration.Warehouses, T> part) {
        dead = false;
        return part.apply(new Migration.Warehouses(
                fromCommits.around(beside(opened(from))),
                "duckdb:from",
                toCommits.around(beside(opened(to))),
                "duckdb:to"));
    }

    Moved move(String name) {
        return opened(warehouses -> {
            try (Migration migration = Migration.open(warehouses, terms(warehouses))) {
                faults.run();
                return moved(migration, name);
            }
        });
    }

    private Moved moved(Migration migration, String name) {
        try {
            return migration.move(name);
        } catch (Halt e) {
            dead = true;
            throw e;
        }
    }

    private Migration.Terms terms(Migration.Warehouses warehouses) {
        MoveStep.Listener both = step -> {
            meanwhile.accept(step, warehouses);
            steps.reached(step);
        };
        return new Migration.Terms(lease, Clock.systemUTC(), Progress.NONE, both);
    }

    List<Plan> plan(String... names) {
        return opened(warehouses -> new Planner(warehouses.from(), warehouses.to()).plan(List.of(names)));
    }

    /** The move is killed at a step, once. */
    void haltAt(MoveStep wanted) {
        steps = step -> {
            if (step == wanted) {
                steps = MoveStep.Listener.NONE;
                throw new Halt();
            }
        };
    }

    static void execute(Path folder, String sql) {
        execute(opened(folder), sql);
    }

    static void execute(Warehouse warehouse, String sql) {
        try (WarehouseConnection connection = warehouse.connect()) {
            connection.execute(sql);
        }
    }

    /** An engine on a folder, with these buckets. */
    static EngineFixture engine(Path folder, MemoryObjectStore store) {
        shut();
        return new EngineFixture(folder, store, MigrationFixture::open);
    }

    /** The rows that queries give, each as one text. */
    static List<String> rows(Path folder, String... sql) {
        List<String> all = new ArrayList<>();
        try (WarehouseConnection connection = opened(folder).connect()) {
            for (String each : sql) {
                all.addAll(rows(connection, each));
            }
        }
        return all;
    }

    static List<String> rows(WarehouseConnection connection, String sql) {
        try (Query query = connection.prepare(sql);
                Rows rows = query.execute(List.of())) {
            List<String> all = new ArrayList<>();
            while (rows.next()) {
                StringJoiner row = new StringJoiner("|");
                for (int column = 0; column < rows.columns().size(); column++) {
                    row.add(String.valueOf(rows.value(column)));
                }
                all.add(row.toString());
            }
            return all;
        }
    }
}
