package io.forebay.engine.session;

import io.forebay.spi.warehouse.ExternalTable;
import io.forebay.spi.warehouse.Table;
import io.forebay.spi.warehouse.WarehouseConnection;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Tables as one statement finds them: each is looked up once, so that all that is checked and done means the same. */
final class Lookup {
    private record Key(@Nullable String schema, String name) {}

    private final WarehouseConnection connection;
    private final Map<Key, Optional<Table>> found = new HashMap<>();

    Lookup(WarehouseConnection connection) {
        this.connection = connection;
    }

    Optional<Table> find(@Nullable String schema, String name) {
        return found.computeIfAbsent(new Key(schema, name), key -> connection.find(key.schema(), key.name()));
    }

    /** As a query finds it: the catalog's relations need no schema. */
    Optional<Table> read(@Nullable String schema, String name) {
        return find(schema, name)
                .or(() -> schema == null && name.toLowerCase(Locale.ROOT).startsWith("pg_")
                        ? find("pg_catalog", name)
                        : Optional.empty());
    }

    /** Whether a schema is an external one, which has external tables alone. */
    boolean external(String schema) {
        return find(ExternalTable.DEFINITIONS + schema, ExternalTable.OF_SCHEMA).isPresent();
    }

    /** Whether a table that was found is an external one. */
    boolean external(Table table) {
        return !table.temporary() && external(table.name().schema());
    }

    /** An external table; empty for every other relation. */
    Optional<Table> external(@Nullable String schema, String name) {
        return find(schema, name).filter(this::external);
    }

    /** Where a relation without a schema is made. */
    String firstSchema() {
        return connection.firstSchema();
    }

    /** The schema of what a statement changes or makes, given without one; empty for a temporary table. */
    Optional<String> schema(String name, boolean creates) {
        return creates
                ? Optional.of(firstSchema())
                : find(null, name).filter(table -> !table.temporary()).map(table -> table.name()
                        .schema());
    }
}
