package io.forebay.engine.session;

import io.forebay.engine.sql.Statement;
import io.forebay.spi.warehouse.ColumnType;
import io.forebay.spi.warehouse.WarehouseConnection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One user's connection as a protocol sees it. Used by one thread at a time, except {@link #cancel}. All methods throw
 * {@code ForebayException}; an error inside a transaction makes it FAILED.
 */
public interface Session extends AutoCloseable {
    /** Work at the end of a transaction. */
    @FunctionalInterface
    interface Last {
        /** @param whole false in the middle of a procedure, which commits more behind it */
        void commit(WarehouseConnection connection, boolean whole);
    }

    /** What the protocol's ReadyForQuery says. */
    enum Status {
        IDLE,
        IN_TRANSACTION,
        FAILED
    }

    Status status();

    /** Unique among the sessions that are open: the backend's process id. */
    int id();

    /**
     * Parses a text of several statements, separated by semicolons; never runs anything. An empty list for an empty
     * text. An error's position counts in the whole text.
     */
    List<Statement> parse(String text);

    /**
     * Readies one statement. In a FAILED transaction only COMMIT and ROLLBACK are taken, others give 25P02.
     *
     * @param parameters the types that the client declared for {@code $1} …; may be shorter than what is needed; OTHER
     *     for one that it left open
     */
    Prepared prepare(Statement statement, List<ColumnType> parameters);

    /**
     * Starts the transaction that a text of several statements, or the statements between two Syncs, form together, when
     * none is open. {@link #endImplicit} ends it. A COPY JOB CREATE or DROP is refused inside.
     */
    void beginImplicit();

    /** Commits what {@link #beginImplicit} started, or rolls it back; does nothing when the user opened a block since. */
    void endImplicit(boolean commit);

    /** The number that the system views know the last statement by; -1 before the first. */
    default long lastQuery() {
        return -1;
    }

    /**
     * Has something done as the last in each transaction of this session that commits, and in it.
     *
     * @param work null for nothing any more
     */
    default void last(@Nullable Last work) {
        throw new UnsupportedOperationException("this session has no transactions of its own");
    }

    /** The settings that PostgreSQL reports when they change: server_version, client_encoding, DateStyle, TimeZone … */
    Map<String, String> reportedParameters();

    /** Ends the running statement soon with 57014; harmless when none runs. From any thread. */
    void cancel();

    /** Rolls back what is open and gives the connection back. */
    @Override
    void close();
}
