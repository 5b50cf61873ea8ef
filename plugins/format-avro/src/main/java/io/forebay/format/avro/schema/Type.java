package io.forebay.format.avro.schema;

/** A type of Avro's, as it is read: names and defaults that nobody asks for are left out. May refer to itself. */
public final class Type {
    /** How values are stored. */
    public enum Kind {
        NULL,
        BOOLEAN,
        INT,
        LONG,
        FLOAT,
        DOUBLE,
        STRING,
        BYTES,
        FIXED,
        ENUM,
        RECORD,
        ARRAY,
        MAP,
        UNION
    }

    /** What values mean; NONE unless the schema has a logical type that is known and valid. */
    public enum Meaning {
        NONE,
        DECIMAL,
        UUID,
        DATE,
        TIME_MILLIS,
        TIME_MICROS,
        TIMESTAMP_MILLIS,
        TIMESTAMP_MICROS,
        TIMESTAMP_NANOS,
        LOCAL_TIMESTAMP_MILLIS,
        LOCAL_TIMESTAMP_MICROS,
        LOCAL_TIMESTAMP_NANOS
    }

    private static final Type[] NO_PARTS = {};
    private static final byte[][] NO_NAMES = {};

    public final Kind kind;
    public final Meaning meaning;

    /** FIXED: bytes. */
    public final int size;

    /** DECIMAL: the most digits, from 1, and those of them behind the point. */
    public final int precision;

    public final int scale;
    private Type[] parts = NO_PARTS;
    private byte[][] names = NO_NAMES;
    private Type[] sized = NO_PARTS;
    private boolean empty;

    Type(Kind kind, Meaning meaning, int size, int precision, int scale) {
        this.kind = kind;
        this.meaning = meaning;
        this.size = size;
        this.precision = precision;
        this.scale = scale;
        this.empty = kind == Kind.NULL || (kind == Kind.FIXED && size == 0);
    }

    Type(Kind kind) {
        this(kind, Meaning.NONE, 0, 0, 0);
    }

    /** Completes a type that may be among its own parts. */
    void complete(Type[] allParts, byte[][] allNames) {
        parts = allParts;
        names = allNames;
        sized = java.util.Arrays.stream(allParts).filter(part -> !part.empty).toArray(Type[]::new);
        empty = kind == Kind.RECORD && sized.length == 0;
    }

    /** RECORD: of the fields; UNION: the branches; ARRAY and MAP: the one of the items. In the schema's order. */
    public Type part(int number) {
        return parts[number];
    }

    public int parts() {
        return parts.length;
    }

    /** RECORD: the parts that take bytes. */
    public Type[] sized() {
        return sized;
    }

    /** RECORD: of a field; ENUM: a symbol. In UTF-8. */
    public byte[] name(int number) {
        return names[number];
    }

    public int names() {
        return names.length;
    }

    /** Whether each value takes 0 bytes; of all other types, each value takes one or more. */
    public boolean empty() {
        return empty;
    }
}
