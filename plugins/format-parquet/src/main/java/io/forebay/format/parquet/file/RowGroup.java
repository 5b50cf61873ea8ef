package io.forebay.format.parquet.file;

import java.util.List;

/**
 * Some rows of a file, column by column.
 *
 * @param firstRow the number in the file of the first, from 1
 * @param columns of the wanted leaves, in their order
 */
public record RowGroup(long firstRow, long rows, List<ColumnPages> columns) {
    public RowGroup {
        columns = List.copyOf(columns);
    }
}
