package io.forebay.engine.access;

import io.forebay.engine.sql.ObjectKind;
import io.forebay.engine.sql.Privilege;
import io.forebay.spi.warehouse.Query;
import io.forebay.spi.warehouse.Rows;
import io.forebay.spi.warehouse.WarehouseConnection;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** Rights and owners in the ledger. Works in the connection's transaction. Thread-safe. */
public final class Grants {
    private static final String SAME = " object_kind = $1 AND object_schema = $2 AND object_name = $3";

    /** Redshift's own: everybody may use and fill schema public, and make temporary tables. */
    private static final List<String> START = List.of(
            "INSERT INTO forebay.principal VALUES (0, 'P', 'public', false, false, false, NULL, -1, '')",
            "INSERT INTO forebay.privilege VALUES ('SCHEMA', 'public', '', 'USAGE', 0, 100, false)",
            "INSERT INTO forebay.privilege VALUES ('SCHEMA', 'public', '', 'CREATE', 0, 100, false)",
            "INSERT INTO forebay.privilege VALUES ('DATABASE', '', '', 'TEMP', 0, 100, false)");

    /** A column of names as {@link Secured} has them. */
    static String folded(String column) {
        return "translate(" + column + ", 'ABCDEFGHIJKLMNOPQRSTUVWXYZ', 'abcdefghijklmnopqrstuvwxyz')";
    }

    private final AtomicBoolean used = new AtomicBoolean();
    private final AtomicBoolean asked = new AtomicBoolean();
    private final AtomicLong changes = new AtomicLong();

    /** Another one after each change of users, rights or names of relations, and after the transaction of the change. */
    public long version() {
        return changes.get();
    }

    public void changed() {
        changes.incrementAndGet();
    }

    /** Whether there are users or rights at all: looked up once, and true from the first command on. */
    public boolean used(WarehouseConnection connection) {
        if (!used.get() && !asked.get()) {
            used.compareAndSet(false, Users.any(connection));
            asked.set(true);
        }
        return used.get();
    }

    /** Before the first command about users or rights: what holds before anybody has said anything. */
    void begin(WarehouseConnection connection) {
        if (!Users.any(connection)) {
            connection.executeAll(START);
        }
        used.set(true);
    }

    private static Object[] values(Secured object, @Nullable Object... more) {
        List<@Nullable Object> values = new ArrayList<>(List.of(object.kind().name(), object.schema(), object.name()));
        values.addAll(Arrays.asList(more));
        return values.toArray();
    }

    void grant(
            WarehouseConnection connection,
            Secured object,
            Privilege privilege,
            int grantee,
            int grantor,
            boolean option) {
        boolean kept = option || grantable(connection, object, privilege, grantee);
        connection.execute(
                "DELETE FROM forebay.privilege WHERE" + SAME + " AND privilege = $4 AND grantee_id = $5",
                values(object, privilege.name(), (long) grantee));
        connection.execute(
                "INSERT INTO forebay.privilege VALUES ($1, $2, $3, $4, $5, $6, $7)",
                values(object, privilege.name(), (long) grantee, (long) grantor, kept));
    }

    private static boolean grantable(WarehouseConnection connection, Secured object, Privilege privilege, int grantee) {
        try (Query query = connection.prepare("SELECT 1 FROM forebay.privilege WHERE" + SAME
                        + " AND privilege = $4 AND grantee_id = $5 AND is_grantable");
                Rows rows = query.execute(Arrays.asList(values(object, privilege.name(), (long) grantee)))) {
            return rows.next();
        }
    }

    void revoke(WarehouseConnection connection, Secured object, Privilege privilege, int grantee, boolean optionOnly) {
        String what =
                optionOnly ? "UPDATE forebay.privilege SET is_grantable = false" : "DELETE FROM forebay.privilege";
        connection.execute(
                what + " WHERE" + SAME + " AND privilege = $4 AND grantee_id = $5",
                values(object, privilege.name(), (long) grantee));
    }

