package io.forebay.engine.stream;

import io.forebay.engine.load.CopyBinding;
import io.forebay.spi.CommonError;
import io.forebay.spi.ErrorCode;
import io.forebay.spi.ForebayException;
import io.forebay.spi.format.RejectedRow;
import io.forebay.spi.warehouse.Column;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What PostgreSQL's COPY says of a record that is no row. SOURCE: PostgreSQL's copyfromparse.c for the words; the numbers
 * are Redshift's of {@code stl_load_errors}.
 */
final class StreamErrors {
    private static final int SHOWN = 100;

    private StreamErrors() {}

    static ForebayException of(RejectedRow row, CopyBinding binding) {
        Column column = row.column();
        return (column == null ? ofLine(row) : ofColumn(row, binding, column)).withContext(context(row, binding));
    }

    private static ForebayException ofLine(RejectedRow row) {
        String message =
                switch (row.code()) {
                    case 1202 -> "extra data after last expected column";
                    default -> row.reason();
                };
        return new ForebayException(StreamError.BAD_COPY_DATA, message);
    }

    private static ForebayException ofColumn(RejectedRow row, CopyBinding binding, Column column) {
        String type = column.type().sqlName();
        String value = "\"" + row.rawValue() + "\"";
        return switch (row.code()) {
            case 1214 ->
                error(
                        StreamError.BAD_COPY_DATA,
                        "missing data for column \"" + behind(binding.columns(), column) + "\"");
            case 1213 ->
                error(
                        CommonError.NOT_NULL_VIOLATION,
                        "null value in column \"" + column.name() + "\" of relation \""
                                + binding.table().name().name() + "\" violates not-null constraint");
            case 1204 -> outOfRange(row, column, type);
            case 1222 -> error(CommonError.OUT_OF_RANGE, "value " + value + " is out of range for type " + type);
            case 1205, 1206 -> error(CommonError.INVALID_DATETIME, syntax(type, value));
            case 1216, 1218, 1220 -> error(StreamError.BAD_CHARACTER, "invalid byte sequence for encoding \"UTF8\"");
            default -> error(CommonError.INVALID_TEXT, syntax(type, value));
        };
    }

    private static ForebayException outOfRange(RejectedRow row, Column column, String type) {
        return switch (column.type().kind()) {
            case CHAR, VARCHAR, VARBYTE, SUPER -> error(StreamError.STRING_TOO_LONG, "value too long for type " + type);
            case DECIMAL -> error(CommonError.OUT_OF_RANGE, "numeric field overflow: " + row.reason());
            default ->
                error(CommonError.OUT_OF_RANGE, "value \"" + row.rawValue() + "\" is out of range for type " + type);
        };
    }

    private static String syntax(String type, String value) {
        return "invalid input syntax for type " + type + ": " + value;
    }

    private static ForebayException error(ErrorCode code, String message) {
        return new ForebayException(code, message);
    }

    /** Of a record that ends too early the column is known whose field was the last. */
    private static String behind(List<Column> columns, Column last) {
        return columns.get(Math.min(columns.indexOf(last) + 1, columns.size() - 1))
                .name();
    }

    private static String context(RejectedRow row, CopyBinding binding) {
        String start = "COPY " + binding.table().name().name() + ", line " + row.line();
        @Nullable Column column = row.column();
        return column == null || row.code() == 1214
                ? start + ": \"" + shown(row.rawLine()) + "\""
                : start + ", column " + column.name() + ": " + (row.code() == 1213 ? "null input" : quoted(row));
    }

    private static String quoted(RejectedRow row) {
        return "\"" + shown(row.rawValue()) + "\"";
    }

    private static String shown(String text) {
        return text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "...";
    }
}
