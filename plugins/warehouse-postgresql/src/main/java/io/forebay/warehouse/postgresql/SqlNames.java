package io.forebay.warehouse.postgresql;

import io.forebay.spi.warehouse.TableName;

/** Names of tables as PostgreSQL wants them. */
final class SqlNames {
    /** The schema of a connection's temporary tables, whatever it is really named. */
    static final String TEMPORARY = "pg_temp";

    /** Where the engine's own temporary tables are; in the statements of users it is a schema like any other. */
    private static final String OF_THE_ENGINE = "temp";

    private SqlNames() {}

    static String of(TableName table) {
        return table.quoted();
    }

    /** Of a table that the engine adds rows to: one of the ledger's, or a temporary one. */
    static String ofTheEngine(TableName table) {
        return table.schema().equals(OF_THE_ENGINE) ? new TableName(TEMPORARY, table.name()).quoted() : of(table);
    }
}
