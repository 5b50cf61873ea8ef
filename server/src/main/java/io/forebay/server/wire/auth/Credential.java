package io.forebay.server.wire.auth;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a user proves itself with.
 *
 * @param verifier null while the user has no password: such a user comes in from loopback only
 */
public record Credential(@Nullable ScramVerifier verifier) {
    public static Credential withoutPassword() {
        return new Credential(null);
    }

    public static Credential password(ScramVerifier verifier) {
        return new Credential(verifier);
    }

    public Optional<ScramVerifier> findVerifier() {
        return Optional.ofNullable(verifier);
    }
}
