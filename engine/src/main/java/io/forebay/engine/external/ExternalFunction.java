package io.forebay.engine.external;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.forebay.engine.sql.ScalarFunction;
import io.forebay.engine.sql.text.TypeParser;
import io.forebay.spi.CommonError;
import io.forebay.spi.ForebayException;
import io.forebay.spi.warehouse.ColumnType;
import io.forebay.spi.warehouse.TypeKind;
import io.forebay.spi.warehouse.Volatility;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * An external function as the calls in the warehouse carry it.
 *
 * @param name with its schema
 * @param repeatable whether equal rows of a batch are asked for once
 */
public record ExternalFunction(
        String name, List<ColumnType> arguments, ColumnType returns, boolean repeatable, ScalarFunction.Lambda lambda) {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** What Redshift gives to Lambda functions and takes from them. */
    private static final Set<TypeKind> TYPES = EnumSet.of(
            TypeKind.SMALLINT,
            TypeKind.INTEGER,
            TypeKind.BIGINT,
            TypeKind.DECIMAL,
            TypeKind.REAL,
            TypeKind.DOUBLE,
            TypeKind.CHAR,
            TypeKind.VARCHAR,
            TypeKind.BOOLEAN,
            TypeKind.DATE,
            TypeKind.TIMESTAMP);

    public ExternalFunction {
        arguments = List.copyOf(arguments);
    }

    /** Checks that its types can go to an endpoint. @throws ForebayException NOT_SUPPORTED */
    public static void check(ScalarFunction function) {
        Stream.concat(function.arguments().stream(), Stream.of(function.returns()))
                .filter(type -> !TYPES.contains(type.kind()))
                .findFirst()
                .ifPresent(type -> {
                    throw new ForebayException(
                                    CommonError.NOT_SUPPORTED,
                                    "an external function can neither take nor give " + type.sqlName())
                            .withHint("Use VARCHAR, and cast.");
                });
    }

    /** @param function with its schema, and a body that is an endpoint's */
    public static ExternalFunction of(ScalarFunction function) {
        return new ExternalFunction(
                function.name().toString(),
                function.arguments(),
                function.returns(),
                function.volatility() != Volatility.VOLATILE,
                (ScalarFunction.Lambda) function.body());
    }

    /** For {@link #parse}. */
    public String text() {
        ObjectNode json = JSON.createObjectNode().put("name", name);
        ArrayNode types = json.putArray("arguments");
        arguments.forEach(type -> types.add(type.sqlName()));
        return json.put("returns", returns.sqlName())
                .put("repeatable", repeatable)
                .put("lambda", lambda.function())
                .put("role", lambda.role())
                .put("retry", lambda.retryMillis())
                .put("rows", lambda.batchRows())
                .put("bytes", lambda.batchBytes())
                .toString();
    }

    /** What {@link #text} has written. */
    static ExternalFunction parse(String text) {
        try {
            JsonNode json = JSON.readTree(text);
            List<ColumnType> arguments = new ArrayList<>();
            json.path("arguments").forEach(type -> arguments.add(TypeParser.parse(type.asText())));
            return new ExternalFunction(
                    json.path("name").asText(),
                    arguments,
                    TypeParser.parse(json.path("returns").asText()),
                    json.path("repeatable").asBoolean(),
                    new ScalarFunction.Lambda(
                            json.path("lambda").asText(),
                            json.path("role").asText(),
                            json.path("retry").asInt(),
                            json.path("rows").asInt(),
                            json.path("bytes").asInt()));
        } catch (JsonProcessingException e) {
            throw new ForebayException(CommonError.INTERNAL, "the text of an external function cannot be read", e);
        }
    }
}
