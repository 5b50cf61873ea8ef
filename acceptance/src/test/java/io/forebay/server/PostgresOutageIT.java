package io.forebay.server;

import io.forebay.contract.crash.OutageContract;
import io.forebay.contract.postgres.PostgresServer;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** Kills and outages on PostgreSQL. */
@SuppressWarnings("NullAway.Init")
class PostgresOutageIT extends OutageContract {
    @TempDir
    Path postgresFolder;

    private PostgresServer postgres;

    @BeforeEach
    void startPostgres() {
        postgres = PostgresServer.start(postgresFolder);
    }

    @AfterEach
    void stopPostgres() {
        postgres.close();
    }

    @Override
    protected List<String> serverCommand(Path data, Path lake, String haltAt, int occurrence) {
        return PostgresCrashes.command(postgres, data, lake, haltAt, occurrence);
    }

    @Override
    protected void killWarehouse() {
        postgres.kill();
    }

    @Override
    protected void startWarehouse() {
        postgres.restart();
    }

    @Override
    protected void cutConnections() {
        postgres.run(
                "postgres",
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                        + " WHERE backend_type = 'client backend' AND pid <> pg_backend_pid()");
    }
}
