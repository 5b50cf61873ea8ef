package io.forebay.engine.merge;

import io.forebay.spi.warehouse.Query;
import io.forebay.spi.warehouse.Rows;
import io.forebay.spi.warehouse.WarehouseConnection;
import java.util.List;

/** Runs the steps of a merge in the transaction that is open. */
public final class MergeRun {
    private MergeRun() {}

    /** @throws io.forebay.spi.ForebayException CARDINALITY_VIOLATION when a step refuses what it was given */
    public static void run(WarehouseConnection connection, List<MergeStep> steps) {
        for (MergeStep step : steps) {
            if (step.refusal() == null) {
                connection.execute(step.sql());
            } else if (anyRow(connection, step.sql())) {
                throw step.refused();
            }
        }
    }

    private static boolean anyRow(WarehouseConnection connection, String sql) {
        try (Query query = connection.prepare(sql);
                Rows rows = query.execute(List.of())) {
            return rows.next();
        }
    }
}
