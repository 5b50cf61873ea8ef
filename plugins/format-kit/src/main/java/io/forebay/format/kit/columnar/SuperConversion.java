package io.forebay.format.kit.columnar;

import io.forebay.format.kit.bytes.Text;
import io.forebay.format.kit.bytes.Utf8;
import io.forebay.format.kit.value.LoadError;

/** Values into SUPER: as JSON scalars, or as the JSON that they are. */
final class SuperConversion implements Conversion {
    private final FileType type;
    private final TextPath path;

    SuperConversion(FileType type, TextPath path) {
        this.type = type;
        this.path = path;
    }

    @Override
    public void convert(Values values) {
        values.bytes();
        for (int row = 0; row < values.count; row++) {
            if ((values.anyNull && values.nulls[row]) || values.failure(row) != null) {
                continue;
            }
            convert(values, row);
        }
    }

    private void convert(Values values, int row) {
        byte[] bytes = values.bytes[row];
        int start = values.from[row];
        int size = values.length[row];
        switch (type.kind()) {
            case JSON, NESTED -> path.take(values, row, bytes, start, size);
            case TEXT -> {
                if (Utf8.firstFault(bytes, start, start + size) < start + size) {
                    path.take(values, row, bytes, start, size); // refuses it
                } else {
                    take(values, row, start, size);
                }
            }
            default -> take(values, row, start, size);
        }
    }

    private void take(Values values, int row, int start, int size) {
        Text text = path.text();
        switch (type.kind()) {
            case REAL, DOUBLE -> JsonValues.add(type, values.doubles[row], text);
            case TEXT, BINARY, UUID -> JsonValues.add(type, values.bytes[row], start, size, text);
            default -> JsonValues.add(type, type.wide() ? values.highs[row] : 0, values.longs[row], text);
        }
        if (text.full()) {
            values.fail(row, LoadError.OUT_OF_RANGE, "JSON text of more than 16 MB", "");
        } else {
            path.take(values, row);
        }
    }
}
