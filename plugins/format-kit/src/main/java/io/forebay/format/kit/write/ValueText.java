package io.forebay.format.kit.write;

import io.forebay.spi.warehouse.ColumnType;
import io.forebay.spi.warehouse.Rows;
import io.forebay.spi.warehouse.TypeKind;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/**
 * The text of a value as UNLOAD writes it to delimited text, CSV and text of fixed widths. SOURCE: Redshift Database
 * Developer Guide, "UNLOAD".
 */
public final class ValueText {
    private final TypeKind kind;

    private ValueText(TypeKind kind) {
        this.kind = kind;
    }

    public static ValueText of(ColumnType type) {
        return new ValueText(type.kind());
    }

    /** Whether its texts may hold any character. */
    public boolean free() {
        return switch (kind) {
            case CHAR, VARCHAR, SUPER, OTHER -> true;
            default -> false;
        };
    }

    /** Adds the text of a value that is not null. */
    public void add(Rows rows, int column, RowBytes out) {
        switch (kind) {
            case SMALLINT, INTEGER, BIGINT -> out.decimal(rows.longAt(column));
            case DECIMAL -> out.add(rows.decimalAt(column).toPlainString());
            case REAL -> RealText.add(rows.doubleAt(column), true, out);
            case DOUBLE -> RealText.add(rows.doubleAt(column), false, out);
            case BOOLEAN -> out.add(rows.booleanAt(column) ? 't' : 'f');
            case CHAR -> out.add(unpadded(rows.textAt(column)));
            case VARCHAR, TIMETZ, OTHER -> out.add(rows.textAt(column));
            case DATE -> MomentText.date(rows.longAt(column), out);
            case TIME -> MomentText.time(rows.longAt(column), out);
            case TIMESTAMP -> MomentText.timestamp(rows.longAt(column), "", out);
            case TIMESTAMPTZ -> MomentText.timestamp(rows.longAt(column), "+00", out);
            case SUPER -> JsonText.compact(rows.textAt(column), out);
            case VARBYTE -> out.add(HexFormat.of().formatHex(rows.bytesAt(column)));
        }
    }

    /** A CHAR without the blanks at its end, which mean nothing. */
    public static String unpadded(String text) {
        int end = text.length();
        while (end > 0 && text.charAt(end - 1) == ' ') {
            end--;
        }
        return text.substring(0, end);
    }

    /** The text as a string, for names of folders. */
    public String text(Rows rows, int column) {
        RowBytes out = new RowBytes();
        add(rows, column, out);
        return new String(out.array(), 0, out.length(), StandardCharsets.UTF_8);
    }
}
