package io.forebay.warehouse.postgresql;

import io.forebay.spi.CommonError;
import io.forebay.spi.ForebayException;
import io.forebay.spi.warehouse.ColumnType;
import io.forebay.spi.warehouse.Query;
import io.forebay.spi.warehouse.ResultColumn;
import io.forebay.spi.warehouse.Rows;
import io.forebay.warehouse.postgresql.driver.Statement;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A statement; parsed anew when the server has forgotten it. */
final class PostgresQuery implements Query {
    private final PostgresConnection connection;
    private final String sql;
    private final List<ColumnType> parameters;
    private final List<ResultColumn> columns;
    private Statement statement;

    PostgresQuery(PostgresConnection connection, String sql, Statement statement) {
        this.connection = connection;
        this.sql = sql;
        this.statement = statement;
        this.parameters = statement.parameters();
        this.columns = statement.columns();
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

    Statement statement() {
        return statement;
    }

    void replace(Statement parsed) {
        statement.close();
        statement = parsed;
    }

    @Override
    public void close() {
        statement.close();
    }
}
