package io.forebay.engine.spectrum;

import io.forebay.spi.CommonError;
import io.forebay.spi.ForebayException;
import io.forebay.spi.format.RejectedRow;
import io.forebay.spi.store.ObjectUri;
import io.forebay.spi.warehouse.Column;

/** What a statement is told when a file cannot be read: where, which value, and why. */
final class ScanErrors {
    private static final int SHOWN = 100;

    private ScanErrors() {}

    /** @param unit what records are counted in: {@code line} or {@code row} */
    static ForebayException of(RejectedRow row, String unit) {
        String where = row.object() + ", " + unit + " " + row.line();
        Column column = row.column();
        if (column == null) {
            return new ForebayException(CommonError.INVALID_TEXT, where + ": " + row.reason());
        }
        return new ForebayException(
                code(row),
                where + ", column " + column.name() + ": \"" + shown(row.rawValue()) + "\" is no value of type "
                        + column.type().sqlName() + ": " + row.reason());
    }

    private static CommonError code(RejectedRow row) {
        return switch (row.code()) {
            case 1204, 1222 -> CommonError.OUT_OF_RANGE;
            case 1205, 1206 -> CommonError.INVALID_DATETIME;
            default -> CommonError.INVALID_TEXT;
        };
    }

    private static String shown(String text) {
        return text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "…";
    }

    /** An object as a whole cannot be read. */
    static ForebayException of(ObjectUri uri, ForebayException reason) {
        String message = String.valueOf(reason.getMessage());
        return message.contains(uri.toString())
                ? reason
                : new ForebayException(reason.code(), uri + ": " + message, reason);
    }
}
