package io.forebay.warehouse.duckdb;

import io.forebay.spi.warehouse.ColumnType;
import io.forebay.spi.warehouse.ResultColumn;
import io.forebay.spi.warehouse.TableName;
import io.forebay.warehouse.duckdb.driver.DuckDbErrors;
import io.forebay.warehouse.duckdb.result.ChunkCursor;
import io.forebay.warehouse.duckdb.result.Cursor;
import io.forebay.warehouse.duckdb.result.PrintedCursor;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.duckdb.DuckDBChunkedResult;
import org.duckdb.DuckDBConnection;
import org.jspecify.annotations.Nullable;

/** How a statement is prepared and run so that its rows stream with their types. */
final class Execution {
    /** An array as PostgreSQL writes it: what is neither a plain word nor a number stands in quotes. */
    private static final String ARRAY = "CASE WHEN ? IS NOT NULL THEN '{' || coalesce(list_aggregate(list_transform(?,"
            + " lambda x: CASE WHEN x IS NULL THEN 'NULL'"
            + " WHEN regexp_full_match(x::VARCHAR, '[A-Za-z0-9_.:+-]+') AND lower(x::VARCHAR) <> 'null' THEN x::VARCHAR"
            + " ELSE '\"' || replace(replace(x::VARCHAR, '\\', '\\\\'), '\"', '\\\"') || '\"' END),"
            + " 'string_agg', ','), '') || '}' END";

    private final DuckDbConnection connection;
    private final DuckDBConnection jdbc;

    Execution(DuckDbConnection connection, DuckDBConnection jdbc) {
        this.connection = connection;
        this.jdbc = jdbc;
    }

    DuckDbQuery prepare(String sql) throws SQLException {
        Statement statement = Statement.prepare(jdbc, sql);
        return new DuckDbQuery(
                connection, sql, statement, statement.unresolved() ? guess(sql, statement) : statement.columns());
    }

    /**
     * The columns of a statement that DuckDB only describes once it has the parameters: those it has with nulls. Asked
     * on another connection, because an error here would end the transaction.
     */
    private List<ResultColumn> guess(String sql, Statement statement) {
        String withNulls = Placeholders.replace(sql, number -> "NULL");
        try (DuckDBConnection other = connection.describer()) {
            return columns(other, withNulls);
        } catch (SQLException e) {
            return connection.inTransaction() ? statement.columns() : guessHere(withNulls, statement);
        }
    }

    private List<ResultColumn> guessHere(String sql, Statement statement) {
        try {
            return columns(jdbc, sql);
        } catch (SQLException e) {
            return statement.columns();
        }
    }

    private static List<ResultColumn> columns(DuckDBConnection jdbc, String sql) throws SQLException {
        Statement statement = Statement.prepare(jdbc, sql);
        statement.close();
        return statement.columns();
    }

    DuckDbRows run(DuckDbQuery query, List<@Nullable Object> values) throws SQLException {
        Statement statement = query.statement();
        if (statement == null || statement.closed()) {
            statement = Statement.prepare(jdbc, query.sql());
            query.replace(statement);
        }
        if (statement.unresolved()) {
            String sql = Placeholders.replace(query.sql(), n -> ParameterValue.literal(values.get(n - 1)));
            Statement own = Statement.prepare(jdbc, sql);
            return run(own, List.of(), sql, own::close);
        }
        return run(statement, typed(values, statement.parameters()), query.sql(), () -> {});
    }

    private static List<@Nullable Object> typed(List<@Nullable Object> values, List<ColumnType> types) {
        List<@Nullable Object> typed = new ArrayList<>();
        for (int i = 0; i < values.size(); i++) {
            typed.add(ParameterValue.typed(values.get(i), types.get(i)));
        }
        return typed;
    }

    private DuckDbRows run(Statement statement, List<@Nullable Object> values, String sql, Runnable afterClose)
            throws SQLException {
        if (statement.gives() == Statement.Gives.ROWS) {
            return DuckDbRows.of(connection, statement.columns(), rows(statement, values, sql, afterClose), sql);
        }
        statement.bind(values);
        boolean counts = statement.gives() == Statement.Gives.COUNT;
        try (ChunkCursor cursor =
                new ChunkCursor(statement.query(), counts ? List.of("BIGINT") : List.of(), afterClose)) {
            long count = cursor.next() && counts && !cursor.isNull(0) ? cursor.longAt(0) : 0;
            return DuckDbRows.counted(connection, count);
        }
    }

    private Cursor rows(Statement statement, List<@Nullable Object> values, String sql, Runnable afterClose)
            throws SQLException {
        if (statement.streams()) {
            statement.bind(values);
            return new ChunkCursor(statement.query(), statement.typeNames(), afterClose);
        }
        Statement printing = printing(statement, sql);
        if (printing == null) {
            statement.bind(values);
            return new PrintedCursor(statement.rows(), afterClose);
        }
        printing.bind(values);
        DuckDBChunkedResult result = printing.query();
        return new ChunkCursor(result, printing.typeNames(), () -> {
            printing.close();
            afterClose.run();
        });
    }

    private static String printed(String name, ResultColumn column) {
        return column.type().equals(ColumnType.TEXT_ARRAY) ? ARRAY.replace("?", name) : name + "::VARCHAR";
    }

    /** The statement with the columns that only DuckDB prints cast to text; null when it is no query. */
    private @Nullable Statement printing(Statement statement, String sql) throws SQLException {
        List<String> names = new ArrayList<>();
        List<String> values = new ArrayList<>();
        for (int column = 0; column < statement.columns().size(); column++) {
            String name = TableName.quote("c" + column);
            names.add(name);
            values.add(
                    statement.prints(column) ? printed(name, statement.columns().get(column)) : name);
        }
        String wrapped = "SELECT " + String.join(", ", values) + " FROM (" + sql + "\n) AS result("
                + String.join(", ", names) + ")";
        try {
            return Statement.prepare(jdbc, wrapped);
        } catch (SQLException e) {
            if (DuckDbErrors.translate(e, "").is(io.forebay.spi.CommonError.SYNTAX)) {
                return null;
            }
            throw e;
        }
    }
}
