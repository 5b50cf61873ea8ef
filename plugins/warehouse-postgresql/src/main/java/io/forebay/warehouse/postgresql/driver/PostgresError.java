package io.forebay.warehouse.postgresql.driver;

import io.forebay.spi.Blame;
import io.forebay.spi.Effect;
import io.forebay.spi.ErrorCode;

/**
 * PostgreSQL's errors that no code of ours tells, by their condition names of
 * <a href="https://www.postgresql.org/docs/17/errcodes-appendix.html">appendix A of its manual</a>. Nothing was applied.
 */
public enum PostgresError implements ErrorCode {
    STRING_DATA_RIGHT_TRUNCATION(Blame.USER, "22001"),
    DATA_EXCEPTION(Blame.USER, "22000"),
    CARDINALITY_VIOLATION(Blame.USER, "21000"),
    INTEGRITY_CONSTRAINT_VIOLATION(Blame.USER, "23000"),
    FOREIGN_KEY_VIOLATION(Blame.USER, "23503"),
    CHECK_VIOLATION(Blame.USER, "23514"),
    EXCLUSION_VIOLATION(Blame.USER, "23P01"),
    READ_ONLY_SQL_TRANSACTION(Blame.USER, "25006"),
    DEPENDENT_OBJECTS_STILL_EXIST(Blame.USER, "2BP01"),
    GROUPING_ERROR(Blame.USER, "42803"),
    INVALID_OBJECT_DEFINITION(Blame.USER, "42P17"),
    PROGRAM_LIMIT_EXCEEDED(Blame.USER, "54000"),
    /** A function or trigger of the user's says no. */
    RAISE_EXCEPTION(Blame.USER, "P0001"),
    LOCK_NOT_AVAILABLE(Blame.RESOURCE, "55P03"),
    /** The server, an extension or its machine is at fault; the same may work later. */
    SERVER_FAULT(Blame.REMOTE, "XX000");

    private final Blame blame;
    private final String sqlState;

    PostgresError(Blame blame, String sqlState) {
        this.blame = blame;
        this.sqlState = sqlState;
    }

    @Override
    public Blame blame() {
        return blame;
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
