package io.forebay.format.kit.columnar;

import io.forebay.format.kit.bytes.Text;
import io.forebay.format.kit.columnar.FileType.Kind;
import io.forebay.format.kit.time.EpochMoments;
import io.forebay.spi.format.RejectedRow;
import io.forebay.spi.warehouse.Column;
import io.forebay.spi.warehouse.ColumnType;
import io.forebay.spi.warehouse.TypeKind;
import org.jspecify.annotations.Nullable;

/** A row of a columnar file as {@code stl_load_errors} shows it: an object of JSON, its values under the columns' names. */
final class RowText {
    interface Raw {
        /** A value that has failed, as it is in the file. */
        @Nullable
        String find(int column, int row);
    }

    private RowText() {}

    static Text of(Column[] columns, Values[] values, Raw raw, int row) {
        Text out = new Text(RejectedRow.MAX_TEXT);
        out.add('{');
        for (int column = 0; column < columns.length && !out.full(); column++) {
            if (column > 0) {
                out.add(',');
            }
            out.addQuoted(columns[column].name());
            out.add(':');
            String failed = raw.find(column, row);
            if (failed != null) {
                out.addQuoted(failed);
            } else if (values[column].anyNull && values[column].nulls[row]) {
                out.add("null");
            } else {
                add(columns[column].type(), values[column], row, out);
            }
        }
        out.add('}');
        return out;
    }

    private static void add(ColumnType type, Values values, int row, Text out) {
        FileType as = converted(type);
        switch (Values.Storage.of(type)) {
            case LONG, WIDE -> JsonValues.add(as, as.wide() ? values.highs[row] : 0, values.longs[row], out);
            case REAL -> JsonValues.add(as, values.doubles[row], out);
            case BYTES -> JsonValues.add(as, values.bytes[row], values.from[row], values.length[row], out);
        }
    }

    /** What values of a column are once they were converted. */
    private static FileType converted(ColumnType type) {
        return switch (type.kind()) {
            case BOOLEAN -> FileType.of(Kind.BOOLEAN);
            case REAL -> FileType.of(Kind.REAL);
            case DOUBLE -> FileType.of(Kind.DOUBLE);
            case DECIMAL -> FileType.decimal(type.precision(), type.scale());
            case DATE -> FileType.of(Kind.DATE);
            case TIME -> FileType.moment(Kind.TIME, EpochMoments.MICROS / EpochMoments.SECONDS);
            case TIMESTAMP, TIMESTAMPTZ ->
                FileType.moment(
                        type.kind() == TypeKind.TIMESTAMP ? Kind.TIMESTAMP : Kind.INSTANT,
                        EpochMoments.MICROS / EpochMoments.SECONDS);
            case SUPER -> FileType.of(Kind.JSON);
            case VARBYTE -> FileType.of(Kind.BINARY);
            case CHAR, VARCHAR, TIMETZ, OTHER -> FileType.of(Kind.TEXT);
            case SMALLINT, INTEGER, BIGINT -> FileType.integer(Long.SIZE);
        };
    }
}
