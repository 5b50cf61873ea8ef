package io.forebay.engine.procedure;

import io.forebay.spi.ForebayException;
import io.forebay.spi.warehouse.Query;
import io.forebay.spi.warehouse.Rows;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The open cursors of one session; they end with its transaction. Used by the session's thread. */
public final class Cursors {
    /** More than a session can sensibly read at once. */
    private static final int MOST = 64;

    /** @param query is closed with the rows; null when somebody else does it */
    private record Cursor(Rows rows, @Nullable Query query) {
        void close() {
            rows.close();
            if (query != null) {
                query.close();
            }
        }
    }

    private final Map<String, Cursor> open = new HashMap<>();
    private long unnamed;

    String newName() {
        return "<unnamed portal " + ++unnamed + ">";
    }

    /** Runs the query, whose rows are read as they are fetched. */
    public void open(String name, Query query) {
        Rows rows;
        try {
            rows = query.execute(List.of());
        } catch (RuntimeException e) {
            query.close();
            throw e;
        }
        open(name, new Cursor(rows, query));
    }

    void open(String name, Rows rows) {
        open(name, new Cursor(rows, null));
    }

    private void open(String name, Cursor cursor) {
        if (open.containsKey(name)) {
            cursor.close();
            throw new ForebayException(ProcedureError.DUPLICATE_CURSOR, "cursor \"" + name + "\" already in use");
        }
        if (open.size() >= MOST) {
            cursor.close();
            throw new ForebayException(ProcedureError.CURSOR_STATE, MOST + " cursors are open; close some");
        }
        open.put(name, cursor);
    }

    /** @throws ForebayException UNKNOWN_CURSOR when it was never opened, or ended with its transaction */
    public Rows find(String name) {
        Cursor cursor = open.get(name);
        if (cursor == null) {
            throw new ForebayException(ProcedureError.UNKNOWN_CURSOR, "cursor \"" + name + "\" does not exist");
        }
        return cursor.rows();
    }

    public void close(String name) {
        find(name);
        closeIfOpen(name);
    }

    void closeIfOpen(String name) {
        Cursor cursor = open.remove(name);
        if (cursor != null) {
            cursor.close();
        }
    }

    /** The transaction has ended. */
    public void closeAll() {
        List<String> names = new ArrayList<>(open.keySet());
        names.forEach(this::closeIfOpen);
    }
}
