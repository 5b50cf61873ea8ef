package io.forebay.spi.format;

import io.forebay.spi.store.ObjectUri;
import io.forebay.spi.warehouse.Column;
import org.jspecify.annotations.Nullable;

/**
 * A record that is no row: what {@code stl_load_errors} shows. The texts are at most 1024 characters, other bytes than
 * ASCII shown as {@code .}.
 *
 * @param line the physical line in the file on which the record starts, from 1, headers counted; for JSON the one on
 *     which it ends; the number of the record, from 1, in a file without lines; 0 for an error of the file as a whole
 * @param column the column that the value was for; null when the record as a whole is wrong
 * @param position the byte in the record (raw line) at which the value starts, from 0; -1 unknown
 * @param code Redshift's number, 1200 to 1224, 8001 or 9005
 * @param reason Redshift's words, at most 100 characters
 */
public record RejectedRow(
        ObjectUri object,
        long line,
        @Nullable Column column,
        int position,
        String rawLine,
        String rawValue,
        int code,
        String reason) {
    public static final int MAX_TEXT = 1024;
    public static final int MAX_REASON = 100;
}
