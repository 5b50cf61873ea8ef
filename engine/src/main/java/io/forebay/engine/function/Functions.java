package io.forebay.engine.function;

import io.forebay.engine.external.Endpoints;
import io.forebay.engine.external.ExternalFunction;
import io.forebay.engine.procedure.Procedures;
import io.forebay.engine.procedure.Surroundings;
import io.forebay.engine.sql.Name;
import io.forebay.engine.sql.ScalarFunction;
import io.forebay.engine.sql.Statement;
import io.forebay.engine.sql.parse.StatementParser;
import io.forebay.spi.CommonError;
import io.forebay.spi.ForebayException;
import io.forebay.spi.warehouse.ColumnType;
import io.forebay.spi.warehouse.Dialect;
import io.forebay.spi.warehouse.FunctionDdl;
import io.forebay.spi.warehouse.FunctionDefinition;
import io.forebay.spi.warehouse.Query;
import io.forebay.spi.warehouse.Rows;
import io.forebay.spi.warehouse.TableName;
import io.forebay.spi.warehouse.WarehouseConnection;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What a session does with functions. All of a statement is done in one transaction, which the caller opens. */
public final class Functions {
    private final Tools tools;
    private final Surroundings session;

    /** What all sessions share. */
    public record Tools(FunctionStore store, StatementParser parser, Dialect dialect, Endpoints endpoints) {}

    public Functions(Tools tools, Surroundings session) {
        this.tools = tools;
        this.session = session;
    }

    private FunctionDdl ddl() {
        return tools.dialect()
                .functions()
                .orElseThrow(() -> new ForebayException(
                        CommonError.NOT_SUPPORTED, "functions are not supported with this warehouse"));
    }

    /** CREATE FUNCTION and CREATE EXTERNAL FUNCTION. */
    public void create(Statement.CreateFunction statement) {
        WarehouseConnection connection = session.connection();
        ScalarFunction written = statement.function();
        ScalarFunction function = written.in(Procedures.schema(connection, written.name()));
        checkName(connection, function.name().name());
        FunctionDefinition definition = checked(function, statement.bodyAt());
        List<ScalarFunction> others = new ArrayList<>(beside(function));
        others.stream()
                .filter(each -> each.signature().equals(function.signature()))
                .findFirst()
                .ifPresent(former -> {
                    replace(connection, former, function, statement.replace());
                    others.remove(former);
                });
        tools.store().add(connection, function, session.user());
        List<FunctionDefinition> all = definitions(others);
        all.add(definition);
        try {
            ddl().create(definition, all).forEach(connection::execute);
            tryOut(connection, definition);
        } catch (ForebayException e) {
            throw e.withPosition(0);
        }
    }

    private void replace(
            WarehouseConnection connection, ScalarFunction former, ScalarFunction function, boolean replace) {
        if (!replace) {
            throw new ForebayException(
                    FunctionError.DUPLICATE_FUNCTION, "function " + described(function) + " already exists");
        }
        if (!former.returns().equals(function.returns())) {
            throw new ForebayException(
                            FunctionError.INVALID_FUNCTION, "the type of a function that exists cannot be changed")
                    .withHint("DROP FUNCTION " + described(function) + " first.");
        }
        tools.store().remove(connection, former);
    }

    private static String described(ScalarFunction function) {
        return function.name().name() + "(" + function.signature() + ")";
    }

    /** A name of Redshift's own would be answered by Redshift's function. */
    private void checkName(WarehouseConnection connection, String name) {
        boolean taken = tools.dialect().functionNames().containsKey(name)
                || tools.dialect().missingFunctions().containsKey(name)
                || name.startsWith("forebay_");
        if (taken || builtIn(connection, name)) {
            throw new ForebayException(FunctionError.DUPLICATE_FUNCTION, name + " is the name of a built-in function")
                    .withHint("Choose another, such as f_" + name + ": no built-in one starts with f_.");
        }
    }

    private boolean builtIn(WarehouseConnection connection, String name) {
        String asked = ddl().builtIn();
        if (asked.isEmpty()) {
            return false;
        }
        try (Query query = connection.prepare(asked);
                Rows rows = query.execute(List.of(name))) {
            return rows.next();
        }
    }

