package io.forebay.engine.access;

import org.jspecify.annotations.Nullable;

/** A user who comes in. @param verifier null for one without a password, who cannot */
public record Login(Principal principal, @Nullable String verifier) {
    @Override
    public String toString() {
        return principal.who().name();
    }
}
