package io.forebay.engine.function;

import io.forebay.spi.Blame;
import io.forebay.spi.Effect;
import io.forebay.spi.ErrorCode;

/** The errors of CREATE FUNCTION. SOURCE: PostgreSQL manual, appendix A. */
public enum FunctionError implements ErrorCode {
    DUPLICATE_FUNCTION("42723"),
    INVALID_FUNCTION("42P13");

    private final String sqlState;

    FunctionError(String sqlState) {
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
