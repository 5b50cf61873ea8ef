package io.forebay.torture.format;

import io.forebay.spi.format.Layout;
import io.forebay.spi.format.ReadFlag;
import io.forebay.torture.Input;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** Delimited text, with ESCAPE and REMOVEQUOTES. */
public final class DelimitedTarget extends TextTarget {
    private static final List<Character> DELIMITERS = List.of('|', ',', '\t', ' ', ';', 'a', '\u0001', '"');

    @Override
    public String name() {
        return "delimited";
    }

    @Override
    Layout layout(Input input, int columns) {
        return new Layout.Delimited((byte) input.pick(DELIMITERS).charValue());
    }

    @Override
    Set<ReadFlag> flags() {
        return EnumSet.allOf(ReadFlag.class);
    }

    @Override
    public List<byte[]> seeds() {
        return List.of(
                seed("1|2|3\n4|5|6\r\n\n7|8|9|\n", Set.of(), 3, 0),
                seed("a\\|b|c\\\nd|\\\\\ne|f\\", Set.of(ReadFlag.ESCAPE), 2, 0),
                seed("'a|b'|\"c\"\n 'd' |e\n'open\n", Set.of(ReadFlag.REMOVEQUOTES), 2, 0),
                seed("a  'b' c\n", Set.of(ReadFlag.REMOVEQUOTES, ReadFlag.FILLRECORD), 3, 3),
                seed("'a\\'|'|b\\\r\n|c\r\n", Set.of(ReadFlag.ESCAPE, ReadFlag.REMOVEQUOTES), 2, 0),
                seed("1,\\N,\u00e9\n2,x\0y,z\n\n", Set.of(ReadFlag.IGNOREBLANKLINES), 3, 1),
                Input.of("12|3.4|2024-02-29\n-1|x|y\n", 3, 1, 2, 0, 0, 0, 0, 0, 0, 0, 0, 3, 0, 5, 0, 10, 0));
    }
}
