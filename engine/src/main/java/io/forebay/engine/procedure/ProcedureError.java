package io.forebay.engine.procedure;

import io.forebay.spi.Blame;
import io.forebay.spi.Effect;
import io.forebay.spi.ErrorCode;

/** The errors of stored procedures. SOURCE: PostgreSQL manual, appendix A. */
public enum ProcedureError implements ErrorCode {
    /** RAISE EXCEPTION. */
    RAISED("P0001"),
    CASE_NOT_FOUND("20000"),
    TOO_MANY_ROWS("21000"),
    TEXT_TOO_LONG("22001"),
    NULL_NOT_ALLOWED("22004"),
    CURSOR_STATE("24000"),
    /** COMMIT, ROLLBACK or TRUNCATE where the transaction is not the procedure's to end. */
    TRANSACTION_TERMINATION("2D000"),
    UNKNOWN_CURSOR("34000"),
    DUPLICATE_CURSOR("42P03"),
    DUPLICATE_PROCEDURE("42723"),
    AMBIGUOUS_PROCEDURE("42725"),
    INVALID_DEFINITION("42P13");

    private final String sqlState;

    ProcedureError(String sqlState) {
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
