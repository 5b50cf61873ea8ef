package io.forebay.warehouse.duckdb.functions;

import io.forebay.spi.CommonError;
import io.forebay.spi.ForebayException;
import io.forebay.spi.warehouse.ExternalCalls;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.duckdb.DuckDBColumnType;
import org.duckdb.DuckDBConnection;
import org.duckdb.DuckDBDataChunkReader;
import org.duckdb.DuckDBFunctions;
import org.duckdb.DuckDBLogicalType;
import org.duckdb.DuckDBScalarFunctionBuilder;
import org.duckdb.DuckDBWritableVector;
import org.jspecify.annotations.Nullable;

/**
 * {@code forebay_external(definition, session, arguments …)}: the door from macros of external functions to {@link
 * ExternalCalls}, a vector of rows at a time. One of the two is volatile to DuckDB. The other is not, so that equal calls
 * of a statement are one; DuckDB works it out several times while it plans when the arguments are constants, so that a
 * single row is asked for once a statement. Thread-safe.
 */
public final class ExternalCall {
    static final String VOLATILE = "forebay_external";
    static final String REPEATABLE = "forebay_external_repeatable";

    private static final int OWN = 2;

    private final Map<String, CallingStatement> statements = new ConcurrentHashMap<>();
    private final AtomicLong last = new AtomicLong();
    private volatile @Nullable ExternalCalls calls;

    void register(DuckDBConnection connection) throws SQLException {
        for (String name : List.of(VOLATILE, REPEATABLE)) {
            try (DuckDBScalarFunctionBuilder builder = DuckDBFunctions.scalarFunction();
                    DuckDBLogicalType text = DuckDBLogicalType.of(DuckDBColumnType.VARCHAR)) {
                builder.withName(name).withVarArgs(text).withReturnType(DuckDBColumnType.VARCHAR);
                builder.withVectorizedFunction((in, out) -> fill(in, out, name.equals(REPEATABLE)));
                if (name.equals(VOLATILE)) {
                    builder.withVolatile();
                }
                builder.register(connection);
            }
        }
    }

    /** Gives what answers. */
    public void answerBy(ExternalCalls answering) {
        calls = answering;
    }

    /** For a new connection, which gives it back to {@link #forget}. */
    public CallingStatement open() {
        CallingStatement statement = new CallingStatement(String.valueOf(last.incrementAndGet()));
        statements.put(statement.token(), statement);
        return statement;
    }

    public void forget(CallingStatement statement) {
        statements.remove(statement.token());
    }

    /** The statement that a token leads to. */
    public Optional<CallingStatement> find(String token) {
        return Optional.ofNullable(statements.get(token));
    }

    private void fill(DuckDBDataChunkReader in, DuckDBWritableVector out, boolean repeatable) {
        if (in.rowCount() == 0) {
            return;
        }
        CallingStatement statement = statements.get(in.vector(1).getString(0));
        ExternalCalls answering = calls;
        if (statement == null || answering == null) {
            throw new FunctionError(CommonError.WRONG_STATE, "external functions are for statements of sessions");
        }
        try {
            ExternalCalls.Call call = new ExternalCalls.Call(in.vector(0).getString(0), rows(in), statement.caller());
            List<@Nullable String> values =
                    repeatable && in.rowCount() == 1 ? statement.once(call, answering::values) : answering.values(call);
            for (int row = 0; row < values.size(); row++) {
                String value = values.get(row);
                if (value == null) {
                    out.setNull(row);
                } else {
                    out.setString(row, value);
                }
            }
        } catch (ForebayException e) {
            statement.fail(e);
            throw new FunctionError(
                    e.code() instanceof CommonError code ? code : CommonError.EXTERNAL_FUNCTION,
                    String.valueOf(e.getMessage()));
        }
    }

    private static List<List<@Nullable String>> rows(DuckDBDataChunkReader in) {
        int columns = (int) in.columnCount() - OWN;
        List<List<@Nullable String>> rows = new ArrayList<>((int) in.rowCount());
        for (long row = 0; row < in.rowCount(); row++) {
            List<@Nullable String> values = new ArrayList<>(columns);
            for (int column = 0; column < columns; column++) {
                values.add(
                        in.vector(column + OWN).isNull(row)
                                ? null
                                : in.vector(column + OWN).getString(row));
            }
            rows.add(Collections.unmodifiableList(values));
        }
        return rows;
    }
}
