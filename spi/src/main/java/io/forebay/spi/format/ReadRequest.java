package io.forebay.spi.format;

import io.forebay.spi.warehouse.Column;
import java.util.List;

/**
 * What to make of the bytes.
 *
 * @param columns the columns that the fields of a record fill, in the order of the fields
 * @param extra only for formats that find fields by name
 * @param inflatedLimit the bytes, from 1, that any compressed file may inflate to, however small it is
 */
public record ReadRequest(ReadOptions options, List<Column> columns, ExtraFields extra, long inflatedLimit) {
    /** The limit where nobody has set another one. */
    public static final long INFLATED_LIMIT = 4_000_000_000L;

    public ReadRequest {
        columns = List.copyOf(columns);
    }

    public ReadRequest(ReadOptions options, List<Column> columns) {
        this(options, columns, ExtraFields.IGNORED, INFLATED_LIMIT);
    }
}
