package io.forebay.format.kit.bytes;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Against one byte after the other, in texts with neighbours of the byte that is looked for. */
class WordsTest {
    private static final byte NEWLINE = '\n';
    private static final byte[] COMMON = {'a', NEWLINE, NEWLINE + 1, NEWLINE - 1, (byte) (NEWLINE | 0x80), 0, -1};

    private final Random random = new Random(2);

    @Test
    void countsBytesInTextsOfAllLengths() {
        for (int length = 0; length < 150; length++) {
            for (int kinds = 1; kinds <= COMMON.length; kinds++) {
                byte[] text = text(length, kinds);
                int from = random.nextInt(Math.min(length, 9) + 1);
                long expected = IntStream.range(from, length)
                        .filter(at -> text[at] == NEWLINE)
                        .count();
                assertThat(Words.count(text, from, length, NEWLINE)).isEqualTo((int) expected);
            }
        }
    }

    private byte[] text(int length, int kinds) {
        byte[] text = new byte[length + Words.SLACK];
        for (int i = 0; i < text.length; i++) {
            text[i] = COMMON[random.nextInt(kinds)];
        }
        return text;
    }
}
