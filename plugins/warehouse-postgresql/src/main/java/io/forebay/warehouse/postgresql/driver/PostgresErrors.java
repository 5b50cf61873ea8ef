package io.forebay.warehouse.postgresql.driver;

import io.forebay.spi.CommonError;
import io.forebay.spi.ErrorCode;
import io.forebay.spi.ForebayException;
import java.sql.SQLException;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/** PostgreSQL's errors under our names, by SQLSTATE; the text is the server's, without its detail, which tells values. */
public final class PostgresErrors {
    private static final Map<String, ErrorCode> STATES = Map.ofEntries(
            Map.entry("0A000", CommonError.NOT_SUPPORTED),
            Map.entry("21000", PostgresError.CARDINALITY_VIOLATION),
            Map.entry("22001", PostgresError.STRING_DATA_RIGHT_TRUNCATION),
            Map.entry("22003", CommonError.OUT_OF_RANGE),
            Map.entry("22007", CommonError.INVALID_DATETIME),
            Map.entry("22008", CommonError.INVALID_DATETIME),
            Map.entry("22009", CommonError.INVALID_DATETIME),
            Map.entry("22012", CommonError.DIVISION_BY_ZERO),
            Map.entry("22021", CommonError.INVALID_TEXT),
            Map.entry("22023", CommonError.INVALID_PARAMETER),
            Map.entry("22P02", CommonError.INVALID_TEXT),
            Map.entry("22P03", CommonError.INVALID_TEXT),
            Map.entry("22P05", CommonError.INVALID_TEXT),
            Map.entry("23502", CommonError.NOT_NULL_VIOLATION),
            Map.entry("23503", PostgresError.FOREIGN_KEY_VIOLATION),
            Map.entry("23505", CommonError.UNIQUE_VIOLATION),
            Map.entry("23514", PostgresError.CHECK_VIOLATION),
            Map.entry("23P01", PostgresError.EXCLUSION_VIOLATION),
            Map.entry("25001", CommonError.ACTIVE_TRANSACTION),
            Map.entry("25006", PostgresError.READ_ONLY_SQL_TRANSACTION),
            Map.entry("25P01", CommonError.NO_ACTIVE_TRANSACTION),
            Map.entry("25P02", CommonError.FAILED_TRANSACTION),
            // The server's own limits of time for a transaction: it hangs up.
            Map.entry("25P03", CommonError.CONNECTION_LOST),
            Map.entry("25P04", CommonError.CONNECTION_LOST),
            Map.entry("2BP01", PostgresError.DEPENDENT_OBJECTS_STILL_EXIST),
            Map.entry("3D000", CommonError.UNDEFINED_DATABASE),
            Map.entry("3F000", CommonError.UNDEFINED_SCHEMA),
            Map.entry("40001", CommonError.CONFLICT),
            Map.entry("40P01", CommonError.CONFLICT),
            Map.entry("42501", CommonError.NOT_ALLOWED),
            Map.entry("42601", CommonError.SYNTAX),
            Map.entry("42701", CommonError.DUPLICATE_OBJECT),
            Map.entry("42702", CommonError.AMBIGUOUS),
            Map.entry("42703", CommonError.UNDEFINED_COLUMN),
            Map.entry("42704", CommonError.UNDEFINED_OBJECT),
            Map.entry("42710", CommonError.DUPLICATE_OBJECT),
            Map.entry("42712", CommonError.DUPLICATE_OBJECT),
            Map.entry("42723", CommonError.DUPLICATE_OBJECT),
            Map.entry("42725", CommonError.AMBIGUOUS),
            Map.entry("42803", PostgresError.GROUPING_ERROR),
            Map.entry("42804", CommonError.WRONG_TYPE),
            Map.entry("42846", CommonError.WRONG_TYPE),
            Map.entry("42883", CommonError.UNDEFINED_FUNCTION),
            Map.entry("42P01", CommonError.UNDEFINED_TABLE),
            Map.entry("42P04", CommonError.DUPLICATE_OBJECT),
            Map.entry("42P06", CommonError.DUPLICATE_OBJECT),
            Map.entry("42P07", CommonError.DUPLICATE_TABLE),
            Map.entry("42P08", CommonError.AMBIGUOUS),
            Map.entry("42P09", CommonError.AMBIGUOUS),
            Map.entry("42P17", PostgresError.INVALID_OBJECT_DEFINITION),
            Map.entry("42P18", CommonError.WRONG_TYPE),
            Map.entry("53100", CommonError.DISK_FULL),
            Map.entry("53200", CommonError.OUT_OF_MEMORY),
            Map.entry("53300", CommonError.TOO_MANY_CONNECTIONS),
            Map.entry("54001", CommonError.STATEMENT_TOO_COMPLEX),
            Map.entry("55P03", PostgresError.LOCK_NOT_AVAILABLE),
            Map.entry("57014", CommonError.CANCELLED),
            Map.entry("58030", PostgresError.SERVER_FAULT),
            Map.entry("P0001", PostgresError.RAISE_EXCEPTION));

