package io.forebay.torture.format;

import io.forebay.spi.format.Layout;
import io.forebay.spi.format.ReadFlag;
import io.forebay.torture.Input;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** CSV. */
public final class CsvTarget extends TextTarget {
    private static final List<Character> DELIMITERS = List.of(',', '|', '\t', ' ', '\u0001', 'a');
    private static final List<Character> QUOTES = List.of('"', '\'', '%', '~');

    @Override
    public String name() {
        return "csv";
    }

    @Override
    Layout layout(Input input, int columns) {
        return new Layout.Csv((byte) input.pick(DELIMITERS).charValue(), (byte)
                input.pick(QUOTES).charValue());
    }

    @Override
    Set<ReadFlag> flags() {
        return EnumSet.complementOf(EnumSet.of(ReadFlag.ESCAPE, ReadFlag.REMOVEQUOTES));
    }

    @Override
    public List<byte[]> seeds() {
        return List.of(
                seed("1,2,3\n4,5,6\r\n\n7,8,9,\n", Set.of(ReadFlag.FILLRECORD), 3, 0, 0),
                seed("\"a\"\"b\",\"c\nd\"\n \"e\" ,f\r\n", Set.of(ReadFlag.FILLRECORD), 2, 0, 0),
                seed("\"open,1\n2,3\n", Set.of(ReadFlag.FILLRECORD), 2, 0, 0),
                seed("a,\"b\"x\nc,\"d\"\r\n", Set.of(ReadFlag.FILLRECORD), 2, 0, 0),
                seed("'a'|''\n'b''c'|d'e", Set.of(ReadFlag.FILLRECORD), 2, 1, 1));
    }
}
