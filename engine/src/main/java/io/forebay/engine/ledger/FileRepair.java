package io.forebay.engine.ledger;

import io.forebay.spi.store.StoredObject;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is done to files of a job beside loading them; each file becomes a row of {@code job_action}.
 *
 * @param action one word in capitals, such as RETRY
 * @param userId who did it; 0 for the job itself
 */
public record FileRepair(String action, int userId, List<Change> changes) {
    public FileRepair {
        changes = List.copyOf(changes);
    }

    /** Of one file. */
    public static FileRepair of(String action, int userId, Change change) {
        return new FileRepair(action, userId, List.of(change));
    }

    /**
     * @param object the file as it is from now on
     * @param queryId the load that the file was in before; 0 for none
     * @param state what the job takes it for from now on; null when it may load (again)
     * @param detail for people; may be empty
     */
    public record Change(StoredObject object, long queryId, @Nullable FileState state, String detail) {}
}
