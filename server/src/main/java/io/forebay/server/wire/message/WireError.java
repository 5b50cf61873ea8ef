package io.forebay.server.wire.message;

import io.forebay.spi.Blame;
import io.forebay.spi.Effect;
import io.forebay.spi.ErrorCode;

/** The errors of the protocol itself; SQLSTATEs as PostgreSQL gives them (manual, appendix A). */
public enum WireError implements ErrorCode {
    WIRE_PROTOCOL("08P01"),
    WIRE_ENCODING("22021"),
    WIRE_BINARY_VALUE("22P03"),
    WIRE_TOO_LONG("54000"),
    WIRE_TOO_MANY_CONNECTIONS("53300"),
    WIRE_UNKNOWN_STATEMENT("26000"),
    WIRE_DUPLICATE_STATEMENT("42P05"),
    WIRE_UNKNOWN_PORTAL("34000"),
    WIRE_DUPLICATE_PORTAL("42P03"),
    WIRE_LOGIN("28000"),
    WIRE_PASSWORD("28P01"),
    WIRE_STACK("54001"),
    /** The client gives its COPY up. */
    WIRE_COPY_FAILED("57014");

    private final String sqlState;

    WireError(String sqlState) {
        this.sqlState = sqlState;
    }

    @Override
    public Blame blame() {
        return this == WIRE_TOO_MANY_CONNECTIONS ? Blame.RESOURCE : Blame.USER;
    }

    @Override
    public Effect effect() {
        return Effect.NOT_APPLIED;
    }

    @Override
    public String sqlState() {
        return sqlState;
    }
}
