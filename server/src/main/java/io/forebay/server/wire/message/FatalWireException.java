package io.forebay.server.wire.message;

import io.forebay.spi.ErrorCode;
import io.forebay.spi.ForebayException;
import java.io.IOException;

/** The connection cannot go on: the client is told the error as FATAL, where it can still hear it, and is cut off. */
public final class FatalWireException extends IOException {
    private static final long serialVersionUID = 1L;

    private final ForebayException error;

    public FatalWireException(ErrorCode code, String message) {
        this(new ForebayException(code, message));
    }

    public FatalWireException(ForebayException error) {
        super(error.getMessage(), error);
        this.error = error;
    }

    public ForebayException error() {
        return error;
    }
}
