package io.forebay.torture.format;

import io.forebay.spi.format.Layout;
import io.forebay.spi.format.ReadFlag;
import io.forebay.torture.Input;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** Fields of fixed widths. */
public final class FixedWidthTarget extends TextTarget {
    @Override
    public String name() {
        return "fixed-width";
    }

    @Override
    Layout layout(Input input, int columns) {
        List<Layout.FixedWidth.Field> fields = new ArrayList<>();
        for (int i = 0; i < columns; i++) {
            fields.add(new Layout.FixedWidth.Field("f" + i, 1 + input.below(6)));
        }
        return new Layout.FixedWidth(fields);
    }

    @Override
    Set<ReadFlag> flags() {
        return EnumSet.complementOf(EnumSet.of(ReadFlag.ESCAPE, ReadFlag.REMOVEQUOTES));
    }

    @Override
    public List<byte[]> seeds() {
        return List.of(
                seed("ab123\ncd456\r\n\nef7\ngh890x\n", Set.of(), 2, 1, 2),
                seed("\u00e9\u20ac12\n\ud83d\ude00x34  \n", Set.of(), 2, 1, 1),
                seed("\\N 1\n", Set.of(), 2, 2, 0));
    }
}
