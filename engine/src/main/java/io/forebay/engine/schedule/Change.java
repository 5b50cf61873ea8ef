package io.forebay.engine.schedule;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What changes at once of one schedule, trigger or group.
 *
 * @param kept as it is now; null when it is gone
 * @param put deliveries that are new, or are as they were not before
 * @param done ids of those that are made, or given up
 * @param seen what a trigger has seen: a hash of each, and when it was; 0 for what is there as long as a listing has it
 * @param unseen what it need not remember any longer
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
record Change(
        Kept.Key key,
        @Nullable Kept kept,
        List<Delivery> put,
        List<String> done,
        Map<Long, Long> seen,
        List<Long> unseen) {
    Change { // what was empty is not written
        put = put == null ? List.of() : put;
        done = done == null ? List.of() : done;
        seen = seen == null ? Map.of() : seen;
        unseen = unseen == null ? List.of() : unseen;
    }

    static Change of(Kept kept) {
        return new Change(kept.key(), kept, List.of(), List.of(), Map.of(), List.of());
    }

    static Change of(Kept kept, List<Delivery> put, List<String> done) {
        return new Change(kept.key(), kept, put, done, Map.of(), List.of());
    }

    static Change gone(Kept.Key key) {
        return new Change(key, null, List.of(), List.of(), Map.of(), List.of());
    }
}
