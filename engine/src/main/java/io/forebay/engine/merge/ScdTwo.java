package io.forebay.engine.merge;

import io.forebay.engine.merge.MergeSql.Carried;
import io.forebay.spi.CommonError;
import io.forebay.spi.ForebayException;
import io.forebay.spi.warehouse.Column;
import io.forebay.spi.warehouse.Table;
import io.forebay.spi.warehouse.TypeKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A history (SCD type 2): each event of a key opens a version, from its time on to the time of the key's next event. Times
 * are half-open: a version is valid from its start up to, not at, its end. In which order the events come, and in which
 * batches, changes nothing: an event that is late splits the version that it falls into, and one at the time of a version
 * that is there replaces it. An event that says that the key was deleted closes the version before it; with a column for
 * it in the target it is kept as a version of its own, which is what makes deletes right in any order too.
 *
 * <p>Events and the versions that they can touch are put on one line for each key and are read once in the order of
 * time, so the work grows with their number and not with its square.
 */
final class ScdTwo {
    static final List<String> SIGNATURE = List.of(
            "source",
            "target",
            "keys",
            "event_time",
            "starts",
            "ends",
            "columns",
            "deleted",
            "sequence",
            "current",
            "open_end");
    static final int REQUIRED = 6;

    private static final String LINE = "forebay_line";
    /** An end from here on stands for none. */
    private static final String FAR = "CAST('9999-12-31' AS %s)";
    /** Later than any event, within the range of each warehouse's types. */
    private static final String LAST = "CAST('290000-12-31' AS %s)";

    private final MergeCall call;
    private final Table source;
    private final Table target;
    private final List<String> keys;
    private final String time;
    private final String starts;
    private final String ends;
    private final @Nullable String deleted;
    private final boolean keepsDeleted;
    private final @Nullable String sequence;
    private final @Nullable String current;
    private final List<Carried> carried;
    private final String type;

    ScdTwo(MergeCall call, Table source, Table target) {
        this.call = call;
        this.source = source;
        this.target = target;
        call.refuseSame(Set.of("keys", "starts", "ends", "deleted", "sequence", "current"));
        this.keys = MergeSql.require(target, MergeSql.require(source, call.names("keys")));
        if (keys.isEmpty()) {
            throw new ForebayException(CommonError.INVALID_PARAMETER, "forebay.scd2 needs a key");
        }
        this.time = single("event_time", source);
        this.starts = single("starts", target);
        this.ends = single("ends", target);
        this.deleted = call.optional("deleted") == null ? null : single("deleted", source);
        this.keepsDeleted = deleted != null && target.find(deleted).isPresent();
        this.sequence = call.optional("sequence") == null ? null : single("sequence", source);
        this.current = call.optional("current") == null ? null : single("current", target);
        this.carried = MergeSql.carried(call, source, target, meaning());
        Column start = MergeSql.column(target, starts);
        boolean date = start.type().kind() == TypeKind.DATE;
        if (!date && start.type().kind() != TypeKind.TIMESTAMP && start.type().kind() != TypeKind.TIMESTAMPTZ) {
            throw new ForebayException(
                    CommonError.WRONG_TYPE,
                    "column \"" + starts + "\" must be a DATE or a TIMESTAMP to begin a version");
        }
        this.type = date ? "DATE" : start.type().kind() == TypeKind.TIMESTAMP ? "TIMESTAMP" : "TIMESTAMPTZ";
    }

    private String single(String parameter, Table table) {
        List<String> names = call.names(parameter);
        if (names.size() != 1) {
            throw new ForebayException(CommonError.INVALID_PARAMETER, parameter + " takes one column");
        }
        return MergeSql.require(table, names).get(0);
    }

    /** Columns of the target that are not carried over as they are. */
    private List<String> meaning() {
        List<String> names = new ArrayList<>(keys);
        names.add(starts);
        names.add(ends);
        Stream.of(deleted, current).filter(name -> name != null).forEach(names::add);
        return names;
    }

    List<MergeStep> steps() {
        List<MergeStep> steps = new ArrayList<>();
        List<String> needed = new ArrayList<>(keys);
        needed.add(time);
        steps.add(MergeStep.refuseIfAny(
                "SELECT 1 FROM " + source.name().quoted() + " s WHERE " + MergeSql.anyNull("s.", needed) + " LIMIT 1",
                "an event has no " + String.join(", ", keys) + " or no " + time));
        steps.add(MergeStep.change("CREATE TEMP TABLE " + LINE + " AS " + line()));
        if (sequence == null) {
            steps.add(MergeStep.refuseIfAny(
                    contradiction(),
                    "two events of one key at the same time are not alike: name the column that orders them with"
                            + " sequence => 'column'"));
        }
        steps.add(MergeStep.change(replaced()));
        steps.add(MergeStep.change(ended()));
        steps.add(MergeStep.change(added()));
        steps.add(MergeStep.change("DROP TABLE " + LINE));
        return steps;
    }

