package io.forebay.warehouse.duckdb.load;

import io.forebay.spi.warehouse.Column;
import io.forebay.spi.warehouse.LoadBatch;
import io.forebay.spi.warehouse.TableName;
import java.util.ArrayList;
import java.util.List;

/** The statement that moves the rows of a load from {@link LoadFunction} into their table. */
public final class LoadStatement {
    private LoadStatement() {}

    public static String sql(LoadBatch batch, long token) {
        List<String> targets = new ArrayList<>();
        List<String> values = new ArrayList<>();
        for (Column column : batch.columns()) {
            values.add(Carrier.expression(targets.size(), column.type()));
            targets.add(TableName.quote(column.name()));
        }
        return "INSERT INTO " + batch.table().name().quoted() + " (" + String.join(", ", targets) + ") SELECT "
                + String.join(", ", values) + " FROM " + LoadFunction.NAME + "(" + literal(token) + ")";
    }

    private static String literal(long token) {
        return "'" + token + "'::BIGINT";
    }
}