    /** By the first two characters: the class of a state that is not listed above. */
    private static final Map<String, ErrorCode> CLASSES = Map.ofEntries(
            Map.entry("08", CommonError.CONNECTION_LOST),
            Map.entry("0A", CommonError.NOT_SUPPORTED),
            Map.entry("22", PostgresError.DATA_EXCEPTION),
            Map.entry("23", PostgresError.INTEGRITY_CONSTRAINT_VIOLATION),
            Map.entry("25", CommonError.WRONG_STATE),
            Map.entry("28", CommonError.NOT_ALLOWED),
            Map.entry("2F", CommonError.INVALID_PARAMETER),
            Map.entry("38", CommonError.INVALID_PARAMETER),
            Map.entry("39", CommonError.INVALID_PARAMETER),
            Map.entry("40", CommonError.CONFLICT),
            Map.entry("42", CommonError.SYNTAX),
            Map.entry("53", CommonError.TOO_MUCH),
            Map.entry("54", PostgresError.PROGRAM_LIMIT_EXCEEDED),
            Map.entry("55", CommonError.WRONG_STATE),
            Map.entry("57", CommonError.CONNECTION_LOST),
            Map.entry("58", PostgresError.SERVER_FAULT),
            Map.entry("P0", PostgresError.RAISE_EXCEPTION),
            Map.entry("XX", PostgresError.SERVER_FAULT));

    private static final String NO_MERGE = "syntax error at or near \"MERGE\"";

    private PostgresErrors() {}

    public static ForebayException translate(SQLException cause) {
        ForebayException translated = new ForebayException(code(cause), message(cause), cause);
        ServerErrorMessage server = server(cause);
        if (server == null) {
            return translated;
        }
        if (server.getHint() != null) {
            translated = translated.withHint(server.getHint());
        } else if (NO_MERGE.equals(server.getMessage())) {
            translated = translated.withHint("PostgreSQL has MERGE from version 15 on.");
        }
        return server.getPosition() > 0 ? translated.withPosition(server.getPosition()) : translated;
    }

    static ErrorCode code(SQLException cause) {
        String state = state(cause);
        ErrorCode code = STATES.get(state);
        if (code == null) {
            code = state.length() < 2 ? null : CLASSES.get(state.substring(0, 2));
        }
        return code == null ? CommonError.INTERNAL : code;
    }

    /** Five characters; empty when the driver gave none. */
    public static String state(SQLException cause) {
        return cause.getSQLState() == null ? "" : cause.getSQLState();
    }

    /** Whether the connection has ended with this error: the server said so, or could not be heard any more. */
    public static boolean endsConnection(SQLException cause) {
        ServerErrorMessage server = server(cause);
        if (server == null) {
            return state(cause).startsWith("08");
        }
        String severity = server.getSeverity();
        return "FATAL".equals(severity) || "PANIC".equals(severity);
    }

    /** Whether a table of the statement was changed since it was parsed, so that its rows would have other columns. */
    public static boolean staleStatement(SQLException cause) {
        ServerErrorMessage server = server(cause);
        return server != null && "RevalidateCachedQuery".equals(server.getRoutine());
    }

    public static String message(SQLException cause) {
        ServerErrorMessage server = server(cause);
        String message = server == null ? cause.getMessage() : server.getMessage();
        return message == null ? "PostgreSQL has failed without a word: " + state(cause) : message;
    }

    private static @Nullable ServerErrorMessage server(SQLException cause) {
        return cause instanceof PSQLException known ? known.getServerErrorMessage() : null;
    }
}
