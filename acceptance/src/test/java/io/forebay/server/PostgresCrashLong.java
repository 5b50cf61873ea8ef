package io.forebay.server;

import io.forebay.contract.crash.CrashContract;
import io.forebay.contract.postgres.PostgresServer;
import java.nio.file.Path;
import java.util.List;

/** The crash contract on PostgreSQL: too long for each build, see bench/crash. */
class PostgresCrashLong extends CrashContract {
    /** The many are {@link PostgresOutageIT}'s. */
    @Override
    protected int randomKills() {
        return 12;
    }

    @Override
    protected List<String> serverCommand(Path data, Path lake, String haltAt, int occurrence) {
        return PostgresCrashes.command(PostgresServer.shared(), data, lake, haltAt, occurrence);
    }
}
