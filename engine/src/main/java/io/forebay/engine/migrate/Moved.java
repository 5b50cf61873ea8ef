package io.forebay.engine.migrate;

import java.util.List;

/**
 * A job that has moved.
 *
 * @param fromId its number where it was
 * @param toId its number where it is
 * @param shift what was added to the numbers of its loads
 * @param auto whether it is automatic, as before
 * @param summary what of it there is; empty when an earlier run has copied it
 * @param notes sentences for people
 */
public record Moved(String name, long fromId, long toId, long shift, boolean auto, String summary, List<String> notes) {
    public Moved {
        notes = List.copyOf(notes);
    }
}
