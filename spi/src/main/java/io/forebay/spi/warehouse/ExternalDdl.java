package io.forebay.spi.warehouse;

import java.util.List;

/**
 * How a warehouse keeps external schemas and tables; their rows come from {@link ExternalReads}. The statements are run in
 * one transaction.
 */
public interface ExternalDdl {
    /**
     * The statements that make the schema of definitions of an external schema. The schema itself is made by CREATE SCHEMA.
     *
     * @param note a JSON object with {@code database} and {@code options}
     */
    List<String> createSchema(String schema, String note);

    /** The statements that drop the schema of definitions, with all tables. */
    List<String> dropSchema(String schema);

    /** The statements that make a table. */
    List<String> create(ExternalTable table);

    /** The statements that put a table in the place of the one with its name and columns. */
    List<String> replace(ExternalTable table);

    /** The statements that drop a table and none of its objects. */
    List<String> drop(TableName table);

    /** A query that gives the note of the table whose schema and name are {@code $1} and {@code $2}. */
    String note();
}
