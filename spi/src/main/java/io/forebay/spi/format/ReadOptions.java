package io.forebay.spi.format;

import java.util.Set;
import java.util.stream.Collectors;

/**
 * What a COPY says about its files; checked, without conflicts.
 *
 * @param ignoreHeader lines to skip at the start of every file, from 0
 */
public record ReadOptions(
        Layout layout,
        Compression compression,
        Encoding encoding,
        int ignoreHeader,
        ValueRules values,
        Set<ReadFlag> flags) {
    /** COPY without parameters: text with {@code |}. */
    public static final ReadOptions DEFAULT = new ReadOptions(
            new Layout.Delimited((byte) '|'), Compression.NONE, Encoding.UTF8, 0, ValueRules.DEFAULT, Set.of());

    public ReadOptions {
        flags = Set.copyOf(flags);
    }

    /** The same options for files of another layout. */
    public ReadOptions in(Layout other) {
        return new ReadOptions(other, compression, encoding, ignoreHeader, values, flags);
    }

    /** The same options without a flag. */
    public ReadOptions without(ReadFlag flag) {
        Set<ReadFlag> others = flags.stream().filter(other -> other != flag).collect(Collectors.toSet());
        return new ReadOptions(layout, compression, encoding, ignoreHeader, values, others);
    }

    public boolean has(ReadFlag flag) {
        return flags.contains(flag);
    }
}
