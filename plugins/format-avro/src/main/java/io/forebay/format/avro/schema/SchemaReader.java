package io.forebay.format.avro.schema;

import io.forebay.format.avro.schema.Type.Kind;
import io.forebay.format.avro.schema.Type.Meaning;
import io.forebay.format.kit.source.Damage;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.LogicalType;
import org.apache.avro.LogicalTypes;
import org.apache.avro.NameValidator;
import org.apache.avro.Schema;

/**
 * Reads the schema of a file with Avro's own parser, and takes over what is needed of it. Only the tree of types is
 * looked at: nothing that would load a class by a name in the schema is used (CVE-2024-47561).
 */
public final class SchemaReader {
    private static final int MOST_SCALE = 1000;

    private final Damage damage;
    private final Map<String, Type> named = new HashMap<>();

    private SchemaReader(Damage damage) {
        this.damage = damage;
    }

    /** The type of the records. */
    public static Type read(String json, Damage damage) {
        Schema schema;
        try {
            schema = new Schema.Parser(NameValidator.NO_VALIDATION)
                    .setValidateDefaults(false)
                    .parse(json);
        } catch (RuntimeException e) { // the parser has many ways to say it: a name that is not known is a null pointer
            throw damage.of("its schema cannot be read: " + e.getMessage(), e);
        } catch (StackOverflowError e) {
            throw damage.of("its schema cannot be read: it is nested too deep", e);
        }
        if (schema.getType() != Schema.Type.RECORD) {
            throw damage.unread("its schema is of type " + schema.getType().getName()
                    + "; a record is needed, whose fields are the columns");
        }
        return new SchemaReader(damage).type(schema);
    }

    private Type type(Schema schema) {
        return switch (schema.getType()) {
            case RECORD -> record(schema);
            case UNION -> composed(new Type(Kind.UNION), schema.getTypes());
            case ARRAY -> composed(new Type(Kind.ARRAY), List.of(schema.getElementType()));
            case MAP -> composed(new Type(Kind.MAP), List.of(schema.getValueType()));
            case ENUM -> symbols(schema);
            default -> plain(schema);
        };
    }

    private Type record(Schema schema) {
        Type known = named.get(schema.getFullName());
        if (known != null) {
            return known;
        }
        Type type = new Type(Kind.RECORD);
        named.put(schema.getFullName(), type);
        List<Schema.Field> fields = schema.getFields();
        Type[] parts = new Type[fields.size()];
        byte[][] names = new byte[fields.size()][];
        for (int i = 0; i < parts.length; i++) {
            parts[i] = type(fields.get(i).schema());
            names[i] = fields.get(i).name().getBytes(StandardCharsets.UTF_8);
        }
        type.complete(parts, names);
        return type;
    }

    private Type composed(Type type, List<Schema> schemas) {
        type.complete(schemas.stream().map(this::type).toArray(Type[]::new), new byte[0][]);
        return type;
    }

    private static Type symbols(Schema schema) {
        Type type = new Type(Kind.ENUM);
        type.complete(
                new Type[0],
                schema.getEnumSymbols().stream()
                        .map(symbol -> symbol.getBytes(StandardCharsets.UTF_8))
                        .toArray(byte[][]::new));
        return type;
    }

    private Type plain(Schema schema) {
        Kind kind = Kind.valueOf(schema.getType().name());
        int size = kind == Kind.FIXED ? schema.getFixedSize() : 0;
        LogicalType logical = schema.getLogicalType();
        Meaning meaning = logical == null ? Meaning.NONE : meaning(logical, kind, size);
        int precision = logical instanceof LogicalTypes.Decimal decimal ? decimal.getPrecision() : 0;
        int scale = logical instanceof LogicalTypes.Decimal decimal ? decimal.getScale() : 0;
        if (scale < 0 || scale > MOST_SCALE || size < 0) {
            throw damage.unread(
                    "its schema has a decimal with " + scale + " digits behind the point, or a negative size");
        }
        return new Type(kind, meaning, size, precision, scale);
    }

    /** Avro's parser has dropped logical types that do not fit theirs; as the specification says, so are unknown ones. */
    private static Meaning meaning(LogicalType logical, Kind kind, int size) {
        return switch (logical.getName()) {
            case "decimal" -> Meaning.DECIMAL;
            case "uuid" -> kind == Kind.STRING || size == 16 ? Meaning.UUID : Meaning.NONE;
            case "date" -> Meaning.DATE;
            case "time-millis" -> Meaning.TIME_MILLIS;
            case "time-micros" -> Meaning.TIME_MICROS;
            case "timestamp-millis" -> Meaning.TIMESTAMP_MILLIS;
            case "timestamp-micros" -> Meaning.TIMESTAMP_MICROS;
            case "timestamp-nanos" -> Meaning.TIMESTAMP_NANOS;
            case "local-timestamp-millis" -> Meaning.LOCAL_TIMESTAMP_MILLIS;
            case "local-timestamp-micros" -> Meaning.LOCAL_TIMESTAMP_MICROS;
            case "local-timestamp-nanos" -> Meaning.LOCAL_TIMESTAMP_NANOS;
            default -> Meaning.NONE;
        };
    }
}
