package io.forebay.engine.session;

import io.forebay.engine.access.Commands;
import io.forebay.engine.access.Rights;
import io.forebay.engine.access.Secured;
import io.forebay.engine.ledger.GuardedSchemas;
import io.forebay.engine.sql.AccessCommand;
import io.forebay.engine.sql.Name;
import io.forebay.engine.sql.ObjectKind;
import io.forebay.spi.CommonError;
import io.forebay.spi.ForebayException;
import io.forebay.spi.warehouse.Query;
import io.forebay.spi.warehouse.Rows;
import io.forebay.spi.warehouse.Table;
import io.forebay.spi.warehouse.TableName;
import io.forebay.spi.warehouse.WarehouseConnection;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Statements about users and rights: finds what they name, and has them done. */
final class AccessStatement implements AccessCommand.Visitor<String> {
    private final EngineSession session;

    AccessStatement(EngineSession session) {
        this.session = session;
    }

    /** @return what the client is told */
    String run(AccessCommand command) {
        if (!session.warehouse().dialect().lacksUsers()) {
            throw new ForebayException(
                            CommonError.NOT_SUPPORTED,
                            "users and their rights are the warehouse's own, and not changed through Forebay")
                    .withHint("Forebay works with the one user that its settings name; ask the warehouse itself.");
        }
        return command.accept(this);
    }

    private String within(String tag, Consumer<Commands> work) {
        String told = session.within(() -> {
            work.accept(new Commands(session.users(), session.grants(), connection(), rights()));
            session.user().accessChanged();
            return tag;
        });
        session.user().accessChanged();
        return told;
    }

    private WarehouseConnection connection() {
        return session.connection();
    }

    private Rights rights() {
        return Rights.load(connection(), session.who());
    }

    @Override
    public String createUser(AccessCommand.CreateUser command) {
        return within("CREATE USER", commands -> commands.createUser(command));
    }

    @Override
    public String alterUser(AccessCommand.AlterUser command) {
        return within("ALTER USER", commands -> commands.alterUser(command));
    }

    @Override
    public String rename(AccessCommand.Rename command) {
        return within(command.group() ? "ALTER GROUP" : "ALTER USER", commands -> commands.rename(command));
    }

    @Override
    public String drop(AccessCommand.Drop command) {
        String what = command.group() ? "group" : "user";
        return within(command.group() ? "DROP GROUP" : "DROP USER", commands -> {
            for (String name : commands.drop(command)) {
                session.listener().notice(Notice.info(what + " \"" + name + "\" does not exist, skipping"));
            }
        });
    }

    @Override
    public String createGroup(AccessCommand.CreateGroup command) {
        return within("CREATE GROUP", commands -> commands.createGroup(command));
    }

    @Override
    public String alterGroup(AccessCommand.AlterGroup command) {
        return within("ALTER GROUP", commands -> commands.alterGroup(command));
    }

    @Override
    public String grant(AccessCommand.Grant command) {
        return within(
                command.grant() ? "GRANT" : "REVOKE",
                commands -> commands.grant(command, found(command.objects()), ownJobs(command.objects())));
    }

    @Override
    public String defaultGrant(AccessCommand.DefaultGrant command) {
        return within("ALTER DEFAULT PRIVILEGES", commands -> commands.defaultGrant(command));
    }

    @Override
    public String changeOwner(AccessCommand.ChangeOwner command) {
        return within("ALTER " + command.kind(), commands -> {
            Secured object = found(command.kind(), command.name());
            List<Secured> all = new ArrayList<>();
            all.add(object);
            if (object.kind() == ObjectKind.TABLE) {
                Name view = new Name(object.schema(), object.name());
                MaterializedViews.relations(view).stream()
                        .skip(1)
                        .filter(name -> connection().find(object.schema(), name).isPresent())
                        .forEach(name -> all.add(Secured.table(object.schema(), name)));
            }
            commands.changeOwner(all, command.owner());
        });
    }

    @Override
    public String setUser(AccessCommand.SetUser command) {
        session.user().set(command.user());
        return "SET SESSION AUTHORIZATION";
    }

    private boolean ownJobs(AccessCommand.Objects objects) {
        return objects.kind() == ObjectKind.JOB
                && objects.names().stream()
                        .allMatch(name -> session.jobs().job(name.name()).ownerId()
                                == session.who().id());
    }

    private List<Secured> found(AccessCommand.Objects objects) {
        List<Secured> found = new ArrayList<>();
        for (Name name : objects.names()) {
            if (objects.all()) {
                found.addAll(all(objects.kind(), String.valueOf(name.schema())));
            } else {
                found.add(found(objects.kind(), name));
            }
        }
        return found;
    }

    private Secured found(ObjectKind kind, Name name) {
        return switch (kind) {
            case TABLE -> table(name);
            case SCHEMA -> schema(String.valueOf(name.schema()));
            case DATABASE -> database(name.name());
            case PROCEDURE -> procedure(name);
            case JOB -> Secured.job(session.jobs().job(name.name()).name());
        };
    }

    private Secured table(Name name) {
        Table table = connection().load(name.schema(), name.name());
        if (table.temporary()) {
            throw new ForebayException(
                    CommonError.NOT_SUPPORTED, "temporary table \"" + name.name() + "\" is its session's alone");
        }
        requireUsers(table.name().schema());
        return Secured.table(table.name().schema(), table.name().name());
    }

    private static void requireUsers(String schema) {
        if (GuardedSchemas.contains(schema)) {
            throw new ForebayException(CommonError.NOT_ALLOWED, "permission denied for schema " + schema)
                    .withHint("A user with SYSLOG ACCESS UNRESTRICTED may read the system views.");
        }
    }

    private Secured schema(String schema) {
        requireUsers(schema);
        if (!session.schemaExists(schema)) {
            throw new ForebayException(CommonError.UNDEFINED_SCHEMA, "schema \"" + schema + "\" does not exist");
        }
        return Secured.schema(schema);
    }

    private Secured database(String name) {
        if (!name.equals(session.database()) && !name.equals(EngineSessions.ALWAYS)) {
            throw new ForebayException(CommonError.UNDEFINED_DATABASE, "database \"" + name + "\" does not exist");
        }
        return Secured.database();
    }

    private Secured procedure(Name name) {
        int open = name.name().indexOf('(');
        Name bare = new Name(name.schema(), name.name().substring(0, open));
        String signature = name.name().substring(open + 1, name.name().length() - 1);
        return session.procedures()
                .find(bare, signature)
                .orElseThrow(() ->
                        new ForebayException(CommonError.UNDEFINED_FUNCTION, "procedure " + name + " does not exist"));
    }

    private List<Secured> all(ObjectKind kind, String schema) {
        schema(schema);
        List<Secured> all = new ArrayList<>();
        String sql = kind == ObjectKind.TABLE
                ? "SELECT table_name, table_schema FROM information_schema.tables WHERE lower(table_schema) = lower($1)"
                : "SELECT procedure_name || '(' || signature || ')', procedure_schema FROM forebay.procedure"
                        + " WHERE lower(procedure_schema) = lower($1)";
        try (Query query = connection().prepare(sql);
                Rows rows = query.execute(List.of(schema))) {
            while (rows.next()) {
                if (TableName.same(rows.textAt(1), schema)) {
                    all.add(new Secured(kind, schema, rows.textAt(0)));
                }
            }
        }
        return all;
    }
}
