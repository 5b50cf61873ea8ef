package io.forebay.engine.stream;

import io.forebay.spi.Blame;
import io.forebay.spi.Effect;
import io.forebay.spi.ErrorCode;

/** What is wrong with the data of a client. SQLSTATEs as PostgreSQL's COPY gives them (manual, appendix A). */
enum StreamError implements ErrorCode {
    BAD_COPY_DATA("22P04"),
    STRING_TOO_LONG("22001"),
    BAD_CHARACTER("22021");

    private final String sqlState;

    StreamError(String sqlState) {
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
