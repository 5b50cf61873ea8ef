package io.forebay.engine.access;

import io.forebay.engine.sql.ObjectKind;
import io.forebay.spi.warehouse.TableName;

/**
 * What rights are about. Capital letters of ASCII make no difference, so they are small ones in the names; others do.
 *
 * @param schema empty for what is in none
 * @param name empty for a schema
 */
public record Secured(ObjectKind kind, String schema, String name) {
    public Secured {
        schema = TableName.folded(schema);
        name = TableName.folded(name);
    }

    public static Secured table(String schema, String name) {
        return new Secured(ObjectKind.TABLE, schema, name);
    }

    public static Secured schema(String schema) {
        return new Secured(ObjectKind.SCHEMA, schema, "");
    }

    /** There is one database, by whatever name it is called. */
    public static Secured database() {
        return new Secured(ObjectKind.DATABASE, "", "");
    }

    public static Secured job(String name) {
        return new Secured(ObjectKind.JOB, "", name);
    }

    /** As an error calls it. */
    String shown() {
        return switch (kind) {
            case TABLE -> "relation " + name;
            case SCHEMA -> "schema " + schema;
            case DATABASE -> "database";
            case PROCEDURE -> "procedure " + name;
            case JOB -> "copy job " + name;
        };
    }
}
