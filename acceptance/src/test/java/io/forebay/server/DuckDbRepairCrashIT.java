package io.forebay.server;

import io.forebay.contract.crash.RepairCrashContract;
import java.nio.file.Path;
import java.util.List;

/** The crash contract of repairs on the embedded warehouse. */
class DuckDbRepairCrashIT extends RepairCrashContract {
    @Override
    protected List<String> serverCommand(Path data, Path lake, String haltAt, int occurrence) {
        return HaltingServer.command(data, lake, haltAt, occurrence);
    }
}
