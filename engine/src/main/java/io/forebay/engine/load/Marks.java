package io.forebay.engine.load;

import java.time.Instant;
import java.util.List;

/**
 * Which loads of a job have marked their rows as it marks them now: into the table, and with FILE and LOAD_ID of LINEAGE in
 * the columns, of its newest definition. The rows of the others cannot be found by those columns.
 *
 * @param epochs one for each definition that the job has had, oldest first
 */
public record Marks(List<Epoch> epochs) {
    /** @param from since when a definition was the job's @param same whether it marks rows as the newest one */
    public record Epoch(Instant from, boolean same) {}

    public Marks {
        epochs = List.copyOf(epochs);
    }

    /** Whether all loads have. */
    public boolean always() {
        return epochs.stream().allMatch(Epoch::same);
    }

    /** Whether a load that began then has. */
    boolean have(Instant started) {
        boolean same = epochs.isEmpty() || epochs.get(0).same();
        for (Epoch epoch : epochs) {
            if (!epoch.from().isAfter(started)) {
                same = epoch.same();
            }
        }
        return same;
    }
}
