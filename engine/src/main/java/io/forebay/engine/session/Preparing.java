package io.forebay.engine.session;

import io.forebay.engine.ledger.JobRecord;
import io.forebay.engine.merge.Merges;
import io.forebay.engine.plan.FileSchema;
import io.forebay.engine.plan.TableText;
import io.forebay.engine.sql.CopyCommand;
import io.forebay.engine.sql.Name;
import io.forebay.engine.sql.Privilege;
import io.forebay.engine.sql.Statement;
import io.forebay.spi.CommonError;
import io.forebay.spi.ForebayException;
import io.forebay.spi.warehouse.ColumnType;
import io.forebay.spi.warehouse.ResultColumn;
import io.forebay.spi.warehouse.Table;
import io.forebay.spi.warehouse.TableName;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What each kind of statement does in a session. */
final class Preparing implements Statement.Visitor<Prepared> {
    private static final ColumnType TEXT = ColumnType.varchar(0);

    private final EngineSession session;
    private final String shown;

    Preparing(EngineSession session, String shown) {
        this.session = session;
        this.shown = shown;
    }

    /** Asks first whether the user may run it. */
    static Prepared of(EngineSession session, Statement statement, String shown) {
        return Guarded.of(session, statement, () -> statement.accept(new Preparing(session, shown)));
    }

    private Prepared command(Supplier<String> work) {
        return Immediate.of(() -> session.run(shown, () -> new Result(ValueRows.none(), work.get())));
    }

    @Override
    public Prepared copy(Statement.Copy statement) {
        return command(() -> {
            if (statement.command().load().rejects() != null) {
                throw new ForebayException(CommonError.NOT_SUPPORTED, "REJECTS INTO is for copy jobs")
                        .withHint("Add JOB CREATE name, or read the rows that were refused in stl_load_errors.");
            }
            session.external().refuseTarget(statement.command().table());
            return session.copies()
                    .run(
                            session::connection,
                            resolved(statement.command()),
                            session.owner(),
                            session.transaction().open());
        });
    }

    /** The table is the one that was checked. */
    private CopyCommand resolved(CopyCommand command) {
        if (session.who().server() || !session.warehouse().dialect().lacksUsers()) {
            return command;
        }
        TableName table = new RightsCheck(session, session.rights()).require(command.table(), Privilege.INSERT);
        return command.into(new Name(table.schema(), table.name()));
    }

    @Override
    public Prepared copyIn(Statement.CopyIn statement) {
        return command(() -> session.clientCopy().in(resolved(statement.command())));
    }

    @Override
    public Prepared copyOut(Statement.CopyOut statement) {
        return session.clientCopy().out(statement, shown);
    }

    @Override
    public Prepared unload(Statement.Unload statement) {
        return command(() -> session.unloads()
                .run(
                        session.connection(),
                        statement.command(),
                        session.user()
                                .checked(
                                        session.current().of(statement.command().query())),
                        session.owner(),
                        session.transaction().open()));
    }

    @Override
    public Prepared createJob(Statement.CreateJob statement) {
        return command(() -> new JobStatement(session).create(statement));
    }

    @Override
    public Prepared redefineJob(Statement.RedefineJob statement) {
        return command(() -> new JobStatement(session).redefine(statement));
    }

    @Override
    public Prepared repairJob(Statement.RepairJob statement) {
        return statement.verb().accept(new RepairStatement(session, shown, statement.name()));
    }

    @Override
    public Prepared alterJob(Statement.AlterJob statement) {
        return command(() -> new JobStatement(session).alter(statement));
    }

    @Override
    public Prepared runJob(Statement.RunJob statement) {
        return command(() -> new JobStatement(session).run(statement.name()));
    }

