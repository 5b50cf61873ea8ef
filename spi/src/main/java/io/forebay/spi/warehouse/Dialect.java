package io.forebay.spi.warehouse;

import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** How a warehouse spells what differs. */
public interface Dialect {
    /** The type's name in DDL, such as {@code VARCHAR} for {@code VARCHAR(16)} where lengths are not kept. */
    String typeName(ColumnType type);

    /**
     * An expression of type TIMESTAMP: now in UTC by the warehouse's clock, where it has one the statement's and not
     * the transaction's.
     */
    String now();

    /** What Redshift's SQL has and this warehouse has not, so that the engine must write it otherwise. */
    default Set<SqlFeature> lacks() {
        return Set.of();
    }

    /** What stands for {@code GETDATE()}: the transaction's time as a TIMESTAMP in the connection's time zone. */
    default String localTime() {
        return "CAST(current_timestamp AS TIMESTAMP)";
    }

    /** Functions of Redshift's that only have another name here; both names in lower case. */
    default Map<String, String> functionNames() {
        return Map.of();
    }

    /**
     * Relations and functions of Redshift's catalog that others answer for: names in lower case, without
     * {@code pg_catalog.}, those of functions with an opening parenthesis behind; and what stands in their place, whose
     * last part is the same name.
     */
    default Map<String, String> catalogNames() {
        return Map.of();
    }

    /** What stands before a name for {@code pg_temp}, the schema of a session's temporary tables. */
    default String temporarySchema() {
        return "pg_temp";
    }

    /** The column that each table has, and that tells its rows apart. */
    default String rowId() {
        return "ctid";
    }

    /**
     * Functions of Redshift's that are not here: names in lower case, and what to do instead, which the refusal of a
     * call says.
     */
    default Map<String, String> missingFunctions() {
        return Map.of();
    }

    /** Catalogs or schemas of Forebay's own that no statement of a user may name, in lower case. */
    default Set<String> ownCatalogs() {
        return Set.of();
    }

    /** What stands in a FROM clause, with an alias behind it, to read a {@link LiveTable} that is registered. */
    String liveTable(String name);

    /** The names (lower case) of table functions that users may call; all others are refused. */
    Set<String> allowedTableFunctions();

    /** The names (lower case) of all table functions that the engine has, to know what to refuse. */
    Set<String> tableFunctions();

    /** The names (lower case) of ordinary functions that users must not call. */
    Set<String> refusedFunctions();

    /**
     * Whether users must not call a function, besides those of {@link #refusedFunctions}: for families of names.
     *
     * @param name in lower case, without a schema
     */
    default boolean refusesFunction(String name) {
        return false;
    }

    /** The names (lower case) of the engine's own views that show its settings or where its files lie. */
    Set<String> refusedRelations();

    /** The schema that holds what the ledger calls {@code forebay}. Users must not change it. */
    default String ledgerSchema() {
        return "forebay";
    }

    /** Whether the warehouse has no users and rights of its own, so that the engine keeps and enforces them. */
    default boolean lacksUsers() {
        return false;
    }

    /**
     * Whether a view finds what it reads anew each time and holds nothing, so that the engine tells what depends on what. If
     * so, connections have {@link WarehouseConnection#mentions}, {@link WarehouseConnection#views} and
     * {@link WarehouseConnection#bindLate}.
     */
    default boolean looksUpLate() {
        return false;
    }

    /** How scalar functions of users' are made; empty where they cannot be. */
    default Optional<FunctionDdl> functions() {
        return Optional.empty();
    }

    /** How external tables are kept; empty where there are none. */
    default Optional<ExternalDdl> external() {
        return Optional.empty();
    }

    /** Whether declared lengths, CHAR and IDENTITY must be kept beside the table because the engine forgets them. */
    boolean forgetsDeclaredTypes();
}
