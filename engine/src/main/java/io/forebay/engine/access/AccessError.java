package io.forebay.engine.access;

import io.forebay.spi.Blame;
import io.forebay.spi.Effect;
import io.forebay.spi.ErrorCode;

/** Errors of statements about users and rights. */
public enum AccessError implements ErrorCode {
    /** Something needs the user that is to be dropped. */
    DEPENDENT_OBJECTS("2BP01"),
    INVALID_GRANT("0LP01");

    private final String sqlState;

    AccessError(String sqlState) {
        this.sqlState = sqlState;
    }

    @Override
    public Blame blame() {
        return Blame.USER;
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
