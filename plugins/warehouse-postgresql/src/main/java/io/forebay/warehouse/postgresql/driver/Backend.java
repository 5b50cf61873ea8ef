package io.forebay.warehouse.postgresql.driver;

import io.forebay.spi.CommonError;
import io.forebay.spi.ForebayException;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.postgresql.core.BaseConnection;
import org.postgresql.core.NativeQuery;
import org.postgresql.core.ParameterList;
import org.postgresql.core.Query;
import org.postgresql.core.QueryExecutor;
import org.postgresql.core.ResultCursor;
import org.postgresql.core.SqlCommand;
import org.postgresql.core.TransactionState;

/**
 * One server process and the conversation with it. The driver's connection stays in auto-commit, so that it begins no
 * transaction of itself. Used by one thread at a time, except {@link #cancel} and {@link #abort}.
 */
public final class Backend {
    private static final int PLAIN = QueryExecutor.QUERY_SUPPRESS_BEGIN;

    private final BaseConnection jdbc;
    private final QueryExecutor executor;
    private int epoch;

    public Backend(BaseConnection jdbc) {
        this.jdbc = jdbc;
        this.executor = jdbc.getQueryExecutor();
        executor.setBinaryReceiveOids(new HashSet<>(PostgresTypes.BINARY));
        executor.setFlushCacheOnDdl(false);
    }

    public BaseConnection jdbc() {
        return jdbc;
    }

    /** Has the server parse and describe a statement. */
    public Statement prepare(String sql) throws SQLException {
        Query query = parse(sql);
        ParameterList parameters = query.createParameterList();
        Answer answer = new Answer();
        try {
            executor.execute(query, parameters, answer, 0, 0, PLAIN | QueryExecutor.QUERY_DESCRIBE_ONLY);
            answer.check();
        } catch (SQLException e) {
            query.close();
            throw e;
        }
        return new Statement(query, parameters.getTypeOIDs(), answer.fields(), epoch);
    }

    /** The driver is told how many parameters there are and changes nothing in the text. */
    private Query parse(String sql) {
        return executor.wrap(List.of(new NativeQuery(sql, new int[Placeholders.count(sql)], false, SqlCommand.BLANK)));
    }

    /** Whether the server still knows the statement as it was prepared. */
    public boolean knows(Statement statement) {
        return statement.of(epoch);
    }

    /**
     * Runs a statement.
     *
     * @param begin whether a transaction is to be begun first when none is open
     * @param rows how many rows to fetch at first, the rest stays in a portal; 0 for all
     */
    public Answer run(Statement statement, List<@Nullable Object> values, boolean begin, int rows) throws SQLException {
        int flags = (begin ? 0 : PLAIN)
                | QueryExecutor.QUERY_BOTH_ROWS_AND_STATUS
                | (rows > 0 ? QueryExecutor.QUERY_FORWARD_CURSOR : 0);
        Answer answer = run(statement.query(), statement.bind(values), rows, flags);
        if (!answer.formsAsExpected()) {
            throw new ForebayException(CommonError.INTERNAL, "the driver has parsed a statement anew by itself");
        }
        return answer;
    }

    /** Runs a statement that has no parameters and whose rows nobody reads. */
    public Answer run(String sql, boolean begin) throws SQLException {
        Query query = parse(sql);
        try {
            return run(query, query.createParameterList(), 0, (begin ? 0 : PLAIN) | QueryExecutor.QUERY_ONESHOT);
        } finally {
            query.close();
        }
    }

    /** The same without a transaction of its own. */
    public Answer run(String sql) throws SQLException {
        return run(sql, false);
    }

    private Answer run(Query query, ParameterList values, int rows, int flags) throws SQLException {
        Answer answer = new Answer();
        executor.execute(query, values, answer, 0, rows, flags);
        answer.check();
        if (answer.tag().startsWith("DISCARD ALL") || answer.tag().startsWith("DEALLOCATE ALL")) {
            epoch++;
        }
        return answer;
    }

    /** The next rows of a portal. */
    public Answer fetch(ResultCursor portal, int rows) throws SQLException {
        Answer answer = new Answer();
        executor.fetch(portal, answer, rows, false);
        answer.check();
        return answer;
    }

    public TransactionState transaction() {
        return executor.getTransactionState();
    }

    public boolean ended() {
        return executor.isClosed();
    }

    /** Asks the server over a connection of its own to end what runs; returns when it has heard that. */
    public void cancel() throws SQLException {
        executor.sendQueryCancel();
    }

    /** Hangs up at once; whoever waits for the server gets an error. */
    public void abort() {
        executor.abort();
    }
}
