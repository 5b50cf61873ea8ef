package io.forebay.format.kit.value;

import io.forebay.format.kit.time.MomentSyntaxes;
import io.forebay.spi.ForebayException;
import io.forebay.spi.format.FormatError;
import io.forebay.spi.format.ReadFlag;
import io.forebay.spi.format.ReadOptions;
import io.forebay.spi.format.ValueRules;
import io.forebay.spi.warehouse.Column;
import io.forebay.spi.warehouse.ColumnType;
import io.forebay.spi.warehouse.TypeKind;
import java.util.Objects;

/** Chooses the parser of a column. */
public final class FieldParsers {
    private FieldParsers() {}

    /** @throws ForebayException BAD_OPTIONS when values of the type cannot be loaded from text */
    public static FieldParser of(Column column, ReadOptions options) {
        ColumnType type = column.type();
        return switch (type.kind()) {
            case SMALLINT -> IntegerField.smallint();
            case INTEGER -> IntegerField.integer();
            case BIGINT -> IntegerField.bigint();
            case DECIMAL -> new DecimalField(type.precision(), type.scale(), options.has(ReadFlag.ROUNDEC));
            case REAL -> new RealField(true);
            case DOUBLE -> new RealField(false);
            case BOOLEAN -> new BooleanField();
            case CHAR -> new CharField(type.length(), options);
            case VARCHAR -> new TextField(type.length(), options);
            case DATE, TIME, TIMESTAMP, TIMESTAMPTZ -> moment(type.kind(), options);
            case SUPER -> new JsonField();
            case VARBYTE -> new VarbyteField(type.length(), options);
            case TIMETZ, OTHER ->
                throw new ForebayException(
                                FormatError.BAD_OPTIONS,
                                "column \"" + column.name() + "\" is of type " + type.sqlName()
                                        + ", which COPY cannot load from text")
                        .withHint("Leave the column out of the column list, or load it into another type.");
        };
    }

    private static FieldParser moment(TypeKind kind, ReadOptions options) {
        ValueRules rules = options.values();
        String format = kind == TypeKind.DATE
                ? Objects.requireNonNullElse(rules.dateFormat(), "%Y-%m-%d")
                : kind == TypeKind.TIME
                        ? "%H:%M:%S"
                        : Objects.requireNonNullElse(rules.timeFormat(), "%Y-%m-%d %H:%M:%S");
        return new MomentField(kind, MomentSyntaxes.of(kind, rules), options.has(ReadFlag.ACCEPTANYDATE), format);
    }
}
