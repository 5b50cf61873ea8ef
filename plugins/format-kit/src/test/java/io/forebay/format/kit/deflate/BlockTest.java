package io.forebay.format.kit.deflate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** Blocks written bit by bit: what the format allows, and what zlib refuses. */
class BlockTest {
    private static final int A = 'a';

    private final Inflation inflation = new Inflation();

    @Test
    void readsStoredBytesOfEveryLength() {
        for (int length : new int[] {0, 1, 255, 65_535}) {
            byte[] head = new BitWriter()
                    .block(false, 0)
                    .bits(0, 5)
                    .bits(length, 16)
                    .bits(length ^ 0xFFFF, 16)
                    .bytes();
            byte[] stream = Arrays.copyOf(head, head.length + length + 2);
            Arrays.fill(stream, head.length, head.length + length, (byte) A);
            stream[head.length + length] = 3; // a last block of fixed codes without symbols
            Inflated inflated = gives(stream, "a".repeat(length));
            assertThat(inflated.rest()).isEmpty();
        }
    }

    @Test
    void refusesStoredBytesWhoseLengthIsWrong() {
        refuses(
                new BitWriter()
                        .block(true, 0)
                        .bits(0, 5)
                        .bits(5, 16)
                        .bits(5, 16)
                        .bytes(),
                "length of stored bytes");
    }

    @Test
    void refusesTheFourthKindOfBlock() {
        refuses(new BitWriter().block(true, 3).bytes(), "kind of block");
    }

    @Test
    void copiesFromBeforeItsOwnEnd() {
        gives(
                new BitWriter()
                        .block(true, 1)
                        .fixed(A)
                        .fixed('b')
                        .fixed(257)
                        .code(1, 5)
                        .fixed(256)
                        .bytes(),
                "ababa");
    }

    @Test
    void refusesDistancesBeforeTheBeginning() {
        refuses(
                new BitWriter()
                        .block(true, 1)
                        .fixed(A)
                        .fixed(257)
                        .code(1, 5)
                        .fixed(256)
                        .bytes(),
                "before the beginning");
    }

    @Test
    void refusesSymbolsThatMeanNothing() {
        refuses(
                new BitWriter()
                        .block(true, 1)
                        .fixed(A)
                        .fixed(286)
                        .code(0, 5)
                        .fixed(256)
                        .bytes(),
                "unknown length");
        refuses(
                new BitWriter()
                        .block(true, 1)
                        .fixed(A)
                        .fixed(287)
                        .code(0, 5)
                        .fixed(256)
                        .bytes(),
                "unknown length");
        refuses(
                new BitWriter()
                        .block(true, 1)
                        .fixed(A)
                        .fixed(257)
                        .code(30, 5)
                        .fixed(256)
                        .bytes(),
                "unknown distance");
        refuses(
                new BitWriter()
                        .block(true, 1)
                        .fixed(A)
                        .fixed(257)
                        .code(31, 5)
                        .fixed(256)
                        .bytes(),
                "unknown distance");
    }

    @Test
    void takesOneDistanceCodeOfOneBit() {
        int[] lengths = lengths(A, 1, 256, 2, 257, 2);
        gives(own(lengths, 1).code(0, 1).code(3, 2).code(0, 1).code(2, 2).bytes(), "aaaa");
        refuses(own(lengths, 1).code(0, 1).code(3, 2).code(1, 1).code(2, 2).bytes(), "unknown distance");
    }

    @Test
    void takesNoDistanceCodeWhereThereAreNoMatches() {
        int[] lengths = lengths(A, 1, 256, 2, 257, 2);
        gives(own(lengths, 0).code(0, 1).code(2, 2).bytes(), "a");
        refuses(own(lengths, 0).code(0, 1).code(3, 2).code(0, 1).code(2, 2).bytes(), "unknown distance");
    }

    @Test
    void takesTheEndAlone() {
        gives(own(lengths(256, 1), 0).code(0, 1).bytes(), "");
        refuses(own(lengths(256, 1), 0).code(1, 1).bytes(), "unknown length");
    }

