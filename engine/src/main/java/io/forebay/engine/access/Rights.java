package io.forebay.engine.access;

import io.forebay.engine.sql.ObjectKind;
import io.forebay.engine.sql.Privilege;
import io.forebay.spi.CommonError;
import io.forebay.spi.ForebayException;
import io.forebay.spi.warehouse.Rows;
import io.forebay.spi.warehouse.WarehouseConnection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What one user may do, his own rights with those of his groups and of PUBLIC, as of one moment. */
public final class Rights {
    private static final String SQL =
            "SELECT 'u', CAST(is_superuser AS VARCHAR), CAST(reads_system AS VARCHAR), name, '',"
                    + " false FROM forebay.principal WHERE principal_id = $1 AND kind = 'U'"
                    + " UNION ALL SELECT 'o', object_kind, object_schema, object_name, '', false FROM forebay.ownership"
                    + " WHERE owner_id = $1"
                    + " UNION ALL SELECT 'o', 'PROCEDURE', procedure_schema, procedure_name || '(' || signature || ')', '', false"
                    + " FROM forebay.procedure WHERE owner IN"
                    + " (SELECT name FROM forebay.principal WHERE principal_id = $1 AND kind = 'U')"
                    + " UNION ALL SELECT 'p', object_kind, object_schema, object_name, privilege, is_grantable"
                    + " FROM forebay.privilege WHERE grantee_id IN (0, $1)"
                    + " OR grantee_id IN (SELECT group_id FROM forebay.membership WHERE user_id = $1)";

    private record Right(Privilege privilege, Secured object) {}

    private Who who;
    private final Set<Secured> owned = new HashSet<>();
    private final Set<Right> rights = new HashSet<>();
    private final Set<Right> grantable = new HashSet<>();
    private boolean known;
    private boolean superuser;
    private boolean readsSystem;

    private Rights(Who who) {
        this.who = who;
        this.known = who.server();
        this.superuser = who.server();
        this.readsSystem = who.server();
    }

    /** As the connection's transaction sees them; a user who is gone has none. */
    public static Rights load(WarehouseConnection connection, Who who) {
        Rights rights = new Rights(who);
        if (!who.server()) {
            try (var query = connection.prepare(SQL);
                    Rows rows = query.execute(List.of((long) who.id()))) {
                while (rows.next()) {
                    rights.add(rows);
                }
            }
            rights.checkKnown();
        }
        return rights;
    }

    private void add(Rows row) {
        String what = row.textAt(0);
        if (what.equals("u")) {
            known = true;
            who = new Who(who.id(), row.textAt(3));
            superuser = row.textAt(1).equals("true");
            readsSystem = superuser || row.textAt(2).equals("true");
            return;
        }
        Secured object = new Secured(ObjectKind.valueOf(row.textAt(1)), row.textAt(2), row.textAt(3));
        if (what.equals("o")) {
            owned.add(object);
        } else {
            Right right = new Right(Privilege.valueOf(row.textAt(4)), object);
            rights.add(right);
            if (row.booleanAt(5)) {
                grantable.add(right);
            }
        }
    }

    private void checkKnown() {
        if (!known) {
            throw new ForebayException(
                    CommonError.NOT_ALLOWED, "permission denied: user \"" + who.name() + "\" does not exist any more");
        }
    }

    /** By the name that the user has now, who may have been renamed since he logged in. */
    public Who who() {
        return who;
    }

    public boolean superuser() {
        return superuser;
    }

    public boolean readsSystem() {
        return readsSystem;
    }

    /** What is in a schema is its owner's only when he owns it too. */
    public boolean owns(Secured object) {
        return superuser || owned.contains(object);
    }

    public boolean may(Privilege privilege, Secured object) {
        return owns(object) || rights.contains(new Right(privilege, object));
    }

    public boolean mayGrant(Privilege privilege, Secured object) {
        return owns(object) || grantable.contains(new Right(privilege, object));
    }

    /** @throws ForebayException NOT_ALLOWED in Redshift's words */
    public void require(Privilege privilege, Secured object) {
        if (!may(privilege, object)) {
            throw denied(object);
        }
    }

    /** @throws ForebayException NOT_ALLOWED */
    public void requireOwner(Secured object) {
        if (!owns(object)) {
            throw new ForebayException(CommonError.NOT_ALLOWED, "must be owner of " + object.shown());
        }
    }

    /** @throws ForebayException NOT_ALLOWED */
    public void requireSuperuser(String what) {
        if (!superuser) {
            throw new ForebayException(CommonError.NOT_ALLOWED, "must be superuser to " + what);
        }
    }

    public static ForebayException denied(Secured object) {
        return new ForebayException(CommonError.NOT_ALLOWED, "permission denied for " + object.shown());
    }
}
