package io.forebay.spi.format;

import io.forebay.spi.warehouse.Column;
import java.util.List;

/**
 * What to make of the bytes.
 *
 * @param columns the columns that the fields of a record fill, in the order of the fields
 * @param extra only for formats that find fields by name
 */
public record ReadRequest(ReadOptions options, List<Column> columns, ExtraFields extra) {
    public ReadRequest {
        columns = List.copyOf(columns);
    }

    public ReadRequest(ReadOptions options, List<Column> columns) {
        this(options, columns, ExtraFields.IGNORED);
    }
}
