package io.forebay.format.kit.deflate;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.Deflater;

/** Contents of many kinds, and their streams by zlib. */
final class Contents {
    private static final int[] STRATEGIES = {Deflater.DEFAULT_STRATEGY, Deflater.FILTERED, Deflater.HUFFMAN_ONLY};

    private Contents() {}

    static byte[] any(Random random, int most) {
        int length = random.nextInt(most);
        return switch (random.nextInt(6)) {
            case 0 -> noise(random, length, 256);
            case 1 -> noise(random, length, 1 + random.nextInt(20));
            case 2 -> runs(random, length);
            case 3 -> steep(random, length);
            case 4 -> far(random, length);
            default -> lines(random, length);
        };
    }

    private static byte[] noise(Random random, int length, int letters) {
        byte[] bytes = new byte[length];
        for (int i = 0; i < length; i++) {
            bytes[i] = (byte) random.nextInt(letters);
        }
        return bytes;
    }

    /** Periods of every length, short ones most. */
    private static byte[] runs(Random random, int length) {
        byte[] bytes = new byte[length];
        int period = 1;
        for (int i = 0; i < length; i++) {
            if (random.nextInt(60) == 0) {
                period = 1 + random.nextInt(1 + random.nextInt(12));
                bytes[i] = (byte) random.nextInt(256);
            } else {
                bytes[i] = i < period ? 7 : bytes[i - period];
            }
        }
        return bytes;
    }

    /** Each letter half as often as the one before: the longest codes. */
    private static byte[] steep(Random random, int length) {
        byte[] bytes = new byte[length];
        for (int i = 0; i < length; i++) {
            bytes[i] = (byte) (Long.numberOfTrailingZeros(random.nextLong() | 1L << 40) * 5);
        }
        return bytes;
    }

    /** Noise that comes again from as far back as a match may point, and a little more or less. */
    private static byte[] far(Random random, int length) {
        byte[] bytes = noise(random, length, 256);
        int distance = Window.HISTORY - 3 + random.nextInt(6);
        for (int i = distance; i < length; i++) {
            if (i / 50 % 3 > 0) {
                bytes[i] = bytes[i - distance];
            }
        }
        return bytes;
    }

    private static byte[] lines(Random random, int length) {
        StringBuilder text = new StringBuilder();
        while (text.length() < length) {
            text.append(random.nextInt(100_000))
                    .append('|')
                    .append(random.nextInt(100))
                    .append(".5|name\n");
        }
        return text.substring(0, length).getBytes(StandardCharsets.US_ASCII);
    }

    static byte[] deflate(Random random, byte[] content) {
        Deflater deflater = new Deflater(random.nextInt(10), true);
        deflater.setStrategy(STRATEGIES[random.nextInt(STRATEGIES.length)]);
        deflater.setInput(content);
        deflater.finish();
        byte[] stream = new byte[content.length + content.length / 50 + 1000];
        int length = 0;
        while (!deflater.finished()) {
            length += deflater.deflate(stream, length, stream.length - length);
        }
        deflater.end();
        return Arrays.copyOf(stream, length);
    }
}
