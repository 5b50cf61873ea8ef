package io.forebay.engine.session;

import io.forebay.engine.access.Rights;
import io.forebay.engine.access.Secured;
import io.forebay.engine.ledger.JobRecord;
import io.forebay.engine.load.KeptRejects;
import io.forebay.engine.merge.MergeStep;
import io.forebay.engine.merge.Merges;
import io.forebay.engine.procedure.Procedures;
import io.forebay.engine.sql.CopyCommand;
import io.forebay.engine.sql.JobOptions;
import io.forebay.engine.sql.JobVerb;
import io.forebay.engine.sql.Name;
import io.forebay.engine.sql.Privilege;
import io.forebay.engine.sql.Statement;
import io.forebay.spi.CommonError;
import io.forebay.spi.ForebayException;
import io.forebay.spi.format.ExtraFields;
import io.forebay.spi.warehouse.Table;
import io.forebay.spi.warehouse.TableName;
import io.forebay.spi.warehouse.WarehouseConnection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Whether a user may run a statement. A kind of statement that is not here does not compile. */
final class RightsCheck implements Statement.Visitor<Boolean> {
    /** How a step of a merge makes its own table, which its last step drops. */
    private static final String TEMPORARY = "CREATE TEMP TABLE ";

    private final EngineSession session;
    private final WarehouseConnection connection;
    private final Rights rights;
    private final Reach reach;

    RightsCheck(EngineSession session, Rights rights) {
        this.session = session;
        this.connection = session.connection();
        this.rights = rights;
        this.reach = new Reach(connection, session.grants(), rights);
    }

    private Table load(Name name) {
        return connection.load(name.schema(), name.name());
    }

    /** A right on a table; a temporary one is its session's. */
    TableName require(Name name, Privilege... privileges) {
        Table table = load(name);
        for (Privilege privilege : privileges) {
            if (!table.temporary()) {
                reach.check(table.name(), privilege, rights);
            }
        }
        return table.name();
    }

    /** What the owner may, and who has a right for it; nothing is asked about what is not there. */
    private boolean requireOwner(Name name, @Nullable Privilege instead) {
        connection
                .find(name.schema(), name.name())
                .filter(found -> !found.temporary())
                .ifPresent(found -> {
                    Secured object =
                            Secured.table(found.name().schema(), found.name().name());
                    if (instead == null || !rights.may(instead, object)) {
                        rights.requireOwner(object);
                    }
                });
        return true;
    }

    private boolean requireCreate(@Nullable String schema, boolean temporary) {
        rights.require(
                temporary ? Privilege.TEMP : Privilege.CREATE,
                temporary ? Secured.database() : Secured.schema(schema == null ? connection.firstSchema() : schema));
        return true;
    }

    private boolean reads(Statement.Sql statement) {
        Statement.Sql current = session.current().of(statement);
        try {
            reach.check(current.sql());
        } catch (ForebayException e) {
            throw e.position().isPresent()
                    ? e.withPosition(current.positions().inUserText(e.position().getAsInt()))
                    : e;
        }
        return true;
    }

    @Override
    public Boolean copy(Statement.Copy statement) {
        require(statement.command().table(), Privilege.INSERT);
        return newColumns(statement.command());
    }

    @Override
    public Boolean copyIn(Statement.CopyIn statement) {
        require(statement.command().table(), Privilege.INSERT);
        return true;
    }

    @Override
    public Boolean copyOut(Statement.CopyOut statement) {
        return reads(statement.query());
    }

    private boolean newColumns(CopyCommand command) {
        return command.load().newColumns() != ExtraFields.Policy.ADD || requireOwner(command.table(), Privilege.ALTER);
    }

    /** Its query is checked where it runs. */
    @Override
    public Boolean unload(Statement.Unload statement) {
        return true;
    }

    @Override
    public Boolean createJob(Statement.CreateJob statement) {
        return job(statement.command(), statement.options());
    }

