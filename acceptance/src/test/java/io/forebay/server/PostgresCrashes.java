package io.forebay.server;

import io.forebay.contract.postgres.PostgresServer;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Servers that halt, on a PostgreSQL with a database for each data folder. */
final class PostgresCrashes {
    private static final Map<Path, String> DATABASES = new HashMap<>();

    private PostgresCrashes() {}

    static synchronized List<String> command(
            PostgresServer postgres, Path data, Path lake, String haltAt, int occurrence) {
        String database = DATABASES.computeIfAbsent(data, folder -> postgres.createDatabase());
        return HaltingServer.command(data, lake, haltAt, occurrence, postgres.url(database));
    }
}
