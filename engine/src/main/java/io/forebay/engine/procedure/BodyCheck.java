package io.forebay.engine.procedure;

import io.forebay.engine.sql.Procedure;
import io.forebay.engine.sql.Statement;
import io.forebay.engine.sql.procedure.BodyParser;
import io.forebay.engine.sql.procedure.Declaration;
import io.forebay.engine.sql.procedure.Fragment;
import io.forebay.engine.sql.procedure.Instruction;
import io.forebay.spi.ForebayException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads all SQL of a body once, so that what cannot be a statement is refused when the procedure is made. */
final class BodyCheck implements Instruction.Visitor<BodyCheck> {
    private final Surroundings session;
    private final Procedure procedure;
    private final int bodyAt;
    private final boolean ofLoad;

    BodyCheck(Surroundings session, Procedure procedure, int bodyAt) {
        this(session, procedure, bodyAt, false);
    }

    /** @param ofLoad whether the body is to run inside a job's load, whose transaction it must not end */
    BodyCheck(Surroundings session, Procedure procedure, int bodyAt, boolean ofLoad) {
        this.session = session;
        this.procedure = procedure;
        this.bodyAt = bodyAt;
        this.ofLoad = ofLoad;
    }

    void check(Instruction.Block block) {
        block.accept(this);
    }

    private void all(List<Instruction> instructions) {
        instructions.forEach(each -> each.accept(this));
    }

    private void expression(@Nullable Fragment fragment) {
        if (fragment != null) {
            parse("SELECT ", fragment);
        }
    }

    private void parse(String prefix, Fragment fragment) {
        try {
            for (Statement statement : session.parse(prefix + fragment.text())) {
                if (statement instanceof Statement.Sql sql && sql.kind() == Statement.Sql.Kind.TRUNCATE) {
                    ends("TRUNCATE", fragment.line());
                }
            }
        } catch (ForebayException e) {
            int at = fragment.offset() + Math.max(0, e.position().orElse(1) - 1 - prefix.length());
            throw e.withPosition(bodyAt + at + 1)
                    .withContext("compile of PL/pgSQL function \""
                            + procedure.name().name() + "\" near line " + BodyParser.line(procedure.body(), at));
        }
    }

    private void ends(String verb, int line) {
        if (ofLoad) {
            throw new ForebayException(
                            ProcedureError.TRANSACTION_TERMINATION,
                            "procedure " + procedure.name() + " has a " + verb + " in line " + line
                                    + ", and what a job calls must not end the load's transaction")
                    .withHint("DELETE FROM empties a table inside of it.");
        }
    }

    private void source(Instruction.Source source) {
        if (source.dynamic()) {
            expression(source.fragment());
        } else {
            parse("", source.fragment());
        }
        source.using().forEach(this::expression);
    }

    @Override
    public BodyCheck block(Instruction.Block block) {
        for (Declaration declaration : block.declarations()) {
            expression(declaration.value());
            if (declaration.type() instanceof Declaration.BoundCursor cursor) {
                parse("", cursor.query());
            }
        }
        all(block.body());
        if (block.handler() != null) {
            all(block.handler().body());
        }
        return this;
    }

    @Override
    public BodyCheck assign(Instruction.Assign assign) {
        expression(assign.value());
        return this;
    }

    @Override
    public BodyCheck conditional(Instruction.If conditional) {
        conditional.branches().forEach(each -> {
            expression(each.condition());
            all(each.body());
        });
        all(conditional.otherwise());
        return this;
    }

    @Override
    public BodyCheck choice(Instruction.Case choice) {
        expression(choice.search());
        choice.whens().forEach(each -> {
            each.values().forEach(this::expression);
            all(each.body());
        });
        all(choice.otherwise() == null ? List.of() : choice.otherwise());
        return this;
    }

    @Override
    public BodyCheck loop(Instruction.Loop loop) {
        expression(loop.condition());
        all(loop.body());
        return this;
    }

    @Override
    public BodyCheck forRange(Instruction.ForRange loop) {
        expression(loop.from());
        expression(loop.to());
        expression(loop.step());
        all(loop.body());
        return this;
    }

    @Override
    public BodyCheck forRows(Instruction.ForRows loop) {
        source(loop.source());
        all(loop.body());
        return this;
    }

    @Override
    public BodyCheck leave(Instruction.Leave leave) {
        expression(leave.condition());
        return this;
    }

    @Override
    public BodyCheck returns(Instruction.Return returns) {
        return this;
    }

    @Override
    public BodyCheck nothing(Instruction.Nothing nothing) {
        return this;
    }

    @Override
    public BodyCheck sql(Instruction.Sql sql) {
        if (sql.kind() == Instruction.Sql.Kind.PERFORM) {
            expression(sql.source().fragment());
        } else {
            source(sql.source());
        }
        return this;
    }

    @Override
    public BodyCheck call(Instruction.Call call) {
        call.arguments().forEach(this::expression);
        return this;
    }

    @Override
    public BodyCheck raise(Instruction.Raise raise) {
        raise.values().forEach(this::expression);
        return this;
    }

    @Override
    public BodyCheck diagnostics(Instruction.Diagnostics diagnostics) {
        return this;
    }

    @Override
    public BodyCheck open(Instruction.Open open) {
        if (open.source() != null) {
            source(open.source());
        }
        open.arguments().forEach(this::expression);
        return this;
    }

    @Override
    public BodyCheck fetch(Instruction.Fetch fetch) {
        return this;
    }

    @Override
    public BodyCheck close(Instruction.Close close) {
        return this;
    }

    @Override
    public BodyCheck transaction(Instruction.Transaction transaction) {
        ends(transaction.verb().name(), transaction.line());
        return this;
    }
}
