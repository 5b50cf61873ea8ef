package io.forebay.format.kit.columnar;

import io.forebay.format.kit.value.LoadError;
import io.forebay.spi.format.RejectedRow;
import java.nio.charset.StandardCharsets;

/** Bytes into VARBYTE. */
final class BinaryConversion implements Conversion {
    private final int most;

    /** @param most bytes; 0 for any number */
    BinaryConversion(int most) {
        this.most = most == 0 ? Integer.MAX_VALUE : most;
    }

    @Override
    public void convert(Values values) {
        for (int row = 0; row < values.count; row++) {
            if (values.length[row] > most) {
                int shown = Math.min(values.length[row], RejectedRow.MAX_TEXT);
                String raw = new String(values.bytes[row], values.from[row], shown, StandardCharsets.ISO_8859_1);
                values.fail(row, LoadError.OUT_OF_RANGE, "Varbyte length exceeds DDL length", raw);
            }
        }
    }
}