    private boolean job(CopyCommand command, JobOptions options) {
        TableName target = require(command.table(), Privilege.INSERT);
        if (options.onChange() == JobOptions.OnChange.REPLACE) {
            require(command.table(), Privilege.DELETE);
        }
        Optional<TableName> rejects = KeptRejects.table(command, target);
        if (rejects.isPresent()) {
            Name name = new Name(rejects.get().schema(), rejects.get().name());
            if (connection.find(name.schema(), name.name()).isPresent()) {
                require(name, Privilege.SELECT, Privilege.INSERT, Privilege.UPDATE, Privilege.DELETE);
            } else {
                requireCreate(name.schema(), false);
            }
        }
        return newColumns(command);
    }

    @Override
    public Boolean redefineJob(Statement.RedefineJob statement) {
        return job(statement.name(), Privilege.ALTER)
                && calls(statement.name(), statement.options().then())
                && job(statement.command(), statement.options());
    }

    private boolean job(String name, Privilege privilege) {
        JobRecord job = session.jobs().job(name);
        return job.ownerId() == rights.who().id() || requireJob(name, privilege);
    }

    private boolean requireJob(String name, Privilege privilege) {
        rights.require(privilege, Secured.job(name));
        return true;
    }

    /** What a job calls runs with its owner's rights: only he says what that is. @param then null to leave it */
    private boolean calls(String name, @Nullable String then) {
        if (then != null
                && !then.isEmpty()
                && session.jobs().job(name).ownerId() != rights.who().id()) {
            throw new ForebayException(CommonError.NOT_ALLOWED, "must be owner of copy job " + name)
                    .withHint("What stands behind THEN CALL runs with the rights of the job's owner.");
        }
        return true;
    }

    @Override
    public Boolean alterJob(Statement.AlterJob statement) {
        return job(statement.name(), Privilege.ALTER) && calls(statement.name(), statement.then());
    }

    @Override
    public Boolean runJob(Statement.RunJob statement) {
        return job(statement.name(), Privilege.ALTER);
    }

    /** Those of all that the user may see: the statement itself leaves the others out. */
    @Override
    public Boolean listJobs(Statement.ListJobs statement) {
        return true;
    }

    @Override
    public Boolean showJob(Statement.ShowJob statement) {
        return rights.readsSystem() || job(statement.name(), Privilege.ALTER);
    }

    @Override
    public Boolean repairJob(Statement.RepairJob statement) {
        job(statement.name(), Privilege.ALTER);
        TableName table = session.jobs().job(statement.name()).definition().table();
        require(
                new Name(table.schema(), table.name()),
                statement.verb() instanceof JobVerb.Remove ? Privilege.DELETE : Privilege.INSERT);
        return true;
    }

    @Override
    public Boolean dropJob(Statement.DropJob statement) {
        return job(statement.name(), Privilege.DROP);
    }

    @Override
    public Boolean transaction(Statement.Transaction statement) {
        return true;
    }

    @Override
    public Boolean setParameter(Statement.SetParameter statement) {
        return true;
    }

    @Override
    public Boolean showParameter(Statement.ShowParameter statement) {
        return true;
    }

    @Override
    public Boolean nothing(Statement.Nothing statement) {
        return true;
    }

    @Override
    public Boolean createTable(Statement.CreateTable statement) {
        if (statement.like() != null) {
            require(statement.like().table(), Privilege.SELECT);
        }
        return requireCreate(statement.name().schema(), statement.temporary());
    }

    @Override
    public Boolean createTableAs(Statement.CreateTableAs statement) {
        requireCreate(statement.name().schema(), statement.temporary());
        Statement.CreateTableAs current = session.current().of(statement);
        return reads(new Statement.Sql(
                current.position(), Statement.Sql.Kind.QUERY, current.sql(), "SELECT", List.of(), current.positions()));
    }

    @Override
    public Boolean createTableFrom(Statement.CreateTableFrom statement) {
        return requireCreate(statement.name().schema(), statement.temporary());
    }

    @Override
    public Boolean createExternalSchema(Statement.CreateExternalSchema statement) {
        rights.require(Privilege.CREATE, Secured.database());
        return true;
    }

    @Override
    public Boolean createExternalTable(Statement.CreateExternalTable statement) {
        rights.requireOwner(Secured.schema(String.valueOf(statement.name().schema())));
        return true;
    }

