package io.forebay.server;

import io.forebay.contract.crash.CrashContract;
import java.nio.file.Path;
import java.util.List;

/** The crash contract on the embedded warehouse. */
class DuckDbCrashIT extends CrashContract {
    @Override
    protected List<String> serverCommand(Path data, Path lake, String haltAt, int occurrence) {
        return HaltingServer.command(data, lake, haltAt, occurrence);
    }
}
