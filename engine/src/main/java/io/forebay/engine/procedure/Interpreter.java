package io.forebay.engine.procedure;

import io.forebay.engine.sql.Procedure;
import io.forebay.engine.sql.procedure.Fragment;
import io.forebay.engine.sql.procedure.Instruction;
import io.forebay.engine.sql.procedure.Instruction.Block;
import io.forebay.engine.sql.procedure.Instruction.Branch;
import io.forebay.engine.sql.procedure.Instruction.Level;
import io.forebay.engine.sql.procedure.Instruction.When;
import io.forebay.engine.sql.procedure.Target;
import io.forebay.engine.sql.text.Token;
import io.forebay.spi.Blame;
import io.forebay.spi.CommonError;
import io.forebay.spi.Effect;
import io.forebay.spi.ForebayException;
import io.forebay.spi.warehouse.Rows;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Runs the statements of one call of a procedure. */
final class Interpreter implements Instruction.Visitor<Flow> {
    private final Surroundings session;
    private final CallTree tree;
    private final Frame frame;
    private final Evaluation evaluation;
    private final Variables variables;
    private final CursorStatements cursors;
    private final SqlStatements statements;
    private final List<ForebayException> handled = new ArrayList<>();

    Interpreter(Surroundings session, CallTree tree, Frame frame) {
        this.session = session;
        this.tree = tree;
        this.frame = frame;
        this.evaluation = tree.evaluation();
        this.variables = tree.variables();
        this.cursors = new CursorStatements(session, tree, frame);
        this.statements = new SqlStatements(tree, frame);
    }

    private Flow run(List<Instruction> instructions) {
        for (Instruction instruction : instructions) {
            Flow flow = step(instruction);
            if (flow.kind() != Flow.Kind.NEXT) {
                return flow;
            }
        }
        return Flow.NEXT;
    }

    private Flow step(Instruction instruction) {
        session.throwIfCancelled();
        return instruction.accept(this);
    }

    @Override
    public Flow block(Block block) {
        int depth = frame.depth();
        frame.enter(block.label());
        Flow flow;
        try {
            block.declarations().forEach(each -> variables.declare(frame, each));
            flow = body(block);
        } finally {
            frame.leaveTo(depth);
        }
        boolean ends = flow.kind() == Flow.Kind.EXIT
                && block.label() != null
                && block.label().equals(flow.label());
        return ends ? Flow.NEXT : flow;
    }

    private Flow body(Block block) {
        Instruction.Handler handler = block.handler();
        if (handler == null) {
            return run(block.body());
        }
        if (handler.continues()) {
            return runOn(block.body(), handler);
        }
        int depth = frame.depth();
        try {
            return run(block.body());
        } catch (ForebayException e) {
            frame.leaveTo(depth);
            return handle(e, handler);
        }
    }

    /** Goes on behind each statement that fails. */
    private Flow runOn(List<Instruction> instructions, Instruction.Handler handler) {
        for (Instruction instruction : instructions) {
            int depth = frame.depth();
            Flow flow;
            try {
                flow = step(instruction);
            } catch (ForebayException e) {
                frame.leaveTo(depth);
                flow = handle(e, handler);
            }
            if (flow.kind() != Flow.Kind.NEXT) {
                return flow;
            }
        }
        return Flow.NEXT;
    }

    private Flow handle(ForebayException thrown, Instruction.Handler handler) {
        if (!catchable(thrown)) {
            throw thrown;
        }
        ForebayException e = tree.located(thrown, frame);
        tree.transaction().enterHandler();
        evaluation.close();
        frame.enter(null);
        handled.add(e);
        declare("sqlerrm", String.valueOf(e.getMessage()));
        declare("sqlstate", e.code().sqlState());
        Flow flow;
        try {
            flow = run(handler.body());
        } finally {
            handled.remove(handled.size() - 1);
        }
        frame.leave();
        tree.transaction().leaveHandler();
        if (!frame.procedure().nonatomic()) {
            throw e;
        }
        return flow;
    }

    /** OTHERS is all but a cancelled query; what became of a commit, or a lost connection, nobody can handle. */
    private static boolean catchable(ForebayException e) {
        return !e.is(CommonError.CANCELLED)
                && !e.is(CommonError.CONNECTION_LOST)
                && !e.is(CommonError.SHUTTING_DOWN)
                && e.code().effect() == Effect.NOT_APPLIED
                && e.code().blame() != Blame.BUG;
    }

    private void declare(String name, String value) {
        Variable.Scalar variable = new Variable.Scalar(name, Value.TEXT, false, null);
        variable.set(Value.text(value));
        frame.declare(name, variable);
    }

    @Override
    public Flow assign(Instruction.Assign assign) {
        frame.at(assign.line(), "assignment", null);
        variables.put(frame, assign.target(), evaluation.value(frame, assign.value()));
        return Flow.NEXT;
    }

