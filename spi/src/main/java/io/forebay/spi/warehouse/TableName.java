package io.forebay.spi.warehouse;

/** A table's name with its schema, both as stored. */
public record TableName(String schema, String name) {
    @Override
    public String toString() {
        return schema + "." + name;
    }

    /** The name as SQL text, each part in double quotes. */
    public String quoted() {
        return quote(schema) + "." + quote(name);
    }

    /** An identifier in double quotes. */
    public static String quote(String identifier) {
        return '"' + identifier.replace("\"", "\"\"") + '"';
    }
}
