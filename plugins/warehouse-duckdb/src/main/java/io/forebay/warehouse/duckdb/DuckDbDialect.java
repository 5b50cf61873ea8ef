package io.forebay.warehouse.duckdb;

import io.forebay.spi.warehouse.ColumnType;
import io.forebay.spi.warehouse.Dialect;
import io.forebay.spi.warehouse.ExternalDdl;
import io.forebay.spi.warehouse.FunctionDdl;
import io.forebay.spi.warehouse.SqlFeature;
import io.forebay.warehouse.duckdb.driver.DuckDbTypes;
import io.forebay.warehouse.duckdb.functions.FunctionTable;
import io.forebay.warehouse.duckdb.functions.Library;
import io.forebay.warehouse.duckdb.functions.UserFunctions;
import io.forebay.warehouse.duckdb.load.ExternalViews;
import io.forebay.warehouse.duckdb.load.LiveFunction;
import io.forebay.warehouse.duckdb.load.LoadFunction;
import io.forebay.warehouse.duckdb.load.ScanFunction;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

/** DuckDB's spelling. Thread-safe. */
final class DuckDbDialect implements Dialect {
    /** Functions of rows that read nothing but their arguments. */
    private static final Set<String> ALLOWED = Set.of(
            "generate_series",
            "range",
            "unnest",
            "json_each",
            "json_tree",
            "repeat",
            "repeat_row",
            "pg_timezone_names");

    /**
     * What reads settings or files, runs a text as a statement, or writes the log. DuckDB 2.0 has no getenv in this
     * driver and knows the readers of files as table functions; they are named in case that changes.
     */
    private static final Set<String> REFUSED = Set.of(
            "getenv",
            "current_setting",
            "write_log",
            "parse_duckdb_log_message",
            "invoke",
            "json_execute_serialized_sql",
            "json_serialize_plan",
            "query",
            "query_table",
            "which_secret",
            "read_text",
            "read_blob",
            "read_csv",
            "read_json",
            "read_parquet",
            "glob",
            LoadFunction.NAME,
            ScanFunction.NAME);

    /** Views over table functions that are refused: paths of the server, all settings, what was logged. */
    private static final Set<String> REFUSED_RELATIONS =
            Set.of("duckdb_databases", "duckdb_logs", "pg_settings", "pragma_database_list", "principal_secret");

    /** The same for all databases of this process. */
    private static final AtomicReference<Set<String>> TABLE_FUNCTIONS = new AtomicReference<>(Set.of());

    private final Supplier<Set<String>> list;

    /** @param list asks DuckDB for the names of its table functions, which takes a while: once, when they are needed */
    DuckDbDialect(Supplier<Set<String>> list) {
        this.list = list;
    }

    @Override
    public Set<String> tableFunctions() {
        return TABLE_FUNCTIONS.updateAndGet(known -> known.isEmpty() ? Set.copyOf(list.get()) : known);
    }

    @Override
    public String typeName(ColumnType type) {
        return DuckDbTypes.name(type);
    }

    @Override
    public Set<SqlFeature> lacks() {
        return Set.of(
                SqlFeature.CURRENT_TIME,
                SqlFeature.TEXT_CASTS,
                SqlFeature.FUNCTIONS,
                SqlFeature.TYPE_NAMES,
                SqlFeature.ORDERED_AGGREGATES,
                SqlFeature.NULLS_BEHIND,
                SqlFeature.SIMILAR_TO,
                SqlFeature.OUTPUT_NAMES,
                SqlFeature.TOP,
                SqlFeature.MINUS,
                SqlFeature.DELETE_WITHOUT_FROM,
                SqlFeature.SPELLINGS,
                SqlFeature.RATIO_TO_REPORT,
                SqlFeature.SUPER_UNNESTING,
                SqlFeature.CONNECT_BY);
    }

    @Override
    public Map<String, String> functionNames() {
        return FunctionTable.names();
    }

    @Override
    public Map<String, String> missingFunctions() {
        return FunctionTable.missing();
    }

    @Override
    public Set<String> ownCatalogs() {
        return Set.of(Library.FUNCTIONS, Library.TYPES);
    }

    @Override
    public Map<String, String> catalogNames() {
        return CatalogViews.NAMES;
    }

    @Override
    public String temporarySchema() {
        return Catalog.TEMPORARY;
    }

    /** The transaction's start: DuckDB has no other, and only this process asks it. */
    @Override
    public String now() {
        return "CAST(now() AT TIME ZONE 'UTC' AS TIMESTAMP)";
    }

    @Override
    public String rowId() {
        return "rowid";
    }

    @Override
    public String liveTable(String name) {
        return LiveFunction.PREFIX + name + "()";
    }

    @Override
    public Set<String> allowedTableFunctions() {
        return ALLOWED;
    }

    @Override
    public Set<String> refusedFunctions() {
        return REFUSED;
    }

    @Override
    public Set<String> refusedRelations() {
        return REFUSED_RELATIONS;
    }

    @Override
    public boolean lacksUsers() {
        return true;
    }

    @Override
    public boolean looksUpLate() {
        return true;
    }

    @Override
    public Optional<FunctionDdl> functions() {
        return Optional.of(new UserFunctions());
    }

    @Override
    public Optional<ExternalDdl> external() {
        return Optional.of(new ExternalViews());
    }

    @Override
    public boolean forgetsDeclaredTypes() {
        return true;
    }
}
