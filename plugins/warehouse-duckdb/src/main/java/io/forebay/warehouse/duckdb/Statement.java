package io.forebay.warehouse.duckdb;

import io.forebay.spi.warehouse.ColumnType;
import io.forebay.spi.warehouse.ResultColumn;
import io.forebay.spi.warehouse.TableName;
import io.forebay.spi.warehouse.TypeKind;
import io.forebay.warehouse.duckdb.driver.DuckDbErrors;
import io.forebay.warehouse.duckdb.driver.DuckDbTypes;
import java.sql.ParameterMetaData;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.duckdb.DuckDBChunkedResult;
import org.duckdb.DuckDBConnection;
import org.duckdb.DuckDBPreparedStatement;
import org.duckdb.DuckDBResultSetMetaData;
import org.jspecify.annotations.Nullable;

/** One statement as DuckDB has prepared it, with what DuckDB says about it. */
final class Statement {
    /** What a statement gives. */
    enum Gives {
        ROWS,
        COUNT,
        NOTHING
    }

    private static final String UNKNOWN = "UNKNOWN";

    private final DuckDBPreparedStatement jdbc;
    private final List<ColumnType> parameters;
    private final List<String> names = new ArrayList<>();
    private final List<ResultColumn> columns = new ArrayList<>();
    private final Gives gives;

    private Statement(DuckDBPreparedStatement jdbc) throws SQLException {
        this.jdbc = jdbc;
        this.parameters = readParameters(jdbc.getParameterMetaData());
        DuckDBResultSetMetaData result = (DuckDBResultSetMetaData) jdbc.getMetaData();
        this.gives = gives(String.valueOf(result.getReturnType()));
        if (gives == Gives.ROWS) {
            readColumns(result);
        }
    }

    static Statement prepare(DuckDBConnection connection, String sql) throws SQLException {
        DuckDBPreparedStatement jdbc = connection.prepare(sql);
        try {
            return new Statement(jdbc);
        } catch (SQLException | RuntimeException e) {
            jdbc.close();
            throw e;
        }
    }

    private static Gives gives(String returnType) {
        return switch (returnType) {
            case "QUERY_RESULT" -> Gives.ROWS;
            case "CHANGED_ROWS" -> Gives.COUNT;
            default -> Gives.NOTHING;
        };
    }

    private static List<ColumnType> readParameters(ParameterMetaData found) throws SQLException {
        List<ColumnType> types = new ArrayList<>();
        for (int i = 1; i <= found.getParameterCount(); i++) {
            types.add(DuckDbTypes.columnType(found.getParameterTypeName(i)));
        }
        return List.copyOf(types);
    }

    private void readColumns(DuckDBResultSetMetaData result) throws SQLException {
        for (int i = 1; i <= result.getColumnCount(); i++) {
            String name = result.getColumnTypeName(i);
            names.add(name);
            columns.add(new ResultColumn(TableName.folded(result.getColumnName(i)), DuckDbTypes.columnType(name)));
        }
    }

    List<ColumnType> parameters() {
        return parameters;
    }

    /**
     * Empty unless it gives rows. Their names have no capitals, in quotes or not. SOURCE: Redshift Database Developer Guide,
     * "enable_case_sensitive_identifier" (off) and "describe_field_name_in_uppercase" (off).
     */
    List<ResultColumn> columns() {
        return columns;
    }

    /** DuckDB's names of the columns' types. */
    List<String> typeNames() {
        return names;
    }

    Gives gives() {
        return gives;
    }

    /** Whether DuckDB knows the result's columns only once the parameters have values. */
    boolean unresolved() {
        return names.contains(UNKNOWN);
    }

    /** Whether all columns can be read from DuckDB's vectors. */
    boolean streams() {
        return names.stream().allMatch(name -> DuckDbTypes.width(name) > 0);
    }

    /** Whether a column's type is one that only DuckDB prints. */
    boolean prints(int column) {
        return columns.get(column).type().kind() == TypeKind.OTHER;
    }

    void bind(List<@Nullable Object> values) throws SQLException {
        for (int i = 0; i < values.size(); i++) {
            jdbc.setObject(i + 1, values.get(i));
        }
    }

    /** Runs it; rows are computed while they are read. */
    DuckDBChunkedResult query() throws SQLException {
        return jdbc.query();
    }

    /** Runs it; all rows are computed first. */
    ResultSet rows() throws SQLException {
        return jdbc.executeQuery();
    }

    boolean closed() throws SQLException {
        return jdbc.isClosed();
    }

    void close() {
        try {
            jdbc.close();
        } catch (SQLException e) {
            throw DuckDbErrors.translate(e, "");
        }
    }
}
