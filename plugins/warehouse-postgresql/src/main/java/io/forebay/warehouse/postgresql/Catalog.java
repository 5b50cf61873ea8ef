package io.forebay.warehouse.postgresql;

import io.forebay.spi.warehouse.Column;
import io.forebay.spi.warehouse.ColumnType;
import io.forebay.spi.warehouse.Table;
import io.forebay.spi.warehouse.TableName;
import io.forebay.spi.warehouse.TypeKind;
import io.forebay.warehouse.postgresql.driver.PostgresTypes;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.postgresql.core.BaseConnection;

/**
 * Tables and views as PostgreSQL lists them. A column that the server computes (GENERATED ALWAYS AS … STORED) is left out:
 * nothing can be put into it. The catalog's own relations and types are named with their schema: without it a user's temporary
 * table named {@code pg_class} would stand before it, and could hide the ledger's tables from the checks. Of the ledger's schema everything is found, indexes too: ALTER TABLE takes them.
 */
final class Catalog {
    private static final String RELATION =
            "SELECT c.oid::bigint, n.nspname, c.relname, n.oid = pg_catalog.pg_my_temp_schema(),"
                    + " c.relkind = 'v'"
                    + " FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace"
                    + " WHERE c.relname = CAST(? AS pg_catalog.name) AND (c.relkind IN ('r', 'p', 'v', 'm', 'f') OR n.nspname = 'forebay') AND ";
    private static final String VISIBLE = "pg_catalog.pg_table_is_visible(c.oid)";
    private static final String TEMPORARY = "n.oid = pg_catalog.pg_my_temp_schema()";
    private static final String IN_SCHEMA = "n.nspname = CAST(? AS pg_catalog.name)";

    /** What a domain stands for in the end: there are domains over domains. No row for another type. */
    private static final String DOMAIN =
            "WITH RECURSIVE base(oid, modifier, strict) AS (SELECT d.typbasetype, d.typtypmod, d.typnotnull"
                    + " FROM pg_catalog.pg_type d WHERE d.oid = a.atttypid AND d.typtype = 'd' UNION ALL"
                    + " SELECT d.typbasetype, d.typtypmod, b.strict OR d.typnotnull FROM base b"
                    + " JOIN pg_catalog.pg_type d ON d.oid = b.oid WHERE d.typtype = 'd')"
                    + " SELECT b.oid, b.modifier, b.strict FROM base b JOIN pg_catalog.pg_type e ON e.oid = b.oid"
                    + " WHERE e.typtype <> 'd'";

    private static final String COLUMNS = "SELECT a.attname, coalesce(f.oid, a.atttypid)::bigint,"
            + " coalesce(f.modifier, a.atttypmod), a.attnotnull OR coalesce(f.strict, false), pg_catalog.pg_get_expr(d.adbin, d.adrelid), a.attidentity, s.seqstart,"
            + " s.seqincrement, (SELECT pg_catalog.pg_get_constraintdef(k.oid) FROM pg_catalog.pg_constraint k WHERE"
            + " k.conrelid = a.attrelid AND k.contype = 'c' AND k.conkey = ARRAY[a.attnum]"
            + " AND a.atttypid = 'bytea'::pg_catalog.regtype AND k.conname LIKE ? ORDER BY k.conname LIMIT 1)"
            + " FROM pg_catalog.pg_attribute a LEFT JOIN LATERAL (" + DOMAIN + ") f ON true"
            + " LEFT JOIN pg_catalog.pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum"
            + " LEFT JOIN pg_catalog.pg_depend p ON a.attidentity <> '' AND p.refclassid = 'pg_catalog.pg_class'::pg_catalog.regclass"
            + " AND p.refobjid = a.attrelid AND p.refobjsubid = a.attnum"
            + " AND p.classid = 'pg_catalog.pg_class'::pg_catalog.regclass AND p.deptype = 'i'"
            + " LEFT JOIN pg_catalog.pg_sequence s ON s.seqrelid = p.objid"
            + " WHERE a.attrelid = ? AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = ''"
            + " ORDER BY a.attnum";

    private Catalog() {}

    static Optional<Table> find(BaseConnection connection, @Nullable String schema, String name) throws SQLException {
        boolean temporary = schema != null && schema.equals(SqlNames.TEMPORARY);
        String where = RELATION + (schema == null ? VISIBLE : temporary ? TEMPORARY : IN_SCHEMA);
        try (PreparedStatement query = connection.prepareStatement(where)) {
            query.setString(1, name);
            if (schema != null && !temporary) {
                query.setString(2, schema);
            }
            try (ResultSet row = query.executeQuery()) {
                return row.next() ? Optional.of(table(connection, row)) : Optional.empty();
            }
        }
    }

    private static Table table(BaseConnection connection, ResultSet row) throws SQLException {
        boolean temporary = row.getBoolean(4);
        TableName name = new TableName(temporary ? SqlNames.TEMPORARY : row.getString(2), row.getString(3));
        long id = row.getLong(1);
        return new Table(name, id, columns(connection, id), temporary, row.getBoolean(5));
    }

    private static List<Column> columns(BaseConnection connection, long table) throws SQLException {
        List<Column> columns = new ArrayList<>();
        try (PreparedStatement query = connection.prepareStatement(COLUMNS)) {
            query.setString(1, VarbyteLimit.PREFIX.replace("_", "\\_") + "%");
            query.setLong(2, table);
            try (ResultSet rows = query.executeQuery()) {
                while (rows.next()) {
                    columns.add(column(rows));
                }
            }
        }
        return columns;
    }

    private static Column column(ResultSet row) throws SQLException {
        ColumnType type = PostgresTypes.columnType((int) row.getLong(2), row.getInt(3));
        if (type.kind() == TypeKind.VARBYTE) {
            type = ColumnType.varbyte(VarbyteLimit.read(row.getString(9)));
        }
        String identity = row.getString(6);
        return new Column(
                row.getString(1),
                type,
                !row.getBoolean(4),
                row.getString(5),
                identity.isEmpty() ? null : new Column.Identity(row.getLong(7), row.getLong(8), identity.equals("d")));
    }
}
