package io.forebay.engine.migrate;

import io.forebay.spi.ForebayException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What would become of one job.
 *
 * @param stage how far it is
 * @param summary what of it there is
 * @param notes sentences for people
 * @param trouble why it cannot move
 */
public record Plan(String name, Stage stage, String summary, List<String> notes, Optional<ForebayException> trouble) {
    public Plan {
        notes = List.copyOf(notes);
    }

    /** How far the move of a job is. */
    public enum Stage {
        /** It is to move as a whole. */
        WHOLE,
        /** It has left the first warehouse, and is not at work in the second. */
        HALF,
        /** It is at work in the second. */
        DONE
    }

    /** What a job brings, in words; what it has not is left out. */
    static String summary(Map<MovedTable, Long> rows) {
        List<String> parts = new ArrayList<>();
        long files = rows.getOrDefault(MovedTable.JOB_FILE, 0L);
        add(parts, files, "file", " that it is done with");
        add(
                parts,
                rows.getOrDefault(MovedTable.LOAD, 0L),
                "load",
                " of " + count(rows.getOrDefault(MovedTable.LOAD_FILE, 0L), "file"));
        add(parts, rows.getOrDefault(MovedTable.LOAD_ERROR, 0L), "error", "");
        add(parts, rows.getOrDefault(MovedTable.JOB_ACTION, 0L), "repair", "");
        add(parts, rows.getOrDefault(MovedTable.JOB_OWED, 0L), "file", " owed by AFTER LOAD");
        return parts.isEmpty() ? "no files and no loads yet" : String.join(", ", parts);
    }

    private static void add(List<String> parts, long number, String noun, String more) {
        if (number > 0) {
            parts.add(count(number, noun) + more);
        }
    }

    /** With the noun in the singular or the plural. */
    static String count(long number, String noun) {
        return number + " " + noun + (number == 1 ? "" : "s");
    }
}
