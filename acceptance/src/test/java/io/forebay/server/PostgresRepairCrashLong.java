package io.forebay.server;

import io.forebay.contract.crash.RepairCrashContract;
import io.forebay.contract.postgres.PostgresServer;
import java.nio.file.Path;
import java.util.List;

/** The crash contract of repairs on PostgreSQL: too long for each build, see bench/crash. */
class PostgresRepairCrashLong extends RepairCrashContract {
    @Override
    protected List<String> serverCommand(Path data, Path lake, String haltAt, int occurrence) {
        return PostgresCrashes.command(PostgresServer.shared(), data, lake, haltAt, occurrence);
    }
}
