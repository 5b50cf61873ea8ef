package io.forebay.format.kit.columnar;

import io.forebay.format.kit.value.Uuids;

/** UUIDs into CHAR and VARCHAR. */
final class UuidConversion implements Conversion {
    private final TextPath path;

    UuidConversion(TextPath path) {
        this.path = path;
    }

    @Override
    public void convert(Values values) {
        for (int row = 0; row < values.count; row++) {
            if (values.length[row] == Uuids.BYTES) {
                path.take(values, row, Uuids.text(values.bytes[row], values.from[row]));
            }
        }
    }
}
