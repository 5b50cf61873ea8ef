package io.forebay.engine.merge;

import io.forebay.engine.merge.MergeSql.Carried;
import io.forebay.spi.CommonError;
import io.forebay.spi.ForebayException;
import io.forebay.spi.warehouse.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The newest state of each key (SCD type 1): rows of the source replace the target's of the same key or are added. Of
 * several rows of a key the last by {@code sequence} counts; where the target has that column too, an older row of the
 * source changes nothing. Rows that say that the key was deleted delete it.
 */
final class Upsert {
    static final List<String> SIGNATURE = List.of("source", "target", "keys", "columns", "deleted", "sequence");
    static final int REQUIRED = 3;

    private static final String ROWS = "forebay_rows";

    private final Table source;
    private final Table target;
    private final List<String> keys;
    private final @Nullable String deleted;
    private final @Nullable String sequence;
    private final boolean keepsSequence;
    private final List<Carried> carried;

    Upsert(MergeCall call, Table source, Table target) {
        this.source = source;
        this.target = target;
        call.refuseSame(Set.of("keys", "deleted", "sequence"));
        this.keys = MergeSql.require(target, MergeSql.require(source, call.names("keys")));
        if (keys.isEmpty()) {
            throw new ForebayException(CommonError.INVALID_PARAMETER, "forebay.upsert needs a key");
        }
        this.deleted = call.optional("deleted") == null
                ? null
                : MergeSql.require(source, call.names("deleted")).get(0);
        this.sequence = call.optional("sequence") == null
                ? null
                : MergeSql.require(source, call.names("sequence")).get(0);
        this.keepsSequence = sequence != null && target.find(sequence).isPresent();
        List<String> without = new ArrayList<>(keys);
        if (deleted != null) {
            without.add(deleted);
        }
        this.carried = MergeSql.carried(call, source, target, without);
    }

    List<MergeStep> steps() {
        List<MergeStep> steps = new ArrayList<>();
        steps.add(MergeStep.refuseIfAny(
                "SELECT 1 FROM " + source.name().quoted() + " s WHERE " + MergeSql.anyNull("s.", keys) + " LIMIT 1",
                "a row has no " + String.join(", ", keys)));
        steps.add(MergeStep.change("CREATE TEMP TABLE " + ROWS + " AS " + rows()));
        if (sequence == null) {
            steps.add(MergeStep.refuseIfAny(
                    "SELECT 1 FROM " + ROWS + " GROUP BY " + MergeSql.list("", keys) + " HAVING count(*) > 1 LIMIT 1",
                    "two rows of one key are not alike: name the column that orders them with sequence => 'column'"));
        }
        if (keepsSequence) {
            String column = MergeSql.quoted(String.valueOf(sequence));
            steps.add(MergeStep.change(
                    "DELETE FROM " + ROWS + " s USING " + target.name().quoted() + " t WHERE "
                            + MergeSql.equal("t.", "s.", keys) + " AND t." + column + " > s." + column));
        }
        if (deleted != null) {
            String flag = "COALESCE(s." + MergeSql.quoted(deleted) + ", false)";
            steps.add(MergeStep.change("DELETE FROM " + target.name().quoted() + " t USING " + ROWS + " s WHERE "
                    + MergeSql.equal("t.", "s.", keys) + " AND " + flag));
            steps.add(MergeStep.change("DELETE FROM " + ROWS + " s WHERE " + flag));
        }
        if (!carried.isEmpty()) {
            String set = carried.stream()
                    .map(each -> MergeSql.quoted(each.into()) + " = s." + MergeSql.quoted(each.into()))
                    .collect(Collectors.joining(", "));
            String unlike = carried.stream()
                    .map(each ->
                            "t." + MergeSql.quoted(each.into()) + " IS DISTINCT FROM s." + MergeSql.quoted(each.into()))
                    .collect(Collectors.joining(" OR "));
            steps.add(MergeStep.change("UPDATE " + target.name().quoted() + " t SET " + set + " FROM " + ROWS
                    + " s WHERE " + MergeSql.equal("t.", "s.", keys) + " AND (" + unlike + ")"));
        }
        String names = MergeSql.list("", keys)
                + carried.stream()
                        .map(each -> ", " + MergeSql.quoted(each.into()))
                        .reduce("", String::concat);
        steps.add(MergeStep.change("INSERT INTO " + target.name().quoted() + " (" + names + ") SELECT " + names
                + " FROM "
                + ROWS + " s WHERE NOT EXISTS (SELECT 1 FROM " + target.name().quoted() + " t WHERE "
                + MergeSql.equal("t.", "s.", keys) + ")"));
        steps.add(MergeStep.change("DROP TABLE " + ROWS));
        return steps;
    }

    private String rows() {
        List<String> names = new ArrayList<>(keys);
        List<String> selected =
                new ArrayList<>(keys.stream().map(Upsert::ofSource).toList());
        if (deleted != null) {
            names.add(deleted);
            selected.add(ofSource(deleted));
        }
        carried.forEach(each -> {
            names.add(each.into());
            selected.add(each.selected("s."));
        });
        if (sequence != null && keepsSequence && !names.contains(sequence)) {
            names.add(sequence);
            selected.add(ofSource(sequence));
        }
        String columns = String.join(", ", selected);
        String from = " FROM " + source.name().quoted() + " s";
        if (sequence == null) {
            return "SELECT DISTINCT " + columns + from;
        }
        return "SELECT " + MergeSql.list("", names) + " FROM (SELECT " + columns + ", ROW_NUMBER() OVER (PARTITION BY "
                + MergeSql.list("s.", keys) + " ORDER BY " + ofSource(sequence) + " DESC) AS forebay_place" + from
                + ") r WHERE forebay_place = 1";
    }

    private static String ofSource(String column) {
        return "s." + MergeSql.quoted(column);
    }
}
