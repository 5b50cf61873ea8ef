package io.forebay.server;

import io.forebay.contract.crash.CrashContract;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;

/**
 * The whole crash contract on Redshift's adapter: its process is killed, the cluster, which is Forebay's endpoint, stays. It
 * takes six minutes, so the build runs only {@link EndpointIT}: {@code -Dit.test=RedshiftCrashes} runs this.
 */
class RedshiftCrashes extends CrashContract {
    private @Nullable RedshiftEndpoint endpoint;

    @AfterEach
    void stop() {
        if (endpoint != null) {
            endpoint.close();
        }
    }

    @Override
    protected boolean marksRows() {
        return false;
    }

    @Override
    protected boolean runsPlainCopies() {
        return false;
    }

    @Override
    protected List<String> serverCommand(Path data, Path lake, String haltAt, int occurrence) {
        try {
            RedshiftEndpoint cluster = endpoint == null ? new RedshiftEndpoint(data.resolveSibling("")) : endpoint;
            endpoint = cluster;
            List<String> command = new ArrayList<>(HaltingServer.command(data, lake, haltAt, occurrence));
            command.addAll(RedshiftEndpoint.flags(RedshiftEndpoint.address(cluster.port())));
            command.add("job.lease-time=1s");
            return command;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
