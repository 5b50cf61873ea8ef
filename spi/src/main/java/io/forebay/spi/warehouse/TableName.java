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

    /** A name as warehouses compare it: they fold ASCII letters and no others. */
    public static String folded(String name) {
        StringBuilder folded = new StringBuilder(name.length());
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            folded.append(c >= 'A' && c <= 'Z' ? (char) (c + 32) : c);
        }
        return folded.toString();
    }

    /** Whether two names mean the same to a warehouse. */
    public static boolean same(String name, String other) {
        return folded(name).equals(folded(other));
    }

    /** An identifier in double quotes. */
    public static String quote(String identifier) {
        return '"' + identifier.replace("\"", "\"\"") + '"';
    }
}