    @Test
    void refusesTooManyAndTooFewCodes() {
        refuses(own(lengths(A, 1, 256, 1, 257, 1), 1).bytes(), "too many codes");
        refuses(own(lengths(A, 2, 256, 1), 1).bytes(), "too few codes");
        refuses(own(lengths(A, 1, 256, 1), 2).bytes(), "too few codes");
        refuses(own(lengths(A, 1, 256, 1), 1, 1, 1).bytes(), "too many codes");
        refuses(own(lengths(A, 1, 'b', 1), 1).bytes(), "without an end");
    }

    @Test
    void refusesTooManySymbols() {
        refuses(
                new BitWriter()
                        .block(true, 2)
                        .bits(30, 5)
                        .bits(0, 5)
                        .bits(15, 4)
                        .bytes(),
                "too many symbols");
        refuses(
                new BitWriter()
                        .block(true, 2)
                        .bits(0, 5)
                        .bits(30, 5)
                        .bits(15, 4)
                        .bytes(),
                "too many symbols");
    }

    @Test
    void refusesRepeatsThatDoNotFit() {
        // codes of one bit for "repeat the last" and "138 zeros"
        refuses(repeats().code(0, 1).bits(0, 2).bytes(), "before the first");
        refuses(repeats().code(1, 1).bits(127, 7).code(1, 1).bits(127, 7).bytes(), "too often");
    }

    @Test
    void refusesCodeLengthsWithoutCodes() {
        BitWriter none =
                new BitWriter().block(true, 2).bits(0, 5).bits(0, 5).bits(0, 4).bits(0, 12);
        refuses(none.bits(0, 32).bits(0, 32).bytes(), "code lengths");
        BitWriter one = new BitWriter()
                .block(true, 2)
                .bits(0, 5)
                .bits(0, 5)
                .bits(0, 4)
                .bits(0, 9)
                .bits(1, 3);
        refuses(one.bits(0, 32).bits(0, 32).bytes(), "code lengths");
    }

    private static BitWriter repeats() {
        return new BitWriter()
                .block(true, 2)
                .bits(0, 5)
                .bits(0, 5)
                .bits(0, 4)
                .bits(1, 3)
                .bits(0, 3)
                .bits(1, 3)
                .bits(0, 3);
    }

    /** A last block with codes of its own. */
    private static BitWriter own(int[] lengths, int... distances) {
        return new BitWriter().block(true, 2).header(lengths, distances);
    }

    /** Code lengths by symbol: a symbol, its length, and so on. */
    private static int[] lengths(int... pairs) {
        int[] lengths = new int[258];
        for (int i = 0; i < pairs.length; i += 2) {
            lengths[pairs[i]] = pairs[i + 1];
        }
        return lengths;
    }

    private Inflated gives(byte[] stream, String content) {
        for (int piece : new int[] {1, 1 << 16}) {
            // alone, and with so much behind it that the fast loop reads it
            for (byte[] file : new byte[][] {stream, Arrays.copyOf(stream, stream.length + 64)}) {
                Inflated inflated = inflation.of(file, 10, piece);
                assertThat(inflated.error()).isNull();
                assertThat(inflated.content()).asString().isEqualTo(content);
            }
        }
        assertThat(Inflated.java(Arrays.copyOf(stream, stream.length + 1)).error())
                .isNull();
        return inflation.of(stream, 10, 10);
    }

    private void refuses(byte[] stream, String why) {
        for (byte[] file : new byte[][] {stream, Arrays.copyOf(stream, stream.length + 64)}) {
            assertThat(inflation.of(file, 10, 1 << 16).error()).contains(why);
            assertThat(inflation.of(file, 10, 1).error()).contains(why);
        }
        assertThat(Inflated.java(Arrays.copyOf(stream, stream.length + 400)).error())
                .isNotNull();
    }
}
