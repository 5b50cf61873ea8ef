package io.forebay.format.delimited;

import io.forebay.format.kit.bytes.Words;
import io.forebay.format.kit.value.Cell;
import io.forebay.format.kit.value.FieldParser;
import io.forebay.format.kit.value.LoadError;
import io.forebay.spi.format.Chunk;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Turns the fields of one record into a row, or tells what is wrong with it. Used by one thread. */
final class RecordParser {
    /** No column is to blame. */
    static final int NO_COLUMN = -1;

    private final LoadRules rules;
    private final Splitter splitter;
    private final FieldParser[] parsers;
    private final boolean[] nullable;
    private final byte[] nullText;
    private final boolean[] nullTextCounts;
    private final boolean[] hex;
    private final boolean fixedWidth;
    private final Cell cell = new Cell();
    private byte[] unwrapped = new byte[0];
    private int failedField;
    private int failedColumn;

    RecordParser(LoadRules rules) {
        this.rules = rules;
        this.splitter = rules.splitter;
        this.parsers = rules.parsers;
        this.nullable = rules.nullable;
        this.nullText = rules.nullText;
        this.nullTextCounts = rules.nullTextCounts;
        this.hex = rules.hex;
        this.fixedWidth = rules.fixedWidth;
    }

    /** Turns to another chunk; null lets go of it. */
    void fill(@Nullable Chunk chunk) {
        cell.fill(chunk);
    }

    /** Sets all columns of the row; false when the record is no row, and the methods below tell why. */
    boolean parse(byte[] bytes, Fields fields, int row) {
        if (fields.errorCode() != 0) {
            return refuse(fields.errorCode(), fields.errorReason(), NO_COLUMN, fields.count - 1);
        }
        int count = fields.count;
        if (count != parsers.length) {
            if (!countFits(fields)) {
                return false;
            }
            count = Math.min(count, parsers.length);
        }
        cell.startRow(row, fields.ascii);
        for (int column = 0; column < count; column++) {
            if (!parseField(bytes, fields, column)) {
                failedField = column;
                failedColumn = column;
                return false;
            }
        }
        return count == parsers.length || fillMissing(count);
    }

    private boolean parseField(byte[] bytes, Fields fields, int column) {
        int from = fields.start[column];
        int to = fields.end[column];
        cell.startColumn(column, nullable[column]);
        if (nullTextCounts[column] && isNull(bytes, from, to)) {
            return cell.setNull();
        }
        if (fields.nul && Words.find(bytes, from, to, (byte) 0) >= 0) {
            return refuseNul(bytes, fields, from, to);
        }
        if (fields.coded(column)) {
            return parseCoded(bytes, from, to, column);
        }
        return hex[column] ? parseHex(bytes, from, to, column) : parsers[column].parse(bytes, from, to, cell);
    }

    /** PostgreSQL writes bytes with {@code \\x} before their digits. */
    private boolean parseHex(byte[] bytes, int from, int to, int column) {
        if (to - from < 2 || bytes[from] != '\\' || bytes[from + 1] != 'x') {
            return parsers[column].parse(bytes, from, to, cell);
        }
        return to - from == 2 ? cell.setBytes(bytes, to, to) : parsers[column].parse(bytes, from + 2, to, cell);
    }

    private boolean parseCoded(byte[] bytes, int from, int to, int column) {
        if (unwrapped.length < to - from + Words.SLACK) {
            unwrapped = new byte[Math.max(256, 2 * (to - from) + Words.SLACK)];
        }
        int length = splitter.unwrap(bytes, from, to, unwrapped);
        if (rules.nullWhenCoded[column] && isNull(unwrapped, 0, length)) {
            return cell.setNull();
        }
        if (rules.strict && Words.find(unwrapped, 0, length, (byte) 0) >= 0) {
            return cell.refuse(LoadError.CODE_POINT, "invalid byte sequence for encoding \"UTF8\": 0x00");
        }
        if (hex[column]) {
            return parseHex(unwrapped, 0, length, column);
        }
        return parsers[column].parse(unwrapped, 0, length, cell);
    }

    private boolean isNull(byte[] bytes, int from, int fieldTo) {
        int to = fixedWidth ? trimmed(bytes, from, fieldTo) : fieldTo;
        if (to - from != nullText.length) {
            return false;
        }
        for (int i = 0; i < nullText.length; i++) {
            if (bytes[from + i] != nullText[i]) {
                return false;
            }
        }
        return true;
    }

    /** In fixed widths the marker may be followed by blanks. */
    private int trimmed(byte[] bytes, int from, int fieldTo) {
        int to = fieldTo;
        while (to - from > nullText.length && bytes[to - 1] == ' ') {
            to--;
        }
        return to;
    }

    private boolean refuseNul(byte[] bytes, Fields fields, int from, int to) {
        if (rules.nulIsNull()) {
            return cell.refuse(LoadError.NUL_FIELD, "Field has a NUL character and more than one byte");
        }
        int next = Words.find(bytes, from, to, (byte) 0) + 1;
        String found =
                next < fields.recordEnd() ? String.format(Locale.ROOT, "0x%02x", bytes[next] & 0xFF) : "end of line";
        return cell.refuse(
                LoadError.INVALID_LINE,
                "Missing newline: Unexpected character " + found + " found at location "
                        + (next - fields.recordStart()));
    }

    private boolean countFits(Fields fields) {
        int columns = parsers.length;
        if (fields.count > columns) {
            boolean trailingDelimiter = fields.count == columns + 1
                    && !fixedWidth
                    && !rules.strict
                    && fields.start[columns] == fields.end[columns]
                    && fields.end[columns] == fields.recordEnd();
            return trailingDelimiter || refuse(LoadError.EXTRA_COLUMNS, "Extra column(s) found", NO_COLUMN, columns);
        }
        int last = fields.count - 1;
        return rules.fillRecord || refuse(LoadError.MISSING_DELIMITER, "Delimiter not found", last, last);
    }

    /** FILLRECORD. */
    private boolean fillMissing(int count) {
        for (int column = count; column < parsers.length; column++) {
            cell.startColumn(column, nullable[column]);
            if (!parsers[column].fill(cell)) {
                failedColumn = column;
                failedField = -1;
                return false;
            }
        }
        return true;
    }

    private boolean refuse(int code, String reason, int column, int field) {
        failedColumn = column;
        failedField = field;
        return cell.refuse(code, reason);
    }

    int code() {
        return cell.code();
    }

    String reason() {
        return cell.reason();
    }

    /** The column that the value was for, or {@link #NO_COLUMN}. */
    int failedColumn() {
        return failedColumn;
    }

    /** The field that is wrong, or -1 when it is not there. */
    int failedField() {
        return failedField;
    }
}
