package io.forebay.format.kit.value;

import io.forebay.format.kit.time.Moment;
import io.forebay.format.kit.time.MomentSyntax;
import io.forebay.spi.warehouse.TypeKind;

/** DATE, TIME, TIMESTAMP and TIMESTAMPTZ. */
final class MomentField extends FieldParser {
    private final TypeKind kind;
    private final MomentSyntax syntax;
    private final boolean acceptAny;
    private final int code;
    private final String reason;

    /** @param acceptAny ACCEPTANYDATE: what is no date becomes NULL */
    MomentField(TypeKind kind, MomentSyntax syntax, boolean acceptAny, String format) {
        this.kind = kind;
        this.syntax = syntax;
        this.acceptAny = acceptAny && kind != TypeKind.TIME;
        this.code = kind == TypeKind.DATE ? LoadError.DATE_FORMAT : LoadError.TIMESTAMP_FORMAT;
        this.reason = kind == TypeKind.DATE
                ? "Invalid Date Format - value does not match [" + format + "]"
                : "Error in Timestamp value or format [" + format + "]";
    }

    @Override
    public boolean parse(byte[] bytes, int fieldFrom, int fieldTo, Cell cell) {
        int from = skipBlanks(bytes, fieldFrom, fieldTo);
        int to = trim(bytes, from, fieldTo);
        if (from == to) {
            return cell.setNull();
        }
        Moment moment = cell.moment();
        if (!syntax.read(bytes, from, to, moment)) {
            return acceptAny ? cell.setNull() : cell.refuse(code, reason);
        }
        return cell.setLong(value(moment));
    }

    private long value(Moment moment) {
        return switch (kind) {
            case DATE -> moment.epochDay();
            case TIME -> moment.microsOfDay();
            case TIMESTAMP -> moment.localMicros();
            default -> moment.utcMicros();
        };
    }
}
