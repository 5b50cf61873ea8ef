package io.forebay.warehouse.postgresql.ledger;

import io.forebay.spi.warehouse.LiveTable;
import io.forebay.spi.warehouse.ResultColumn;
import io.forebay.spi.warehouse.TypeKind;
import io.forebay.warehouse.postgresql.driver.PostgresTypes;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.stream.Collectors;

/**
 * Tables whose rows are in this process. PostgreSQL cannot ask for them, so they are put into a setting of the session as
 * JSON before a statement that needs them; the function {@code forebay.live_NAME()} gives what is there, and views make
 * rows of it. The function's own form never changes, so that a table's may. Thread-safe.
 */
public final class LiveTables {
    /** Of the functions' names. */
    static final String PREFIX = "live_";

    private final Map<String, LiveTable> tables = new ConcurrentSkipListMap<>();

    public void register(LiveTable table) {
        tables.put(table.name(), table);
    }

    Optional<LiveTable> find(String name) {
        return Optional.ofNullable(tables.get(name));
    }

    static String setting(String name) {
        return "forebay." + PREFIX + name;
    }

    /** What stands in a FROM clause, with an alias behind it. */
    public String from(String name) {
        LiveTable table = Objects.requireNonNull(tables.get(name), name);
        return "(SELECT * FROM json_to_recordset(forebay." + PREFIX + name + "()) AS live("
                + table.columns().stream().map(LiveTables::declared).collect(Collectors.joining(", ")) + "))";
    }

    private static String declared(ResultColumn column) {
        String type = PostgresTypes.name(column.type());
        return column.name() + " " + type + (column.type().kind() == TypeKind.VARCHAR ? " COLLATE \"C\"" : "");
    }

    /** What makes the functions. */
    public List<String> functions() {
        return tables.keySet().stream()
                .map(name -> "CREATE OR REPLACE FUNCTION forebay." + PREFIX + name
                        + "() RETURNS json LANGUAGE sql STABLE PARALLEL SAFE AS $$"
                        + " SELECT CAST(coalesce(nullif(current_setting('" + setting(name)
                        + "', true), ''), '[]') AS json) $$")
                .toList();
    }
}
