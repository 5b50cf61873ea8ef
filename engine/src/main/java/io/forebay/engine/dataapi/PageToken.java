package io.forebay.engine.dataapi;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** NextToken: where a list goes on, and of what. */
final class PageToken {
    private PageToken() {}

    static String write(int from, String of) {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString((from + " " + of).getBytes(StandardCharsets.UTF_8));
    }

    /** @throws DataApiException for a token of something else */
    static int read(@Nullable String token, String of) {
        if (token == null || token.isEmpty()) {
            return 0;
        }
        try {
            String text = new String(Base64.getUrlDecoder().decode(token), StandardCharsets.UTF_8);
            int blank = text.indexOf(' ');
            if (blank > 0 && text.substring(blank + 1).equals(of)) {
                int from = Integer.parseInt(text.substring(0, blank));
                if (from > 0) {
                    return from;
                }
            }
        } catch (IllegalArgumentException e) {
            throw DataApiException.validation("NextToken is not valid.");
        }
        throw DataApiException.validation("NextToken is not valid.");
    }
}
