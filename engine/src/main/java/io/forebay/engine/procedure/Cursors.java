package io.forebay.engine.procedure;

import io.forebay.spi.ForebayException;
import io.forebay.spi.warehouse.Rows;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The open cursors of one session; they end with its transaction. Used by the session's thread. */
public final class Cursors {
    /** More than a session can sensibly read at once. */
    private static final int MOST = 64;

    private final Map<String, Rows> open = new HashMap<>();
    private long unnamed;

    String newName() {
        return "<unnamed portal " + ++unnamed + ">";
    }

    void open(String name, Rows rows) {
        if (open.containsKey(name)) {
            rows.close();
            throw new ForebayException(ProcedureError.DUPLICATE_CURSOR, "cursor \"" + name + "\" already in use");
        }
        if (open.size() >= MOST) {
            rows.close();
            throw new ForebayException(ProcedureError.CURSOR_STATE, MOST + " cursors are open; close some");
        }
        open.put(name, rows);
    }

    /** @throws ForebayException UNKNOWN_CURSOR when it was never opened, or ended with its transaction */
    public Rows find(String name) {
        Rows rows = open.get(name);
        if (rows == null) {
            throw new ForebayException(ProcedureError.UNKNOWN_CURSOR, "cursor \"" + name + "\" does not exist");
        }
        return rows;
    }

    public void close(String name) {
        find(name);
        closeIfOpen(name);
    }

    void closeIfOpen(String name) {
        Rows rows = open.remove(name);
        if (rows != null) {
            rows.close();
        }
    }

    /** The transaction has ended. */
    public void closeAll() {
        List<String> names = new ArrayList<>(open.keySet());
        names.forEach(this::closeIfOpen);
    }
}
