package io.forebay.warehouse.duckdb;

import io.forebay.spi.warehouse.TableName;
import io.forebay.spi.warehouse.View;
import io.forebay.warehouse.duckdb.driver.FlatJson;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What DuckDB has no place for of a view, kept as its comment: a flat JSON object with {@code forebay} (the version of this
 * form), {@code binding} ({@code late}), {@code waiting} and {@code comment}, the user's own.
 */
record ViewNote(boolean late, @Nullable String waiting, @Nullable String comment) {
    static ViewNote read(@Nullable String stored) {
        Optional<Map<String, String>> members =
                Optional.ofNullable(stored).flatMap(FlatJson::read).filter(found -> "1".equals(found.get("forebay")));
        return members.map(found ->
                        new ViewNote("late".equals(found.get("binding")), found.get("waiting"), found.get("comment")))
                .orElseGet(() -> new ViewNote(false, null, stored));
    }

    View view(TableName name, String sql) {
        return new View(name, sql, late, waiting, comment);
    }

    /** The comment to store. */
    String text() {
        Map<String, String> members = new LinkedHashMap<>();
        members.put("forebay", "1");
        members.put("binding", "late");
        if (waiting != null) {
            members.put("waiting", waiting);
        }
        if (comment != null) {
            members.put("comment", comment);
        }
        return FlatJson.write(members);
    }
}
