package io.forebay.engine.procedure;

import io.forebay.engine.ledger.Ledger;
import io.forebay.engine.sql.Name;
import io.forebay.engine.sql.Procedure;
import io.forebay.engine.sql.Procedure.Argument;
import io.forebay.engine.sql.procedure.ArgumentParser;
import io.forebay.spi.CommonError;
import io.forebay.spi.ForebayException;
import io.forebay.spi.warehouse.ColumnType;
import io.forebay.spi.warehouse.Rows;
import io.forebay.spi.warehouse.TableName;
import io.forebay.spi.warehouse.TypeKind;
import io.forebay.spi.warehouse.WarehouseConnection;
import java.time.Clock;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The procedures in the ledger. Works in the connection's transaction. Thread-safe. */
public final class ProcedureStore {
    private static final String TABLE = Ledger.SCHEMA + ".procedure";

    private final Clock clock;

    public ProcedureStore(Clock clock) {
        this.clock = clock;
    }

    /**
     * Keeps a procedure.
     *
     * @param procedure with its schema
     * @throws ForebayException DUPLICATE_PROCEDURE; INVALID_DEFINITION for other output arguments than the one it replaces
     */
    void create(WarehouseConnection connection, Procedure procedure, boolean replace, String owner) {
        String schema = String.valueOf(procedure.name().schema());
        List<Procedure> same = named(connection, procedure.name().name()).stream()
                .filter(each -> schema.equals(each.name().schema()))
                .filter(each -> each.signature().equals(procedure.signature()))
                .toList();
        String kept = owner;
        if (!same.isEmpty() && !replace) {
            throw new ForebayException(
                    ProcedureError.DUPLICATE_PROCEDURE,
                    "procedure " + described(procedure.name().name(), procedure.signature()) + " already exists");
        }
        for (Procedure former : same) {
            if (!shape(former).equals(shape(procedure))) {
                throw new ForebayException(
                                ProcedureError.INVALID_DEFINITION,
                                "the output arguments of a procedure that exists cannot be changed")
                        .withHint("DROP PROCEDURE " + described(procedure.name().name(), procedure.signature())
                                + " first.");
            }
            kept = owner(connection, former); // as its rights, which are about what is there and not about the text
            drop(connection, former);
        }
        connection.execute(
                "INSERT INTO " + TABLE + " (procedure_schema, procedure_name, signature, arguments, body, language,"
                        + " is_nonatomic, is_definer, settings, owner, created)"
                        + " VALUES ($1, $2, $3, $4, $5, 'plpgsql', $6, $7, $8, $9, $10)",
                schema,
                procedure.name().name(),
                procedure.signature(),
                ArgumentParser.text(procedure.arguments()),
                procedure.body(),
                procedure.nonatomic(),
                procedure.definer(),
                settings(procedure.settings()),
                kept,
                LocalDateTime.ofInstant(clock.instant(), ZoneOffset.UTC));
    }

    private static String shape(Procedure procedure) {
        return procedure.arguments().stream()
                .map(each -> each.mode() + " " + each.typeName())
                .collect(Collectors.joining(","));
    }

    private static String settings(Map<String, String> settings) {
        return settings.entrySet().stream()
                .map(each -> each.getKey() + "=" + each.getValue())
                .collect(Collectors.joining("\n"));
    }

    void drop(WarehouseConnection connection, Procedure procedure) {
        connection.execute(
                "DELETE FROM " + TABLE + " WHERE procedure_schema = $1 AND procedure_name = $2 AND signature = $3"
                        + " AND language = 'plpgsql'",
                String.valueOf(procedure.name().schema()),
                procedure.name().name(),
                procedure.signature());
    }

    /** The user whose rights a SECURITY DEFINER procedure has. */
    String owner(WarehouseConnection connection, Procedure procedure) {
        try (var query = connection.prepare("SELECT owner FROM " + TABLE
                        + " WHERE procedure_schema = $1 AND procedure_name = $2 AND signature = $3");
                Rows rows = query.execute(List.of(
                        String.valueOf(procedure.name().schema()),
                        procedure.name().name(),
                        procedure.signature()))) {
            if (!rows.next()) {
                throw unknown(procedure.name().toString(), procedure.signature());
            }
            return rows.textAt(0);
        }
    }

    private List<Procedure> named(WarehouseConnection connection, String name) {
        List<Procedure> found = new ArrayList<>();
        try (var query = connection.prepare(
                        "SELECT procedure_schema, arguments, body, is_nonatomic, is_definer, settings" + " FROM "
                                + TABLE + " WHERE procedure_name = $1 AND language = 'plpgsql' ORDER BY signature");
                Rows rows = query.execute(List.of(name))) {
            while (rows.next()) {
                found.add(new Procedure(
                        new Name(rows.textAt(0), name),
                        arguments(rows.textAt(1)),
                        rows.textAt(2),
                        rows.booleanAt(3),
                        rows.booleanAt(4),
                        settings(rows.textAt(5))));
            }
        }
        return found;
    }