    @Override
    public Prepared listJobs(Statement.ListJobs statement) {
        return query(
                statement,
                "SELECT job_id, job_name, table_schema || '.' || table_name AS target_table, source AS data_source,"
                        + " CASE WHEN is_auto THEN 'ON' ELSE 'OFF' END AS auto, created AS job_create_time,"
                        + " options AS job_options FROM forebay.current_job" + own() + " ORDER BY job_name",
                "SELECT");
    }

    /** A user who may not see what others do sees his own jobs. */
    private String own() {
        boolean all =
                !session.warehouse().dialect().lacksUsers() || session.rights().readsSystem();
        return all ? "" : " WHERE owner_id = " + session.who().id();
    }

    @Override
    public Prepared showJob(Statement.ShowJob statement) {
        JobRecord job = session.jobs().job(statement.name());
        return query(
                statement,
                "SELECT job_id, job_name, database_name, iam_role,"
                        + " table_schema || '.' || table_name AS target_table, source AS data_source,"
                        + " CASE WHEN is_auto THEN 'ON' ELSE 'OFF' END AS auto, created AS job_create_time,"
                        + " options AS job_options, copy_text AS copy_query FROM forebay.current_job WHERE job_id = "
                        + job.id(),
                "SELECT");
    }

    private Prepared query(Statement statement, String sql, String tag) {
        return new SqlStatement(
                session,
                new Statement.Sql(statement.position(), Statement.Sql.Kind.QUERY, sql, tag, List.of()),
                shown,
                allowed -> allowed);
    }

    @Override
    public Prepared dropJob(Statement.DropJob statement) {
        return command(() -> new JobStatement(session).drop(statement.name()));
    }

    @Override
    public Prepared transaction(Statement.Transaction statement) {
        return Immediate.command(() -> switch (statement.kind()) {
            case BEGIN -> begin();
            case COMMIT -> commit();
            case ROLLBACK -> rollback();
        });
    }

    private String begin() {
        session.transaction().checkNotFailed();
        if (!session.transaction().begin()) {
            warn("25001", "there is already a transaction in progress");
        }
        return "BEGIN";
    }

    private String commit() {
        Session.Status before = session.status();
        if (before == Session.Status.IDLE) {
            warn("25P01", "there is no transaction in progress");
            return "COMMIT";
        }
        return session.transaction().commit() ? "COMMIT" : "ROLLBACK";
    }

    private String rollback() {
        if (session.status() == Session.Status.IDLE) {
            warn("25P01", "there is no transaction in progress");
        }
        session.transaction().rollback();
        return "ROLLBACK";
    }

    private void warn(String sqlState, String message) {
        session.listener().notice(new Notice("WARNING", sqlState, message));
    }

    @Override
    public Prepared setParameter(Statement.SetParameter statement) {
        return command(() -> {
            if (statement.name().equals("all")) {
                session.parameters().reset();
                session.parameters().reported().forEach(session.listener()::parameterChanged);
            } else {
                session.set(statement.name(), statement.value());
            }
            session.applySearchPath();
            return statement.value() == null ? "RESET" : "SET";
        });
    }

    @Override
    public Prepared showParameter(Statement.ShowParameter statement) {
        if (statement.name().equals("all")) {
            return showAll();
        }
        String name = statement.name().toLowerCase(Locale.ROOT);
        session.parameters().value(name);
        return texts(name, () -> List.of(session.parameters().value(name)));
    }

    private Prepared showAll() {
        List<ResultColumn> columns = List.of(new ResultColumn("name", TEXT), new ResultColumn("setting", TEXT));
        return new Immediate(
                columns,
                () -> session.run(shown, () -> {
                    List<List<@Nullable Object>> rows = new ArrayList<>();
                    session.parameters().all().forEach((name, value) -> rows.add(List.of(name, value)));
                    return new Result(new ValueRows(columns, rows), "SHOW");
                }));
    }

    @Override
    public Prepared nothing(Statement.Nothing statement) {
        return command(() -> {
            if (statement.tag().equals("DISCARD ALL")) {
                session.transaction().checkNone("DISCARD ALL");
                session.parameters().reset();
                session.prepared().remove(null);
                session.applySearchPath();
            }
            if (statement.notice() != null) {
                session.listener().notice(Notice.info(statement.notice()));
            }
            return statement.tag();
        });
    }

