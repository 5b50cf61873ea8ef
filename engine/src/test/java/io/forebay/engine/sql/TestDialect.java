package io.forebay.engine.sql;

import io.forebay.spi.warehouse.ColumnType;
import io.forebay.spi.warehouse.Dialect;
import io.forebay.spi.warehouse.SqlFeature;
import io.forebay.spi.warehouse.TypeKind;
import java.util.Map;
import java.util.Set;

/** A warehouse with a few names of each kind. */
public final class TestDialect implements Dialect {
    private final Set<SqlFeature> lacks;

    public TestDialect() {
        this(Set.of(
                SqlFeature.CURRENT_TIME,
                SqlFeature.TYPE_NAMES,
                SqlFeature.TOP,
                SqlFeature.MINUS,
                SqlFeature.DELETE_WITHOUT_FROM,
                SqlFeature.SPELLINGS));
    }

    public TestDialect(Set<SqlFeature> lacks) {
        this.lacks = Set.copyOf(lacks);
    }

    @Override
    public String typeName(ColumnType type) {
        return switch (type.kind()) {
            case SUPER -> "JSON";
            case VARBYTE -> "BLOB";
            case DOUBLE -> "DOUBLE";
            case CHAR, VARCHAR -> "VARCHAR";
            case DECIMAL -> "DECIMAL(" + type.precision() + "," + type.scale() + ")";
            default -> type.kind() == TypeKind.OTHER ? "VARCHAR" : type.kind().name();
        };
    }

    @Override
    public String now() {
        return "now()";
    }

    @Override
    public Set<SqlFeature> lacks() {
        return lacks;
    }

    @Override
    public Map<String, String> functionNames() {
        return Map.of("nvl", "coalesce", "len", "length");
    }

    @Override
    public Map<String, String> catalogNames() {
        return Map.of(
                "information_schema.columns", "own.columns",
                "svv_columns", "own.svv_columns",
                "pg_is_visible(", "own.pg_is_visible");
    }

    @Override
    public String temporarySchema() {
        return "temp";
    }

    @Override
    public String liveTable(String name) {
        return "forebay_live('" + name + "')";
    }

    @Override
    public Set<String> allowedTableFunctions() {
        return Set.of("json_each");
    }

    @Override
    public Set<String> tableFunctions() {
        return Set.of(
                "read_csv",
                "read_text",
                "glob",
                "range",
                "unnest",
                "json_each",
                "query",
                "summary",
                "forebay_read",
                "repeat");
    }

    @Override
    public Set<String> refusedFunctions() {
        return Set.of("getenv", "set_config");
    }

    @Override
    public Map<String, String> missingFunctions() {
        return Map.of("checksum", "use FNV_HASH");
    }

    @Override
    public Set<String> ownCatalogs() {
        return Set.of("forebay_fn");
    }

    @Override
    public Set<String> refusedRelations() {
        return Set.of("engine_files");
    }

    @Override
    public boolean forgetsDeclaredTypes() {
        return true;
    }

    @Override
    public String ledgerSchema() {
        return "ledger_here";
    }
}