    /**
     * The events (1), the versions that they may change (0) and the ends of those (-1), by key and time: each is valid up
     * to what comes next on its line. That a version ends behind the key's first event is one comparison, as DuckDB looks at
     * most of a history twice when it is an OR.
     */
    private String line() {
        String key = MergeSql.list("", keys);
        List<String> more = more();
        String names = more.stream().map(name -> ", " + name).collect(Collectors.joining());
        String nothing = more.stream().map(name -> ", NULL").collect(Collectors.joining());
        String stored = "t." + MergeSql.quoted(ends);
        String firsts = "SELECT " + MergeSql.list("s.", keys) + ", MIN(" + eventTime() + ") AS forebay_first FROM "
                + source.name().quoted() + " s GROUP BY " + MergeSql.list("s.", keys);
        String union = "SELECT " + MergeSql.list("s.", keys) + ", " + eventTime()
                + " AS forebay_start, " + kind(1)
                + selected() + " FROM " + source.name().quoted() + " s UNION ALL SELECT " + MergeSql.list("t.", keys)
                + ", CASE WHEN p.forebay_kind = 0 THEN t." + MergeSql.quoted(starts) + " ELSE " + stored
                + " END, p.forebay_kind" + nothing + " FROM " + target.name().quoted() + " t JOIN (" + firsts
                + ") f ON "
                + MergeSql.equal("t.", "f.", keys) + " AND COALESCE(" + stored + ", " + LAST.formatted(type)
                + ") > f.forebay_first CROSS JOIN (SELECT " + kind(0) + " UNION ALL SELECT " + kind(-1) + ") p"
                + " WHERE p.forebay_kind = 0 OR " + stored + " < " + FAR.formatted(type);
        return "SELECT " + key + ", forebay_start, forebay_kind" + names + ", LEAD(forebay_start) OVER (PARTITION BY "
                + key
                + " ORDER BY forebay_start, forebay_kind" + (sequence == null ? "" : ", forebay_sequence")
                + ") AS forebay_until FROM (" + union + ") u";
    }

    /** A small number, as each line is sorted by it. */
    private static String kind(int kind) {
        return "CAST(" + kind + " AS SMALLINT) AS forebay_kind";
    }

    private String eventTime() {
        return "CAST(s." + MergeSql.quoted(time) + " AS " + type + ")";
    }

    /** What an event has besides its key and time, by the names that it has on the line. */
    private List<String> more() {
        List<String> more = new ArrayList<>();
        carried.forEach(each -> more.add(MergeSql.quoted(each.into())));
        if (deleted != null) {
            more.add("forebay_deleted");
        }
        if (sequence != null) {
            more.add("forebay_sequence");
        }
        return more;
    }

    private String selected() {
        return (carried.isEmpty() ? "" : ", " + MergeSql.selected("s.", carried))
                + (deleted == null ? "" : ", s." + MergeSql.quoted(deleted) + " AS forebay_deleted")
                + (sequence == null ? "" : ", s." + MergeSql.quoted(sequence) + " AS forebay_sequence");
    }

    /** Two events at one time, of which one is no copy of the other. */
    private String contradiction() {
        String unlike = more().stream()
                .map(name -> "a." + name + " IS DISTINCT FROM b." + name)
                .collect(Collectors.joining(" OR "));
        return "SELECT 1 FROM " + LINE + " a JOIN " + LINE + " b ON " + MergeSql.equal("a.", "b.", keys)
                + " AND a.forebay_start = b.forebay_start WHERE a.forebay_kind = 1 AND b.forebay_kind = 1"
                + " AND a.forebay_until = a.forebay_start AND (" + (unlike.isEmpty() ? "false" : unlike) + ") LIMIT 1";
    }

    private String matches() {
        return MergeSql.equal("t.", "l.", keys) + " AND t." + MergeSql.quoted(starts) + " = l.forebay_start";
    }

    /** A version at whose time an event has come. */
    private String replaced() {
        return "DELETE FROM " + target.name().quoted() + " t USING " + LINE + " l WHERE " + matches()
                + " AND l.forebay_kind = 0 AND l.forebay_until = l.forebay_start";
    }

    /** A version that an event ends earlier. */
    private String ended() {
        String stored = "t." + MergeSql.quoted(ends);
        return "UPDATE " + target.name().quoted() + " t SET " + MergeSql.quoted(ends) + " = l.forebay_until"
                + (current == null ? "" : ", " + MergeSql.quoted(current) + " = false") + " FROM " + LINE + " l WHERE "
                + matches() + " AND l.forebay_kind = 0 AND l.forebay_until > l.forebay_start AND (" + stored
                + " IS NULL OR l.forebay_until < " + stored + ")";
    }

    private String added() {
        String open = call.optional("open_end");
        List<String> names = new ArrayList<>(keys);
        List<String> values =
                new ArrayList<>(keys.stream().map(MergeSql::quoted).toList());
        names.add(starts);
        values.add("forebay_start");
        names.add(ends);
        values.add(
                open == null
                        ? "forebay_until"
                        : "COALESCE(forebay_until, CAST('" + open.replace("'", "''") + "' AS " + type + "))");
        carried.forEach(each -> {
            names.add(each.into());
            values.add(MergeSql.quoted(each.into()));
        });
        String dead = "COALESCE(forebay_deleted, false)";
        if (deleted != null && keepsDeleted) {
            names.add(deleted);
            values.add(dead);
        }
        if (current != null) {
            names.add(current);
            values.add("forebay_until IS NULL" + (deleted == null ? "" : " AND NOT " + dead));
        }
        return "INSERT INTO " + target.name().quoted() + " (" + MergeSql.list("", names) + ") SELECT "
                + String.join(", ", values) + " FROM " + LINE
                + " WHERE forebay_kind = 1 AND (forebay_until IS NULL OR forebay_until > forebay_start)"
                + (deleted != null && !keepsDeleted ? " AND NOT " + dead : "");
    }
}
