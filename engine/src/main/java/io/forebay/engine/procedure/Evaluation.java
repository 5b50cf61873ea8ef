package io.forebay.engine.procedure;

import io.forebay.engine.procedure.Binder.Bound;
import io.forebay.engine.procedure.Surroundings.Outcome;
import io.forebay.engine.procedure.Surroundings.Ready;
import io.forebay.engine.sql.Statement;
import io.forebay.engine.sql.procedure.Fragment;
import io.forebay.spi.CommonError;
import io.forebay.spi.ForebayException;
import io.forebay.spi.warehouse.ColumnType;
import io.forebay.spi.warehouse.Rows;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Runs SQL for a procedure. Statements that come again are kept ready until something may have changed their tables. */
final class Evaluation implements AutoCloseable {
    private static final int KEPT = 200;

    private final Surroundings session;
    private final Map<String, Ready> ready = new LinkedHashMap<>(16, 0.75f, true);
    private final Map<String, Statement> parsed = new LinkedHashMap<>(16, 0.75f, true);

    Evaluation(Surroundings session) {
        this.session = session;
    }

    /** The value of an expression; NULL when it is a query without rows. */
    Value value(Frame frame, Fragment fragment) {
        Value direct = Simple.value(frame, fragment);
        if (direct != null) {
            return direct;
        }
        Bound bound = Binder.bind(frame, fragment, "SELECT ");
        return single(bound.sql(), bound.values());
    }

    private Value single(String sql, List<@Nullable Object> values) {
        Statement statement = one(sql);
        if (!(statement instanceof Statement.Sql query) || query.kind() != Statement.Sql.Kind.QUERY) {
            throw new ForebayException(CommonError.SYNTAX, "an expression is expected here");
        }
        try (Rows rows = run(sql, statement, values).rows()) {
            if (rows.columns().size() != 1) {
                throw new ForebayException(
                        CommonError.SYNTAX,
                        "the expression gives " + rows.columns().size() + " columns, not one");
            }
            if (!rows.next()) {
                return new Value(null, rows.columns().get(0).type());
            }
            Value value = Value.of(rows, 0);
            if (rows.next()) {
                throw new ForebayException(ProcedureError.TOO_MANY_ROWS, "the expression gives more than one row");
            }
            return value;
        }
    }

    boolean condition(Frame frame, Fragment fragment) {
        return converted(value(frame, fragment), Value.BOOLEAN).isTrue();
    }

    /** An expression's value as text. */
    String text(Frame frame, Fragment fragment, String what) {
        Object text = converted(value(frame, fragment), Value.TEXT).value();
        if (text == null) {
            throw new ForebayException(ProcedureError.NULL_NOT_ALLOWED, what + " is NULL");
        }
        return text.toString();
    }

    List<@Nullable Object> values(Frame frame, List<Fragment> fragments) {
        List<@Nullable Object> values = new ArrayList<>();
        for (Fragment fragment : fragments) {
            values.add(value(frame, fragment).value());
        }
        return values;
    }

    /** The value as one of another type, converted by the warehouse where Java cannot. */
    Value converted(Value value, ColumnType type) {
        return Conversion.here(value, type).orElseGet(() -> {
            String from = Conversion.castName(value.type());
            String sql = "SELECT CAST(" + (from.isEmpty() ? "$1" : "CAST($1 AS " + from + ")") + " AS "
                    + Conversion.castName(type) + ")";
            List<@Nullable Object> values = new ArrayList<>();
            values.add(value.value());
            Value cast = single(sql, values);
            return Conversion.here(cast, type).orElse(new Value(cast.value(), type));
        });
    }

    /** The one statement of a text. */
    Statement one(String sql) {
        Statement known = parsed.get(sql);
        if (known != null) {
            return known;
        }
        List<Statement> statements = session.parse(sql);
        if (statements.size() != 1) {
            throw new ForebayException(CommonError.SYNTAX, "one statement is expected here, not " + statements.size());
        }
        parsed.put(sql, statements.get(0));
        if (parsed.size() > KEPT) {
            parsed.remove(parsed.keySet().iterator().next());
        }
        return statements.get(0);
    }

    /** Runs a statement; its rows are the caller's to close. */
    Outcome run(String sql, Statement statement, List<@Nullable Object> values) {
        session.throwIfCancelled();
        boolean repeated = statement instanceof Statement.Sql known
                && (known.kind() == Statement.Sql.Kind.QUERY || known.kind() == Statement.Sql.Kind.DML);
        if (!repeated) {
            close();
            try (Ready once = session.prepare(statement)) {
                return once.run(values);
            }
        }
        Ready kept = ready.remove(sql);
        Ready again = kept == null ? session.prepare(statement) : kept;
        Outcome outcome;
        try {
            outcome = again.run(values);
        } catch (RuntimeException e) {
            again.close();
            throw e;
        }
        if (outcome.rows().columns().isEmpty()) {
            keep(sql, again);
            return outcome;
        }
        return new Outcome(new ReturnedRows(outcome.rows(), () -> keep(sql, again)), outcome.tag());
    }

    private void keep(String sql, Ready again) {
        Ready other = ready.put(sql, again);
        if (other != null) {
            other.close();
        }
        if (ready.size() > KEPT) {
            String eldest = ready.keySet().iterator().next();
            Ready gone = ready.remove(eldest);
            if (gone != null) {
                gone.close();
            }
        }
    }

    /** Forgets what is kept ready. */
    @Override
    public void close() {
        List<Ready> all = new ArrayList<>(ready.values());
        ready.clear();
        all.forEach(Ready::close);
    }
}
