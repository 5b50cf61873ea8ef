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
            "source", "target", "keys", "event_time", "starts", "ends", "columns", "deleted", "sequence", "current",
            "open_end");
    static final int REQUIRED = 6;

    private static final String EVENTS = "forebay_events";
    private static final String LINE = "forebay_line";

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
    private final String last;

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
                    CommonError.WRONG_TYPE, "column \"" + starts + "\" must be a DATE or a TIMESTAMP to begin a version");
        }
        this.type = date ? "DATE" : start.type().kind() == TypeKind.TIMESTAMP ? "TIMESTAMP" : "TIMESTAMPTZ";
        this.last = "CAST('9999-12-31" + (date ? "" : " 23:59:59") + "' AS " + type + ")";
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
        steps.add(MergeStep.change("CREATE TEMP TABLE " + EVENTS + " AS " + events()));
        if (sequence == null) {
            steps.add(MergeStep.refuseIfAny(
                    "SELECT 1 FROM " + EVENTS + " GROUP BY " + MergeSql.list("", keys) + ", forebay_start"
                            + " HAVING count(*) > 1 LIMIT 1",
                    "two events of one key at the same time are not alike: name the column that orders them with"
                            + " sequence => 'column'"));
        }
        steps.add(MergeStep.change("CREATE TEMP TABLE " + LINE + " AS " + line()));
        steps.add(MergeStep.change(replaced()));
        steps.add(MergeStep.change(ended()));
        steps.add(MergeStep.change(added()));
        steps.add(MergeStep.change("DROP TABLE " + LINE));
        steps.add(MergeStep.change("DROP TABLE " + EVENTS));
        return steps;
    }

    /** Each event of the batch once. */
    private String events() {
        String columns = MergeSql.list("s.", keys) + ", CAST(s." + MergeSql.quoted(time) + " AS " + type
                + ") AS forebay_start" + (deleted == null ? "" : ", s." + MergeSql.quoted(deleted) + " AS forebay_deleted")
                + (carried.isEmpty() ? "" : ", " + MergeSql.selected("s.", carried));
        String from = " FROM " + source.name().quoted() + " s";
        if (sequence == null) {
            return "SELECT DISTINCT " + columns + from;
        }
        String names = MergeSql.list("", keys) + ", forebay_start" + (deleted == null ? "" : ", forebay_deleted")
                + carried.stream().map(each -> ", " + MergeSql.quoted(each.into())).reduce("", String::concat);
        return "SELECT " + names + " FROM (SELECT " + columns + ", ROW_NUMBER() OVER (PARTITION BY "
                + MergeSql.list("s.", keys) + ", s." + MergeSql.quoted(time) + " ORDER BY s." + MergeSql.quoted(sequence)
                + " DESC) AS forebay_place" + from + ") e WHERE forebay_place = 1";
    }

    /**
     * The events and the versions that may change, by key and time, with the time of the next and the end that each gets:
     * the next one's start, and no later than the version that it is in has ended.
     */
    private String line() {
        String key = MergeSql.list("", keys);
        String more = carried.stream().map(each -> ", " + MergeSql.quoted(each.into())).reduce("", String::concat)
                + (deleted == null ? "" : ", forebay_deleted");
        String nothing = carried.stream().map(each -> ", NULL").reduce("", String::concat)
                + (deleted == null ? "" : ", NULL");
        String stored = "t." + MergeSql.quoted(ends);
        String end = "CASE WHEN " + stored + " IS NULL OR " + stored + " >= CAST('9999-12-31' AS " + type + ") THEN "
                + last + " ELSE " + stored + " END";
        String union = "SELECT " + key + ", forebay_start, 1 AS forebay_new, CAST(NULL AS " + type + ") AS forebay_end" + more
                + " FROM " + EVENTS + " UNION ALL SELECT " + MergeSql.list("t.", keys) + ", t." + MergeSql.quoted(starts)
                + ", 0, " + end + nothing + " FROM " + target.name().quoted() + " t JOIN (SELECT " + key
                + ", MIN(forebay_start) AS forebay_first FROM " + EVENTS + " GROUP BY " + key + ") f ON "
                + MergeSql.equal("t.", "f.", keys) + " AND " + end + " > f.forebay_first";
        String window = "PARTITION BY " + key + " ORDER BY forebay_start, forebay_new";
        return "SELECT " + key + ", forebay_start, forebay_new, forebay_end, forebay_next" + more
                + ", LEAST(COALESCE(forebay_next, " + last + "), CASE WHEN forebay_new = 0 THEN forebay_end"
                + " WHEN forebay_bound > forebay_start THEN forebay_bound ELSE " + last + " END) AS forebay_until"
                + " FROM (SELECT u.*, LEAD(forebay_start) OVER (" + window + ") AS forebay_next, MAX(forebay_end) OVER ("
                + window + " ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS forebay_bound FROM (" + union
                + ") u) l";
    }

    private String matches() {
        return MergeSql.equal("t.", "l.", keys) + " AND t." + MergeSql.quoted(starts) + " = l.forebay_start";
    }

    /** A version at whose time an event has come. */
    private String replaced() {
        return "DELETE FROM " + target.name().quoted() + " t USING " + LINE + " l WHERE " + matches()
                + " AND l.forebay_new = 0 AND l.forebay_next = l.forebay_start";
    }

    /** A version that an event ends earlier. */
    private String ended() {
        return "UPDATE " + target.name().quoted() + " t SET " + MergeSql.quoted(ends) + " = l.forebay_until"
                + (current == null ? "" : ", " + MergeSql.quoted(current) + " = false") + " FROM " + LINE + " l WHERE "
                + matches() + " AND l.forebay_new = 0 AND l.forebay_until < l.forebay_end"
                + " AND l.forebay_until > l.forebay_start";
    }

    private String added() {
        String open = call.optional("open_end") == null
                ? "NULLIF(forebay_until, " + last + ")"
                : "CASE WHEN forebay_until = " + last + " THEN CAST('"
                        + call.required("open_end").replace("'", "''") + "' AS " + type + ") ELSE forebay_until END";
        String names = MergeSql.list("", keys) + ", " + MergeSql.quoted(starts) + ", " + MergeSql.quoted(ends);
        String values = MergeSql.list("", keys) + ", forebay_start, " + open;
        for (Carried each : carried) {
            names += ", " + MergeSql.quoted(each.into());
            values += ", " + MergeSql.quoted(each.into());
        }
        String kept = " FROM " + LINE + " WHERE forebay_new = 1";
        String alive = "COALESCE(forebay_deleted, false)";
        if (keepsDeleted) {
            names += ", " + MergeSql.quoted(deletedColumn());
            values += ", " + alive;
        } else if (deleted != null) {
            kept += " AND NOT " + alive;
        }
        if (current != null) {
            names += ", " + MergeSql.quoted(current);
            values += ", forebay_until = " + last + (keepsDeleted ? " AND NOT " + alive : "");
        }
        return "INSERT INTO " + target.name().quoted() + " (" + names + ") SELECT " + values + kept;
    }

    private String deletedColumn() {
        return String.valueOf(deleted);
    }
}
