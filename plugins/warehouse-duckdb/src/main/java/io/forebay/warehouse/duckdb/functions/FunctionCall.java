package io.forebay.warehouse.duckdb.functions;

import java.sql.SQLException;
import java.time.DateTimeException;
import java.util.Map;
import java.util.function.Supplier;
import org.duckdb.DuckDBColumnType;
import org.duckdb.DuckDBConnection;
import org.duckdb.DuckDBDataChunkReader;
import org.duckdb.DuckDBFunctions;
import org.duckdb.DuckDBLogicalType;
import org.duckdb.DuckDBReadableVector;
import org.duckdb.DuckDBScalarFunctionBuilder;
import org.duckdb.DuckDBWritableVector;
import org.jspecify.annotations.Nullable;

/**
 * {@code forebay_call(name, arguments …)}: the one door from macros to Java. All arguments and the result are texts;
 * NULL among the arguments gives NULL. One function and not forty, because DuckDB shows a new one only to transactions
 * that begin later, and so it is made when the database is opened, which must stay quick.
 */
final class FunctionCall {
    static final String NAME = "forebay_call";

    private final Map<String, Supplier<TextFunction>> functions;

    FunctionCall(Map<String, Supplier<TextFunction>> functions) {
        this.functions = Map.copyOf(functions);
    }

    void register(DuckDBConnection connection) throws SQLException {
        try (DuckDBScalarFunctionBuilder builder = DuckDBFunctions.scalarFunction();
                DuckDBLogicalType text = DuckDBLogicalType.of(DuckDBColumnType.VARCHAR)) {
            builder.withName(NAME)
                    .withVarArgs(text)
                    .withReturnType(DuckDBColumnType.VARCHAR)
                    .withVectorizedFunction(this::fill)
                    .register(connection);
        }
    }

    private void fill(DuckDBDataChunkReader in, DuckDBWritableVector out) {
        if (in.rowCount() == 0) {
            return;
        }
        TextFunction function = function(in.vector(0).getString(0));
        DuckDBReadableVector[] columns = new DuckDBReadableVector[(int) in.columnCount() - 1];
        for (int i = 0; i < columns.length; i++) {
            columns[i] = in.vector(i + 1);
        }
        String[] arguments = new String[columns.length];
        for (long row = 0; row < in.rowCount(); row++) {
            String result = read(columns, row, arguments) ? apply(function, arguments) : null;
            if (result == null) {
                out.setNull(row);
            } else {
                out.setString(row, result);
            }
        }
    }

    private static @Nullable String apply(TextFunction function, String[] arguments) {
        try {
            return function.apply(arguments);
        } catch (NumberFormatException | ArithmeticException | DateTimeException | IndexOutOfBoundsException e) {
            throw FunctionError.invalid("the function cannot take its arguments: " + e.getMessage());
        }
    }

    private TextFunction function(String name) {
        Supplier<TextFunction> found = functions.get(name);
        if (found == null) {
            throw FunctionError.invalid("there is no function " + name);
        }
        return found.get();
    }

    /** False when one of them is NULL. */
    private static boolean read(DuckDBReadableVector[] columns, long row, String[] arguments) {
        for (int i = 0; i < columns.length; i++) {
            if (columns[i].isNull(row)) {
                return false;
            }
            arguments[i] = columns[i].getString(row);
        }
        return true;
    }
}
