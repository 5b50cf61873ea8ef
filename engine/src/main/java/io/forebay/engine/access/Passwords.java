package io.forebay.engine.access;

import io.forebay.spi.CommonError;
import io.forebay.spi.ForebayException;

/** What is stored of a password, so that it can be proved and not be read. */
@FunctionalInterface
public interface Passwords {
    /** Where nobody logs in. */
    Passwords NONE = password -> {
        throw new ForebayException(CommonError.NOT_SUPPORTED, "users have no passwords here");
    };

    /** @param password in clear, or what was stored of one; never to be logged or shown */
    String verifier(String password);
}
