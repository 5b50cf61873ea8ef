package io.forebay.server;

import io.forebay.contract.crash.SoakContract;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The soak on the embedded warehouse. */
class DuckDbSoakIT extends SoakContract {
    @Override
    protected List<String> serverCommand(Path data, Path lake, long seed, Path faults) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-Xmx256m", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"));
        command.add("-Djava.io.tmpdir=" + data.resolve("tmp"));
        command.addAll(QuickJar.options());
        command.addAll(List.of(
                FaultyServer.class.getName(),
                data.toString(),
                lake.toString(),
                Long.toString(seed),
                faults.toString()));
        return command;
    }
}
