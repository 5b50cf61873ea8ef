package io.forebay.warehouse.duckdb;

import io.forebay.spi.CommonError;
import io.forebay.spi.ForebayException;
import io.forebay.spi.warehouse.ColumnType;
import io.forebay.spi.warehouse.Query;
import io.forebay.spi.warehouse.ResultColumn;
import io.forebay.spi.warehouse.Rows;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A statement; prepared anew for an execution when the driver has closed it after an error. */
final class DuckDbQuery implements Query {
    private final DuckDbConnection connection;
    private final String sql;
    private final List<ColumnType> parameters;
    private final List<ResultColumn> columns;
    private @Nullable Statement statement;

    /** @param statement as prepared; @param columns what it was found to give */
    DuckDbQuery(DuckDbConnection connection, String sql, Statement statement, List<ResultColumn> columns) {
        this.connection = connection;
        this.sql = sql;
        this.statement = statement;
        this.parameters = statement.parameters();
        this.columns = columns;
    }

    @Override
    public List<ColumnType> parameters() {
        return parameters;
    }

    @Override
    public List<ResultColumn> columns() {
        return columns;
    }

    @Override
    public Rows execute(List<@Nullable Object> values) {
        if (values.size() != parameters.size()) {
            throw new ForebayException(
                    CommonError.INVALID_PARAMETER,
                    "the statement has " + parameters.size() + " parameters, " + values.size() + " were given");
        }
        return connection.execute(this, values);
    }

    String sql() {
        return sql;
    }

    @Nullable
    Statement statement() {
        return statement;
    }

    void replace(Statement prepared) {
        statement = prepared;
    }

    @Override
    public void close() {
        Statement open = statement;
        statement = null;
        if (open != null) {
            open.close();
        }
    }
}
