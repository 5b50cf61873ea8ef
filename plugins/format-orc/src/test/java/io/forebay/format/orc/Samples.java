package io.forebay.format.orc;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.apache.orc.CompressionKind;

/** Files with one stripe that is large in some way. */
public final class Samples {
    private Samples() {}

    /** A text of 100 characters that is like no other. */
    public static String text(int row) {
        Random random = new Random(row);
        byte[] text = new byte[100];
        random.nextBytes(text);
        for (int i = 0; i < text.length; i++) {
            text[i] = (byte) ('0' + (text[i] & 63));
        }
        return new String(text, StandardCharsets.US_ASCII);
    }

    /** A number and such a text in each row. */
    public static byte[] randomTexts(CompressionKind codec, int rows) {
        return OrcFiles.of("struct<a:int,b:string>")
                .with(codec)
                .rows(IntStream.range(0, rows)
                        .mapToObj(row -> List.of(row, text(row)))
                        .toList());
    }

    /** Texts of so many characters. */
    public static byte[] longTexts(int rows, int characters) {
        return OrcFiles.of("struct<a:string>")
                .rows(IntStream.range(0, rows)
                        .mapToObj(row -> List.of(Integer.toString(row % 10).repeat(characters)))
                        .toList());
    }

    /** So many different texts, which come again and again. */
    public static byte[] dictionary(int texts) {
        return OrcFiles.of("struct<a:string>")
                .set("orc.dictionary.key.threshold", "1")
                .rows(IntStream.range(0, 3 * texts)
                        .mapToObj(row -> List.of(text(row % texts)))
                        .toList());
    }
}
