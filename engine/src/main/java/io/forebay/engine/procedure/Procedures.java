package io.forebay.engine.procedure;

import io.forebay.engine.access.Secured;
import io.forebay.engine.ledger.GuardedSchemas;
import io.forebay.engine.sql.Name;
import io.forebay.engine.sql.ObjectKind;
import io.forebay.engine.sql.Procedure;
import io.forebay.engine.sql.Statement;
import io.forebay.engine.sql.procedure.BodyParser;
import io.forebay.spi.CommonError;
import io.forebay.spi.ForebayException;
import io.forebay.spi.warehouse.ColumnType;
import io.forebay.spi.warehouse.ResultColumn;
import io.forebay.spi.warehouse.Rows;
import io.forebay.spi.warehouse.WarehouseConnection;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a session does with procedures. */
public final class Procedures {
    private final ProcedureStore store;
    private final Surroundings session;

    public Procedures(ProcedureStore store, Surroundings session) {
        this.store = store;
        this.session = session;
    }

    /** CREATE PROCEDURE: checks the body's SQL too, so that an error is met now and not at night. */
    public void create(Statement.CreateProcedure statement) {
        WarehouseConnection connection = session.connection();
        Procedure written = statement.procedure();
        String schema = schema(connection, written.name());
        new BodyCheck(session, written, statement.bodyAt()).check(new BodyParser(written, statement.bodyAt()).parse());
        store.create(connection, written.in(schema), statement.replace(), session.user());
    }

    /** The schema that a procedure or function is made in. */
    public static String schema(WarehouseConnection connection, Name name) {
        String given = name.schema();
        String schema = given == null ? connection.firstSchema() : given;
        if (GuardedSchemas.contains(schema)) {
            throw new ForebayException(CommonError.NOT_ALLOWED, "permission denied for schema " + schema);
        }
        if (!exists(connection, schema)) {
            throw new ForebayException(CommonError.UNDEFINED_SCHEMA, "schema \"" + schema + "\" does not exist");
        }
        return schema;
    }

    private static boolean exists(WarehouseConnection connection, String schema) {
        try (var query = connection.prepare("SELECT 1 FROM information_schema.schemata WHERE schema_name = $1");
                Rows rows = query.execute(List.of(schema))) {
            return rows.next();
        }
    }

    /** @return false when there was none and the statement says IF EXISTS */
    public boolean drop(Statement.DropProcedure statement) {
        try {
            store.drop(session.connection(), load(statement.name(), statement.signature()));
        } catch (ForebayException e) {
            if (statement.ifExists() && e.is(CommonError.UNDEFINED_FUNCTION)) {
                return false;
            }
            throw e;
        }
        return true;
    }

    /** What rights on the procedure of a name and a signature are about; empty when there is none. */
    public Optional<Secured> find(Name name, @Nullable String signature) {
        try {
            return Optional.of(secured(load(name, signature)));
        } catch (ForebayException e) {
            if (e.is(CommonError.UNDEFINED_FUNCTION)) {
                return Optional.empty();
            }
            throw e;
        }
    }

    /** What rights on a procedure are about. */
    public static Secured secured(Procedure procedure) {
        return new Secured(
                ObjectKind.PROCEDURE,
                String.valueOf(procedure.name().schema()),
                procedure.name().name() + "(" + procedure.signature() + ")");
    }

    private Procedure load(Name name, @Nullable String signature) {
        return store.load(session.connection(), session.schemas(), name, signature);
    }

    /** The statement that makes the procedure again. */
    public String show(Statement.ShowProcedure statement) {
        return ProcedureText.of(load(statement.name(), statement.signature()));
    }

    /** The procedure that a CALL means before its arguments have values: when their number tells it. */
    public Optional<Procedure> find(Statement.Call call) {
        List<Procedure> candidates = store.candidates(
                session.connection(),
                session.schemas(),
                call.name().schema(),
                call.name().name(),
                call.arguments().size());
        return candidates.size() == 1 ? Optional.of(candidates.get(0)) : Optional.empty();
    }

    /** The same procedure as it is now. */
    public Procedure current(Procedure procedure) {
        return load(procedure.name(), procedure.signature());
    }

    /**
     * A query for the values of a CALL's arguments.
     *
     * @param procedure whose types they get; null when they are to have their own
     */
    public static String argumentQuery(Statement.Call call, @Nullable Procedure procedure) {
        List<String> values = new ArrayList<>();
        for (int i = 0; i < call.arguments().size(); i++) {
            String type = procedure == null
                    ? ""
                    : Conversion.castName(procedure.inputs().get(i).type());
            String argument = call.arguments().get(i);
            values.add(type.isEmpty() ? argument : "CAST((" + argument + ") AS " + type + ")");
        }
        return "SELECT " + String.join(", ", values);
    }

    /**
     * Whether the procedure may be called inside a job's load; what it puts together and what it calls is seen then.
     *
     * @throws ForebayException NOT_SUPPORTED, TRANSACTION_TERMINATION
     */
    public void checkOfLoad(Procedure procedure) {
        if (procedure.nonatomic()) {
            throw new ForebayException(
                            CommonError.NOT_SUPPORTED,
                            "procedure " + procedure.name() + " is NONATOMIC, and what a job calls is part of the"
                                    + " load's transaction")
                    .withHint("Make it again without NONATOMIC.");
        }
        new BodyCheck(session, procedure, 0, true).check(new BodyParser(procedure, 0).parse());
    }

    /** The columns of a CALL's one row; none when nothing comes back. */
    public static List<ResultColumn> columns(Procedure procedure) {
        List<ResultColumn> columns = new ArrayList<>();
        for (Procedure.Argument output : procedure.outputs()) {
            String name = output.name();
            columns.add(new ResultColumn(name == null ? "column" + (columns.size() + 1) : name, output.type()));
        }
        return columns;
    }

    /** The procedure that a CALL means, by the types of its arguments. */
    public Procedure resolve(Statement.Call call, List<ColumnType> types) {
        return store.resolve(
                session.connection(),
                session.schemas(),
                call.name().schema(),
                call.name().name(),
                types);
    }

    /**
     * Runs a procedure, with all that its statements do in one transaction unless they say otherwise.
     *
     * @param given one row, a column for each input argument; null when there are none
     * @return one value for each output argument, as {@link Rows} gives them
     */
    public List<@Nullable Object> call(Procedure procedure, @Nullable Rows given) {
        List<Value> values = new ArrayList<>();
        if (given != null && given.next()) {
            for (int i = 0; i < given.columns().size(); i++) {
                values.add(Value.of(given, i));
            }
        }
        boolean successful = false;
        try (CallTree tree = new CallTree(session, store, procedure.nonatomic())) {
            try {
                List<Value> outputs = tree.invoke(procedure, values);
                successful = true;
                List<@Nullable Object> row = new ArrayList<>();
                outputs.forEach(each -> row.add(Value.forRows(each.value())));
                return row;
            } finally {
                tree.close();
                tree.transaction().end(successful);
            }
        }
    }
}
