package io.forebay.engine.sql;

import io.forebay.engine.sql.Procedure.Argument;
import io.forebay.engine.sql.Procedure.Mode;
import io.forebay.spi.warehouse.ColumnType;
import io.forebay.spi.warehouse.Volatility;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A scalar function as CREATE FUNCTION or CREATE EXTERNAL FUNCTION describes it.
 *
 * @param name its schema is null until it is known where it is made
 */
public record ScalarFunction(
        Name name, List<ColumnType> arguments, ColumnType returns, Volatility volatility, Body body) {
    public ScalarFunction {
        arguments = List.copyOf(arguments);
    }

    /** What gives the value. */
    public sealed interface Body {}

    /** {@code SELECT expression}, as written between the dollars. */
    public record Sql(String text) implements Body {}

    /**
     * An endpoint that is called with many rows at a time.
     *
     * @param function the name by which the settings know it
     * @param role what IAM_ROLE says, kept and not used
     * @param retryMillis how long it is tried again when it does not answer
     * @param batchRows the most rows of one call
     * @param batchBytes the most bytes of one call's rows
     */
    public record Lambda(String function, String role, int retryMillis, int batchRows, int batchBytes)
            implements Body {}

    /** The types by which functions of one name are told apart. */
    public String signature() {
        return signature(arguments);
    }

    public static String signature(List<ColumnType> types) {
        return types.stream().map(ScalarFunction::typeName).collect(Collectors.joining(", "));
    }

    /** A type without its length and precision. */
    public static String typeName(ColumnType type) {
        return new Argument(null, Mode.IN, type, false).typeName();
    }

    /** The same function in a schema. */
    public ScalarFunction in(String schema) {
        return new ScalarFunction(new Name(schema, name.name()), arguments, returns, volatility, body);
    }
}
