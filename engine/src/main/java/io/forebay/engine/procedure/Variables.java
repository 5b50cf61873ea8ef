package io.forebay.engine.procedure;

import io.forebay.engine.sql.procedure.Declaration;
import io.forebay.engine.sql.procedure.Target;
import io.forebay.spi.CommonError;
import io.forebay.spi.ForebayException;
import io.forebay.spi.warehouse.Column;
import io.forebay.spi.warehouse.ColumnType;
import io.forebay.spi.warehouse.ResultColumn;
import io.forebay.spi.warehouse.Rows;
import io.forebay.spi.warehouse.Table;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Makes variables, and puts values into them. */
final class Variables {
    private final Surroundings session;
    private final Evaluation evaluation;

    Variables(Surroundings session, Evaluation evaluation) {
        this.session = session;
        this.evaluation = evaluation;
    }

    void declare(Frame frame, Declaration declaration) {
        frame.at(declaration.line(), "block variables initialization", null);
        Variable variable = make(frame, declaration);
        if (declaration.value() != null) {
            put(variable, evaluation.value(frame, declaration.value()));
        }
        frame.declare(declaration.name(), variable);
    }

    private Variable make(Frame frame, Declaration declaration) {
        Declaration.DeclaredType type = declaration.type();
        String name = declaration.name();
        if (type instanceof Declaration.Alias alias) {
            return frame.variable(alias.target());
        }
        if (type instanceof Declaration.AnyRow) {
            return new Variable.Row(name, null);
        }
        if (type instanceof Declaration.RowOf row) {
            return new Variable.Row(name, fields(table(row.parts())));
        }
        if (type instanceof Declaration.BoundCursor cursor) {
            Variable.Scalar bound = new Variable.Scalar(name, Value.TEXT, false, cursor);
            bound.set(Value.text(name));
            return bound;
        }
        if (type instanceof Declaration.TypeOf of) {
            return typeOf(frame, name, of.parts(), declaration.notNull());
        }
        ColumnType plain = type instanceof Declaration.Scalar scalar ? scalar.type() : Value.TEXT;
        return new Variable.Scalar(name, plain, declaration.notNull(), null);
    }

    private static Map<String, Value> fields(Table table) {
        Map<String, Value> fields = new LinkedHashMap<>();
        table.columns().forEach(column -> fields.put(column.name(), new Value(null, column.type())));
        return fields;
    }

    private Table table(List<String> parts) {
        return session.connection().load(parts.size() > 1 ? parts.get(0) : null, parts.get(parts.size() - 1));
    }

    private Variable typeOf(Frame frame, String name, List<String> parts, boolean notNull) {
        Frame.Found found = frame.find(parts);
        if (found != null && found.length() == parts.size()) {
            Value value = found.value();
            return value == null
                    ? new Variable.Row(name, ((Variable.Row) found.variable()).fields())
                    : new Variable.Scalar(name, value.type(), notNull, null);
        }
        String last = parts.get(parts.size() - 1);
        if (parts.size() == 1) {
            throw new ForebayException(CommonError.UNDEFINED_OBJECT, "there is no variable \"" + last + "\"");
        }
        ColumnType type = table(parts.subList(0, parts.size() - 1))
                .find(last)
                .map(Column::type)
                .orElseThrow(() -> new ForebayException(
                        CommonError.UNDEFINED_COLUMN, "column \"" + String.join(".", parts) + "\" does not exist"));
        return new Variable.Scalar(name, type, notNull, null);
    }

    /** Puts a value into a variable, a field or a label's variable. */
    void put(Frame frame, Target target, Value value) {
        Frame.Found found = frame.find(target.parts());
        if (found == null) {
            throw new ForebayException(CommonError.UNDEFINED_OBJECT, "\"" + target + "\" is not a known variable");
        }
        if (found.variable() instanceof Variable.Row row && found.value() != null) {
            String field = target.parts().get(target.parts().size() - 1);
            row.set(field, evaluation.converted(value, found.value().type()));
        } else {
            put(found.variable(), value);
        }
    }

    private void put(Variable variable, Value value) {
        if (!(variable instanceof Variable.Scalar scalar)) {
            throw new ForebayException(
                    CommonError.WRONG_TYPE,
                    "a record takes the rows of SELECT INTO, FETCH and FOR, not a single value");
        }
        scalar.set(evaluation.converted(value, scalar.type()));
    }

    /** Puts the row that was read last, or NULLs when there was none. */
    void putRow(Frame frame, List<Target> targets, Rows rows, boolean found) {
        List<ResultColumn> columns = rows.columns();
        Frame.Found first = frame.find(targets.get(0).parts());
        if (targets.size() == 1
                && first != null
                && first.variable() instanceof Variable.Row row
                && first.value() == null) {
            putRow(row, rows, found);
            return;
        }
        if (columns.size() != targets.size()) {
            throw new ForebayException(
                    CommonError.WRONG_TYPE,
                    "the query gives " + columns.size() + " columns for " + targets.size() + " variables");
        }
        for (int i = 0; i < targets.size(); i++) {
            put(
                    frame,
                    targets.get(i),
                    found ? Value.of(rows, i) : new Value(null, columns.get(i).type()));
        }
    }

    private void putRow(Variable.Row row, Rows rows, boolean found) {
        List<ResultColumn> columns = rows.columns();
        if (row.fixed() && columns.size() != row.fields().size()) {
            throw new ForebayException(
                    CommonError.WRONG_TYPE,
                    "the query gives " + columns.size() + " columns for the "
                            + row.fields().size() + " fields of row \"" + row.name() + "\"");
        }
        Map<String, Value> fields = new LinkedHashMap<>();
        List<String> names = row.fixed() ? List.copyOf(row.fields().keySet()) : List.of();
        for (int i = 0; i < columns.size(); i++) {
            Value value =
                    found ? Value.of(rows, i) : new Value(null, columns.get(i).type());
            String name = row.fixed() ? names.get(i) : columns.get(i).name();
            @Nullable Value known = row.fixed() ? row.fields().get(name) : null;
            fields.put(name, known == null ? value : evaluation.converted(value, known.type()));
        }
        row.assign(fields);
    }

    /** A variable with the value of an argument. */
    void argument(Frame frame, String name, ColumnType type, Value value) {
        Variable.Scalar variable = new Variable.Scalar(name, type, false, null);
        variable.set(evaluation.converted(value, type));
        frame.declare(name, variable);
    }
}
