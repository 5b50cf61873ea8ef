package io.forebay.spi.format;

import io.forebay.spi.warehouse.Column;
import java.util.List;

/**
 * What to make of the bytes.
 *
 * @param columns the columns that the fields of a record fill, in the order of the fields
 */
public record ReadRequest(ReadOptions options, List<Column> columns) {
    public ReadRequest {
        columns = List.copyOf(columns);
    }
}
