package io.forebay.format.kit.source;

import io.forebay.spi.format.Compression;
import java.util.Optional;

/** The bytes that compressed files start with. */
public final class Magic {
    /** The bytes that tell any of them. */
    public static final int LONGEST = 9;

    static final byte[] LZOP = {(byte) 0x89, 'L', 'Z', 'O', 0, '\r', '\n', 0x1A, '\n'};
    static final byte[] GZIP = {0x1F, (byte) 0x8B};
    private static final byte[] BZIP2 = {'B', 'Z', 'h'};
    private static final byte[] ZSTD = {0x28, (byte) 0xB5, 0x2F, (byte) 0xFD};

    /** A skippable frame; its first byte is 0x50 to 0x5F. */
    private static final byte[] ZSTD_SKIPPABLE = {0x2A, 0x4D, 0x18};

    private Magic() {}

    /** The compression that the first bytes of a file are of; empty when they are of none that is known. */
    public static Optional<Compression> find(byte[] head) {
        for (Compression compression : Compression.values()) {
            if (compression != Compression.NONE && matches(compression, head)) {
                return Optional.of(compression);
            }
        }
        return Optional.empty();
    }

    static boolean matches(Compression compression, byte[] head) {
        return switch (compression) {
            case NONE -> true;
            case GZIP -> starts(head, 0, GZIP);
            case BZIP2 -> starts(head, 0, BZIP2) && head.length > 3 && head[3] >= '1' && head[3] <= '9';
            case LZOP -> starts(head, 0, LZOP);
            case ZSTD -> starts(head, 0, ZSTD) || (starts(head, 1, ZSTD_SKIPPABLE) && (head[0] & 0xF0) == 0x50);
        };
    }

    private static boolean starts(byte[] head, int at, byte[] magic) {
        if (head.length < at + magic.length) {
            return false;
        }
        for (int i = 0; i < magic.length; i++) {
            if (head[at + i] != magic[i]) {
                return false;
            }
        }
        return true;
    }
}
