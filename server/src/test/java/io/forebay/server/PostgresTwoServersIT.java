package io.forebay.server;

import io.forebay.contract.crash.TwoServersContract;
import io.forebay.contract.postgres.PostgresServer;
import java.nio.file.Path;
import java.util.List;

/**
 * Two servers, as users start them, on one PostgreSQL. The long form ({@code bench/two-servers}) has the lease time that is
 * the default; a short one, which a busy machine runs beside others, a shorter one.
 */
class PostgresTwoServersIT extends TwoServersContract {
    private final String url =
            PostgresServer.shared().url(PostgresServer.shared().createDatabase());

    @Override
    protected List<String> serverCommand(Path data, Path lake) {
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Djava.io.tmpdir=" + data.resolve("tmp"),
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName(),
                "serve",
                "--data",
                data.toString(),
                "--bucket",
                "lake=" + lake,
                "--warehouse",
                url,
                "--job.lease-time",
                System.getProperty("forebay.sharing.lease", "4s"),
                "--sql-port",
                "0",
                "--http-port",
                "0");
    }
}
