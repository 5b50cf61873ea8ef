package io.forebay.engine.repair;

import io.forebay.engine.job.JobView;
import io.forebay.engine.job.Watched;
import io.forebay.engine.unload.StatementControl;
import io.forebay.engine.unload.WrittenObject;
import io.forebay.spi.CommonError;
import io.forebay.spi.ForebayException;
import io.forebay.spi.store.ObjectStore;
import io.forebay.spi.store.ObjectUri;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.function.Consumer;

/** COPY JOB EXPORT: what the ledger knows of a job's files, as of one moment, becomes an object. */
public final class Export {
    private final Repairs repairs;

    Export(Repairs repairs) {
        this.repairs = repairs;
    }

    /**
     * @param warnings takes what a statement that failed has left behind
     * @return what to tell the user
     * @throws ForebayException INVALID_PARAMETER when the job would load the object; WRONG_STATE when it is there
     */
    public String to(String name, ObjectUri to, Caller caller, StatementControl control, Consumer<String> warnings) {
        JobView view = repairs.jobs().view(name);
        checkName(view, to);
        ObjectStore store = repairs.tools().stores().of(to);
        long[] files = {0};
        new WrittenObject(store, control, "EXPORT", warnings).write(to, path -> files[0] = write(view, path, caller));
        return files[0] + " file(s) that copy job '" + name + "' is done with are told of in '" + to + "'.";
    }

    private static void checkName(JobView view, ObjectUri to) {
        if (to.key().isEmpty() || to.key().endsWith("/")) {
            throw new ForebayException(CommonError.INVALID_PARAMETER, "'" + to + "' names no object")
                    .withHint("Name one, such as '" + to + "ledger.jsonl.gz'.");
        }
        if (Watched.of(view.job().source(), view.text().options()).has(to)) {
            boolean manifest = Repairs.manifest(view.text(), to);
            throw new ForebayException(
                    CommonError.INVALID_PARAMETER,
                    "'" + to + "' " + (manifest ? "has the name of a manifest" : "lies under the source")
                            + " of copy job \"" + view.job().name() + "\", which would load it");
        }
    }

    private long write(JobView view, Path path, Caller caller) throws IOException {
        try (LedgerWriter writer = LedgerWriter.open(path)) {
            writer.head(view, repairs.tools().clock().instant());
            String scheme = ObjectUri.parse(view.job().source()).scheme();
            repairs.entries().give(view.job().id(), scheme, caller.cancelBy(), writer);
            return writer.end();
        } catch (UncheckedIOException e) {
            throw e.getCause();
        } finally {
            caller.cancelBy().accept(() -> {});
        }
    }
}
