package io.forebay.engine.load;

import io.forebay.spi.ForebayException;
import io.forebay.spi.format.FormatError;
import io.forebay.spi.format.RejectedRow;
import io.forebay.spi.store.ObjectUri;

/** A file that could not be read at all, as a row of {@code stl_load_errors} with line 0. */
final class WholeFile {
    private static final int UNKNOWN_PARSE_ERROR = 1200;
    private static final int FILE_NOT_FOUND = 1212;
    private static final int INVALID_LINE = 1216;
    private static final int WRONG_ENCODING = 1221;

    private WholeFile() {}

    static RejectedRow rejected(ObjectUri object, ForebayException reason) {
        String message = String.valueOf(reason.getMessage());
        String shown =
                message.length() > RejectedRow.MAX_REASON ? message.substring(0, RejectedRow.MAX_REASON) : message;
        return new RejectedRow(object, 0, null, -1, "", "", code(reason), shown);
    }

    private static int code(ForebayException reason) {
        if (reason.is(FormatError.WRONG_ENCODING)) {
            return WRONG_ENCODING;
        }
        if (reason.is(FormatError.DAMAGED_FILE) || reason.is(FormatError.WRONG_COMPRESSION)) {
            return INVALID_LINE;
        }
        return reason.code() instanceof io.forebay.spi.store.StoreError ? FILE_NOT_FOUND : UNKNOWN_PARSE_ERROR;
    }
}
