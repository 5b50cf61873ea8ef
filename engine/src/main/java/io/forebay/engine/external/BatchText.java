package io.forebay.engine.external;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import io.forebay.spi.warehouse.ColumnType;
import io.forebay.spi.warehouse.TypeKind;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What is sent: the rows of one call, as JSON. */
final class BatchText {
    private static final String CLUSTER = "forebay";

    private final ExternalFunction function;
    private final String head;

    /** @param user and what else the endpoint is told of the statement */
    BatchText(ExternalFunction function, String user, String database, long query) {
        this.function = function;
        StringBuilder text = new StringBuilder(",\"cluster\":\"" + CLUSTER + "\",\"user\":");
        quote(text, user);
        quote(text.append(",\"database\":"), database);
        quote(text.append(",\"external_function\":"), function.name());
        this.head = text.append(",\"query_id\":").append(query).toString();
    }

    /** @param rows as {@link #row} gives them */
    String of(List<String> rows) {
        return "{\"request_id\":\"" + UUID.randomUUID() + "\"" + head + ",\"num_records\":" + rows.size()
                + ",\"arguments\":[" + String.join(",", rows) + "]}";
    }

    /** One row's arguments as an array. */
    String row(List<@Nullable String> values) {
        StringBuilder text = new StringBuilder("[");
        for (int i = 0; i < values.size(); i++) {
            if (i > 0) {
                text.append(',');
            }
            value(text, values.get(i), function.arguments().get(i));
        }
        return text.append(']').toString();
    }

    private static void value(StringBuilder text, @Nullable String value, ColumnType type) {
        if (value == null) {
            text.append("null");
        } else if (plain(value, type.kind())) {
            text.append(value);
        } else {
            quote(text, value);
        }
    }

    /** Infinity and NaN are no numbers of JSON's. */
    private static boolean plain(String value, TypeKind kind) {
        return switch (kind) {
            case SMALLINT, INTEGER, BIGINT, DECIMAL, BOOLEAN -> true;
            case REAL, DOUBLE -> !value.isEmpty() && Character.isDigit(value.charAt(value.length() - 1));
            default -> false;
        };
    }

    private static void quote(StringBuilder text, String value) {
        JsonStringEncoder.getInstance().quoteAsString(value, text.append('"'));
        text.append('"');
    }
}