    @Override
    public Boolean alterExternalTable(Statement.AlterExternalTable statement) {
        rights.requireOwner(Secured.schema(load(statement.name()).name().schema()));
        return true;
    }

    @Override
    public Boolean showExternalTable(Statement.ShowExternalTable statement) {
        rights.require(
                Privilege.USAGE, Secured.schema(load(statement.name()).name().schema()));
        return true;
    }

    @Override
    public Boolean showSchema(Statement.ShowSchema statement) {
        return true;
    }

    @Override
    public Boolean alterColumn(Statement.AlterColumn statement) {
        return requireOwner(statement.table(), Privilege.ALTER);
    }

    @Override
    public Boolean sql(Statement.Sql statement) {
        return switch (statement.kind()) {
            case QUERY, DML -> true; // by SqlStatement, which runs what was checked
            case TRUNCATE -> requireOwner(statement.targets().get(0), Privilege.TRUNCATE);
            case DDL -> ddl(statement);
        };
    }

    private boolean ddl(Statement.Sql statement) {
        Name target = statement.targets().get(0);
        switch (statement.tag()) {
            case "CREATE VIEW" -> {
                requireCreate(target.schema(), false);
                requireOwner(
                        new Name(target.schema() == null ? connection.firstSchema() : target.schema(), target.name()),
                        null);
                reads(statement);
            }
            case "CREATE SCHEMA" -> rights.require(Privilege.CREATE, Secured.database());
            case "ALTER TABLE" -> {
                requireOwner(target, Privilege.ALTER);
                if (MadeThings.newName(statement).isPresent()) {
                    requireCreate(load(target).name().schema(), false);
                }
            }
            default -> drop(statement.tag(), target);
        }
        return true;
    }

    private void drop(String tag, Name target) {
        switch (tag) {
            case "DROP TABLE", "DROP VIEW" -> {
                if (!external(target)) {
                    requireOwner(target, Privilege.DROP);
                }
            }
            case "DROP SCHEMA" -> {
                Secured schema = Secured.schema(String.valueOf(target.schema()));
                if (!rights.may(Privilege.DROP, schema)) {
                    rights.requireOwner(schema);
                }
            }
            default -> rights.requireSuperuser("run this statement");
        }
    }

    /** Of an external table only the schema's owner may make, change and drop the definition. */
    private boolean external(Name target) {
        Optional<Table> table = new Lookup(connection).external(target.schema(), target.name());
        table.ifPresent(found -> rights.requireOwner(Secured.schema(found.name().schema())));
        return table.isPresent();
    }

    @Override
    public Boolean several(Statement.Several statement) {
        if (!statement.counted()) {
            statement.targets().forEach(target -> drop(statement.tag(), target));
            return true;
        }
        if (statement.check() != null) {
            reach.check(statement.check().query());
        }
        statement.steps().forEach(reach::check);
        return true;
    }

    @Override
    public Boolean appendTable(Statement.AppendTable statement) {
        require(statement.target(), Privilege.INSERT);
        require(statement.source(), Privilege.SELECT, Privilege.DELETE);
        return true;
    }

    @Override
    public Boolean materializedView(Statement.MaterializedView statement) {
        if (statement.verb() != Statement.MaterializedView.Verb.CREATE) {
            Optional<String> schema = MaterializedViews.schema(connection, statement.name());
            schema.ifPresent(found -> made(new Name(found, statement.name().name()), statement.verb()));
            return true;
        }
        requireCreate(statement.name().schema(), false);
        return reads(new Statement.Sql(
                statement.position(),
                Statement.Sql.Kind.QUERY,
                statement.query(),
                "SELECT",
                List.of(),
                statement.positions()));
    }

    /** @param view with the schema that it was found in by what it is made of, which tells it from other relations */
    private void made(Name view, Statement.MaterializedView.Verb verb) {
        requireOwner(view, verb == Statement.MaterializedView.Verb.DROP ? Privilege.DROP : null);
        if (verb == Statement.MaterializedView.Verb.REFRESH) {
            connection
                    .find(view.schema(), MaterializedViews.definition(view))
                    .ifPresent(
                            found -> reach.check("SELECT 1 FROM " + found.name().quoted()));
        }
    }

