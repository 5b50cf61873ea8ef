package io.forebay.engine.dataapi;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** NextToken: where a list goes on, and of what. */
public final class PageToken {
    private PageToken() {}

    public static String write(int from, String of) {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString((from + " " + of).getBytes(StandardCharsets.UTF_8));
    }

    /** @throws DataApiException for a token of something else */
    static int read(@Nullable String token, String of) {
        return find(token, of).orElseThrow(() -> DataApiException.validation("NextToken is not valid."));
    }

    /** Where the list goes on, 0 without a token; empty for a token of something else. */
    public static OptionalInt find(@Nullable String token, String of) {
        if (token == null || token.isEmpty()) {
            return OptionalInt.of(0);
        }
        try {
            String text = new String(Base64.getUrlDecoder().decode(token), StandardCharsets.UTF_8);
            int blank = text.indexOf(' ');
            if (blank > 0 && text.substring(blank + 1).equals(of)) {
                int from = Integer.parseInt(text.substring(0, blank));
                return from > 0 ? OptionalInt.of(from) : OptionalInt.empty();
            }
            return OptionalInt.empty();
        } catch (IllegalArgumentException e) {
            return OptionalInt.empty();
        }
    }
}
