package io.forebay.warehouse.postgresql;

import io.forebay.spi.warehouse.ColumnType;
import io.forebay.spi.warehouse.Dialect;
import io.forebay.spi.warehouse.FunctionDdl;
import io.forebay.spi.warehouse.Query;
import io.forebay.spi.warehouse.Rows;
import io.forebay.spi.warehouse.SqlFeature;
import io.forebay.spi.warehouse.WarehouseConnection;
import io.forebay.warehouse.postgresql.driver.PostgresTypes;
import io.forebay.warehouse.postgresql.ledger.LiveTables;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** PostgreSQL's spelling. Thread-safe. */
final class PostgresDialect implements Dialect {
    /** The built-in functions that give rows; those of extensions and users may be called as their owners have it. */
    private static final String TABLE_FUNCTIONS = "SELECT DISTINCT lower(proname) FROM pg_proc WHERE proretset"
            + " AND pronamespace = CAST('pg_catalog' AS regnamespace)";

    private final Supplier<WarehouseConnection> connect;
    private final LiveTables liveTables;
    private Set<String> tableFunctions = Set.of();

    PostgresDialect(Supplier<WarehouseConnection> connect, LiveTables liveTables) {
        this.connect = connect;
        this.liveTables = liveTables;
    }

    @Override
    public synchronized Set<String> tableFunctions() {
        if (tableFunctions.isEmpty()) {
            tableFunctions = Set.copyOf(askTableFunctions());
        }
        return tableFunctions;
    }

    private Set<String> askTableFunctions() {
        Set<String> names = new HashSet<>();
        try (WarehouseConnection connection = connect.get();
                Query query = connection.prepare(TABLE_FUNCTIONS);
                Rows rows = query.execute(List.of())) {
            while (rows.next()) {
                names.add(rows.textAt(0));
            }
        }
        return names;
    }

    @Override
    public String typeName(ColumnType type) {
        return PostgresTypes.name(type);
    }

    @Override
    public String now() {
        return "(statement_timestamp() AT TIME ZONE 'UTC')";
    }

    @Override
    public String liveTable(String name) {
        return liveTables.from(name);
    }

    @Override
    public Set<String> allowedTableFunctions() {
        return Functions.OF_ROWS;
    }

    @Override
    public Set<String> refusedFunctions() {
        return Refused.FILE_FUNCTIONS;
    }

    @Override
    public boolean refusesFunction(String name) {
        return Refused.function(name);
    }

    @Override
    public Set<String> refusedRelations() {
        return Refused.RELATIONS;
    }

    @Override
    public Set<SqlFeature> lacks() {
        return Functions.LACKING;
    }

    @Override
    public Map<String, String> functionNames() {
        return Functions.NAMES;
    }

    @Override
    public Optional<FunctionDdl> functions() {
        return Optional.of(new PostgresFunctions());
    }

    @Override
    public boolean forgetsDeclaredTypes() {
        return false;
    }
}
