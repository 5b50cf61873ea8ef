package io.forebay.engine.procedure;

import io.forebay.engine.merge.Merges;
import io.forebay.engine.procedure.Binder.Bound;
import io.forebay.engine.procedure.Surroundings.Outcome;
import io.forebay.engine.sql.Statement;
import io.forebay.engine.sql.procedure.Instruction;
import io.forebay.engine.sql.procedure.Instruction.Sql.Kind;
import io.forebay.engine.sql.text.Redaction;
import io.forebay.spi.CommonError;
import io.forebay.spi.ForebayException;
import io.forebay.spi.warehouse.Rows;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Statements of SQL in a procedure, static ones and those of EXECUTE. */
final class SqlStatements {
    private static final int SHOWN = 1000;

    private final CallTree tree;
    private final Frame frame;

    SqlStatements(CallTree tree, Frame frame) {
        this.tree = tree;
        this.frame = frame;
    }

    void run(Instruction.Sql sql) {
        if (sql.kind() == Kind.EXECUTE) {
            execute(sql);
            return;
        }
        boolean perform = sql.kind() == Kind.PERFORM;
        String activity = perform ? "perform" : sql.into().isEmpty() ? "SQL statement" : "select into variables";
        frame.at(sql.line(), activity, shown(sql.source().fragment().text()));
        Bound bound = Binder.bind(frame, sql.source().fragment(), perform ? "SELECT " : "");
        Statement statement = tree.evaluation().one(bound.sql());
        run(bound, statement, sql);
        tree.transaction().afterStatement();
    }

    private void execute(Instruction.Sql sql) {
        frame.at(sql.line(), "execute statement", null);
        String text = tree.evaluation().text(frame, sql.source().fragment(), "the text to be executed");
        List<@Nullable Object> using =
                tree.evaluation().values(frame, sql.source().using());
        frame.at(sql.line(), "execute statement", shown(text));
        List<Statement> statements = tree.session().parse(text);
        if (statements.isEmpty()) {
            throw new ForebayException(CommonError.SYNTAX, "the text to be executed is empty");
        }
        for (int i = 0; i < statements.size(); i++) {
            boolean last = i == statements.size() - 1;
            Instruction.Sql each = last ? sql : new Instruction.Sql(sql.line(), Kind.EXECUTE, sql.source(), List.of());
            // What is kept ready is kept by its text, which is the statement's only when there is one.
            run(new Bound(statements.size() == 1 ? text : text + "\n--" + i, using), statements.get(i), each);
            tree.transaction().afterStatement();
        }
    }

    private static String shown(String text) {
        String redacted = Redaction.redact(text).strip();
        return redacted.length() > SHOWN ? redacted.substring(0, SHOWN) + "…" : redacted;
    }

    private void run(Bound bound, Statement statement, Instruction.Sql sql) {
        check(statement, sql.kind());
        if (statement instanceof Statement.Call call
                && !Merges.SCHEMA.equals(call.name().schema())) {
            tree.call(call, bound.values());
            return;
        }
        Outcome outcome = tree.evaluation().run(bound.sql(), statement, bound.values());
        try (Rows rows = outcome.rows()) {
            if (rows.columns().isEmpty()) {
                if (!sql.into().isEmpty()) {
                    throw new ForebayException(CommonError.SYNTAX, "INTO is for statements that give rows");
                }
                counted(statement, outcome.tag(), sql.kind());
            } else if (!sql.into().isEmpty()) {
                into(rows, sql);
            } else {
                drained(rows, sql.kind());
            }
        }
    }

    private void check(Statement statement, Kind kind) {
        if (statement instanceof Statement.Transaction) {
            throw new ForebayException(
                    CommonError.NOT_SUPPORTED,
                    kind == Kind.EXECUTE
                            ? "EXECUTE cannot begin or end transactions"
                            : "BEGIN and END of a transaction cannot stand in a procedure");
        }
        if (statement instanceof Statement.Sql sql && sql.kind() == Statement.Sql.Kind.TRUNCATE) {
            tree.transaction().requireEnding("TRUNCATE");
        }
    }

    private void into(Rows rows, Instruction.Sql sql) {
        boolean found = rows.next();
        tree.variables().putRow(frame, sql.into(), rows, found);
        frame.rowCount(found ? 1 : 0);
        if (sql.kind() != Kind.EXECUTE) {
            frame.found(found);
        }
    }

    /** Rows that nobody wants are read to the end, for what the query does on its way. */
    private void drained(Rows rows, Kind kind) {
        if (kind == Kind.STATEMENT) {
            throw new ForebayException(CommonError.SYNTAX, "SELECT query has no destination for result data")
                    .withHint("If you want to discard the results, use PERFORM instead.");
        }
        long count = 0;
        while (rows.next()) {
            tree.session().throwIfCancelled();
            count++;
        }
        frame.rowCount(count);
        if (kind == Kind.PERFORM) {
            frame.found(count > 0);
        }
    }

    private void counted(Statement statement, String tag, Kind kind) {
        if (statement instanceof Statement.Copy) {
            frame.rowCount(tree.session().lastCopyCount());
            return;
        }
        String last = tag.substring(tag.lastIndexOf(' ') + 1);
        boolean counts = !last.isEmpty() && last.chars().allMatch(c -> c >= '0' && c <= '9');
        long count = counts ? Long.parseLong(last) : 0;
        frame.rowCount(count);
        boolean changes = statement instanceof Statement.Sql sql && sql.kind() == Statement.Sql.Kind.DML;
        if (changes && kind != Kind.EXECUTE) {
            frame.found(count > 0);
        }
    }

    /** Whether two values are equal, as the warehouse sees it. */
    boolean equal(Value left, Value right) {
        if (left.value() == null || right.value() == null) {
            return false;
        }
        if (left.type().kind() == right.type().kind() && left.value() instanceof Long) {
            return left.value().equals(right.value());
        }
        List<@Nullable Object> values = new ArrayList<>();
        values.add(left.value());
        values.add(right.value());
        String sql = "SELECT " + operand(1, left) + " = " + operand(2, right);
        try (Rows rows =
                tree.evaluation().run(sql, tree.evaluation().one(sql), values).rows()) {
            return rows.next() && Value.of(rows, 0).isTrue();
        }
    }

    private static String operand(int number, Value value) {
        String type = Conversion.castName(value.type());
        return type.isEmpty() ? "$" + number : "CAST($" + number + " AS " + type + ")";
    }
}
