package io.forebay.warehouse.duckdb.driver;

import io.forebay.spi.CommonError;
import io.forebay.spi.ErrorCode;
import io.forebay.spi.ForebayException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * DuckDB's errors under our names. DuckDB is asked for errors as JSON ({@code errors_as_json}); the driver gives no
 * SQLSTATE.
 */
public final class DuckDbErrors {
    private static final Pattern PROCESS = Pattern.compile("Conflicting lock is held in (.*?) ?\\(PID (\\d+)\\)");
    private static final Pattern COLUMN = Pattern.compile("column with name \"([^\"]+)\"");

    private static final Pattern NO_TABLE = Pattern.compile("^(.+) is not an? table$");

    private static final Pattern DEPTH = Pattern.compile("^Max expression depth limit of (\\d+) exceeded");

    /** A call of a user's function with other arguments than it has. */
    private static final Pattern MACRO = Pattern.compile(
            "^Macro (\\w+)\\(\\) (has multiple overloads that match|does not support) the supplied arguments");

    /** What functions of Forebay's own say, before their stack trace if they are Java's. */
    private static final Pattern OWN = Pattern.compile("^forebay:([A-Z_]+):(.*)");

    private DuckDbErrors() {}

    /** What the driver's exception says about a statement. @param sql to place the error in; may be empty */
    public static ForebayException translate(Throwable cause, String sql) {
        return translate(String.valueOf(cause.getMessage()), cause, sql);
    }

    public static ForebayException translate(String text, Throwable cause, String sql) {
        DuckDbError error = DuckDbError.read(text);
        ErrorCode code = code(error);
        ForebayException translated = new ForebayException(code, message(error, code), cause);
        if (code == CommonError.STATEMENT_TOO_COMPLEX) {
            translated = translated.withHint(
                    "Split it: work parts of it out in subqueries, and write a long chain of conditions as IN (…).");
        }
        if (code == CommonError.AMBIGUOUS_FUNCTION) {
            translated = translated.withHint(
                    "Cast the arguments to the function's types; work an aggregate out in a subquery first.");
        }
        int position = position(error, sql);
        return position > 0 ? translated.withPosition(position) : translated;
    }

    /**
     * A COMMIT that threw: only what DuckDB certainly refused is NOT_APPLIED. (A full disk at a checkpoint says "COMMIT
     * succeeded" in an exception.)
     */
    public static ForebayException translateCommit(Throwable cause) {
        DuckDbError error = DuckDbError.read(String.valueOf(cause.getMessage()));
        ErrorCode code = code(error);
        boolean refused = !error.ends() && (code == CommonError.CONFLICT || code == CommonError.UNIQUE_VIOLATION);
        ForebayException known = new ForebayException(code, message(error, code), cause);
        return refused
                ? known
                : new ForebayException(
                        CommonError.COMMIT_UNKNOWN,
                        "the outcome of the commit is not known: " + firstLine(error.message()),
                        known);
    }

    /** Why the database could not be opened. */
    public static ForebayException translateOpening(Throwable cause, String file) {
        String text = DuckDbError.read(String.valueOf(cause.getMessage())).message();
        Matcher process = PROCESS.matcher(text);
        if (process.find()) {
            return new ForebayException(
                            CommonError.WRONG_STATE,
                            "another process holds the database " + file + ": "
                                    + process.group(1).strip() + ", PID " + process.group(2),
                            cause)
                    .withHint("Stop process " + process.group(2) + ", or use another data folder.");
        }
        return new ForebayException(
                text.contains("Could not set lock") ? CommonError.WRONG_STATE : CommonError.CONNECTION_LOST,
                "the database " + file + " cannot be opened: " + firstLine(text),
                cause);
    }

    /** Whether DuckDB gave up the whole database, so that every connection to it is dead. */
    public static boolean endsDatabase(Throwable cause) {
        return DuckDbError.read(String.valueOf(cause.getMessage())).ends();
    }

    private static ErrorCode code(DuckDbError error) {
        if (error.ends() && error.has("COMMIT succeeded")) {
            return CommonError.COMMIT_UNKNOWN;
        }
        if (!error.ofValues() && DEPTH.matcher(error.message()).find()) {
            return CommonError.STATEMENT_TOO_COMPLEX;
        }
        return switch (error.type()) {
            case "Parser", "Syntax" -> CommonError.SYNTAX;
            case "Catalog" -> catalog(error);
            case "Binder" -> binder(error);
            case "Conversion" -> conversion(error);
            case "Out of Range" -> CommonError.OUT_OF_RANGE;
            case "Constraint" -> constraint(error);
            case "Dependency" -> CommonError.WRONG_STATE;
            case "TransactionContext" -> transaction(error);
            case "Permission" -> CommonError.NOT_ALLOWED;
            case "Not implemented" -> CommonError.NOT_SUPPORTED;
            case "Out of Memory" -> CommonError.OUT_OF_MEMORY;
            case "INTERRUPT" -> CommonError.CANCELLED;
            case "IO" ->
                error.has("No space left", "not enough space", "disk full")
                        ? CommonError.DISK_FULL
                        : CommonError.CONNECTION_LOST;
            case "Connection" -> CommonError.CONNECTION_LOST;
            case "Invalid Input" -> invalidInput(error);
            case "Mismatch Type", "Invalid type", "Expression" -> CommonError.WRONG_TYPE;
            case "Resource In Use" -> CommonError.INTERNAL;
            default -> error.ends() ? CommonError.CONNECTION_LOST : CommonError.INTERNAL;
        };
    }

