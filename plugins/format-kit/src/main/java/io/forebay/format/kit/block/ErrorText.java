package io.forebay.format.kit.block;

import io.forebay.format.kit.bytes.Text;
import io.forebay.spi.format.RejectedRow;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** The texts of a {@link RejectedRow}, in its bounds. */
public final class ErrorText {
    private ErrorText() {}

    /** The bytes as text, others than ASCII as a dot. */
    public static String shown(byte[] bytes, int from, int to) {
        StringBuilder text = new StringBuilder();
        for (int i = from; i < Math.min(to, from + RejectedRow.MAX_TEXT); i++) {
            text.append(bytes[i] > 0 ? (char) bytes[i] : '.');
        }
        return text.toString();
    }

    /** A text whose beginning alone may have been kept. */
    public static String shown(Text text) {
        return shown(text.bytes(), 0, text.length());
    }

    /** A text in characters. */
    public static String shown(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return shown(bytes, 0, bytes.length);
    }

    /** @param suspicion what may be wrong with the whole file */
    public static String reason(@Nullable String suspicion, String reason) {
        String why = suspicion == null ? reason : suspicion + " " + reason;
        return why.substring(0, Math.min(why.length(), RejectedRow.MAX_REASON));
    }
}