    private static List<Argument> arguments(String text) {
        return text.isEmpty() ? List.of() : ArgumentParser.parse(text);
    }

    private static Map<String, String> settings(String text) {
        Map<String, String> settings = new LinkedHashMap<>();
        text.lines().forEach(line -> {
            int equals = line.indexOf('=');
            settings.put(line.substring(0, equals), line.substring(equals + 1));
        });
        return settings;
    }

    /** All of a name, those of the first schema of the path that has any when none is given. */
    private List<Procedure> visible(
            WarehouseConnection connection, List<String> path, @Nullable String schema, String name) {
        List<Procedure> all = named(connection, name);
        List<String> schemas = schema == null ? path : List.of(schema);
        List<Procedure> visible = new ArrayList<>();
        for (String each : schemas) {
            all.stream()
                    .filter(found ->
                            TableName.same(each, String.valueOf(found.name().schema())))
                    .filter(found ->
                            visible.stream().noneMatch(seen -> seen.signature().equals(found.signature())))
                    .forEach(visible::add);
        }
        return visible;
    }

    /**
     * The procedure of a name and a signature.
     *
     * @param signature null when the name alone must do
     * @throws ForebayException UNDEFINED_FUNCTION, AMBIGUOUS_PROCEDURE
     */
    Procedure load(WarehouseConnection connection, List<String> path, Name name, @Nullable String signature) {
        List<Procedure> found = visible(connection, path, name.schema(), name.name()).stream()
                .filter(each -> signature == null || each.signature().equals(signature))
                .toList();
        if (found.isEmpty()) {
            throw unknown(name.toString(), signature == null ? null : signature);
        }
        if (found.size() > 1) {
            throw ambiguous(name.name(), found);
        }
        return found.get(0);
    }

    private static ForebayException unknown(String name, @Nullable String signature) {
        return new ForebayException(
                CommonError.UNDEFINED_FUNCTION,
                "procedure " + (signature == null ? name : described(name, signature)) + " does not exist");
    }

    private static ForebayException ambiguous(String name, List<Procedure> found) {
        return new ForebayException(ProcedureError.AMBIGUOUS_PROCEDURE, "procedure name \"" + name + "\" is not unique")
                .withHint("There are "
                        + found.stream()
                                .map(each -> described(name, each.signature()))
                                .collect(Collectors.joining(", "))
                        + ".");
    }

    private static String described(String name, String signature) {
        return name + "(" + signature + ")";
    }

    /** Those that a CALL with so many arguments may mean. */
    List<Procedure> candidates(
            WarehouseConnection connection, List<String> path, @Nullable String schema, String name, int arguments) {
        return visible(connection, path, schema, name).stream()
                .filter(each -> each.inputs().size() == arguments)
                .toList();
    }

    /** The procedure that a CALL with values of these types means: the one whose types are nearest. */
    Procedure resolve(
            WarehouseConnection connection,
            List<String> path,
            @Nullable String schema,
            String name,
            List<ColumnType> types) {
        List<Procedure> candidates = candidates(connection, path, schema, name, types.size());
        if (candidates.isEmpty()) {
            throw unknown(
                            schema == null ? name : schema + "." + name,
                            types.stream().map(ProcedureStore::shown).collect(Collectors.joining(", ")))
                    .withHint(
                            "No procedure matches the name and the number of arguments; OUT arguments are not given.");
        }
        int least = candidates.stream()
                .mapToInt(each -> distance(each, types))
                .min()
                .orElse(0);
        List<Procedure> nearest = candidates.stream()
                .filter(each -> distance(each, types) == least)
                .toList();
        if (nearest.size() > 1) {
            throw ambiguous(name, nearest);
        }
        return nearest.get(0);
    }

    private static String shown(ColumnType type) {
        return new Argument(null, Procedure.Mode.IN, type, false).typeName();
    }

    private static int distance(Procedure procedure, List<ColumnType> types) {
        int distance = 0;
        for (int i = 0; i < types.size(); i++) {
            distance += distance(
                    types.get(i).kind(), procedure.inputs().get(i).type().kind());
        }
        return distance;
    }

    /** 0 for the same, little for a wider number, much for what only a cast can do. */
    private static int distance(TypeKind given, TypeKind taken) {
        if (given == taken) {
            return 0;
        }
        if (given == TypeKind.OTHER) {
            return 1;
        }
        int from = rank(given);
        int to = rank(taken);
        if (from > 0 && to > 0) {
            return to > from ? 2 * (to - from) : 100 * (from - to);
        }
        boolean texts = text(given) && text(taken);
        return texts ? 1 : text(given) ? 50 : text(taken) ? 500 : 1000;
    }

    private static boolean text(TypeKind kind) {
        return kind == TypeKind.VARCHAR || kind == TypeKind.CHAR;
    }

    private static int rank(TypeKind kind) {
        return switch (kind) {
            case SMALLINT -> 1;
            case INTEGER -> 2;
            case BIGINT -> 3;
            case DECIMAL -> 4;
            case REAL -> 5;
            case DOUBLE -> 6;
            default -> 0;
        };
    }
}
