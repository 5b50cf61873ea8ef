package io.forebay.engine.session;

import io.forebay.engine.access.Grants;
import io.forebay.engine.access.Secured;
import io.forebay.engine.access.Who;
import io.forebay.engine.load.KeptRejects;
import io.forebay.engine.procedure.Procedures;
import io.forebay.engine.sql.Name;
import io.forebay.engine.sql.Statement;
import io.forebay.engine.sql.text.Near;
import io.forebay.engine.sql.text.SqlText;
import io.forebay.engine.sql.text.Token;
import io.forebay.spi.warehouse.Table;
import io.forebay.spi.warehouse.TableName;
import io.forebay.spi.warehouse.WarehouseConnection;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Keeps owners and rights in step with what is made, renamed and dropped, in the same transaction. */
final class MadeThings {
    private final EngineSession session;
    private final Grants grants;
    private final Who maker;

    MadeThings(EngineSession session) {
        this.session = session;
        this.grants = session.grants();
        this.maker = session.who();
    }

    /** Whether a statement makes, renames or drops something. */
    static boolean concerns(Statement statement) {
        return inOne(statement) || statement instanceof Statement.DropJob || statement instanceof Statement.CreateJob;
    }

    /** Whether it does so in the session's own transaction. */
    static boolean inOne(Statement statement) {
        return statement instanceof Statement.Sql sql && sql.kind() == Statement.Sql.Kind.DDL
                || statement instanceof Statement.Several several && !several.counted()
                || statement instanceof Statement.CreateTable
                || statement instanceof Statement.CreateTableAs
                || statement instanceof Statement.CreateTableFrom
                || statement instanceof Statement.MaterializedView
                || statement instanceof Statement.LateView
                || statement instanceof Statement.CreateExternalSchema
                || statement instanceof Statement.CreateExternalTable
                || statement instanceof Statement.CreateProcedure
                || statement instanceof Statement.DropProcedure;
    }

    /** ALTER TABLE … RENAME TO: the new name. */
    static Optional<String> newName(Statement.Sql statement) {
        if (!statement.tag().equals("ALTER TABLE")) {
            return Optional.empty();
        }
        List<Token> tokens = SqlText.of(statement.sql()).tokens();
        int size = tokens.size();
        return Near.word(tokens, size - 3, "rename") && Near.word(tokens, size - 2, "to")
                ? Optional.of(tokens.get(size - 1).value())
                : Optional.empty();
    }

    private WarehouseConnection connection() {
        return session.connection();
    }

    /** Runs the statement and what belongs to it as one. */
    Result run(Statement statement, Supplier<Result> work) {
        if (statement instanceof Statement.CreateJob job) {
            return job(job, work);
        }
        if (statement instanceof Statement.DropJob job) {
            Result result = work.get();
            session.within(() -> {
                grants.gone(connection(), Secured.job(job.name()));
                return true;
            });
            return result;
        }
        return session.within(() -> noted(statement, work));
    }

    private Result noted(Statement statement, Supplier<Result> work) {
        List<Secured> made = made(statement).stream().filter(this::missing).toList();
        Optional<Secured> dropped = statement instanceof Statement.DropProcedure drop
                ? session.procedures().find(drop.name(), drop.signature())
                : Optional.empty();
        Optional<Table> renamed =
                statement instanceof Statement.Sql sql && newName(sql).isPresent()
                        ? connection()
                                .find(
                                        sql.targets().get(0).schema(),
                                        sql.targets().get(0).name())
                        : Optional.empty();
        Result result = work.get();
        made.forEach(each -> grants.made(connection(), each, maker));
        dropped.ifPresent(each -> grants.gone(connection(), each));
        if (statement instanceof Statement.Sql sql) {
            renamed.filter(table -> !table.temporary())
                    .ifPresent(table -> grants.renamed(
                            connection(),
                            Secured.table(table.name().schema(), table.name().name()),
                            newName(sql).orElseThrow()));
        }
        if (drops(statement)) {
            grants.sweep(connection());
        }
        return result;
    }

    private static boolean drops(Statement statement) {
        return statement instanceof Statement.Sql sql && sql.tag().startsWith("DROP")
                || statement instanceof Statement.Several
                || statement instanceof Statement.MaterializedView view
                        && view.verb() == Statement.MaterializedView.Verb.DROP;
    }

    private boolean missing(Secured object) {
        return switch (object.kind()) {
            case TABLE -> connection().find(object.schema(), object.name()).isEmpty();
            case SCHEMA -> !session.schemaExists(object.schema());
            default -> true;
        };
    }

    private List<Secured> made(Statement statement) {
        if (statement instanceof Statement.CreateTable table && !table.temporary()) {
            return tables(table.name(), List.of(table.name().name()));
        }
        if (statement instanceof Statement.CreateTableAs table && !table.temporary()) {
            return tables(table.name(), List.of(table.name().name()));
        }
        if (statement instanceof Statement.CreateTableFrom table && !table.temporary()) {
            return tables(table.name(), List.of(table.name().name()));
        }
        if (statement instanceof Statement.CreateExternalTable table) {
            return tables(table.name(), List.of(table.name().name()));
        }
        if (statement instanceof Statement.CreateExternalSchema schema) {
            return List.of(Secured.schema(schema.name()));
        }
        if (statement instanceof Statement.MaterializedView view
                && view.verb() == Statement.MaterializedView.Verb.CREATE) {
            return tables(view.name(), MaterializedViews.relations(view.name()));
        }
        if (statement instanceof Statement.LateView late) {
            return made(late.view());
        }
        if (statement instanceof Statement.Sql sql && sql.tag().equals("CREATE VIEW")) {
            Name name = sql.targets().get(0);
            return tables(name, List.of(name.name()));
        }
        if (statement instanceof Statement.Sql sql && sql.tag().equals("CREATE SCHEMA")) {
            return List.of(Secured.schema(String.valueOf(sql.targets().get(0).schema())));
        }
        if (statement instanceof Statement.CreateProcedure create && !exists(create)) {
            return List.of(Procedures.secured(
                    create.procedure().in(schema(create.procedure().name()))));
        }
        return List.of();
    }

    private boolean exists(Statement.CreateProcedure create) {
        Name name = create.procedure().name();
        return session.procedures()
                .find(new Name(schema(name), name.name()), create.procedure().signature())
                .isPresent();
    }

    private String schema(Name name) {
        return name.schema() == null ? connection().firstSchema() : name.schema();
    }

    private List<Secured> tables(Name name, List<String> names) {
        String schema = schema(name);
        return names.stream().map(each -> Secured.table(schema, each)).toList();
    }

    /** A job may make the table that it keeps bad rows in. */
    private Result job(Statement.CreateJob job, Supplier<Result> work) {
        Name name = job.command().table();
        Optional<TableName> rejects = connection()
                .find(name.schema(), name.name())
                .flatMap(table -> KeptRejects.table(job.command(), table.name()))
                .filter(table -> connection().find(table.schema(), table.name()).isEmpty());
        Result result = work.get();
        rejects.ifPresent(table -> session.within(() -> {
            grants.made(connection(), Secured.table(table.schema(), table.name()), maker);
            return true;
        }));
        return result;
    }
}
