package io.forebay.format.kit.columnar;

import io.forebay.format.kit.columnar.FileType.Kind;
import io.forebay.spi.format.ReadFlag;
import io.forebay.spi.format.ReadOptions;
import io.forebay.spi.warehouse.Column;
import io.forebay.spi.warehouse.ColumnType;
import io.forebay.spi.warehouse.TypeKind;

/**
 * Which types of files go into which columns. Whole numbers and decimals go into any number's column, reals into those of
 * reals, dates and timestamps into each other's, texts into CHAR and VARCHAR, bytes into VARBYTE and, as many writers
 * leave out that they are texts, CHAR and VARCHAR; all of them into SUPER. SOURCE: Amazon Redshift Database Developer
 * Guide, "COPY from columnar data formats", which demands that types match; that whole numbers may be wider is ours.
 */
public final class Conversions {
    private static final Conversion NOTHING = values -> {};

    private Conversions() {}

    /** Whether values of the type go into a column. @param serializes whether SERIALIZETOJSON is given */
    public static boolean fit(FileType type, ColumnType column, boolean serializes) {
        Kind kind = type.kind();
        return switch (column.kind()) {
            case SMALLINT, INTEGER, BIGINT -> whole(type);
            case DECIMAL -> whole(type) || kind == Kind.DECIMAL;
            case REAL, DOUBLE -> kind == Kind.REAL || kind == Kind.DOUBLE || whole(type) || kind == Kind.DECIMAL;
            case BOOLEAN -> kind == Kind.BOOLEAN;
            case CHAR, VARCHAR -> kind == Kind.TEXT || kind == Kind.JSON || kind == Kind.BINARY || kind == Kind.UUID;
            case DATE, TIMESTAMP, TIMESTAMPTZ -> kind == Kind.DATE || kind == Kind.TIMESTAMP || kind == Kind.INSTANT;
            case TIME -> kind == Kind.TIME;
            case VARBYTE -> kind == Kind.BINARY;
            case SUPER -> kind != Kind.NESTED || serializes;
            case TIMETZ, OTHER -> false;
        };
    }

    private static boolean whole(FileType type) {
        return type.kind() == Kind.INTEGER
                || type.kind() == Kind.UNSIGNED
                || (type.kind() == Kind.DECIMAL && type.scale() == 0);
    }

    /**
     * A conversion for one thread.
     *
     * @throws io.forebay.spi.ForebayException BAD_OPTIONS when nothing can be loaded into the column
     * @throws IllegalArgumentException unless they {@link #fit}
     */
    public static Conversion of(FileType type, Column column, ReadOptions options) {
        ColumnType to = column.type();
        if (!fit(type, to, options.has(ReadFlag.SERIALIZETOJSON))) {
            throw new IllegalArgumentException(type + " into " + to.sqlName());
        }
        TextPath path = new TextPath(column, options);
        return switch (to.kind()) {
            case SMALLINT, INTEGER, BIGINT ->
                type.kind() == Kind.DECIMAL
                        ? new DecimalToWhole(type, path)
                        : new WholeConversion(to.kind(), type, path);
            case DECIMAL -> new DecimalConversion(type, to, path);
            case REAL, DOUBLE -> new RealConversion(type, to.kind() == TypeKind.REAL);
            case CHAR, VARCHAR -> type.kind() == Kind.UUID ? new UuidConversion(path) : new TextConversion(to, path);
            case DATE, TIME, TIMESTAMP, TIMESTAMPTZ -> new MomentConversion(type, to.kind());
            case VARBYTE -> new BinaryConversion(to.length());
            case SUPER -> new SuperConversion(type, path);
            case BOOLEAN, TIMETZ, OTHER -> NOTHING;
        };
    }
}
