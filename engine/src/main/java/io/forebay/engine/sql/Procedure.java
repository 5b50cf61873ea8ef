package io.forebay.engine.sql;

import io.forebay.spi.warehouse.ColumnType;
import io.forebay.spi.warehouse.TypeKind;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A stored procedure as CREATE PROCEDURE describes it.
 *
 * @param name its schema is null until it is known where it is made
 * @param body in Redshift's PL/pgSQL, as written between the dollars
 * @param nonatomic whether each of its statements commits by itself
 * @param definer SECURITY DEFINER
 * @param settings of SET: in force while it runs
 */
public record Procedure(
        Name name,
        List<Argument> arguments,
        String body,
        boolean nonatomic,
        boolean definer,
        Map<String, String> settings) {
    public Procedure {
        arguments = List.copyOf(arguments);
        settings = Collections.unmodifiableMap(new LinkedHashMap<>(settings));
    }

    /** Which way an argument's value goes. */
    public enum Mode {
        IN,
        OUT,
        INOUT
    }

    /**
     * An argument.
     *
     * @param name null when it has none; it is {@code $1} … then
     * @param cursor whether it is a refcursor; its type is VARCHAR then
     */
    public record Argument(@Nullable String name, Mode mode, ColumnType type, boolean cursor) {
        public boolean input() {
            return mode != Mode.OUT;
        }

        public boolean output() {
            return mode != Mode.IN;
        }

        /** The type without length and precision, as a signature has it. */
        public String typeName() {
            return cursor ? "refcursor" : plain(type).sqlName();
        }
    }

    private static ColumnType plain(ColumnType type) {
        return type.kind() == TypeKind.DECIMAL ? ColumnType.UNLIMITED_DECIMAL : ColumnType.of(type.kind());
    }

    /** What a CALL gives values for. */
    public List<Argument> inputs() {
        return arguments.stream().filter(Argument::input).toList();
    }

    /** What a CALL gives back. */
    public List<Argument> outputs() {
        return arguments.stream().filter(Argument::output).toList();
    }

    /** The types by which procedures of one name are told apart. */
    public String signature() {
        return inputs().stream().map(Argument::typeName).collect(Collectors.joining(", "));
    }

    /** The same procedure in a schema. */
    public Procedure in(String schema) {
        return new Procedure(new Name(schema, name.name()), arguments, body, nonatomic, definer, settings);
    }
}
