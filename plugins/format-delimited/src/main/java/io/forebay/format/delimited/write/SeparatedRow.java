package io.forebay.format.delimited.write;

import io.forebay.format.kit.write.RowBytes;
import io.forebay.format.kit.write.RowText;
import io.forebay.format.kit.write.ValueText;
import io.forebay.spi.format.WriteColumn;
import io.forebay.spi.warehouse.Rows;
import io.forebay.spi.warehouse.TypeKind;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Fields with a delimiter between them. */
final class SeparatedRow implements RowText {
    private static final byte[] JSON_NULL = {'n', 'u', 'l', 'l'};

    /** @param empty what stands for NULL: SUPER is always JSON */
    private record Field(int index, ValueText text, byte[] empty) {}

    private final List<Field> fields;
    private final byte delimiter;
    private final FieldStyle style;

    SeparatedRow(List<WriteColumn> columns, byte delimiter, String nullAs, FieldStyle style) {
        byte[] none = nullAs.getBytes(StandardCharsets.UTF_8);
        this.fields = columns.stream()
                .map(column -> new Field(
                        column.index(),
                        ValueText.of(column.type()),
                        column.type().kind() == TypeKind.SUPER ? JSON_NULL : none))
                .toList();
        this.delimiter = delimiter;
        this.style = style;
    }

    @Override
    public void add(Rows rows, RowBytes out) {
        boolean first = true;
        for (Field field : fields) {
            if (!first) {
                out.add(delimiter);
            }
            first = false;
            int start = out.length();
            if (rows.isNull(field.index)) {
                out.add(field.empty);
                style.finishNull(out, start);
            } else {
                field.text.add(rows, field.index, out);
                style.finish(out, start, field.text.free());
            }
        }
        out.add('\n');
    }

    void names(List<String> names, RowBytes out) {
        boolean first = true;
        for (String name : names) {
            if (!first) {
                out.add(delimiter);
            }
            first = false;
            int start = out.length();
            out.add(name);
            style.finish(out, start, true);
        }
        out.add('\n');
    }
}
