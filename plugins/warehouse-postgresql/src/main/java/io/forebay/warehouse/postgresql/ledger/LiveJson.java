package io.forebay.warehouse.postgresql.ledger;

import io.forebay.spi.warehouse.LiveTable;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A live table's rows as a JSON array of objects whose values PostgreSQL casts from text. */
final class LiveJson {
    private static final String HEX = "0123456789abcdef";

    private final StringBuilder out = new StringBuilder();

    private LiveJson() {}

    static String of(LiveTable table) {
        LiveJson json = new LiveJson();
        json.out.append('[');
        for (List<@Nullable Object> row : table.rows().get()) {
            json.out.append(json.out.length() > 1 ? ",{" : "{");
            for (int column = 0; column < row.size(); column++) {
                json.out.append(column > 0 ? "," : "");
                json.text(table.columns().get(column).name());
                json.out.append(':');
                json.value(row.get(column));
            }
            json.out.append('}');
        }
        return json.out.append(']').toString();
    }

    /** Numbers and times as texts too: NaN is no number of JSON's. */
    private void value(@Nullable Object value) {
        if (value == null || value instanceof Boolean) {
            out.append(value);
        } else {
            text(value.toString());
        }
    }

    /** A NUL, which no text of PostgreSQL's holds, becomes U+FFFD, and so does half a character. */
    private void text(String text) {
        out.append('"');
        for (int at = 0; at < text.length(); ) {
            int c = text.codePointAt(at);
            at += Character.charCount(c);
            if (c == 0 || (c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE)) {
                out.append('\uFFFD');
            } else if (c < ' ') {
                out.append("\\u00").append(HEX.charAt(c >> 4)).append(HEX.charAt(c & 0xf));
            } else if (c == '"' || c == '\\') {
                out.append('\\').append((char) c);
            } else {
                out.appendCodePoint(c);
            }
        }
        out.append('"');
    }
}
