package io.forebay.engine.sql.copy;

import io.forebay.engine.sql.text.Mistake;
import io.forebay.spi.format.Layout;
import java.util.ArrayList;
import java.util.List;

/** FIXEDWIDTH's argument: {@code label:width,label:width…}, blanks allowed around each part. */
final class FixedWidthSpec {
    private FixedWidthSpec() {}

    /** @param offset where FIXEDWIDTH stands, for errors */
    static Layout.FixedWidth parse(String spec, int offset) {
        List<Layout.FixedWidth.Field> fields = new ArrayList<>();
        for (String part : spec.split(",", -1)) {
            fields.add(field(part.strip(), offset));
        }
        return new Layout.FixedWidth(fields);
    }

    private static Layout.FixedWidth.Field field(String part, int offset) {
        int colon = part.lastIndexOf(':');
        String label = colon < 0 ? "" : part.substring(0, colon).strip();
        String width = part.substring(colon + 1).strip();
        boolean known = !label.isEmpty() && width.matches("[0-9]{1,7}");
        if (!known || Integer.parseInt(width) < 1) {
            throw Mistake.syntax(
                    offset,
                    "FIXEDWIDTH expects 'label:width,label:width…' with widths from 1, but found '" + part + "'");
        }
        return new Layout.FixedWidth.Field(label, Integer.parseInt(width));
    }
}
