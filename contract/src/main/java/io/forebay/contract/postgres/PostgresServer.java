package io.forebay.contract.postgres;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** A PostgreSQL server of its own process, on 127.0.0.1, whose superuser {@code postgres} needs no password. Thread-safe. */
public final class PostgresServer implements AutoCloseable {
    private static final Duration LIMIT = Duration.ofSeconds(60);

    private static @Nullable PostgresServer shared;

    private final Path folder;
    private final Map<String, String> settings;
    private final AtomicInteger databases = new AtomicInteger();
    private EmbeddedPostgres server;

    private PostgresServer(Path folder, Map<String, String> settings) {
        this.folder = folder;
        this.settings = settings;
        this.server = boot(0);
    }

    /** @param folder an empty folder for its files */
    public static PostgresServer start(Path folder) {
        return start(folder, Map.of());
    }

    /** @param settings of {@code postgresql.conf}, which go before those of tests */
    public static PostgresServer start(Path folder, Map<String, String> settings) {
        return new PostgresServer(folder, settings);
    }

    /** One that all tests of this process use, each with a database of its own; it ends with the process. */
    public static synchronized PostgresServer shared() {
        if (shared == null) {
            try {
                shared = start(Files.createTempDirectory("postgres"));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return shared;
    }

    /** A killed process loses nothing without fsync, only a crashed machine does. */
    private EmbeddedPostgres boot(int port) {
        Map<String, String> all = new LinkedHashMap<>(Map.of(
                "listen_addresses", "127.0.0.1",
                "fsync", "off",
                "synchronous_commit", "on",
                "max_connections", "200"));
        all.putAll(settings);
        EmbeddedPostgres.Builder builder = EmbeddedPostgres.builder()
                .setDataDirectory(folder.resolve("data"))
                .setCleanDataDirectory(false)
                .setPort(port)
                .setPGStartupWait(LIMIT);
        all.forEach(builder::setServerConfig);
        try {
            return builder.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public synchronized int port() {
        return server.getPort();
    }

    /** Makes an empty database and gives its name. */
    public String createDatabase() {
        String name = "test_" + databases.incrementAndGet();
        run("postgres", "CREATE DATABASE " + name);
        return name;
    }

    /** Where a Forebay finds it: {@code postgresql://postgres@127.0.0.1:PORT/DATABASE}. */
    public String url(String database) {
        return "postgresql://postgres@127.0.0.1:" + port() + "/" + database;
    }

    /** A connection of its superuser. */
    public Connection connect(String database) throws SQLException {
        return DriverManager.getConnection("jdbc:" + url(database).replace("postgres@", "") + "?user=postgres");
    }

    /** Runs one statement as its superuser. */
    public void run(String database, String sql) {
        try (Connection connection = connect(database);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new AssertionError(sql, e);
        }
    }

    /** Ends it and all its connections as a power switch would; returns when it is gone. */
    public synchronized void kill() {
        try {
            List<String> lines = Files.readAllLines(folder.resolve("data").resolve("postmaster.pid"));
            ProcessHandle postmaster =
                    ProcessHandle.of(Long.parseLong(lines.get(0).strip())).orElseThrow();
            List<ProcessHandle> backends = postmaster.descendants().toList();
            postmaster.destroyForcibly();
            backends.forEach(ProcessHandle::destroyForcibly);
            for (ProcessHandle backend : backends) {
                backend.onExit().get(LIMIT.toSeconds(), TimeUnit.SECONDS);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        } catch (java.util.concurrent.ExecutionException | TimeoutException e) {
            throw new AssertionError("the server did not end", e);
        }
    }

    /** Starts it again after {@link #kill}, on the same port with what it had. */
    public synchronized void restart() {
        int port = server.getPort();
        close();
        server = boot(port);
    }

    @Override
    public synchronized void close() {
        try {
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
