package io.forebay.format.delimited.write;

import io.forebay.format.kit.write.RowBytes;
import io.forebay.format.kit.write.RowText;
import io.forebay.format.kit.write.ValueText;
import io.forebay.spi.CommonError;
import io.forebay.spi.ForebayException;
import io.forebay.spi.format.FormatError;
import io.forebay.spi.format.Layout;
import io.forebay.spi.format.WriteColumn;
import io.forebay.spi.warehouse.Rows;
import io.forebay.spi.warehouse.TypeKind;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Fields of a fixed number of characters, filled with blanks at their ends, with nothing between them. */
final class FixedWidthRow implements RowText {
    private record Field(WriteColumn column, ValueText text, int width, byte[] empty) {}

    private final List<Field> fields;

    private FixedWidthRow(List<Field> fields) {
        this.fields = fields;
    }

    static FixedWidthRow of(List<WriteColumn> columns, Layout.FixedWidth layout, String nullAs) {
        if (layout.fields().size() != columns.size()) {
            throw new ForebayException(
                            FormatError.BAD_OPTIONS,
                            "FIXEDWIDTH lists " + layout.fields().size() + " fields, but the query gives "
                                    + columns.size() + " columns")
                    .withHint("List one label:width for each column, in the order of the columns.");
        }
        List<Field> fields = new ArrayList<>();
        for (int i = 0; i < columns.size(); i++) {
            fields.add(field(columns.get(i), layout.fields().get(i).width(), nullAs));
        }
        return new FixedWidthRow(fields);
    }

    private static Field field(WriteColumn column, int width, String nullAs) {
        TypeKind kind = column.type().kind();
        if (kind == TypeKind.VARBYTE) {
            throw new ForebayException(
                            CommonError.NOT_SUPPORTED,
                            "column \"" + column.name() + "\" is of type "
                                    + column.type().sqlName() + ", which UNLOAD does not write to FIXEDWIDTH")
                    .withHint("Leave it out, or write text: to_hex(" + column.name() + ").");
        }
        String empty = kind == TypeKind.SUPER ? "null" : nullAs;
        boolean fits = empty.codePointCount(0, empty.length()) <= width;
        if (!fits && (kind == TypeKind.CHAR || kind == TypeKind.VARCHAR || kind == TypeKind.SUPER)) {
            throw new ForebayException(
                            FormatError.BAD_OPTIONS,
                            "NULL of column \"" + column.name() + "\" is written as '" + empty
                                    + "', which is longer than its width " + width)
                    .withHint("Make the field wider, or NULL AS shorter.");
        }
        return new Field(
                column, ValueText.of(column.type()), width, (fits ? empty : "").getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public void add(Rows rows, RowBytes out) {
        for (Field field : fields) {
            int start = out.length();
            if (rows.isNull(field.column.index())) {
                out.add(field.empty);
            } else {
                field.text.add(rows, field.column.index(), out);
            }
            fill(field, characters(out, start), out);
        }
        out.add('\n');
    }

    private static void fill(Field field, int characters, RowBytes out) {
        if (characters > field.width) {
            throw new ForebayException(
                            CommonError.OUT_OF_RANGE,
                            "a value of column \"" + field.column.name() + "\" has " + characters
                                    + " characters, more than its FIXEDWIDTH field of " + field.width)
                    .withHint("Make the field wider: UNLOAD cuts no value.");
        }
        for (int i = characters; i < field.width; i++) {
            out.add(' ');
        }
    }

    /** Characters of UTF-8: all bytes but those that continue one. */
    private static int characters(RowBytes out, int start) {
        byte[] bytes = out.array();
        int count = 0;
        for (int i = start; i < out.length(); i++) {
            count += (bytes[i] & 0xC0) != 0x80 ? 1 : 0;
        }
        return count;
    }
}