    @Override
    public Flow conditional(Instruction.If conditional) {
        for (Branch branch : conditional.branches()) {
            frame.at(branch.condition().line(), "if", null);
            if (evaluation.condition(frame, branch.condition())) {
                return run(branch.body());
            }
        }
        return run(conditional.otherwise());
    }

    @Override
    public Flow choice(Instruction.Case choice) {
        frame.at(choice.line(), "case", null);
        Value search = choice.search() == null ? null : evaluation.value(frame, choice.search());
        for (When when : choice.whens()) {
            if (matches(search, when)) {
                return run(when.body());
            }
        }
        if (choice.otherwise() == null) {
            frame.at(choice.line(), "case", null);
            throw new ForebayException(ProcedureError.CASE_NOT_FOUND, "case not found")
                    .withHint("CASE statement is missing ELSE part.");
        }
        return run(choice.otherwise());
    }

    private boolean matches(@Nullable Value search, When when) {
        for (Fragment each : when.values()) {
            frame.at(each.line(), "case", null);
            boolean match = search == null
                    ? evaluation.condition(frame, each)
                    : statements.equal(search, evaluation.value(frame, each));
            if (match) {
                return true;
            }
        }
        return false;
    }

    @Override
    public Flow loop(Instruction.Loop loop) {
        while (true) {
            session.throwIfCancelled();
            if (loop.condition() != null) {
                frame.at(loop.line(), "while", null);
                if (!evaluation.condition(frame, loop.condition())) {
                    return Flow.NEXT;
                }
            }
            Flow flow = run(loop.body());
            if (leaves(flow, loop.label())) {
                return behind(flow, loop.label());
            }
        }
    }

    /** Whether the loop of this label ends with it. */
    private static boolean leaves(Flow flow, @Nullable String label) {
        return flow.kind() != Flow.Kind.NEXT && !(flow.kind() == Flow.Kind.CONTINUE && flow.means(label));
    }

    private static Flow behind(Flow flow, @Nullable String label) {
        return flow.kind() == Flow.Kind.EXIT && flow.means(label) ? Flow.NEXT : flow;
    }

    @Override
    public Flow forRange(Instruction.ForRange loop) {
        String what = "for with integer loopvar";
        long from = bound(loop.from(), what, "lower bound");
        long to = bound(loop.to(), what, "upper bound");
        long step = loop.step() == null ? 1 : bound(loop.step(), what, "BY value");
        if (step <= 0) {
            throw new ForebayException(CommonError.INVALID_PARAMETER, "BY value of FOR loop must be greater than zero");
        }
        boolean any = false;
        Flow flow = Flow.NEXT;
        for (long i = from; loop.reverse() ? i >= to : i <= to; i += loop.reverse() ? -step : step) {
            session.throwIfCancelled();
            any = true;
            int depth = frame.depth();
            frame.enter(loop.label());
            Variable.Scalar variable = new Variable.Scalar(loop.variable(), Value.INTEGER, false, null);
            variable.set(new Value(i, Value.INTEGER));
            frame.declare(loop.variable(), variable);
            flow = run(loop.body());
            frame.leaveTo(depth);
            if (leaves(flow, loop.label())) {
                break;
            }
        }
        frame.found(any);
        return flow.kind() == Flow.Kind.CONTINUE && flow.means(loop.label()) ? Flow.NEXT : behind(flow, loop.label());
    }

    private long bound(Fragment fragment, String activity, String what) {
        frame.at(fragment.line(), activity, null);
        Object value = evaluation
                .converted(evaluation.value(frame, fragment), Value.INTEGER)
                .value();
        if (value == null) {
            throw new ForebayException(ProcedureError.NULL_NOT_ALLOWED, what + " of FOR loop cannot be NULL");
        }
        return (Long) value;
    }

    @Override
    public Flow forRows(Instruction.ForRows loop) {
        frame.at(loop.line(), loop.source().dynamic() ? "for over execute statement" : "for over select rows", null);
        Rows rows = cursors.query(loop.source());
        String name = session.cursors().newName();
        session.cursors().open(name, rows);
        boolean any = false;
        Flow flow = Flow.NEXT;
        try {
            while (session.cursors().find(name) == rows && rows.next()) {
                session.throwIfCancelled();
                any = true;
                variables.putRow(frame, loop.targets(), rows, true);
                flow = run(loop.body());
                if (leaves(flow, loop.label())) {
                    break;
                }
                frame.at(loop.line(), "for over select rows", null);
            }
        } finally {
            session.cursors().closeIfOpen(name);
        }
        frame.found(any);
        return flow.kind() == Flow.Kind.CONTINUE && flow.means(loop.label()) ? Flow.NEXT : behind(flow, loop.label());
    }

    @Override
    public Flow leave(Instruction.Leave leave) {
        frame.at(leave.line(), leave.continues() ? "continue" : "exit", null);
        if (leave.condition() != null && !evaluation.condition(frame, leave.condition())) {
            return Flow.NEXT;
        }
        return new Flow(leave.continues() ? Flow.Kind.CONTINUE : Flow.Kind.EXIT, leave.label());
    }

