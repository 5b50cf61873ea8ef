package io.forebay.warehouse.redshift.driver;

import java.math.BigDecimal;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Values as the driver's parameters. */
final class Values {
    private Values() {}

    /** @param order the number, from 1, of the value for each parameter */
    static void bind(PreparedStatement statement, List<Integer> order, List<@Nullable Object> values, boolean typed)
            throws SQLException {
        for (int i = 0; i < order.size(); i++) {
            bind(statement, i + 1, values.get(order.get(i) - 1), typed);
        }
    }

    /** @param typed whether a text is a VARCHAR; else Redshift finds what it is */
    private static void bind(PreparedStatement statement, int at, @Nullable Object value, boolean typed)
            throws SQLException {
        if (value == null) {
            statement.setNull(at, Types.NULL);
        } else if (value instanceof Long || value instanceof Integer || value instanceof Short) {
            statement.setLong(at, ((Number) value).longValue());
        } else if (value instanceof Double || value instanceof Float) {
            statement.setDouble(at, ((Number) value).doubleValue());
        } else if (value instanceof Boolean truth) {
            statement.setBoolean(at, truth);
        } else if (value instanceof BigDecimal number) {
            statement.setBigDecimal(at, number);
        } else if (value instanceof byte[] bytes) {
            statement.setBytes(at, bytes);
        } else if (value instanceof Instant instant) {
            statement.setObject(at, LocalDateTime.ofInstant(instant, ZoneOffset.UTC));
        } else if (value instanceof UUID id) {
            statement.setString(at, id.toString());
        } else if (value instanceof String text && typed) {
            statement.setString(at, text);
        } else if (value instanceof String text) {
            statement.setObject(at, text, Types.OTHER);
        } else {
            statement.setObject(at, value);
        }
    }
}
