package io.forebay.torture.sql;

import io.forebay.spi.warehouse.ColumnType;
import io.forebay.spi.warehouse.Dialect;
import io.forebay.spi.warehouse.SqlFeature;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

/** A warehouse with a few names of each kind. */
public final class PlainDialect implements Dialect {
    @Override
    public String typeName(ColumnType type) {
        return type.kind().name();
    }

    @Override
    public String now() {
        return "now()";
    }

    @Override
    public Set<SqlFeature> lacks() {
        return EnumSet.allOf(SqlFeature.class);
    }

    @Override
    public Map<String, String> functionNames() {
        return Map.of("nvl", "coalesce", "len", "length");
    }

    @Override
    public String liveTable(String name) {
        return "live('" + name + "')";
    }

    @Override
    public Set<String> allowedTableFunctions() {
        return Set.of("json_each");
    }

    @Override
    public Set<String> tableFunctions() {
        return Set.of("read_csv", "glob", "range", "json_each", "live");
    }

    @Override
    public Set<String> refusedFunctions() {
        return Set.of("getenv", "set_config");
    }

    @Override
    public Set<String> refusedRelations() {
        return Set.of("engine_files");
    }

    @Override
    public boolean forgetsDeclaredTypes() {
        return true;
    }
}
