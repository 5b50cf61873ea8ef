package io.forebay.server;

import io.forebay.contract.crash.SoakContract;
import java.nio.file.Path;
import java.util.List;

/** The soak on the embedded warehouse. */
class DuckDbSoakIT extends SoakContract {
    @Override
    protected List<String> serverCommand(Path data, Path lake, long seed, Path faults) {
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:TieredStopAtLevel=1",
                "-Djava.io.tmpdir=" + data.resolve("tmp"),
                "-cp",
                System.getProperty("java.class.path"),
                FaultyServer.class.getName(),
                data.toString(),
                lake.toString(),
                Long.toString(seed),
                faults.toString());
    }
}
