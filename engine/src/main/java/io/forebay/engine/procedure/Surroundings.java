package io.forebay.engine.procedure;

import io.forebay.engine.sql.Procedure;
import io.forebay.engine.sql.Statement;
import io.forebay.spi.warehouse.ResultColumn;
import io.forebay.spi.warehouse.Rows;
import io.forebay.spi.warehouse.WarehouseConnection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The session that a procedure runs in, as the procedure sees it. Used by the session's thread. */
public interface Surroundings {
    /** A statement that is ready to run. */
    interface Ready extends AutoCloseable {
        List<ResultColumn> columns();

        Outcome run(List<@Nullable Object> values);

        @Override
        void close();
    }

    /** @param tag as the session answers it */
    record Outcome(Rows rows, String tag) {}

    List<Statement> parse(String sql);

    Ready prepare(Statement statement);

    WarehouseConnection connection();

    /** Where procedures without a schema are looked for, in this order. */
    List<String> schemas();

    String user();

    /** @throws io.forebay.spi.ForebayException NOT_ALLOWED when the user may not execute it */
    void requireExecute(Procedure procedure);

    /** Whose rights hold from now on: a user by name, or again the one that a call of this has given. @return who it was */
    Object become(Object user);

    /** A notice, if the session's client_min_messages lets it through. */
    void notice(String severity, String message);

    void throwIfCancelled();

    /** The rows of the session's last COPY. */
    long lastCopyCount();

    Cursors cursors();

    /** Puts a setting in force. @return what it was before */
    String set(String name, String value);

    boolean inTransaction();

    void begin();

    void commit();

    /** Commits as the last of the call. */
    void commitEnd();

    /** Undoes the open transaction; there is none then. */
    void rollback();

    /** Undoes the open transaction and opens another one in its place, which is the caller's as the old one was. */
    void restart();

    /** Leaves the caller's transaction, which was undone, as one that has failed. */
    void abandon();
}
