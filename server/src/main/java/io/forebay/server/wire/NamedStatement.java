package io.forebay.server.wire;

import io.forebay.engine.session.Prepared;
import io.forebay.engine.session.Session;
import io.forebay.engine.sql.Statement;
import io.forebay.server.wire.type.PgType;
import io.forebay.spi.warehouse.ColumnType;
import io.forebay.spi.warehouse.ResultColumn;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What Parse made. It lives until it is dropped and no portal uses it. */
final class NamedStatement {
    private final Session session;
    private final @Nullable Statement statement;
    private final List<ColumnType> declared;
    private final @Nullable Prepared prepared;
    private final int[] parameters;
    private int portals;
    private boolean running;
    private boolean dropped;

    /**
     * @param statement null for an empty text
     * @param oids the types that the client declared, 0 for one it left open
     */
    NamedStatement(Session session, @Nullable Statement statement, int[] oids) {
        this.session = session;
        this.statement = statement;
        this.declared = declared(oids);
        this.prepared = statement == null ? null : session.prepare(statement, declared);
        this.parameters = parameters(oids, prepared);
    }

    private static List<ColumnType> declared(int[] oids) {
        List<ColumnType> types = new ArrayList<>();
        for (int oid : oids) {
            types.add(PgType.declared(oid));
        }
        return types;
    }

    private static int[] parameters(int[] oids, @Nullable Prepared prepared) {
        List<ColumnType> found = prepared == null ? List.of() : prepared.parameters();
        int[] all = new int[Math.max(oids.length, found.size())];
        for (int i = 0; i < all.length; i++) {
            boolean known = i < oids.length && oids[i] != 0 && oids[i] != PgType.UNKNOWN;
            all[i] =
                    known ? oids[i] : i < found.size() ? PgType.of(found.get(i)).oid() : PgType.TEXT;
        }
        return all;
    }

    @Nullable
    Statement statement() {
        return statement;
    }

    /** The types' numbers that the client is told. */
    int[] parameters() {
        return parameters;
    }

    List<ResultColumn> columns() {
        return prepared == null ? List.of() : prepared.columns();
    }

    void openPortal() {
        portals++;
    }

    void closePortal() {
        portals--;
        closeIfUnused();
    }

    void drop() {
        dropped = true;
        closeIfUnused();
    }

    /**
     * What a portal runs: this, or one of its own while another portal runs this, or when another statement is to be run
     * in its place. Given back by {@link #release}.
     */
    Prepared lease(Statement toRun) {
        if (prepared == null || running || toRun != statement) {
            return session.prepare(toRun, declared);
        }
        running = true;
        return prepared;
    }

    void release(Prepared leased) {
        if (leased == prepared) {
            running = false;
        } else {
            leased.close();
        }
    }

    private void closeIfUnused() {
        if (dropped && portals == 0 && prepared != null) {
            prepared.close();
        }
    }
}
