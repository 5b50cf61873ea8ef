package io.forebay.spi.format;

import java.util.Set;

/**
 * What an UNLOAD says about its files; checked, without conflicts.
 *
 * @param nullAs the text of NULL where a format has one, empty unless given
 * @param rowGroupBytes the size of a row group where a format has them
 */
public record WriteOptions(
        Layout layout, Compression compression, String nullAs, long rowGroupBytes, Set<WriteFlag> flags) {
    /** ROWGROUPSIZE when it is not given. */
    public static final long ROW_GROUP_BYTES = 32L << 20;

    public WriteOptions {
        flags = Set.copyOf(flags);
    }

    public boolean has(WriteFlag flag) {
        return flags.contains(flag);
    }
}