    private static ErrorCode catalog(DuckDbError error) {
        if (error.has("write-write conflict", "altered by a different", "conflict")) {
            return CommonError.CONFLICT;
        }
        if (NO_TABLE.matcher(firstLine(error.message())).matches()) {
            return CommonError.WRONG_STATE;
        }
        boolean table = error.kind().equals("Table") || error.kind().equals("View");
        if (error.has("already exists")) {
            return table ? CommonError.DUPLICATE_TABLE : CommonError.DUPLICATE_OBJECT;
        }
        if (error.has("because schema")) {
            return CommonError.UNDEFINED_SCHEMA;
        }
        return switch (error.kind()) {
            case "Table", "View" -> CommonError.UNDEFINED_TABLE;
            case "Schema" -> CommonError.UNDEFINED_SCHEMA;
            case "" -> error.has("does not exist") ? CommonError.UNDEFINED_TABLE : CommonError.UNDEFINED_OBJECT;
            default ->
                error.kind().contains("Function") || error.kind().contains("Macro")
                        ? CommonError.UNDEFINED_FUNCTION
                        : CommonError.UNDEFINED_OBJECT;
        };
    }

    private static ErrorCode binder(DuckDbError error) {
        if (error.subtype().equals("COLUMN_NOT_FOUND")
                || error.has("Referenced column", "does not have a column", "does not contain column")) {
            return CommonError.UNDEFINED_COLUMN;
        }
        if (error.has("Ambiguous reference")) {
            return CommonError.AMBIGUOUS;
        }
        if (error.has("Referenced table")) {
            return CommonError.UNDEFINED_TABLE;
        }
        if (error.has("from base table", "into base table", "update base table", "non-base table")) {
            return CommonError.WRONG_STATE;
        }
        if (MACRO.matcher(error.message()).find()) {
            return error.has("multiple overloads") ? CommonError.AMBIGUOUS_FUNCTION : CommonError.UNDEFINED_FUNCTION;
        }
        if (error.has("No function matches", "best candidate function", "Could not choose")) {
            return CommonError.UNDEFINED_FUNCTION;
        }
        return error.has("Cannot compare", "explicit cast", "type mismatch")
                ? CommonError.WRONG_TYPE
                : CommonError.SYNTAX;
    }

    private static ErrorCode conversion(DuckDbError error) {
        if (error.has("out of range for the destination", "Could not cast value", "is out of range", "overflow")) {
            return error.has("date field", "time field", "timestamp field")
                    ? CommonError.INVALID_DATETIME
                    : CommonError.OUT_OF_RANGE;
        }
        return error.has("date field", "time field", "timestamp field", "to DATE", "to TIMESTAMP")
                ? CommonError.INVALID_DATETIME
                : CommonError.INVALID_TEXT;
    }

    private static ErrorCode constraint(DuckDbError error) {
        if (error.has("NOT NULL")) {
            return CommonError.NOT_NULL_VIOLATION;
        }
        return error.has("PRIMARY KEY or UNIQUE", "uplicate key", "unique")
                ? CommonError.UNIQUE_VIOLATION
                : CommonError.INVALID_PARAMETER;
    }

    private static ErrorCode transaction(DuckDbError error) {
        if (error.has("PRIMARY KEY or UNIQUE")) {
            return CommonError.UNIQUE_VIOLATION;
        }
        if (error.has("onflict", "altered by a different", "has been dropped")) {
            return CommonError.CONFLICT;
        }
        if (error.has("is aborted")) {
            return CommonError.FAILED_TRANSACTION;
        }
        return error.has("within a transaction") ? CommonError.ACTIVE_TRANSACTION : CommonError.NO_ACTIVE_TRANSACTION;
    }

    private static ErrorCode invalidInput(DuckDbError error) {
        Optional<CommonError> own = own(error);
        if (own.isPresent()) {
            return own.get();
        }
        if (error.has("ivision by zero")) {
            return CommonError.DIVISION_BY_ZERO;
        }
        if (error.has("configuration has been locked", "disabled by configuration")) {
            return CommonError.NOT_ALLOWED;
        }
        return error.has("Connection was closed", "Statement was closed", "Connection Error")
                ? CommonError.CONNECTION_LOST
                : CommonError.INVALID_PARAMETER;
    }

    private static Optional<CommonError> own(DuckDbError error) {
        Matcher own = OWN.matcher(firstLine(error.message()));
        return own.matches()
                ? java.util.Arrays.stream(CommonError.values())
                        .filter(code -> code.name().equals(own.group(1)))
                        .findFirst()
                : Optional.empty();
    }

