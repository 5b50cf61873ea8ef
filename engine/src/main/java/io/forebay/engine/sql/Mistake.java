package io.forebay.engine.sql;

import io.forebay.spi.CommonError;
import io.forebay.spi.ForebayException;

/** The errors that parsing raises; each knows where in the user's text it is (offsets count from 0). */
final class Mistake {
    private Mistake() {}

    static ForebayException syntax(int offset, String message) {
        return at(CommonError.SYNTAX, offset, message);
    }

    static ForebayException notSupported(int offset, String message) {
        return at(CommonError.NOT_SUPPORTED, offset, message);
    }

    static ForebayException notAllowed(int offset, String message) {
        return at(CommonError.NOT_ALLOWED, offset, message);
    }

    static ForebayException at(CommonError code, int offset, String message) {
        return new ForebayException(code, message).withPosition(offset + 1);
    }
}
