package io.forebay.warehouse.redshift.driver;

import io.forebay.spi.CommonError;
import io.forebay.spi.ForebayException;
import io.forebay.spi.warehouse.ColumnType;
import io.forebay.spi.warehouse.Query;
import io.forebay.spi.warehouse.ResultColumn;
import io.forebay.spi.warehouse.Rows;
import io.forebay.warehouse.redshift.text.CatalogText;
import io.forebay.warehouse.redshift.text.Placed;
import io.forebay.warehouse.redshift.text.RedshiftTypes;
import java.sql.Connection;
import java.sql.ParameterMetaData;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Redshift's JDBC driver. The driver stays in auto-commit; BEGIN, COMMIT and ROLLBACK are statements. */
public final class JdbcTransport implements Transport {
    private static final Logger log = LoggerFactory.getLogger(JdbcTransport.class);

    private final Connection jdbc;
    private @Nullable JdbcRows live;
    private volatile @Nullable Statement running;
    private volatile boolean ended;
    private long session;

    public JdbcTransport(Connection jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public void begin() {
        send("BEGIN");
    }

    @Override
    public void commit() {
        try {
            keepLive();
            run("COMMIT");
        } catch (SQLException e) {
            ended = true;
            throw RedshiftErrors.translateCommit(e);
        }
    }

    @Override
    public void rollback() {
        try {
            JdbcRows open = live;
            live = null;
            if (open != null) {
                open.close();
            }
            run("ROLLBACK");
        } catch (SQLException | ForebayException e) {
            log.debug("a rollback failed", e);
            ended = true;
        }
    }

    private void send(String sql) {
        try {
            keepLive();
            run(sql);
        } catch (SQLException e) {
            throw failed(e);
        }
    }

    private void run(String sql) throws SQLException {
        try (Statement statement = jdbc.createStatement()) {
            statement.execute(sql);
        }
    }

    private ForebayException failed(SQLException e) {
        if (RedshiftErrors.lost(e)) {
            ended = true;
        }
        return RedshiftErrors.translate(e);
    }

    @Override
    public boolean usable() {
        return !ended;
    }

    @Override
    public Query prepare(Placed statement, boolean typed) {
        try {
            PreparedStatement prepared = jdbc.prepareStatement(statement.sql());
            prepared.setEscapeProcessing(false);
            return new JdbcQuery(prepared, statement, typed);
        } catch (SQLException e) {
            throw failed(e);
        }
    }

    @Override
    public long session() {
        if (session == 0) {
            try (Query query = prepare(new Placed(CatalogText.SESSION, List.of()), true);
                    Rows rows = query.execute(List.of())) {
                session = rows.next() ? rows.longAt(0) : 0;
            }
        }
        return session;
    }

    @Override
    public void cancel() {
        Statement statement = running;
        if (statement != null) {
            try {
                statement.cancel();
            } catch (SQLException e) {
                log.debug("a statement could not be cancelled", e);
            }
        }
    }

    private void keepLive() {
        JdbcRows open = live;
        live = null;
        if (open != null) {
            open.keep();
        }
    }

    @Override
    public void close() {
        ended = true;
        try {
            jdbc.close();
        } catch (SQLException e) {
            log.debug("a connection did not close cleanly", e);
        }
    }

    private final class JdbcQuery implements Query {
        private final PreparedStatement prepared;
        private final Placed statement;
        private final boolean typed;

        JdbcQuery(PreparedStatement prepared, Placed statement, boolean typed) {
            this.prepared = prepared;
            this.statement = statement;
            this.typed = typed;
        }

        @Override
        public List<ColumnType> parameters() {
            if (statement.order().isEmpty()) {
                return List.of();
            }
            try {
                keepLive();
                ParameterMetaData meta = prepared.getParameterMetaData();
                List<ColumnType> types = new ArrayList<>();
                for (int number = 1; number <= statement.parameters(); number++) {
                    int place = statement.order().indexOf(number) + 1;
                    types.add(
                            place == 0
                                    ? ColumnType.varchar(0)
                                    : RedshiftTypes.of(meta.getParameterTypeName(place), 0, 0, 0));
                }
                return types;
            } catch (SQLException e) {
                throw failed(e);
            }
        }

        @Override
        public List<ResultColumn> columns() {
            try {
                keepLive();
                return JdbcRows.columns(prepared.getMetaData());
            } catch (SQLException e) {
                throw failed(e);
            }
        }

        @Override
        public Rows execute(List<@Nullable Object> values) {
            if (values.size() != statement.parameters()) {
                throw new ForebayException(
                        CommonError.INVALID_PARAMETER,
                        "the statement has " + statement.parameters() + " parameters, " + values.size()
                                + " were given");
            }
            keepLive();
            running = prepared;
            try {
                Values.bind(prepared, statement.order(), values, typed);
                prepared.clearWarnings();
                if (!prepared.execute()) {
                    return JdbcRows.changed(prepared.getLargeUpdateCount()).saying(prepared.getWarnings());
                }
                JdbcRows rows = JdbcRows.of(prepared.getResultSet()).saying(prepared.getWarnings());
                live = rows;
                return rows;
            } catch (SQLException e) {
                throw failed(e);
            } finally {
                running = null;
            }
        }

        @Override
        public void close() {
            keepLive();
            try {
                prepared.close();
            } catch (SQLException e) {
                throw failed(e);
            }
        }
    }
}
