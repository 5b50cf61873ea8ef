package io.forebay.engine.merge;

import io.forebay.engine.merge.MergeSql.Carried;
import io.forebay.spi.warehouse.Table;
import java.util.List;

/** The target gets the rows of the source in the place of all that it has. */
final class FullRefresh {
    static final List<String> SIGNATURE = List.of("source", "target", "columns");
    static final int REQUIRED = 2;

    private final Table source;
    private final Table target;
    private final List<Carried> carried;

    FullRefresh(MergeCall call, Table source, Table target) {
        this.source = source;
        this.target = target;
        this.carried = MergeSql.carried(call, source, target, List.of());
    }

    /** DELETE and not TRUNCATE, which would commit. */
    List<MergeStep> steps() {
        return List.of(
                MergeStep.change("DELETE FROM " + target.name().quoted()),
                MergeStep.change("INSERT INTO " + target.name().quoted() + " ("
                        + MergeSql.list("", carried.stream().map(Carried::into).toList()) + ") SELECT "
                        + MergeSql.selected("s.", carried) + " FROM "
                        + source.name().quoted() + " s"));
    }
}