    private FunctionDefinition checked(ScalarFunction function, int bodyAt) {
        if (function.body() instanceof ScalarFunction.Lambda lambda) {
            tools.endpoints().check(lambda.function());
            ExternalFunction.check(function);
        }
        try {
            return definition(function);
        } catch (ForebayException e) {
            throw e.position().isPresent()
                    ? e.withPosition(bodyAt + e.position().getAsInt())
                    : e;
        }
    }

    private FunctionDefinition definition(ScalarFunction function) {
        String expression = function.body() instanceof ScalarFunction.Sql sql
                ? tools.parser().functionExpression(sql.text(), function.arguments(), ddl())
                : call(function);
        return new FunctionDefinition(
                new TableName(
                        String.valueOf(function.name().schema()),
                        function.name().name()),
                function.arguments(),
                function.returns(),
                function.volatility(),
                expression);
    }

    private String call(ScalarFunction function) {
        List<String> arguments = new ArrayList<>();
        for (ColumnType type : function.arguments()) {
            arguments.add(ddl().argument(arguments.size() + 1, type));
        }
        return ddl().call(function.volatility(), ExternalFunction.of(function).text(), arguments)
                .orElseThrow(() -> new ForebayException(
                                CommonError.NOT_SUPPORTED, "external functions are not supported with this warehouse")
                        .withHint("They need DuckDB as the warehouse; on Redshift they are the cluster's own."));
    }

    private List<FunctionDefinition> definitions(List<ScalarFunction> functions) {
        return functions.stream().map(this::definition).collect(Collectors.toCollection(ArrayList::new));
    }

    /** Those of its schema and name. */
    private List<ScalarFunction> beside(ScalarFunction function) {
        return tools.store().named(session.connection(), function.name().name()).stream()
                .filter(each -> function.name().equals(each.name()))
                .toList();
    }

    /** Has the warehouse look at a call, which runs nothing. */
    private void tryOut(WarehouseConnection connection, FunctionDefinition definition) {
        String call = definition.name().quoted()
                + definition.arguments().stream()
                        .map(type -> "CAST(NULL AS " + tools.dialect().typeName(type) + ")")
                        .collect(Collectors.joining(", ", "(", ")"));
        try {
            connection.prepare("SELECT " + call + " WHERE " + call + " IS NULL").close();
        } catch (ForebayException e) {
            if (String.valueOf(e.getMessage()).startsWith("WHERE clause cannot contain")) {
                throw new ForebayException(
                        FunctionError.INVALID_FUNCTION,
                        "a function's body has neither aggregates nor window functions, as in Redshift",
                        e);
            }
            throw e;
        }
    }

    /** @return false when there was none and the statement says IF EXISTS */
    public boolean drop(Statement.DropFunction statement) {
        ScalarFunction function;
        try {
            function = load(statement.name(), statement.signature());
        } catch (ForebayException e) {
            if (statement.ifExists() && e.is(CommonError.UNDEFINED_FUNCTION)) {
                return false;
            }
            throw e;
        }
        WarehouseConnection connection = session.connection();
        List<ScalarFunction> left = beside(function).stream()
                .filter(each -> !each.signature().equals(function.signature()))
                .toList();
        tools.store().remove(connection, function);
        ddl().drop(definition(function), definitions(left)).forEach(connection::execute);
        return true;
    }

    /** The statement that makes the function again. */
    public String show(Statement.ShowFunction statement) {
        return FunctionText.of(load(statement.name(), statement.signature()));
    }

    private ScalarFunction load(Name name, @Nullable String signature) {
        List<ScalarFunction> all = tools.store().named(session.connection(), name.name());
        List<String> schemas = name.schema() == null ? session.schemas() : List.of(name.schema());
        for (String schema : schemas) {
            List<ScalarFunction> found = all.stream()
                    .filter(each ->
                            TableName.same(schema, String.valueOf(each.name().schema())))
                    .filter(each -> signature == null || signature.equals(each.signature()))
                    .toList();
            if (found.size() > 1) {
                throw new ForebayException(
                                CommonError.AMBIGUOUS_FUNCTION, "function name \"" + name + "\" is not unique")
                        .withHint("There are "
                                + found.stream().map(Functions::described).collect(Collectors.joining(", ")) + ".");
            }
            if (!found.isEmpty()) {
                return found.get(0);
            }
        }
        throw new ForebayException(
                CommonError.UNDEFINED_FUNCTION,
                "function " + name + (signature == null ? "" : "(" + signature + ")") + " does not exist");
    }
}
