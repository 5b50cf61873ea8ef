package io.forebay.warehouse.redshift.driver;

import com.amazon.redshift.util.RedshiftException;
import com.amazon.redshift.util.ServerErrorMessage;
import io.forebay.spi.CommonError;
import io.forebay.spi.ErrorCode;
import io.forebay.spi.ForebayException;
import io.forebay.spi.store.StoreError;
import java.io.IOException;
import java.sql.SQLException;
import java.util.Locale;
import java.util.Map;

/**
 * Redshift's errors as ours: by SQLSTATE, and where Redshift has none of its own (XX000) by what it says. SOURCE: Amazon
 * Redshift Database Developer Guide, "Load error reference", "Serializable isolation", "S3ServiceException errors".
 */
public final class RedshiftErrors {
    private static final Map<String, CommonError> STATES = Map.ofEntries(
            Map.entry("42601", CommonError.SYNTAX),
            Map.entry("42P01", CommonError.UNDEFINED_TABLE),
            Map.entry("42703", CommonError.UNDEFINED_COLUMN),
            Map.entry("42883", CommonError.UNDEFINED_FUNCTION),
            Map.entry("42704", CommonError.UNDEFINED_OBJECT),
            Map.entry("3F000", CommonError.UNDEFINED_SCHEMA),
            Map.entry("3D000", CommonError.UNDEFINED_DATABASE),
            Map.entry("42P07", CommonError.DUPLICATE_TABLE),
            Map.entry("42710", CommonError.DUPLICATE_OBJECT),
            Map.entry("42702", CommonError.AMBIGUOUS),
            Map.entry("42804", CommonError.WRONG_TYPE),
            Map.entry("22023", CommonError.INVALID_PARAMETER),
            Map.entry("22P02", CommonError.INVALID_TEXT),
            Map.entry("22003", CommonError.OUT_OF_RANGE),
            Map.entry("22012", CommonError.DIVISION_BY_ZERO),
            Map.entry("22007", CommonError.INVALID_DATETIME),
            Map.entry("22008", CommonError.INVALID_DATETIME),
            Map.entry("23502", CommonError.NOT_NULL_VIOLATION),
            Map.entry("0A000", CommonError.NOT_SUPPORTED),
            Map.entry("42501", CommonError.NOT_ALLOWED),
            Map.entry("55000", CommonError.WRONG_STATE),
            Map.entry("25001", CommonError.ACTIVE_TRANSACTION),
            Map.entry("25P01", CommonError.NO_ACTIVE_TRANSACTION),
            Map.entry("25P02", CommonError.FAILED_TRANSACTION),
            Map.entry("57014", CommonError.CANCELLED),
            Map.entry("40001", CommonError.CONFLICT),
            Map.entry("40P01", CommonError.CONFLICT),
            Map.entry("55P03", CommonError.CONFLICT),
            Map.entry("53200", CommonError.OUT_OF_MEMORY),
            Map.entry("53100", CommonError.DISK_FULL),
            Map.entry("53300", CommonError.TOO_MANY_CONNECTIONS),
            Map.entry("54000", CommonError.TOO_MUCH),
            Map.entry("54001", CommonError.STATEMENT_TOO_COMPLEX),
            Map.entry("57P01", CommonError.CONNECTION_LOST),
            Map.entry("57P02", CommonError.CONNECTION_LOST),
            Map.entry("57P03", CommonError.CONNECTION_LOST));

    private RedshiftErrors() {}

    public static ForebayException translate(SQLException e) {
        String all = String.valueOf(e.getMessage()).strip();
        ErrorCode code = code(e, all.toLowerCase(Locale.ROOT));
        ServerErrorMessage server = e instanceof RedshiftException known ? known.getServerErrorMessage() : null;
        if (server == null || server.getMessage() == null) {
            return new ForebayException(code, shown(all), e);
        }
        String detail = server.getDetail() == null
                ? ""
                : "\nDetail: " + server.getDetail().strip();
        ForebayException translated =
                new ForebayException(code, server.getMessage().strip() + detail, e);
        if (server.getHint() != null) {
            translated = translated.withHint(server.getHint());
        }
        if (server.getWhere() != null) {
            translated = translated.withContext(server.getWhere());
        }
        return server.getPosition() > 0 ? translated.withPosition(server.getPosition()) : translated;
    }

    /** By what it says alone. */
    public static ForebayException translate(String message) {
        return new ForebayException(said(message.toLowerCase(Locale.ROOT)), shown(message.strip()));
    }

    /** Of a commit: what the server answered was refused; an answer that did not come leaves everything open. */
    public static ForebayException translateCommit(SQLException e) {
        ForebayException known = translate(e);
        if (!lost(e)) {
            return known;
        }
        return new ForebayException(
                CommonError.COMMIT_UNKNOWN, "the reply of COMMIT was lost: " + known.getMessage(), known);
    }

    /** Whether the connection has ended with the error. */
    public static boolean lost(SQLException e) {
        String state = String.valueOf(e.getSQLState());
        return state.startsWith("08") || state.startsWith("57P") || e.getCause() instanceof IOException;
    }

    private static ErrorCode code(SQLException e, String message) {
        if (lost(e)) {
            return CommonError.CONNECTION_LOST;
        }
        if (RedshiftError.RAISED.sqlState().equals(e.getSQLState())) {
            return RedshiftError.RAISED;
        }
        CommonError known = STATES.get(String.valueOf(e.getSQLState()));
        return known == null ? said(message) : known;
    }

    /** SOURCE of the words: as Redshift's guide shows them; error 1023 is a conflict of two transactions. */
    private static ErrorCode said(String message) {
        if (message.contains("serializable isolation violation") || message.contains("could not serialize")) {
            return CommonError.CONFLICT;
        }
        if (message.contains("stl_load_errors") || message.contains("sys_load_error_detail")) {
            return CommonError.LOAD_FAILED;
        }
        if (message.contains("disk full")) {
            return CommonError.DISK_FULL;
        }
        if (message.contains("s3serviceexception")
                || message.contains("s3curlexception")
                || message.contains("amazon s3")) {
            return store(message);
        }
        boolean ofFile = message.contains("incompatible parquet schema")
                || message.contains("spectrum scan error")
                || message.contains("invalid parquet")
                || message.contains("invalid orc");
        return ofFile
                ? CommonError.INVALID_TEXT
                : ErrorWords.find(message).<ErrorCode>map(code -> code).orElse(RedshiftError.SERVER_SAYS_NO);
    }

    private static ErrorCode store(String message) {
        if (message.contains("nosuchbucket")) {
            return StoreError.BUCKET_NOT_FOUND;
        }
        if (message.contains("nosuchkey") || message.contains("not exist")) {
            return StoreError.OBJECT_NOT_FOUND;
        }
        return message.contains("access denied") || message.contains("accessdenied") || message.contains("status 403")
                ? StoreError.ACCESS_DENIED
                : StoreError.STORE_AWAY;
    }

    /** Without the driver's own first word. */
    private static String shown(String message) {
        String text = message.startsWith("ERROR: ") ? message.substring("ERROR: ".length()) : message;
        int position = text.indexOf("\n  Position:");
        return position < 0 ? text : text.substring(0, position);
    }
}
