package io.forebay.format.parquet.file;

import io.forebay.format.kit.columnar.FileType;
import io.forebay.format.kit.columnar.FileType.Kind;
import org.apache.parquet.format.ConvertedType;
import org.apache.parquet.format.LogicalType;
import org.apache.parquet.format.SchemaElement;
import org.apache.parquet.format.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * What the values of a column mean: by its logical type, else by the older converted type, else by how they are stored. An
 * annotation that does not fit how they are stored means nothing, as for an unknown one. SOURCE: Apache Parquet format,
 * {@code LogicalTypes.md}.
 *
 * @param annotation as messages show it; empty for none
 */
record LeafType(FileType type, String annotation) {
    private static final int MILLIS = 1000;
    private static final int MICROS = 1_000_000;
    private static final int NANOS = 1_000_000_000;
    private static final int MOST_SCALE = 1000;
    private static final int UUID_BYTES = 16;
    private static final int HALF_BYTES = 2;

    /** @throws IllegalArgumentException for a decimal of an impossible precision or scale; the message says what it is */
    static LeafType of(SchemaElement element, Physical physical) {
        LogicalType logical = element.getLogicalType();
        LeafType found = logical == null ? null : logical(logical, element, physical);
        if (found == null && element.getConverted_type() != null) {
            found = converted(element.getConverted_type(), element, physical);
        }
        return found == null ? new LeafType(plain(physical), "") : found;
    }

    private static FileType plain(Physical physical) {
        return switch (physical) {
            case BOOLEAN -> FileType.of(Kind.BOOLEAN);
            case INT32 -> FileType.integer(Integer.SIZE);
            case INT64 -> FileType.integer(Long.SIZE);
            case INT96 -> FileType.moment(Kind.TIMESTAMP, MICROS);
            case FLOAT -> FileType.of(Kind.REAL);
            case DOUBLE -> FileType.of(Kind.DOUBLE);
            case BINARY, FIXED, GROUP -> FileType.of(Kind.BINARY);
        };
    }

    private static @Nullable LeafType logical(LogicalType logical, SchemaElement element, Physical physical) {
        boolean bytes = physical == Physical.BINARY;
        if (logical.isSetSTRING() || logical.isSetENUM()) {
            return bytes ? new LeafType(FileType.of(Kind.TEXT), logical.isSetENUM() ? "ENUM" : "STRING") : null;
        }
        if (logical.isSetJSON()) {
            return bytes ? new LeafType(FileType.of(Kind.JSON), "JSON") : null;
        }
        if (logical.isSetDECIMAL()) {
            return decimal(
                    logical.getDECIMAL().getPrecision(), logical.getDECIMAL().getScale(), physical);
        }
        if (logical.isSetDATE()) {
            return date(physical);
        }
        if (logical.isSetTIME()) {
            TimeUnit unit = logical.getTIME().getUnit();
            boolean utc = logical.getTIME().isIsAdjustedToUTC();
            return moment(Kind.TIME, units(unit), "TIME(" + name(unit) + "," + utc + ")", physical);
        }
        if (logical.isSetTIMESTAMP()) {
            TimeUnit unit = logical.getTIMESTAMP().getUnit();
            boolean utc = logical.getTIMESTAMP().isIsAdjustedToUTC();
            Kind kind = utc ? Kind.INSTANT : Kind.TIMESTAMP;
            return moment(kind, units(unit), "TIMESTAMP(" + name(unit) + "," + utc + ")", physical);
        }
        if (logical.isSetINTEGER()) {
            return integer(
                    logical.getINTEGER().getBitWidth(), logical.getINTEGER().isIsSigned(), physical);
        }
        if (logical.isSetUUID()) {
            return physical == Physical.FIXED && element.getType_length() == UUID_BYTES
                    ? new LeafType(FileType.of(Kind.UUID), "UUID")
                    : null;
        }
        if (logical.isSetFLOAT16()) {
            return physical == Physical.FIXED && element.getType_length() == HALF_BYTES
                    ? new LeafType(FileType.of(Kind.REAL), "FLOAT16")
                    : null;
        }
        return bytes && logical.isSetBSON() ? new LeafType(FileType.of(Kind.BINARY), "BSON") : null;
    }