    @Override
    public Prepared createTable(Statement.CreateTable statement) {
        return command(() -> new TableStatement(session).create(statement));
    }

    @Override
    public Prepared createTableAs(Statement.CreateTableAs statement) {
        return new Valued(values -> session.run(
                shown,
                () -> new Result(
                        ValueRows.none(),
                        new TableStatement(session).createAs(session.current().of(statement), values))));
    }

    @Override
    public Prepared createTableFrom(Statement.CreateTableFrom statement) {
        return command(() -> new TableStatement(session).createFrom(statement));
    }

    @Override
    public Prepared createExternalSchema(Statement.CreateExternalSchema statement) {
        return command(() -> session.external().create(statement));
    }

    @Override
    public Prepared createExternalTable(Statement.CreateExternalTable statement) {
        return command(() -> session.external().create(statement));
    }

    @Override
    public Prepared alterExternalTable(Statement.AlterExternalTable statement) {
        return command(() -> session.external().alter(statement));
    }

    @Override
    public Prepared showExternalTable(Statement.ShowExternalTable statement) {
        return texts("create_table", () -> session.external().show(statement));
    }

    @Override
    public Prepared showSchema(Statement.ShowSchema statement) {
        return texts("create_table", () -> {
            String ddl = TableText.of(
                    FileSchema.tableName(statement.files().source()),
                    session.copies().columns(statement.files()));
            return List.of(ddl.split("\n", -1));
        });
    }

    @Override
    public Prepared alterColumn(Statement.AlterColumn statement) {
        return command(() -> new TableStatement(session).alter(statement));
    }

    @Override
    public Prepared sql(Statement.Sql statement) {
        Optional<Statement.Several> drops = session.external().resolved(statement);
        return drops.isPresent()
                ? command(() -> new SeveralStatements(session).run(drops.get()))
                : new SqlStatement(session, statement, shown);
    }

    @Override
    public Prepared several(Statement.Several statement) {
        return command(
                () -> new SeveralStatements(session).run(session.external().resolved(statement)));
    }

    @Override
    public Prepared appendTable(Statement.AppendTable statement) {
        return command(() -> new SeveralStatements(session).append(statement));
    }

    @Override
    public Prepared materializedView(Statement.MaterializedView statement) {
        return command(() -> new MaterializedViews(session).run(statement));
    }

    @Override
    public Prepared createProcedure(Statement.CreateProcedure statement) {
        return command(() -> session.within(() -> {
            session.procedures().create(statement);
            return "CREATE PROCEDURE";
        }));
    }

    @Override
    public Prepared dropProcedure(Statement.DropProcedure statement) {
        return drop("procedure", statement.name(), () -> session.procedures().drop(statement));
    }

    @Override
    public Prepared showProcedure(Statement.ShowProcedure statement) {
        return texts(
                "Stored Procedure Definition",
                () -> List.of(session.procedures().show(statement)));
    }

    @Override
    public Prepared createFunction(Statement.CreateFunction statement) {
        return command(() -> session.within(() -> {
            session.functions().create(statement);
            return "CREATE FUNCTION";
        }));
    }

    @Override
    public Prepared dropFunction(Statement.DropFunction statement) {
        return drop("function", statement.name(), () -> session.functions().drop(statement));
    }

    @Override
    public Prepared showFunction(Statement.ShowFunction statement) {
        return texts("Function Definition", () -> List.of(session.functions().show(statement)));
    }

    /** @param work false when there was none */
    private Prepared drop(String kind, Name name, BooleanSupplier work) {
        return command(() -> session.within(() -> {
            if (!work.getAsBoolean()) {
                session.listener().notice(Notice.info(kind + " \"" + name + "\" does not exist, skipping"));
            }
            return "DROP " + kind.toUpperCase(Locale.ROOT);
        }));
    }

