package io.forebay.warehouse.duckdb.load;

import io.forebay.spi.warehouse.Column;
import io.forebay.spi.warehouse.ColumnType;
import io.forebay.spi.warehouse.ExternalDdl;
import io.forebay.spi.warehouse.ExternalTable;
import io.forebay.spi.warehouse.TableName;
import io.forebay.warehouse.duckdb.driver.DuckDbTypes;
import io.forebay.warehouse.duckdb.functions.CallingStatement;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * External tables as views over {@link ScanFunction}: one in the schema of definitions with a branch for each location, so
 * that a filter on the partition columns leaves branches out, and one that users see, without the address and size of
 * objects. Both are undone by a rollback and survive a restart as all views do.
 */
public final class ExternalViews implements ExternalDdl {
    private static final int WIDTH = 16;

    @Override
    public List<String> createSchema(String schema, String note) {
        String marker = definitions(schema) + "." + TableName.quote(ExternalTable.OF_SCHEMA);
        return List.of(
                "CREATE SCHEMA " + definitions(schema),
                "CREATE VIEW " + marker + " AS SELECT 1 AS external",
                comment(marker, note));
    }

    @Override
    public List<String> dropSchema(String schema) {
        return List.of("DROP SCHEMA " + definitions(schema) + " CASCADE");
    }

    @Override
    public List<String> create(ExternalTable table) {
        String columns = Stream.concat(table.columns().stream(), table.partitionColumns().stream())
                .map(column -> TableName.quote(column.name()))
                .collect(Collectors.joining(", "));
        List<String> statements = new ArrayList<>(replace(table));
        statements.add(
                "CREATE VIEW " + table.name().quoted() + " AS SELECT " + columns + " FROM " + base(table.name()));
        return statements;
    }

    @Override
    public List<String> replace(ExternalTable table) {
        String base = base(table.name());
        String query = table.parts().isEmpty()
                ? nothing(table)
                : union(table.parts().stream().map(part -> branch(table, part)).toList());
        return List.of("CREATE OR REPLACE VIEW " + base + " AS " + query, comment(base, table.note()));
    }

    @Override
    public List<String> drop(TableName table) {
        return List.of("DROP VIEW " + table.quoted(), "DROP VIEW " + base(table));
    }

    @Override
    public String note() {
        return "SELECT comment FROM duckdb_views() WHERE database_name = current_database()"
                + " AND lower(schema_name) = '" + ExternalTable.DEFINITIONS
                + "' || lower($1) AND lower(view_name) = lower($2)";
    }

    /** A tree that is wide and not deep: DuckDB takes long for one that is as deep as the partitions are many. */
    private static String union(List<String> branches) {
        if (branches.size() <= WIDTH) {
            return String.join(" UNION ALL ", branches);
        }
        List<String> groups = new ArrayList<>();
        for (int from = 0; from < branches.size(); from += WIDTH) {
            List<String> group = branches.subList(from, Math.min(from + WIDTH, branches.size()));
            groups.add("(" + String.join(" UNION ALL ", group) + ")");
        }
        return union(groups);
    }

    private static String definitions(String schema) {
        return TableName.quote(ExternalTable.DEFINITIONS + schema);
    }

    private static String base(TableName table) {
        return definitions(table.schema()) + "." + TableName.quote(table.name());
    }

    private static String comment(String view, String note) {
        return "COMMENT ON VIEW " + view + " IS " + literal(note);
    }

    private static String nothing(ExternalTable table) {
        List<String> values = new ArrayList<>();
        Stream.concat(table.columns().stream(), table.partitionColumns().stream())
                .forEach(column -> values.add(cast("NULL", column)));
        values.add(cast("NULL", Column.of(ExternalTable.PATH, ColumnType.varchar(0))));
        values.add("CAST(NULL AS BIGINT) AS " + TableName.quote(ExternalTable.SIZE));
        return "SELECT " + String.join(", ", values) + " WHERE false";
    }

    private static String branch(ExternalTable table, ExternalTable.Part part) {
        List<String> values = new ArrayList<>();
        for (Column column : table.columns()) {
            values.add(Carrier.expression(values.size(), column.type()) + " AS " + TableName.quote(column.name()));
        }
        for (int i = 0; i < table.partitionColumns().size(); i++) {
            values.add(
                    cast(literal(part.values().get(i)), table.partitionColumns().get(i)));
        }
        values.add(ScanFunction.PATH + " AS " + TableName.quote(ExternalTable.PATH));
        values.add(ScanFunction.SIZE + " AS " + TableName.quote(ExternalTable.SIZE));
        String types =
                CarriedTypes.write(table.columns().stream().map(Column::type).toList());
        return "SELECT " + String.join(", ", values) + " FROM " + ScanFunction.NAME + "("
                + String.join(
                        ", ",
                        literal(types),
                        literal(table.definition()),
                        literal(part.location()),
                        CallingStatement.TOKEN)
                + ")";
    }

    private static String cast(String value, Column column) {
        return "CAST(" + value + " AS " + DuckDbTypes.name(column.type()) + ") AS " + TableName.quote(column.name());
    }

    private static String literal(String text) {
        return "'" + text.replace("'", "''") + "'";
    }
}