    @Override
    public Flow returns(Instruction.Return returns) {
        return Flow.RETURN;
    }

    @Override
    public Flow nothing(Instruction.Nothing nothing) {
        return Flow.NEXT;
    }

    @Override
    public Flow sql(Instruction.Sql sql) {
        statements.run(sql);
        return Flow.NEXT;
    }

    @Override
    public Flow call(Instruction.Call call) {
        frame.at(call.line(), "SQL statement", null);
        List<Value> given = new ArrayList<>();
        for (Fragment argument : call.arguments()) {
            given.add(evaluation.value(frame, argument));
        }
        List<String> parts = names(call.name());
        String schema = parts.size() > 1 ? parts.get(0) : null;
        Procedure procedure = tree.find(schema, parts.get(parts.size() - 1), given);
        List<Procedure.Argument> inputs = procedure.inputs();
        if (inputs.size() != procedure.arguments().size()) {
            throw new ForebayException(
                            CommonError.NOT_SUPPORTED,
                            "procedure " + procedure.name() + " has OUT arguments, which a nested call cannot take")
                    .withHint("Make them INOUT.");
        }
        List<@Nullable Target> targets = new ArrayList<>();
        for (int i = 0; i < inputs.size(); i++) {
            targets.add(inputs.get(i).output() ? output(call.arguments().get(i), inputs.get(i)) : null);
        }
        List<Value> outputs = tree.invoke(procedure, given);
        frame.at(call.line(), "SQL statement", null);
        int next = 0;
        for (Target target : targets) {
            if (target != null) {
                variables.put(frame, target, outputs.get(next++));
            }
        }
        return Flow.NEXT;
    }

    private static List<String> names(Fragment name) {
        return name.sql().tokens().stream()
                .filter(token -> !token.isSymbol("."))
                .map(Token::value)
                .toList();
    }

    private Target output(Fragment argument, Procedure.Argument input) {
        List<String> parts = names(argument);
        Frame.Found found = frame.find(parts);
        if (found == null || found.length() != parts.size()) {
            throw new ForebayException(
                    CommonError.SYNTAX,
                    "the value of INOUT argument " + (input.name() == null ? "" : "\"" + input.name() + "\" ")
                            + "must be a variable");
        }
        return new Target(argument.line(), parts);
    }

    @Override
    public Flow raise(Instruction.Raise raise) {
        frame.at(raise.line(), "raise", null);
        if (raise.level() == null) {
            if (handled.isEmpty()) {
                throw new ForebayException(
                        CommonError.WRONG_STATE, "RAISE without a level can only be used in an exception handler");
            }
            throw handled.get(handled.size() - 1);
        }
        String message = message(raise);
        if (raise.level() == Level.EXCEPTION) {
            throw new ForebayException(ProcedureError.RAISED, message);
        }
        session.notice(raise.level().name(), message);
        return Flow.NEXT;
    }

    private String message(Instruction.Raise raise) {
        StringBuilder message = new StringBuilder();
        String format = raise.format();
        int next = 0;
        for (int i = 0; i < format.length(); i++) {
            char c = format.charAt(i);
            if (c != '%') {
                message.append(c);
            } else if (i + 1 < format.length() && format.charAt(i + 1) == '%') {
                message.append('%');
                i++;
            } else {
                message.append(shown(raise.values().get(next++)));
            }
        }
        return message.toString();
    }

    private String shown(Fragment fragment) {
        Frame.Found found = frame.find(names(fragment));
        if (found != null && found.value() == null && found.variable() instanceof Variable.Row whole) {
            return Value.shown(List.copyOf(whole.fields().values()));
        }
        return evaluation.value(frame, fragment).shown();
    }

    @Override
    public Flow diagnostics(Instruction.Diagnostics diagnostics) {
        frame.at(diagnostics.line(), "get diagnostics", null);
        variables.put(frame, diagnostics.target(), new Value(frame.rowCount(), Value.BIGINT));
        return Flow.NEXT;
    }

    @Override
    public Flow open(Instruction.Open open) {
        cursors.open(open);
        return Flow.NEXT;
    }

    @Override
    public Flow fetch(Instruction.Fetch fetch) {
        cursors.fetch(fetch);
        return Flow.NEXT;
    }

    @Override
    public Flow close(Instruction.Close close) {
        cursors.close(close);
        return Flow.NEXT;
    }

    @Override
    public Flow transaction(Instruction.Transaction transaction) {
        frame.at(transaction.line(), "SQL statement", transaction.verb().name());
        evaluation.close();
        switch (transaction.verb()) {
            case START -> tree.transaction().start();
            case COMMIT -> tree.transaction().commit();
            case ROLLBACK -> tree.transaction().rollback();
        }
        return Flow.NEXT;
    }
}
