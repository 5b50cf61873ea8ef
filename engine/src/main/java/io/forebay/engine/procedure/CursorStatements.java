package io.forebay.engine.procedure;

import io.forebay.engine.procedure.Binder.Bound;
import io.forebay.engine.sql.Statement;
import io.forebay.engine.sql.procedure.Declaration;
import io.forebay.engine.sql.procedure.Fragment;
import io.forebay.engine.sql.procedure.Instruction;
import io.forebay.engine.sql.procedure.Target;
import io.forebay.spi.CommonError;
import io.forebay.spi.ForebayException;
import io.forebay.spi.warehouse.Rows;
import java.util.List;
import java.util.Objects;

/** OPEN, FETCH, MOVE, CLOSE, and the queries that loops go through. */
final class CursorStatements {
    private final Surroundings session;
    private final CallTree tree;
    private final Frame frame;

    CursorStatements(Surroundings session, CallTree tree, Frame frame) {
        this.session = session;
        this.tree = tree;
        this.frame = frame;
    }

    /** The rows of a query, to be read while other statements run. */
    Rows query(Instruction.Source source) {
        if (!source.dynamic()) {
            return rows(Binder.bind(frame, source.fragment(), ""));
        }
        String sql = tree.evaluation().text(frame, source.fragment(), "the query to be executed");
        return rows(new Bound(sql, tree.evaluation().values(frame, source.using())));
    }

    private Rows rows(Bound bound) {
        Statement statement = tree.evaluation().one(bound.sql());
        if (!(statement instanceof Statement.Sql query) || query.kind() != Statement.Sql.Kind.QUERY) {
            throw new ForebayException(CommonError.SYNTAX, "a query is expected here, which gives rows");
        }
        return tree.evaluation().run(bound.sql(), statement, bound.values()).rows();
    }

    void open(Instruction.Open open) {
        frame.at(open.line(), "open", null);
        Variable.Scalar cursor = cursor(open.cursor());
        Declaration.BoundCursor bound = cursor.cursor();
        if (bound != null && open.source() != null) {
            throw new ForebayException(
                    ProcedureError.CURSOR_STATE, "cursor \"" + cursor.name() + "\" has a query of its own");
        }
        if (bound == null && open.source() == null) {
            throw new ForebayException(
                    ProcedureError.CURSOR_STATE, "cursor \"" + cursor.name() + "\" has no query: OPEN it FOR one");
        }
        String name = name(cursor);
        Rows rows = bound == null ? query(Objects.requireNonNull(open.source())) : bound(bound, open);
        session.cursors().open(name, rows);
    }

    private Rows bound(Declaration.BoundCursor bound, Instruction.Open open) {
        List<Declaration> arguments = bound.arguments();
        if (arguments.size() != open.arguments().size()) {
            throw new ForebayException(
                    CommonError.SYNTAX,
                    "cursor \"" + open.cursor() + "\" takes " + arguments.size() + " arguments, not "
                            + open.arguments().size());
        }
        int depth = frame.depth();
        List<Value> given = open.arguments().stream().map(this::value).toList();
        frame.enter(null);
        try {
            for (int i = 0; i < given.size(); i++) {
                Declaration.Scalar type = (Declaration.Scalar) arguments.get(i).type();
                tree.variables().argument(frame, arguments.get(i).name(), type.type(), given.get(i));
            }
            return rows(Binder.bind(frame, bound.query(), ""));
        } finally {
            frame.leaveTo(depth);
        }
    }

    private Value value(Fragment fragment) {
        return tree.evaluation().value(frame, fragment);
    }

    private Variable.Scalar cursor(Target target) {
        if (frame.variable(target) instanceof Variable.Scalar scalar
                && scalar.type().equals(Value.TEXT)) {
            return scalar;
        }
        throw new ForebayException(CommonError.WRONG_TYPE, "variable \"" + target + "\" must be a refcursor");
    }

    /** The cursor's name; one that has none gets one. */
    private String name(Variable.Scalar cursor) {
        Object name = cursor.value().value();
        if (name == null) {
            name = session.cursors().newName();
            cursor.set(Value.text(name.toString()));
        }
        return name.toString();
    }

    void fetch(Instruction.Fetch fetch) {
        frame.at(fetch.line(), fetch.into().isEmpty() ? "move" : "fetch", null);
        Rows rows = session.cursors().find(known(fetch.cursor()));
        boolean found = rows.next();
        if (!fetch.into().isEmpty()) {
            tree.variables().putRow(frame, fetch.into(), rows, found);
        }
        frame.found(found);
        frame.rowCount(found ? 1 : 0);
    }

    private String known(Target target) {
        Object name = cursor(target).value().value();
        if (name == null) {
            throw new ForebayException(
                    ProcedureError.NULL_NOT_ALLOWED, "cursor variable \"" + target + "\" is NULL: it was not opened");
        }
        return name.toString();
    }

    void close(Instruction.Close close) {
        frame.at(close.line(), "close", null);
        session.cursors().close(known(close.cursor()));
    }
}