    private static String message(DuckDbError error, ErrorCode code) {
        Matcher own = OWN.matcher(firstLine(error.message()));
        if (error.type().equals("Invalid Input") && own.matches()) {
            return own.group(2);
        }
        if (code == CommonError.UNDEFINED_TABLE && !error.name().isEmpty()) {
            return "relation \"" + error.name() + "\" does not exist";
        }
        if (code == CommonError.UNDEFINED_COLUMN) {
            return "column \"" + column(error) + "\" does not exist";
        }
        if (code == CommonError.DUPLICATE_TABLE) {
            return "relation \"" + error.name() + "\" already exists";
        }
        if (code == CommonError.UNDEFINED_SCHEMA && error.kind().equals("Schema")) {
            return "schema \"" + error.name() + "\" does not exist";
        }
        if (code == CommonError.UNDEFINED_FUNCTION && !error.name().isEmpty()) {
            return "function " + error.name().toLowerCase(Locale.ROOT) + " does not exist";
        }
        if (code == CommonError.DIVISION_BY_ZERO) {
            return "division by zero";
        }
        if (code == CommonError.CANCELLED) {
            return "canceling statement due to user request";
        }
        if (code == CommonError.FAILED_TRANSACTION) {
            return "current transaction is aborted, commands ignored until end of transaction block";
        }
        if (code == CommonError.STATEMENT_TOO_COMPLEX) {
            return "an expression is nested more than " + depth(error) + " deep";
        }
        Matcher macro = MACRO.matcher(error.message());
        if (macro.find()) {
            return "function " + macro.group(1)
                    + (code == CommonError.UNDEFINED_FUNCTION
                            ? " does not exist with arguments of such types"
                            : " is not unique: several take arguments of such types");
        }
        Matcher noTable = NO_TABLE.matcher(firstLine(error.message()));
        return noTable.matches()
                ? "\"" + noTable.group(1) + "\" is a view; only tables can be changed"
                : firstLine(error.message());
    }

    private static String depth(DuckDbError error) {
        Matcher depth = DEPTH.matcher(error.message());
        return depth.find() ? depth.group(1) : "?";
    }

    private static String column(DuckDbError error) {
        Matcher column = COLUMN.matcher(error.message());
        return !error.name().isEmpty() ? error.name() : column.find() ? column.group(1) : "?";
    }

    private static String firstLine(String text) {
        return text.lines().findFirst().orElse("").strip();
    }

    /** DuckDB counts bytes from 0, we count characters from 1. */
    private static int position(DuckDbError error, String sql) {
        if (error.position() < 0) {
            return 0;
        }
        byte[] bytes = sql.getBytes(StandardCharsets.UTF_8);
        if (error.position() > bytes.length) {
            return 0;
        }
        String before = new String(bytes, 0, error.position(), StandardCharsets.UTF_8);
        return before.codePointCount(0, before.length()) + 1;
    }

    /** An error as DuckDB tells it; all texts empty and the position -1 when it does not say. */
    private record DuckDbError(String type, String message, String kind, String name, String subtype, int position) {
        private static final Pattern PREFIX = Pattern.compile("^([A-Za-z ]{2,30}?) Error: (.*)", Pattern.DOTALL);

        static DuckDbError read(String text) {
            int brace = text.indexOf("{\"exception_type\"");
            Optional<Map<String, String>> json = brace < 0 ? Optional.empty() : FlatJson.read(text.substring(brace));
            return json.map(DuckDbError::of).orElseGet(() -> plain(text));
        }

        private static DuckDbError of(Map<String, String> json) {
            String position = json.getOrDefault("position", "");
            return new DuckDbError(
                    json.getOrDefault("exception_type", ""),
                    json.getOrDefault("exception_message", ""),
                    json.getOrDefault("type", ""),
                    json.getOrDefault("name", ""),
                    json.getOrDefault("error_subtype", ""),
                    position.matches("\\d{1,9}") ? Integer.parseInt(position) : -1);
        }

        private static DuckDbError plain(String text) {
            Matcher prefix = PREFIX.matcher(text);
            return prefix.matches()
                    ? new DuckDbError(prefix.group(1), prefix.group(2), "", "", "", -1)
                    : new DuckDbError("Invalid Input", text, "", "", "", -1);
        }

        boolean has(String... parts) {
            for (String part : parts) {
                if (message.contains(part)) {
                    return true;
                }
            }
            return false;
        }

        /** Whether the message may repeat values of users, who could write anything there. */
        private boolean ofValues() {
            return List.of("Conversion", "Invalid Input", "Constraint", "Out of Range")
                    .contains(type);
        }

        boolean ends() {
            return type.equalsIgnoreCase("FATAL")
                    || type.equalsIgnoreCase("INTERNAL")
                    || (!ofValues() && has("database has been invalidated", "COMMIT succeeded"));
        }
    }
}
