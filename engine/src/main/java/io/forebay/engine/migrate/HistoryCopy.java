package io.forebay.engine.migrate;

import io.forebay.spi.CommonError;
import io.forebay.spi.ForebayException;
import io.forebay.spi.warehouse.Query;
import io.forebay.spi.warehouse.Rows;
import io.forebay.spi.warehouse.WarehouseConnection;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Carries a job's rows from an open transaction into another one, some thousand at a time. */
final class HistoryCopy {
    private static final int BLOCK = 10_000;

    private final WarehouseConnection from;
    private final WarehouseConnection to;
    private final Numbers numbers;
    private final Told told;

    /** Is told after each block. */
    interface Told {
        /** @param rows of the table so far */
        void copied(MovedTable table, long rows);
    }

    HistoryCopy(WarehouseConnection from, WarehouseConnection to, Numbers numbers, Told told) {
        this.from = from;
        this.to = to;
        this.numbers = numbers;
        this.told = told;
    }

    /**
     * @return the rows of each table
     * @throws ForebayException INTERNAL when they are not all there then
     */
    Map<MovedTable, Long> all() {
        Map<MovedTable, Long> rows = new EnumMap<>(MovedTable.class);
        for (MovedTable table : MovedTable.values()) {
            long copied = copy(table);
            long there = count(to, table, numbers.toJob());
            if (there != copied) {
                throw new ForebayException(
                        CommonError.INTERNAL,
                        copied + " row(s) of " + table.qualified() + " were copied, and " + there + " are there");
            }
            rows.put(table, copied);
        }
        return rows;
    }

    static long count(WarehouseConnection connection, MovedTable table, long jobId) {
        return Side.number(connection, "SELECT count(*) FROM " + table.qualified() + " WHERE job_id = $1", jobId);
    }

    private long copy(MovedTable table) {
        long copied = 0;
        List<List<@Nullable Object>> block = new ArrayList<>();
        try (Query query = from.prepare(table.select());
                Rows rows = query.execute(List.of(numbers.fromJob()))) {
            while (rows.next()) {
                block.add(row(table, rows));
                if (block.size() == BLOCK) {
                    copied += put(table, block);
                    told.copied(table, copied);
                }
            }
        }
        copied += put(table, block);
        told.copied(table, copied);
        return copied;
    }

    private long put(MovedTable table, List<List<@Nullable Object>> block) {
        int rows = block.size();
        if (rows > 0) {
            to.append(Side.table(table.table()), block);
            block.clear();
        }
        return rows;
    }

    private List<@Nullable Object> row(MovedTable table, Rows rows) {
        List<MovedTable.Moving> columns = table.columns();
        List<@Nullable Object> row = new ArrayList<>(columns.size());
        for (int column = 0; column < columns.size(); column++) {
            row.add(rows.isNull(column) ? null : value(columns.get(column).kind(), rows, column));
        }
        return row;
    }

    private Object value(MovedTable.Kind kind, Rows rows, int column) {
        return switch (kind) {
            case TEXT -> rows.textAt(column);
            case SHOWN -> rows.textAt(column).replace('\0', '\uFFFD');
            case LONG -> rows.longAt(column);
            case FLAG -> rows.booleanAt(column);
            case TIME -> rows.instantAt(column);
            case JOB -> numbers.toJob();
            case NUMBER -> numbers.of(rows.longAt(column));
            case KEY -> numbers.key(UUID.fromString(rows.textAt(column)));
            case TABLE -> numbers.table(rows.textAt(column));
        };
    }
}