    /** A row for each text. */
    private Prepared texts(String title, Supplier<List<String>> texts) {
        List<ResultColumn> columns = List.of(new ResultColumn(title, TEXT));
        return new Immediate(
                columns,
                () -> session.run(shown, () -> {
                    List<List<@Nullable Object>> rows = new ArrayList<>();
                    texts.get().forEach(text -> rows.add(List.of(text)));
                    return new Result(new ValueRows(columns, rows), "SHOW");
                }));
    }

    @Override
    public Prepared call(Statement.Call statement) {
        return Merges.SCHEMA.equals(statement.name().schema())
                ? command(() -> new MergeStatement(session, statement).run())
                : new CallStatement(session, statement, shown);
    }

    @Override
    public Prepared explainCall(Statement.ExplainCall statement) {
        List<ResultColumn> columns = List.of(new ResultColumn("QUERY PLAN", TEXT));
        return new Immediate(
                columns,
                () -> session.run(
                        shown,
                        () -> new Result(
                                new ValueRows(columns, new MergeStatement(session, statement.call()).explain()),
                                "EXPLAIN")));
    }

    @Override
    public Prepared fetch(Statement.Fetch statement) {
        return new Immediate(
                session.cursors().find(statement.cursor()).columns(),
                () -> session.run(
                        shown,
                        () -> new Result(
                                new FetchedRows(session.cursors().find(statement.cursor()), statement.most()),
                                "FETCH")));
    }

    @Override
    public Prepared closeCursor(Statement.CloseCursor statement) {
        return command(() -> {
            if (statement.cursor() == null) {
                session.cursors().closeAll();
            } else {
                session.cursors().close(statement.cursor());
            }
            return "CLOSE CURSOR";
        });
    }

    @Override
    public Prepared lateView(Statement.LateView statement) {
        return session.warehouse().dialect().looksUpLate()
                ? command(() -> session.lateViews().create(session, statement))
                : sql(statement.view());
    }

    @Override
    public Prepared commentOn(Statement.CommentOn statement) {
        return command(() -> {
            Lookup lookup = new Lookup(session.connection());
            TargetGuard.check(lookup, List.of(statement.relation()), false);
            session.external().refuseComment(statement.relation());
            Table table = session.connection()
                    .load(statement.relation().schema(), statement.relation().name());
            session.connection().comment(table, statement.column(), statement.text());
            return "COMMENT";
        });
    }

    @Override
    public Prepared declareCursor(Statement.DeclareCursor statement) {
        return command(() -> {
            if (!session.transaction().open()) {
                throw new ForebayException(
                                CommonError.NO_ACTIVE_TRANSACTION,
                                "DECLARE CURSOR may only be used in transaction blocks")
                        .withHint("Write BEGIN before it.");
            }
            Statement.Sql query = session.user().checked(session.current().of(statement.query()));
            session.cursors().open(statement.cursor(), session.connection().prepare(query.sql()));
            return "DECLARE CURSOR";
        });
    }

    @Override
    public Prepared prepareSql(Statement.PrepareSql statement) {
        return command(() -> {
            session.parsed(statement.body());
            session.prepared().add(statement);
            return "PREPARE";
        });
    }

    @Override
    public Prepared executePrepared(Statement.ExecutePrepared statement) {
        return of(session, session.parsed(session.prepared().text(statement)), shown);
    }

    @Override
    public Prepared deallocate(Statement.Deallocate statement) {
        return command(() -> {
            session.prepared().remove(statement.name());
            return statement.name() == null ? "DEALLOCATE ALL" : "DEALLOCATE";
        });
    }

    @Override
    public Prepared access(Statement.Access statement) {
        return command(() -> new AccessStatement(session).run(statement.command()));
    }

    @Override
    public Prepared empty(Statement.Empty statement) {
        return Immediate.command(() -> "");
    }
}
