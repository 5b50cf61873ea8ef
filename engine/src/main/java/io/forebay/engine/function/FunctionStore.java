package io.forebay.engine.function;

import io.forebay.engine.ledger.Ledger;
import io.forebay.engine.sql.Name;
import io.forebay.engine.sql.Procedure.Argument;
import io.forebay.engine.sql.Procedure.Mode;
import io.forebay.engine.sql.ScalarFunction;
import io.forebay.engine.sql.procedure.ArgumentParser;
import io.forebay.engine.sql.text.TypeParser;
import io.forebay.spi.warehouse.ColumnType;
import io.forebay.spi.warehouse.Rows;
import io.forebay.spi.warehouse.Volatility;
import io.forebay.spi.warehouse.WarehouseConnection;
import java.time.Clock;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The functions in the ledger, in the procedures' table: their language is {@code sql} or {@code external}, and what only
 * they have is among the settings. Works in the connection's transaction. Thread-safe.
 */
public final class FunctionStore {
    private static final String TABLE = Ledger.SCHEMA + ".procedure";
    private static final String OURS = " language IN ('sql', 'external') ";

    private final Clock clock;

    public FunctionStore(Clock clock) {
        this.clock = clock;
    }

    /** @param function with its schema; there is none of its types yet */
    void add(WarehouseConnection connection, ScalarFunction function, String owner) {
        boolean sql = function.body() instanceof ScalarFunction.Sql;
        connection.execute(
                "INSERT INTO " + TABLE + " (procedure_schema, procedure_name, signature, arguments, body, language,"
                        + " is_nonatomic, is_definer, settings, owner, created)"
                        + " VALUES ($1, $2, $3, $4, $5, $6, false, false, $7, $8, $9)",
                String.valueOf(function.name().schema()),
                function.name().name(),
                function.signature(),
                ArgumentParser.text(function.arguments().stream()
                        .map(type -> new Argument(null, Mode.IN, type, false))
                        .toList()),
                sql
                        ? ((ScalarFunction.Sql) function.body()).text()
                        : ((ScalarFunction.Lambda) function.body()).function(),
                sql ? "sql" : "external",
                settings(function),
                owner,
                LocalDateTime.ofInstant(clock.instant(), ZoneOffset.UTC));
    }

    private static String settings(ScalarFunction function) {
        Map<String, Object> settings = new LinkedHashMap<>();
        settings.put("returns", function.returns().sqlName());
        settings.put("volatility", function.volatility());
        if (function.body() instanceof ScalarFunction.Lambda lambda) {
            settings.put("iam_role", lambda.role().replaceAll("\\R", " "));
            settings.put("retry_timeout", lambda.retryMillis());
            settings.put("max_batch_rows", lambda.batchRows());
            settings.put("max_batch_size", lambda.batchBytes());
        }
        return settings.entrySet().stream()
                .map(each -> each.getKey() + "=" + each.getValue())
                .collect(Collectors.joining("\n"));
    }

    void remove(WarehouseConnection connection, ScalarFunction function) {
        connection.execute(
                "DELETE FROM " + TABLE + " WHERE procedure_schema = $1 AND procedure_name = $2 AND signature = $3 AND"
                        + OURS,
                String.valueOf(function.name().schema()),
                function.name().name(),
                function.signature());
    }

    /** All of a name, whatever their schema, in the order of their types. */
    List<ScalarFunction> named(WarehouseConnection connection, String name) {
        List<ScalarFunction> found = new ArrayList<>();
        try (var query = connection.prepare("SELECT procedure_schema, arguments, body, language, settings FROM " + TABLE
                        + " WHERE procedure_name = $1 AND" + OURS + "ORDER BY signature");
                Rows rows = query.execute(List.of(name))) {
            while (rows.next()) {
                Map<String, String> settings = settings(rows.textAt(4));
                found.add(new ScalarFunction(
                        new Name(rows.textAt(0), name),
                        types(rows.textAt(1)),
                        TypeParser.parse(settings.getOrDefault("returns", "")),
                        Volatility.valueOf(settings.getOrDefault("volatility", "")),
                        rows.textAt(3).equals("sql")
                                ? new ScalarFunction.Sql(rows.textAt(2))
                                : lambda(rows.textAt(2), settings)));
            }
        }
        return found;
    }

    private static Map<String, String> settings(String text) {
        Map<String, String> settings = new HashMap<>();
        text.lines().forEach(line -> {
            int equals = line.indexOf('=');
            settings.put(line.substring(0, equals), line.substring(equals + 1));
        });
        return settings;
    }

    private static ScalarFunction.Lambda lambda(String function, Map<String, String> settings) {
        return new ScalarFunction.Lambda(
                function,
                settings.getOrDefault("iam_role", ""),
                number(settings, "retry_timeout"),
                number(settings, "max_batch_rows"),
                number(settings, "max_batch_size"));
    }

    private static int number(Map<String, String> settings, String name) {
        return Integer.parseInt(settings.getOrDefault(name, ""));
    }

    private static List<ColumnType> types(String arguments) {
        return arguments.isEmpty()
                ? List.of()
                : ArgumentParser.parse(arguments).stream().map(Argument::type).toList();
    }
}
