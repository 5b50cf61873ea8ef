package io.forebay.engine.load;

import io.forebay.engine.ledger.JobFile;
import io.forebay.spi.store.ObjectUri;
import io.forebay.spi.store.StoredObject;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What one manifest names, as a job stands to it now.
 *
 * @param files to be loaded, in the manifest's order
 * @param again those of them that the job was done with and has not loaded: there before the job, or failed
 * @param done what it names and the job is done with: loaded already, or skipped
 * @param absent what it names and may do without, and is not there
 * @param awaited the file that it waits for; null when it can be loaded
 * @param why what is the matter with that file; empty when it can be loaded
 */
public record Named(
        StoredObject manifest,
        List<StoredObject> files,
        Map<StoredObject, JobFile> again,
        List<JobFile> done,
        List<ObjectUri> absent,
        @Nullable ObjectUri awaited,
        String why) {
    public Named {
        files = List.copyOf(files);
        done = List.copyOf(done);
        absent = List.copyOf(absent);
    }

    /** It cannot be loaded before this file is there. */
    public static Named waiting(StoredObject manifest, ObjectUri awaited, String why) {
        return new Named(manifest, List.of(), Map.of(), List.of(), List.of(), awaited, why);
    }
}
