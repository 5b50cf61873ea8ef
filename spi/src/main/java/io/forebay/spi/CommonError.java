package io.forebay.spi;

/** The errors that any part may raise. */
public enum CommonError implements ErrorCode {
    SYNTAX(Blame.USER, "42601"),
    UNDEFINED_TABLE(Blame.USER, "42P01"),
    UNDEFINED_COLUMN(Blame.USER, "42703"),
    UNDEFINED_FUNCTION(Blame.USER, "42883"),
    AMBIGUOUS_FUNCTION(Blame.USER, "42725"),
    UNDEFINED_OBJECT(Blame.USER, "42704"),
    UNDEFINED_SCHEMA(Blame.USER, "3F000"),
    UNDEFINED_DATABASE(Blame.USER, "3D000"),
    TOO_MANY_CONNECTIONS(Blame.RESOURCE, "53300"),
    DUPLICATE_TABLE(Blame.USER, "42P07"),
    DUPLICATE_OBJECT(Blame.USER, "42710"),
    UNKNOWN_CURSOR(Blame.USER, "34000"),
    DUPLICATE_CURSOR(Blame.USER, "42P03"),
    UNKNOWN_PREPARED(Blame.USER, "26000"),
    DUPLICATE_PREPARED(Blame.USER, "42P05"),
    AMBIGUOUS(Blame.USER, "42702"),
    WRONG_TYPE(Blame.USER, "42804"),
    INVALID_PARAMETER(Blame.USER, "22023"),
    INVALID_TEXT(Blame.USER, "22P02"),
    OUT_OF_RANGE(Blame.USER, "22003"),
    DIVISION_BY_ZERO(Blame.USER, "22012"),
    INVALID_DATETIME(Blame.USER, "22007"),
    NOT_NULL_VIOLATION(Blame.USER, "23502"),
    UNIQUE_VIOLATION(Blame.USER, "23505"),
    /** More rows than one where one is allowed. */
    CARDINALITY_VIOLATION(Blame.USER, "21000"),
    NOT_SUPPORTED(Blame.USER, "0A000"),
    NOT_ALLOWED(Blame.USER, "42501"),
    WRONG_STATE(Blame.USER, "55000"),
    ACTIVE_TRANSACTION(Blame.USER, "25001"),
    NO_ACTIVE_TRANSACTION(Blame.USER, "25P01"),
    FAILED_TRANSACTION(Blame.USER, "25P02"),
    CANCELLED(Blame.USER, "57014"),
    SHUTTING_DOWN(Blame.RESOURCE, "57P01"),
    /** The rows of a load were refused; the details are in {@code stl_load_errors}. */
    LOAD_FAILED(Blame.USER, "XX000"),
    CONFLICT(Blame.RESOURCE, "40001"),
    /** Another server has taken the job over: not to be tried again here. */
    LEASE_LOST(Blame.RESOURCE, "40001"),
    OUT_OF_MEMORY(Blame.RESOURCE, "53200"),
    DISK_FULL(Blame.RESOURCE, "53100"),
    TOO_MUCH(Blame.RESOURCE, "54000"),
    STATEMENT_TOO_COMPLEX(Blame.USER, "54001"),
    CONNECTION_LOST(Blame.REMOTE, "08006"),
    /** An external function's endpoint said so, or answered what it must not. */
    EXTERNAL_FUNCTION(Blame.USER, "38000"),
    /** An external function's endpoint does not answer. */
    EXTERNAL_FUNCTION_AWAY(Blame.REMOTE, "38000"),
    INTERNAL(Blame.BUG, "XX000"),
    /** A commit was sent and its outcome is not known. */
    COMMIT_UNKNOWN(Blame.RESOURCE, "08007", Effect.UNKNOWN);

    private final Blame blame;
    private final String sqlState;
    private final Effect effect;

    CommonError(Blame blame, String sqlState) {
        this(blame, sqlState, Effect.NOT_APPLIED);
    }

    CommonError(Blame blame, String sqlState, Effect effect) {
        this.blame = blame;
        this.sqlState = sqlState;
        this.effect = effect;
    }

    @Override
    public Blame blame() {
        return blame;
    }

    @Override
    public Effect effect() {
        return effect;
    }

    @Override
    public String sqlState() {
        return sqlState;
    }
}
