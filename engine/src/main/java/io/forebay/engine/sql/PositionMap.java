package io.forebay.engine.sql;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Finds the place in the user's text that a place in rewritten SQL came from. */
public final class PositionMap {
    /**
     * A run of rewritten SQL.
     *
     * @param from its first character in the rewritten SQL
     * @param user where that came from
     * @param verbatim whether it was copied; else all of it came from {@code user}
     */
    public record Segment(int from, int user, boolean verbatim) {}

    private final List<Segment> segments;
    private final @Nullable PositionMap earlier;

    private PositionMap(List<Segment> segments, @Nullable PositionMap earlier) {
        this.segments = List.copyOf(segments);
        this.earlier = earlier;
    }

    /** @param segments in order, the first from 0 */
    public static PositionMap of(List<Segment> segments) {
        return new PositionMap(segments, null);
    }

    /** SQL that was written anew: all of it came from the statement that starts at this offset. */
    public static PositionMap startOf(int offset) {
        return of(List.of(new Segment(0, offset, false)));
    }

    /** The map of SQL that was rewritten once more: {@code later} leads to this map's SQL. */
    public PositionMap then(PositionMap later) {
        return new PositionMap(later.segments, this);
    }

    /**
     * The character in the user's text.
     *
     * @param position a character in the rewritten SQL, from 1
     * @return from 1, as {@code ForebayException.withPosition} takes it
     */
    public int inUserText(int position) {
        int user = userOffset(Math.max(0, position - 1)) + 1;
        return earlier == null ? user : earlier.inUserText(user);
    }

    private int userOffset(int offset) {
        Segment found = segments.get(0);
        for (Segment segment : segments) {
            if (segment.from() > offset) {
                break;
            }
            found = segment;
        }
        return found.verbatim() ? found.user() + offset - found.from() : found.user();
    }
}