    private static @Nullable LeafType converted(ConvertedType converted, SchemaElement element, Physical physical) {
        boolean bytes = physical == Physical.BINARY;
        return switch (converted) {
            case UTF8 -> bytes ? new LeafType(FileType.of(Kind.TEXT), "STRING") : null;
            case ENUM -> bytes ? new LeafType(FileType.of(Kind.TEXT), "ENUM") : null;
            case JSON -> bytes ? new LeafType(FileType.of(Kind.JSON), "JSON") : null;
            case BSON -> bytes ? new LeafType(FileType.of(Kind.BINARY), "BSON") : null;
            case DECIMAL -> decimal(element.getPrecision(), element.getScale(), physical);
            case DATE -> date(physical);
            case TIME_MILLIS -> moment(Kind.TIME, MILLIS, "TIME_MILLIS", physical);
            case TIME_MICROS -> moment(Kind.TIME, MICROS, "TIME_MICROS", physical);
            case TIMESTAMP_MILLIS -> moment(Kind.INSTANT, MILLIS, "TIMESTAMP_MILLIS", physical);
            case TIMESTAMP_MICROS -> moment(Kind.INSTANT, MICROS, "TIMESTAMP_MICROS", physical);
            case INT_8 -> integer(8, true, physical);
            case INT_16 -> integer(16, true, physical);
            case INT_32 -> integer(32, true, physical);
            case INT_64 -> integer(64, true, physical);
            case UINT_8 -> integer(8, false, physical);
            case UINT_16 -> integer(16, false, physical);
            case UINT_32 -> integer(32, false, physical);
            case UINT_64 -> integer(64, false, physical);
            case INTERVAL, LIST, MAP, MAP_KEY_VALUE -> null;
        };
    }

    private static @Nullable LeafType decimal(int precision, int scale, Physical physical) {
        boolean stored = physical != Physical.BOOLEAN && physical != Physical.FLOAT && physical != Physical.DOUBLE;
        if (!stored || physical == Physical.INT96) {
            return null;
        }
        String annotation = "DECIMAL(" + precision + "," + scale + ")";
        if (precision < 1 || scale < 0 || scale > MOST_SCALE) {
            // Without it, other numbers would be loaded: 123 may stand for 1.23, or for 12300.
            throw new IllegalArgumentException(annotation + ", which is no type");
        }
        int stores = physical == Physical.INT32 ? 9 : physical == Physical.INT64 ? 18 : precision;
        return new LeafType(FileType.decimal(Math.min(precision, stores), scale), annotation);
    }

    private static @Nullable LeafType date(Physical physical) {
        return physical == Physical.INT32 ? new LeafType(FileType.of(Kind.DATE), "DATE") : null;
    }

    private static @Nullable LeafType moment(Kind kind, int units, String annotation, Physical physical) {
        boolean fits = physical == (kind == Kind.TIME && units == MILLIS ? Physical.INT32 : Physical.INT64);
        return fits && units > 0 ? new LeafType(FileType.moment(kind, units), annotation) : null;
    }

    private static @Nullable LeafType integer(int bits, boolean signed, Physical physical) {
        if (physical != Physical.INT32 && physical != Physical.INT64) {
            return null;
        }
        String annotation = "INTEGER(" + bits + "," + signed + ")";
        int stored = physical == Physical.INT32 ? Integer.SIZE : Long.SIZE;
        if (bits < 8 || bits > stored) {
            return null;
        }
        if (signed) {
            return new LeafType(FileType.integer(bits), annotation);
        }
        return new LeafType(bits == Long.SIZE ? FileType.of(Kind.UNSIGNED) : FileType.integer(2 * bits), annotation);
    }

    private static int units(@Nullable TimeUnit unit) {
        if (unit == null) {
            return 0;
        }
        return unit.isSetMILLIS() ? MILLIS : unit.isSetMICROS() ? MICROS : unit.isSetNANOS() ? NANOS : 0;
    }

    private static String name(@Nullable TimeUnit unit) {
        int units = units(unit);
        return units == MILLIS ? "MILLIS" : units == MICROS ? "MICROS" : "NANOS";
    }
}
