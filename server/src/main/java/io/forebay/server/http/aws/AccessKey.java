package io.forebay.server.http.aws;

import org.jspecify.annotations.Nullable;

/**
 * A key that requests are signed with.
 *
 * @param token what temporary credentials send besides; null for others
 */
public record AccessKey(String id, String secret, @Nullable String token) {
    @Override
    public String toString() {
        return "AccessKey[" + id + "]";
    }
}
