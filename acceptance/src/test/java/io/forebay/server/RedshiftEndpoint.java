package io.forebay.server;

import io.forebay.contract.crash.SqlClient;
import io.forebay.engine.load.LoadStep;
import io.forebay.server.config.Keys;
import io.forebay.server.config.Settings;
import io.forebay.server.config.SettingsBuilder;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.stream.Stream;

/** A server on DuckDB in the place of a cluster, and servers whose warehouse it is, with one folder as everybody's bucket. */
final class RedshiftEndpoint implements AutoCloseable {
    /** The endpoint has a ledger of its own in schema forebay. */
    static final String SCHEMA = "fb_ledger";

    private final Path folder;
    private final Server cluster;
    private int started;

    RedshiftEndpoint(Path folder) throws IOException {
        this.folder = folder;
        Files.createDirectories(folder.resolve("lake/staging"));
        Files.createDirectories(folder.resolve("lake/in"));
        this.cluster = Server.start(settings("cluster").build());
    }

    private SettingsBuilder settings(String name) throws IOException {
        Path data = folder.resolve(name);
        Files.createDirectories(data);
        return Settings.builder(folder)
                .flag(Keys.DATA, data.toString())
                .flag(Keys.SQL_PORT, "0")
                .flag(Keys.HTTP_PORT, "0")
                .flag(Keys.BUCKETS, "lake=lake")
                .flag(Keys.QUIET_PERIOD, "1ms");
    }

    int port() {
        return cluster.sqlPort();
    }

    Server adapter(String name) throws IOException {
        return adapter(name, port(), LoadStep.Listener.NONE);
    }

    /** A server on a DuckDB of its own. */
    Server duckDb(String name) throws IOException {
        return Server.start(settings(name).build());
    }

    /** Between the cluster and such a DuckDB while no server has it. */
    LedgerMigration migration(String name, boolean back) throws IOException {
        return migration(address(port()), name, back);
    }

    /** @param address of the cluster */
    LedgerMigration migration(String address, String name, boolean back) throws IOException {
        URI there = URI.create(address);
        URI other = URI.create("duckdb:" + folder.resolve(name).resolve("dev.duckdb"));
        SettingsBuilder settings = Settings.builder(folder);
        set(settings, flags("").subList(1, 3));
        return LedgerMigration.open(back ? other : there, back ? there : other, settings.build());
    }

    private static void set(SettingsBuilder settings, List<String> flags) {
        for (String flag : flags) {
            int equals = flag.indexOf('=');
            settings.flag(flag.substring(0, equals), flag.substring(equals + 1));
        }
    }

    /** @param port of the cluster or of what stands before it */
    Server adapter(String name, int port, LoadStep.Listener steps) throws IOException {
        return adapter(name, address(port), steps);
    }

    /** @param address of the warehouse */
    Server adapter(String name, String address, LoadStep.Listener steps) throws IOException {
        SettingsBuilder settings = settings(name + started++);
        set(settings, flags(address));
        return Server.start(settings.build(), steps);
    }

    /** The settings of an adapter, as key=value. */
    static List<String> flags(String address) {
        return List.of("warehouse=" + address, "warehouse.schema=" + SCHEMA, "warehouse.staging=s3://lake/staging/");
    }

    static String address(int port) {
        return "redshift://forebay@127.0.0.1:" + port + "/dev?ssl=false";
    }

    /** Drops what a test has made, and empties the ledger of its adapters. */
    void clear() {
        SqlClient client = new SqlClient(port());
        StringBuilder undoing =
                new StringBuilder("DROP SCHEMA IF EXISTS s1 CASCADE; DROP SCHEMA IF EXISTS s2 CASCADE;");
        try (Connection connection = client.connect();
                Statement sql = connection.createStatement();
                ResultSet made = sql.executeQuery("SELECT table_schema, table_name, table_type"
                        + " FROM information_schema.tables WHERE table_schema IN ('public', '" + SCHEMA
                        + "') AND table_name NOT IN ('format', 'counter', 'principal_secret') ORDER BY 3 DESC, 2")) {
            while (made.next()) {
                boolean view = made.getString(3).equals("VIEW");
                String name = made.getString(1) + ".\"" + made.getString(2) + "\";";
                if (made.getString(1).equals("public")) {
                    undoing.append("DROP ").append(view ? "VIEW " : "TABLE ").append(name);
                } else if (!view) {
                    undoing.append("DELETE FROM ").append(name);
                }
            }
            sql.execute(undoing.toString());
        } catch (SQLException e) {
            throw new IllegalStateException(undoing.toString(), e);
        }
    }

    SqlClient client(Server server) {
        return new SqlClient(server.sqlPort());
    }

    void put(String key, String text) throws IOException {
        put(key, text.getBytes(StandardCharsets.UTF_8));
    }

    /** As it is when it is there. */
    void put(String key, byte[] bytes) throws IOException {
        Path half = folder.resolve("half");
        Files.write(half, bytes);
        Path whole = folder.resolve("lake").resolve(key);
        Files.createDirectories(whole.getParent());
        Files.move(half, whole, StandardCopyOption.ATOMIC_MOVE);
    }

    /** Takes the files of a prefix away. */
    void empty(String prefix) throws IOException {
        try (Stream<Path> files = Files.walk(folder.resolve("lake").resolve(prefix))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Files.delete(file);
            }
        }
    }

    /** Makes the folder that stands for a prefix. */
    void folder(String prefix) throws IOException {
        Files.createDirectories(folder.resolve("lake").resolve(prefix));
    }

    @Override
    public void close() {
        cluster.close();
    }
}
