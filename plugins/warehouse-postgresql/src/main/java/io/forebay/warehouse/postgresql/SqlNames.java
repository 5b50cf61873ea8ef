package io.forebay.warehouse.postgresql;

import io.forebay.spi.warehouse.TableName;

/** Names of tables as PostgreSQL wants them. */
final class SqlNames {
    /** The schema of a connection's temporary tables, whatever it is really named. */
    static final String TEMPORARY = "pg_temp";

    private static final String TEMPORARY_ELSEWHERE = "temp";

    private SqlNames() {}

    static String of(TableName table) {
        return new TableName(schema(table.schema()), table.name()).quoted();
    }

    static String schema(String schema) {
        return schema.equals(TEMPORARY_ELSEWHERE) ? TEMPORARY : schema;
    }
}
