package io.forebay.engine.procedure;

import io.forebay.engine.sql.Procedure;
import io.forebay.engine.sql.Procedure.Argument;
import io.forebay.engine.sql.Statement;
import io.forebay.engine.sql.procedure.BodyParser;
import io.forebay.engine.sql.procedure.Instruction;
import io.forebay.engine.sql.procedure.Target;
import io.forebay.spi.CommonError;
import io.forebay.spi.ForebayException;
import io.forebay.spi.warehouse.ColumnType;
import io.forebay.spi.warehouse.Rows;
import io.forebay.spi.warehouse.TypeKind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A call from a client with the calls inside it. */
final class CallTree implements AutoCloseable {
    /** Redshift's limit. SOURCE: Amazon Redshift Database Developer Guide, "Limits for stored procedures". */
    private static final int MOST_CALLS = 16;

    private final Surroundings session;
    private final ProcedureStore store;
    private final Evaluation evaluation;
    private final Variables variables;
    private final CallTransaction transaction;
    private final boolean nonatomic;
    private final Map<String, Instruction.Block> bodies = new HashMap<>();
    private int depth;
    private final Map<ForebayException, Frame> located = new IdentityHashMap<>();

    CallTree(Surroundings session, ProcedureStore store, boolean nonatomic) {
        this.session = session;
        this.store = store;
        this.nonatomic = nonatomic;
        this.evaluation = new Evaluation(session);
        this.variables = new Variables(session, evaluation);
        this.transaction = new CallTransaction(session, nonatomic);
    }

    Surroundings session() {
        return session;
    }

    Evaluation evaluation() {
        return evaluation;
    }

    Variables variables() {
        return variables;
    }

    CallTransaction transaction() {
        return transaction;
    }

    Procedure find(@Nullable String schema, String name, List<Value> given) {
        return store.resolve(
                session.connection(),
                session.schemas(),
                schema,
                name,
                given.stream().map(Value::type).toList());
    }

    /** CALL as EXECUTE has it; what it gives back is dropped. */
    void call(Statement.Call call, List<@Nullable Object> values) {
        List<Value> given = new ArrayList<>();
        if (!call.arguments().isEmpty()) {
            String sql = "SELECT " + String.join(", ", call.arguments());
            try (Rows rows = evaluation.run(sql, evaluation.one(sql), values).rows()) {
                rows.next();
                for (int i = 0; i < rows.columns().size(); i++) {
                    given.add(Value.of(rows, i));
                }
            }
        }
        invoke(find(call.name().schema(), call.name().name(), given), given);
    }

    /**
     * Runs a procedure.
     *
     * @param given one value for each input argument
     * @return one for each output argument
     */
    List<Value> invoke(Procedure procedure, List<Value> given) {
        if (procedure.nonatomic() != nonatomic) {
            throw new ForebayException(
                    CommonError.NOT_SUPPORTED,
                    "procedure " + procedure.name() + " is " + (nonatomic ? "not NONATOMIC" : "NONATOMIC")
                            + ", and the one that calls it is " + (nonatomic ? "NONATOMIC" : "not")
                            + ": nested calls must have the same transaction mode");
        }
        if (depth >= MOST_CALLS) {
            throw new ForebayException(
                    CommonError.STATEMENT_TOO_COMPLEX,
                    "stored procedures are nested more than " + MOST_CALLS + " deep");
        }
        session.requireExecute(procedure);
        Frame frame = new Frame(procedure);
        depth++;
        try {
            return procedure.definer() ? asOwner(frame, given) : withSettings(frame, given);
        } catch (ForebayException e) {
            throw located(e, frame);
        } finally {
            depth--;
        }
    }

    /** Whatever happens, the caller is himself again afterwards. What is kept ready was checked for the other user. */
    private List<Value> asOwner(Frame frame, List<Value> given) {
        evaluation.close();
        Object caller = session.become(store.owner(session.connection(), frame.procedure()));
        try {
            return withSettings(frame, given);
        } finally {
            try {
                evaluation.close();
            } finally {
                session.become(caller);
            }
        }
    }

    private List<Value> withSettings(Frame frame, List<Value> given) {
        Map<String, String> before = new LinkedHashMap<>();
        try {
            enter(frame.procedure(), before);
            return run(frame, given);
        } finally {
            leave(frame.procedure(), before);
        }
    }

    /** @param before gets the values that the settings had */
    private void enter(Procedure procedure, Map<String, String> before) {
        if (!procedure.settings().isEmpty()) {
            transaction.settings(1);
            evaluation.close();
            procedure.settings().forEach((name, value) -> before.put(name, session.set(name, value)));
        }
    }

    private void leave(Procedure procedure, Map<String, String> before) {
        if (!procedure.settings().isEmpty()) {
            transaction.settings(-1);
            before.forEach(session::set);
            evaluation.close();
        }
    }

    private List<Value> run(Frame frame, List<Value> given) {
        Procedure procedure = frame.procedure();
        frame.at(1, "argument initialization", null);
        int next = 0;
        List<Argument> arguments = procedure.arguments();
        for (int i = 0; i < arguments.size(); i++) {
            Argument argument = arguments.get(i);
            ColumnType type = argument.cursor() ? Value.TEXT : argument.type();
            Value value = argument.input() ? given.get(next++) : new Value(null, ColumnType.of(TypeKind.OTHER));
            variables.argument(frame, "$" + (i + 1), type, value);
            if (argument.name() != null) {
                frame.declare(argument.name(), frame.variable(argument(i)));
            }
        }
        Instruction.Block block = bodies.computeIfAbsent(
                procedure.name() + "(" + procedure.signature() + ")", key -> new BodyParser(procedure, 0).parse());
        new Interpreter(session, this, frame).block(block);
        List<Value> outputs = new ArrayList<>();
        for (int i = 0; i < arguments.size(); i++) {
            if (arguments.get(i).output()) {
                outputs.add(((Variable.Scalar) frame.variable(argument(i))).value());
            }
        }
        return outputs;
    }

    private static Target argument(int index) {
        return new Target(1, List.of("$" + (index + 1)));
    }

    /**
     * The error with the place where this call was when it happened, if it does not tell it yet; positions in the body's
     * statements mean nothing to the caller.
     */
    ForebayException located(ForebayException e, Frame frame) {
        if (located.get(e) == frame) {
            return e;
        }
        String inner = e.context().map(context -> context + "\n").orElse("");
        ForebayException placed = e.withPosition(0).withContext(inner + frame.context());
        located.remove(e);
        located.put(placed, frame);
        return placed;
    }

    @Override
    public void close() {
        evaluation.close();
    }
}
