package io.forebay.server;

import io.forebay.contract.crash.TwoServersContract;
import io.forebay.contract.postgres.PostgresServer;
import java.nio.file.Path;
import java.util.ArrayList;
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
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-Xmx256m", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"));
        command.add("-Djava.io.tmpdir=" + data.resolve("tmp"));
        command.addAll(QuickJar.options());
        command.addAll(List.of(
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
                "0"));
        return command;
    }
}
