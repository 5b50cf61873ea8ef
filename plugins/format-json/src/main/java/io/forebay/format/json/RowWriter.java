package io.forebay.format.json;

import io.forebay.format.json.text.Found;
import io.forebay.format.json.text.PlainNumber;
import io.forebay.format.json.text.Unescaped;
import io.forebay.format.kit.bytes.Text;
import io.forebay.format.kit.bytes.Words;
import io.forebay.format.kit.extra.RescuedFields;
import io.forebay.format.kit.value.Cell;
import io.forebay.format.kit.value.FieldParser;
import io.forebay.format.kit.value.LoadError;
import io.forebay.spi.format.Chunk;
import io.forebay.spi.format.ExtraFields;
import io.forebay.spi.warehouse.TypeKind;
import org.jspecify.annotations.Nullable;

/** Gives the texts that a {@link DocumentReader} has found to the columns' parsers. Used by one thread. */
final class RowWriter {
    /** No column is to blame, but a member that none wants. */
    static final int NO_COLUMN = -1;

    private final DocumentReader document;
    private final Target[] targets;
    private final Cell cell = new Cell();
    private final Unescaped unescaped = new Unescaped();
    private final PlainNumber number = new PlainNumber();
    private final @Nullable Extras extras;
    private final boolean refusesExtras;
    private final @Nullable RescuedFields rescue;
    private int failedColumn;

    /** A column, and the slot of the document that has its value. */
    private static final class Target {
        private final int slot;
        private final boolean nullable;
        private final FieldParser parser;
        private final TypeKind kind;
        private final boolean whole;

        Target(int slot, boolean nullable, FieldParser parser, TypeKind kind) {
            this.slot = slot;
            this.nullable = nullable;
            this.parser = parser;
            this.kind = kind;
            this.whole = kind == TypeKind.INTEGER || kind == TypeKind.BIGINT || kind == TypeKind.SMALLINT;
        }
    }

    /** @param extras the members that no column wants; null when they do not matter */
    RowWriter(LoadRules rules, DocumentReader document, @Nullable Extras extras) {
        this.document = document;
        this.extras = extras;
        refusesExtras = rules.extra.policy() == ExtraFields.Policy.ERROR;
        rescue = rules.extra.rescued() ? new RescuedFields(rules.columns, rules.options) : null;
        targets = new Target[rules.parsers.length];
        for (int i = 0; i < targets.length; i++) {
            TypeKind kind = rules.columns[i].type().kind();
            targets[i] = new Target(rules.tree.slotOf[i], rules.nullable[i], rules.parsers[i], kind);
        }
    }

    /** Turns to another chunk; null lets go of it. */
    void fill(@Nullable Chunk chunk) {
        cell.fill(chunk);
    }

    /** Sets all columns of the row; false when the document is no row, and the methods below tell why. */
    boolean write(byte[] bytes, int row) {
        cell.startRow(row, false);
        if (refusesExtras && extras != null && extras.count() > 0) {
            failedColumn = NO_COLUMN;
            return cell.refuse(LoadError.EXTRA_COLUMNS, "Extra column(s) found");
        }
        if (rescue != null) {
            rescue.start();
        }
        for (int column = 0; column < targets.length; column++) {
            Target target = targets[column];
            cell.startColumn(column, target.nullable);
            if (!writeValue(bytes, target) && !rescued(bytes, column)) {
                failedColumn = column;
                return false;
            }
        }
        return rescue == null || extras == null || writeRescued(rescue, bytes, extras);
    }

    /** Whether a value that does not fit goes to the rescue column instead. */
    private boolean rescued(byte[] bytes, int column) {
        int slot = targets[column].slot;
        byte found = document.found[slot];
        if (rescue == null || !targets[column].nullable || found <= Found.NULL) {
            return false;
        }
        int quote = found == Found.TEXT || found == Found.ESCAPED_TEXT ? 1 : 0;
        rescue.misfit(column).add(bytes, document.start[slot] - quote, document.end[slot] + quote);
        return cell.setNull();
    }

    /** The members as they are written. */
    private boolean writeRescued(RescuedFields into, byte[] bytes, Extras members) {
        for (int member = 0; member < members.count(); member++) {
            Text text = into.member();
            text.add(bytes, members.nameFrom(member) - 1, members.nameTo(member) + 1);
            text.add(':');
            text.add(bytes, members.valueFrom(member), members.valueTo(member));
        }
        cell.startColumn(targets.length, true);
        failedColumn = NO_COLUMN;
        return into.write(cell);
    }

    private boolean writeValue(byte[] bytes, Target target) {
        int slot = target.slot;
        int from = document.start[slot];
        int to = document.end[slot];
        cell.ascii(document.ascii[slot]);
        switch (document.found[slot]) {
            case Found.ABSENT, Found.NULL:
                return cell.setNull();
            case Found.NO_ELEMENT:
                return cell.refuse(
                        LoadError.INVALID_LINE, "Invalid JSONPath format: Not an array or index out of range.");
            case Found.NO_OBJECT:
                return cell.refuse(LoadError.INVALID_LINE, "Invalid JSONPath format: Member is not an object.");
            case Found.TEXT:
                return target.kind == TypeKind.SUPER
                        ? target.parser.parse(bytes, from - 1, to + 1, cell)
                        : target.parser.parse(bytes, from, to, cell);
            case Found.ESCAPED_TEXT:
                return target.kind == TypeKind.SUPER
                        ? target.parser.parse(bytes, from - 1, to + 1, cell)
                        : writeEscaped(bytes, from, to, target);
            case Found.FRACTION:
                return target.whole ? writeNumber(bytes, from, to, target) : target.parser.parse(bytes, from, to, cell);
            case Found.EXPONENT:
                return target.whole || target.kind == TypeKind.DECIMAL
                        ? writeNumber(bytes, from, to, target)
                        : target.parser.parse(bytes, from, to, cell);
            case Found.LITERAL:
                return target.kind == TypeKind.BOOLEAN
                        ? cell.setLong(bytes[from] == 't' ? 1 : 0)
                        : target.parser.parse(bytes, from, to, cell);
            default:
                return target.parser.parse(bytes, from, to, cell);
        }
    }

    private boolean writeNumber(byte[] bytes, int from, int to, Target target) {
        int length = number.plain(bytes, from, to);
        return target.parser.parse(number.bytes(), 0, length, cell);
    }

    private boolean writeEscaped(byte[] bytes, int from, int to, Target target) {
        int length = unescaped.unescape(bytes, from, to);
        byte[] text = unescaped.bytes();
        if (Words.find(text, 0, length, (byte) 0) >= 0) {
            return cell.refuse(LoadError.INVALID_LINE, "String has a NUL character (\\u0000), which no column takes");
        }
        cell.ascii(false);
        return target.parser.parse(text, 0, length, cell);
    }

    int code() {
        return cell.code();
    }

    String reason() {
        return cell.reason();
    }

    /** The column that the value was for. */
    int failedColumn() {
        return failedColumn;
    }

    /** Where the text of the value is, or -1 when it is not there. */
    int failedFrom() {
        if (failedColumn == NO_COLUMN) {
            return extras == null || extras.count() == 0 ? -1 : extras.nameFrom(0);
        }
        int slot = targets[failedColumn].slot;
        return document.found[slot] < Found.NULL ? -1 : document.start[slot];
    }

    int failedTo() {
        if (failedColumn == NO_COLUMN) {
            return extras == null || extras.count() == 0 ? -1 : extras.nameTo(0);
        }
        return document.end[targets[failedColumn].slot];
    }
}
