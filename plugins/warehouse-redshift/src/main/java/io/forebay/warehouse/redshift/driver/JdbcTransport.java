package io.forebay.warehouse.redshift.driver;

import com.amazon.redshift.core.BaseConnection;
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
import java.sql.ResultSet;
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

    /** Rows that are read sooner than a statement is cancelled. */
    private static final int FEW = 1000;

    private final Connection jdbc;
    private @Nullable JdbcRows live;
    private volatile boolean running;
    private volatile boolean ended;
    private boolean inTransaction;
    private boolean broken;
    private long session;

    public JdbcTransport(Connection jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public void begin() {
        send("BEGIN");
        inTransaction = true;
        broken = false;
    }

    @Override
    public void commit() {
        inTransaction = false;
        try {
            keepLive();
            if (broken) {
                run("ROLLBACK");
                throw new ForebayException(
                        CommonError.FAILED_TRANSACTION, "the transaction has failed before, nothing was committed");
            }
            run("COMMIT");
        } catch (SQLException e) {
            ended = true;
            throw RedshiftErrors.translateCommit(e);
        }
    }

    @Override
    public void rollback() {
        inTransaction = false;
        broken = false;
        endLive(CommonError.WRONG_STATE, "the result has ended with its transaction, which was rolled back");
        try {
            run("ROLLBACK");
        } catch (SQLException e) {
            log.debug("a rollback failed", e);
            ended = true;
        }
    }

    @Override
    public void release() {
        endLive(CommonError.CONNECTION_LOST, "the result has ended with its connection, which was closed");
    }

    private void endLive(CommonError code, String why) {
        JdbcRows open = live;
        live = null;
        if (open != null) {
            open.end(new ForebayException(code, why));
        }
    }

    /**
     * Comes to the end of a result that nobody reads any more. In a transaction it is read, as it is when little is left:
     * ending the statement would end the transaction.
     */
    void abandon(ResultSet open) throws SQLException {
        for (int i = 0; i < FEW || inTransaction; i++) {
            if (!open.next()) {
                return;
            }
        }
        try {
            cancelQuery();
            while (open.next()) {
                // What was on its way.
            }
        } catch (SQLException e) {
            if (RedshiftErrors.lost(e)) {
                throw e;
            }
        }
        absorb();
    }

    /** A cancel may come when its statement is over already: it must hit nothing else. */
    private void absorb() throws SQLException {
        try {
            run(CatalogText.PING);
        } catch (SQLException e) {
            if (RedshiftErrors.lost(e)) {
                throw e;
            }
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

    /** The error as ours. In a transaction it has ended that one, whoever comes to see it. */
    ForebayException failed(SQLException e) {
        broken |= inTransaction;
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
        if (running) {
            try {
                cancelQuery();
            } catch (SQLException e) {
                log.debug("a statement could not be cancelled", e);
            }
        }
    }

    /** By the connection: a statement of the driver asks once only, which is too early when it has just been sent. */
    private void cancelQuery() throws SQLException {
        jdbc.unwrap(BaseConnection.class).cancelQuery();
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
        release();
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
            running = true;
            try {
                Values.bind(prepared, statement.order(), values, typed);
                prepared.clearWarnings();
                if (!prepared.execute()) {
                    return JdbcRows.changed(prepared.getLargeUpdateCount()).saying(prepared.getWarnings());
                }
                JdbcRows rows =
                        JdbcRows.of(JdbcTransport.this, prepared.getResultSet()).saying(prepared.getWarnings());
                live = rows;
                return rows;
            } catch (SQLException e) {
                throw failed(e);
            } finally {
                running = false;
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
