package io.forebay.engine.merge;

import io.forebay.spi.CommonError;
import io.forebay.spi.ForebayException;
import io.forebay.spi.warehouse.Column;
import io.forebay.spi.warehouse.Table;
import java.util.List;

/** Of the rows of a table that have one key only the last by {@code sequence} stays; rows that are alone are not touched. */
final class Deduplicate {
    static final List<String> SIGNATURE = List.of("target", "keys", "sequence");
    static final int REQUIRED = 2;

    private static final String ROWS = "forebay_rows";

    private final Table target;
    private final List<String> keys;
    private final List<String> sequence;

    Deduplicate(MergeCall call, Table target) {
        this.target = target;
        this.keys = MergeSql.require(target, call.names("keys"));
        if (keys.isEmpty()) {
            throw new ForebayException(CommonError.INVALID_PARAMETER, "forebay.deduplicate needs a key");
        }
        this.sequence = MergeSql.require(target, call.names("sequence"));
    }

    List<MergeStep> steps() {
        String columns =
                MergeSql.list("", target.columns().stream().map(Column::name).toList());
        String order =
                sequence.isEmpty() ? columns : MergeSql.joined(sequence, name -> MergeSql.quoted(name) + " DESC", ", ");
        String partition = "PARTITION BY " + MergeSql.list("", keys);
        String several = MergeSql.joined(
                keys,
                name -> "t." + MergeSql.quoted(name) + " IS NOT DISTINCT FROM r." + MergeSql.quoted(name),
                " AND ");
        return List.of(
                MergeStep.change("CREATE TEMP TABLE " + ROWS + " AS SELECT " + columns
                        + " FROM (SELECT t.*, ROW_NUMBER() OVER (" + partition + " ORDER BY " + order
                        + ") AS forebay_place, COUNT(*) OVER (" + partition + ") AS forebay_count FROM "
                        + target.name().quoted() + " t) d WHERE forebay_place = 1 AND forebay_count > 1"),
                MergeStep.change("DELETE FROM " + target.name().quoted() + " t USING " + ROWS + " r WHERE " + several),
                MergeStep.change("INSERT INTO " + target.name().quoted() + " (" + columns + ") SELECT " + columns
                        + " FROM " + ROWS),
                MergeStep.change("DROP TABLE " + ROWS));
    }
}
