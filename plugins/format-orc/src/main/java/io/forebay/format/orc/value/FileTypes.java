package io.forebay.format.orc.value;

import io.forebay.format.kit.columnar.FileType;
import io.forebay.format.kit.columnar.FileType.Kind;
import io.forebay.spi.warehouse.ColumnType;
import org.apache.orc.TypeDescription;

/** What ORC's types mean. SOURCE: Apache ORC Specification v1, "Types". */
public final class FileTypes {
    static final long MICROS = 1_000_000;

    private FileTypes() {}

    public static FileType of(TypeDescription type) {
        return switch (type.getCategory()) {
            case BOOLEAN -> FileType.of(Kind.BOOLEAN);
            case BYTE -> FileType.integer(Byte.SIZE);
            case SHORT -> FileType.integer(Short.SIZE);
            case INT -> FileType.integer(Integer.SIZE);
            case LONG -> FileType.integer(Long.SIZE);
            case FLOAT -> FileType.of(Kind.REAL);
            case DOUBLE -> FileType.of(Kind.DOUBLE);
            case DECIMAL -> FileType.decimal(type.getPrecision(), type.getScale());
            case STRING, CHAR, VARCHAR -> FileType.of(Kind.TEXT);
            case BINARY, Geometry, Geography -> FileType.of(Kind.BINARY);
            case DATE -> FileType.of(Kind.DATE);
            case TIMESTAMP -> FileType.moment(Kind.TIMESTAMP, MICROS);
            case TIMESTAMP_INSTANT -> FileType.moment(Kind.INSTANT, MICROS);
            case LIST, MAP, STRUCT, UNION -> FileType.of(Kind.NESTED);
        };
    }

    /** The column that takes all values as they are. */
    public static ColumnType natural(TypeDescription type) {
        return switch (type.getCategory()) {
            case CHAR, VARCHAR -> ColumnType.varchar((int) Math.min(ColumnType.MAX_VARCHAR, 4L * type.getMaxLength()));
            default -> of(type).natural();
        };
    }

    static boolean texts(TypeDescription type) {
        return of(type).kind() == Kind.TEXT;
    }
}
