package io.forebay.engine.access;

import io.forebay.engine.sql.AccessCommand;
import io.forebay.engine.sql.ObjectKind;
import io.forebay.engine.sql.Privilege;
import io.forebay.spi.CommonError;
import io.forebay.spi.ForebayException;
import io.forebay.spi.warehouse.WarehouseConnection;
import java.util.List;

/** What the statements about users and rights do, for one user who may do it or not. Works in the connection's transaction. */
public final class Commands {
    private final Users users;
    private final Grants grants;
    private final WarehouseConnection connection;
    private final Rights rights;

    /** @param rights of the user who says so */
    public Commands(Users users, Grants grants, WarehouseConnection connection, Rights rights) {
        this.users = users;
        this.grants = grants;
        this.connection = connection;
        this.rights = rights;
        grants.begin(connection);
    }

    public void createUser(AccessCommand.CreateUser command) {
        rights.requireSuperuser("create users");
        users.create(connection, command);
    }

    /** Everybody may give himself another password. */
    public void alterUser(AccessCommand.AlterUser command) {
        var options = command.options();
        boolean own = command.name().equals(rights.who().name())
                && options.superuser() == null
                && options.createsDatabases() == null
                && options.readsSystem() == null
                && options.validUntil() == null
                && options.connections() == null;
        if (!own) {
            rights.requireSuperuser("alter users");
        }
        users.alter(connection, command);
    }

    public void rename(AccessCommand.Rename command) {
        rights.requireSuperuser(command.group() ? "rename groups" : "rename users");
        if (!command.group() && command.name().equals(rights.who().name())) {
            throw new ForebayException(CommonError.NOT_SUPPORTED, "session user cannot be renamed");
        }
        users.rename(connection, command);
    }

    /** @return the names that there were not */
    public List<String> drop(AccessCommand.Drop command) {
        rights.requireSuperuser(command.group() ? "drop groups" : "drop users");
        if (!command.group() && command.names().contains(rights.who().name())) {
            throw new ForebayException(CommonError.WRONG_STATE, "current user cannot be dropped");
        }
        return command.names().stream()
                .filter(name -> !users.drop(connection, command.group(), name, command.ifExists()))
                .toList();
    }

    public void createGroup(AccessCommand.CreateGroup command) {
        rights.requireSuperuser("create groups");
        users.create(connection, command);
    }

    public void alterGroup(AccessCommand.AlterGroup command) {
        rights.requireSuperuser("alter groups");
        users.alter(connection, command);
    }

    /** @param objects what the command names, found @param jobOwner whether all of them are jobs of the user */
    public void grant(AccessCommand.Grant command, List<Secured> objects, boolean jobOwner) {
        for (Secured object : objects) {
            for (Privilege privilege : command.privileges()) {
                if (!jobOwner && !rights.mayGrant(privilege, object)) {
                    throw Rights.denied(object);
                }
                for (AccessCommand.Grantee grantee : command.grantees()) {
                    grant(command, object, privilege, grantee);
                }
            }
        }
    }

    private void grant(
            AccessCommand.Grant command, Secured object, Privilege privilege, AccessCommand.Grantee grantee) {
        int id = Users.load(connection, grantee.group(), grantee.name());
        if (command.grant()) {
            grants.grant(connection, object, privilege, id, rights.who().id(), grantee.withGrantOption());
        } else {
            grants.revoke(connection, object, privilege, id, command.optionOnly());
        }
    }

    public void defaultGrant(AccessCommand.DefaultGrant command) {
        List<String> creators =
                command.creators().isEmpty() ? List.of(rights.who().name()) : command.creators();
        List<String> schemas = command.schemas().isEmpty() ? List.of("") : command.schemas();
        for (String creator : creators) {
            if (!creator.equals(rights.who().name())) {
                rights.requireSuperuser("set default privileges of another user");
            }
            int owner = Users.load(connection, false, creator);
            for (String schema : schemas) {
                for (Privilege privilege : command.privileges()) {
                    for (AccessCommand.Grantee grantee : command.grantees()) {
                        int id = Users.load(connection, grantee.group(), grantee.name());
                        grants.setDefault(connection, command.grant(), owner, schema, command.kind(), privilege, id);
                    }
                }
            }
        }
    }

    /**
     * Only superusers give things away: what a view or a procedure may do is what its owner may.
     *
     * @param objects a materialized view is several relations
     */
    public void changeOwner(List<Secured> objects, String owner) {
        rights.requireSuperuser("change an owner");
        int id = Users.load(connection, false, owner);
        for (Secured object : objects) {
            if (object.kind() == ObjectKind.PROCEDURE) {
                int open = object.name().indexOf('(');
                connection.execute(
                        "UPDATE forebay.procedure SET owner = $4 WHERE "
                                + Grants.folded("procedure_schema") + " = $1 AND " + Grants.folded("procedure_name")
                                + " = $2 AND " + Grants.folded("signature") + " = $3",
                        object.schema(),
                        object.name().substring(0, open),
                        object.name().substring(open + 1, object.name().length() - 1),
                        owner);
            } else {
                grants.setOwner(connection, object, id);
            }
        }
    }
}
