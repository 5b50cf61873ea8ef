package io.forebay.server;

import io.forebay.contract.crash.CrashContract;
import java.nio.file.Path;
import java.util.List;

/** The crash contract on the embedded warehouse. */
class DuckDbCrashIT extends CrashContract {
    @Override
    protected List<String> serverCommand(Path data, Path lake, String haltAt, int occurrence) {
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:TieredStopAtLevel=1",
                "-Djava.io.tmpdir=" + data.resolve("tmp"),
                "-cp",
                System.getProperty("java.class.path"),
                HaltingServer.class.getName(),
                data.toString(),
                lake.toString(),
                haltAt,
                Integer.toString(occurrence));
    }
}
