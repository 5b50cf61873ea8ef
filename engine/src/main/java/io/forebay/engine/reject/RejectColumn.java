package io.forebay.engine.reject;

import io.forebay.spi.warehouse.Column;
import io.forebay.spi.warehouse.ColumnType;
import io.forebay.spi.warehouse.TypeKind;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** The columns of a table of REJECTS INTO that a job fills, in their order. */
enum RejectColumn {
    /** A number that no other record has. */
    REJECT_ID(ColumnType.of(TypeKind.BIGINT)),
    JOB_ID(ColumnType.of(TypeKind.BIGINT)),
    JOB_NAME(ColumnType.varchar(256)),
    FILE_NAME(ColumnType.varchar(1280)),
    FILE_ETAG(ColumnType.varchar(256)),
    LINE_NUMBER(ColumnType.of(TypeKind.BIGINT)),
    /** NULL when it is not known. */
    POSITION(ColumnType.of(TypeKind.INTEGER)),
    ERROR_CODE(ColumnType.of(TypeKind.INTEGER)),
    ERROR_MESSAGE(ColumnType.varchar(256)),
    /** NULL when the record as a whole is wrong. */
    COLUMN_NAME(ColumnType.varchar(128)),
    /** NULL when the record has no text. */
    RAW_RECORD(ColumnType.varchar(KeptText.MOST)),
    RAW_COMPLETE(ColumnType.of(TypeKind.BOOLEAN)),
    RECORDED(ColumnType.of(TypeKind.TIMESTAMP)),
    LOAD_ID(ColumnType.of(TypeKind.BIGINT));

    private final ColumnType type;

    RejectColumn(ColumnType type) {
        this.type = type;
    }

    ColumnType type() {
        return type;
    }

    String shown() {
        return name().toLowerCase(Locale.ROOT);
    }

    static List<Column> columns() {
        return Arrays.stream(values())
                .map(column -> Column.of(column.shown(), column.type))
                .toList();
    }

    static String names() {
        return Arrays.stream(values()).map(RejectColumn::shown).collect(Collectors.joining(", "));
    }
}
