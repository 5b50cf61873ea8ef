package io.forebay.torture.parquet;

import io.forebay.contract.format.ParquetBytes.Codec;
import io.forebay.contract.format.ParquetBytes.Encoding;
import io.forebay.contract.format.ParquetBytes.Header;
import io.forebay.torture.Input;
import java.util.Arrays;
import java.util.List;

/** What a file says wrongly, when the input wants it to. */
final class Lies {
    private static final List<Integer> SIZES = List.of(
            0,
            1,
            -1,
            7,
            8,
            100,
            65_536,
            1 << 20,
            1 << 24,
            Integer.MAX_VALUE,
            Integer.MAX_VALUE - 63,
            Integer.MIN_VALUE);

    private final Input input;

    /** Whether there are any. */
    private final boolean wanted;

    private boolean told;

    Lies(Input input) {
        this.input = input;
        this.wanted = input.flag();
    }

    boolean told() {
        return told;
    }

    private boolean now(int often) {
        boolean now = wanted && input.below(often) == 1;
        told |= now;
        return now;
    }

    /** Any number in place of a right one: one of those at an edge, or a near one. */
    private int size(int right) {
        int choice = input.below(2 * SIZES.size());
        return choice < SIZES.size() ? SIZES.get(choice) : right + choice - SIZES.size() * 3 / 2;
    }

    long count(long right) {
        return now(8) ? size((int) right) : right;
    }

    Codec codec(Codec right) {
        return now(16) ? input.pick(List.of(Codec.values())) : right;
    }

    /** Other bytes: one changed, some missing, or all of the input's. */
    byte[] body(byte[] right) {
        if (!now(4)) {
            return right;
        }
        switch (input.below(4)) {
            case 0 -> {
                byte[] changed = right.clone();
                if (changed.length > 0) {
                    changed[input.below(256) % changed.length] = (byte) input.below(256);
                }
                return changed;
            }
            case 1 -> {
                return Arrays.copyOf(right, input.below(right.length + 1));
            }
            case 2 -> {
                return Arrays.copyOf(right, right.length + 1 + input.below(9));
            }
            default -> {
                return input.bytes(input.below(48));
            }
        }
    }

    Header header(Header right) {
        if (!now(4)) {
            return right;
        }
        int field = input.below(9);
        return new Header(
                field == 0 ? input.below(4) : right.type(),
                field == 1 ? size(right.uncompressed()) : right.uncompressed(),
                field == 2 ? size(right.compressed()) : right.compressed(),
                field == 3 ? size(right.values()) : right.values(),
                field == 4 ? input.pick(List.of(Encoding.values())) : right.encoding(),
                field == 5 ? size(right.rows()) : right.rows(),
                field == 6 ? size(right.nulls()) : right.nulls(),
                field == 7 ? size(right.definition()) : right.definition(),
                field == 8 ? size(right.repetition()) : right.repetition(),
                right.packed());
    }
}