    void setDefault(
            WarehouseConnection connection,
            boolean grant,
            int owner,
            String schema,
            ObjectKind kind,
            Privilege privilege,
            int grantee) {
        Object[] values = {(long) owner, schema, kind.name(), privilege.name(), (long) grantee};
        connection.execute(
                "DELETE FROM forebay.default_privilege WHERE owner_id = $1 AND object_schema = $2 AND object_kind = $3"
                        + " AND privilege = $4 AND grantee_id = $5",
                values);
        if (grant) {
            connection.execute("INSERT INTO forebay.default_privilege VALUES ($1, $2, $3, $4, $5)", values);
        }
    }

    /** The owner's number; the server's user's for what nobody else owns. */
    public int owner(WarehouseConnection connection, Secured object) {
        try (Query query = connection.prepare("SELECT owner_id FROM forebay.ownership WHERE" + SAME);
                Rows rows = query.execute(Arrays.asList(values(object)))) {
            return rows.next() ? (int) rows.longAt(0) : Who.FIRST;
        }
    }

    /** The owner's name. */
    public Optional<Who> user(WarehouseConnection connection, int id) {
        if (id == Who.FIRST) {
            return Optional.of(Who.SERVER);
        }
        try (Query query = connection.prepare("SELECT name FROM forebay.principal WHERE principal_id = $1");
                Rows rows = query.execute(List.of((long) id))) {
            return rows.next() ? Optional.of(new Who(id, rows.textAt(0))) : Optional.empty();
        }
    }

    void setOwner(WarehouseConnection connection, Secured object, int owner) {
        connection.execute("DELETE FROM forebay.ownership WHERE" + SAME, values(object));
        if (owner != Who.FIRST) {
            connection.execute("INSERT INTO forebay.ownership VALUES ($1, $2, $3, $4)", values(object, (long) owner));
        }
    }

    /** Something was made: it is its maker's, with what was granted on such things beforehand. */
    public void made(WarehouseConnection connection, Secured object, Who maker) {
        gone(connection, object);
        if (object.kind() != ObjectKind.PROCEDURE) {
            setOwner(connection, object, maker.id());
        }
        connection.execute(
                "INSERT INTO forebay.privilege SELECT DISTINCT $1, $2, $3, privilege, grantee_id, owner_id, false"
                        + " FROM forebay.default_privilege WHERE object_kind = $1 AND object_schema IN ('', $2)"
                        + " AND owner_id = $4",
                values(object, (long) maker.id()));
    }

    /** Something was dropped, and all rights on it with it. */
    public void gone(WarehouseConnection connection, Secured object) {
        for (String table : List.of("privilege", "ownership")) {
            connection.execute("DELETE FROM forebay." + table + " WHERE" + SAME, values(object));
        }
    }

    /** A table or view has another name: it keeps its owner and rights. */
    public void renamed(WarehouseConnection connection, Secured from, String to) {
        for (String table : List.of("privilege", "ownership")) {
            connection.execute(
                    "UPDATE forebay." + table + " SET object_name = $4 WHERE" + SAME,
                    values(from, Secured.table(from.schema(), to).name()));
        }
    }

    /** Forgets the rights on tables, views and schemas that are not there any more: after DROP, whatever CASCADE took along. */
    public void sweep(WarehouseConnection connection) {
        for (String table : List.of("privilege", "ownership")) {
            connection.execute("DELETE FROM forebay." + table + " WHERE object_kind = 'TABLE'"
                    + " AND (object_schema, object_name) NOT IN (SELECT (" + folded("table_schema") + ", "
                    + folded("table_name") + ")"
                    + " FROM information_schema.tables) OR object_kind IN ('SCHEMA', 'PROCEDURE')"
                    + " AND object_schema NOT IN (SELECT " + folded("schema_name")
                    + " FROM information_schema.schemata)");
        }
    }
}