    @Override
    public Boolean createProcedure(Statement.CreateProcedure statement) {
        Name name = statement.procedure().name();
        requireCreate(name.schema(), false);
        if (statement.replace()) {
            String schema = name.schema() == null ? connection.firstSchema() : name.schema();
            session.procedures()
                    .find(new Name(schema, name.name()), statement.procedure().signature())
                    .ifPresent(rights::requireOwner);
        }
        return true;
    }

    @Override
    public Boolean dropProcedure(Statement.DropProcedure statement) {
        session.procedures().find(statement.name(), statement.signature()).ifPresent(rights::requireOwner);
        return true;
    }

    @Override
    public Boolean showProcedure(Statement.ShowProcedure statement) {
        session.procedures()
                .find(statement.name(), statement.signature())
                .ifPresent(found -> rights.require(Privilege.EXECUTE, found));
        return true;
    }

    /** What a function's body does, or an endpoint, everybody may do who calls it. */
    @Override
    public Boolean createFunction(Statement.CreateFunction statement) {
        rights.requireSuperuser("create functions");
        return true;
    }

    @Override
    public Boolean dropFunction(Statement.DropFunction statement) {
        rights.requireSuperuser("drop functions");
        return true;
    }

    @Override
    public Boolean showFunction(Statement.ShowFunction statement) {
        return true;
    }

    /** Whether it may be executed is asked when it is entered, where calls inside of procedures come by too. */
    @Override
    public Boolean call(Statement.Call statement) {
        if (Merges.SCHEMA.equals(statement.name().schema())) {
            return merge(statement);
        }
        if (!statement.arguments().isEmpty()) {
            for (Statement each : session.parseInside(Procedures.argumentQuery(statement, null))) {
                if (each instanceof Statement.Sql sql) {
                    reads(sql);
                }
            }
        }
        return true;
    }

    private boolean merge(Statement.Call statement) {
        for (MergeStep step : Merges.steps(statement.name().name(), statement.arguments(), connection)) {
            String sql = step.sql();
            if (sql.startsWith(TEMPORARY)) {
                String name = sql.substring(TEMPORARY.length(), sql.indexOf(' ', TEMPORARY.length()));
                reach.check(sql);
                reach.temporary(name);
            } else if (!sql.startsWith("DROP TABLE ")) {
                reach.check(sql);
            }
        }
        return true;
    }

    @Override
    public Boolean explainCall(Statement.ExplainCall statement) {
        return call(statement.call());
    }

    @Override
    public Boolean fetch(Statement.Fetch statement) {
        return true;
    }

    @Override
    public Boolean closeCursor(Statement.CloseCursor statement) {
        return true;
    }

    /** What is not there yet is asked about when the view is read, with its owner's rights. */
    @Override
    public Boolean lateView(Statement.LateView statement) {
        try {
            return sql(statement.view());
        } catch (ForebayException e) {
            if (e.is(CommonError.UNDEFINED_TABLE)) {
                return true;
            }
            throw e;
        }
    }

    @Override
    public Boolean commentOn(Statement.CommentOn statement) {
        return requireOwner(statement.relation(), null);
    }

    /** Its query is checked where it runs. */
    @Override
    public Boolean declareCursor(Statement.DeclareCursor statement) {
        return true;
    }

    /** It is only read; EXECUTE is what runs. */
    @Override
    public Boolean prepareSql(Statement.PrepareSql statement) {
        return true;
    }

    /** What it runs is prepared, and asked about, as a statement of its own. */
    @Override
    public Boolean executePrepared(Statement.ExecutePrepared statement) {
        return true;
    }

    @Override
    public Boolean deallocate(Statement.Deallocate statement) {
        return true;
    }

    /** Each command asks for itself. */
    @Override
    public Boolean access(Statement.Access statement) {
        return true;
    }

    @Override
    public Boolean empty(Statement.Empty statement) {
        return true;
    }
}
