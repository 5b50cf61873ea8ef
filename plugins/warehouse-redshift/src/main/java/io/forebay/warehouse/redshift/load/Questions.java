package io.forebay.warehouse.redshift.load;

import io.forebay.spi.warehouse.Query;
import io.forebay.spi.warehouse.Rows;
import io.forebay.warehouse.redshift.driver.Transport;
import io.forebay.warehouse.redshift.text.Placed;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Questions whose answers are small. */
public final class Questions {
    private Questions() {}

    /** @param sql with {@code ?} for each of the values, in order */
    public static List<List<@Nullable Object>> ask(Transport transport, String sql, List<@Nullable Object> values) {
        List<Integer> order = IntStream.rangeClosed(1, values.size()).boxed().toList();
        List<List<@Nullable Object>> answer = new ArrayList<>();
        try (Query query = transport.prepare(new Placed(sql, order), true);
                Rows rows = query.execute(values)) {
            while (rows.next()) {
                List<@Nullable Object> row = new ArrayList<>();
                for (int i = 0; i < rows.columns().size(); i++) {
                    row.add(rows.value(i));
                }
                answer.add(row);
            }
        }
        return answer;
    }

    static long number(@Nullable Object value) {
        return value instanceof Number number ? number.longValue() : 0;
    }

    static String text(@Nullable Object value) {
        return value == null ? "" : value.toString();
    }
}
