package io.forebay.engine.sql.text;

import io.forebay.spi.CommonError;
import io.forebay.spi.ForebayException;

/** The errors that parsing raises; each knows where in the user's text it is (offsets count from 0). */
public final class Mistake {
    private Mistake() {}

    public static ForebayException syntax(int offset, String message) {
        return at(CommonError.SYNTAX, offset, message);
    }

    public static ForebayException notSupported(int offset, String message) {
        return at(CommonError.NOT_SUPPORTED, offset, message);
    }

    public static ForebayException notAllowed(int offset, String message) {
        return at(CommonError.NOT_ALLOWED, offset, message);
    }

    public static ForebayException at(CommonError code, int offset, String message) {
        return new ForebayException(code, message).withPosition(offset + 1);
    }
}
