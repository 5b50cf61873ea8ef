package io.forebay.warehouse.redshift.text;

import java.util.List;

/**
 * A statement as it is sent.
 *
 * @param sql with {@code ?} for each value
 * @param order the number, from 1, of the value for each {@code ?}
 */
public record Placed(String sql, List<Integer> order) {
    public Placed {
        order = List.copyOf(order);
    }

    /** How many different values it takes. */
    public int parameters() {
        return order.stream().mapToInt(Integer::intValue).max().orElse(0);
    }
}
