package io.forebay.spi.format;

import java.util.List;

/**
 * What to make of rows.
 *
 * @param columns the columns of the files, in their order there
 */
public record WriteRequest(WriteOptions options, List<WriteColumn> columns) {
    public WriteRequest {
        columns = List.copyOf(columns);
    }
}
