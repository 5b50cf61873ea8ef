package io.forebay.warehouse.redshift.dataapi;

import io.forebay.spi.warehouse.ResultColumn;
import io.forebay.spi.warehouse.TypeKind;
import io.forebay.warehouse.redshift.driver.ReadRows;
import io.forebay.warehouse.redshift.text.Moments;
import io.forebay.warehouse.redshift.text.RedshiftTypes;
import java.math.BigDecimal;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.redshiftdata.model.ColumnMetadata;
import software.amazon.awssdk.services.redshiftdata.model.Field;
import software.amazon.awssdk.services.redshiftdata.model.GetStatementResultResponse;

/** A result, page by page. The API keeps it for a day, so it outlasts its session's next statements. */
final class DataRows extends ReadRows {
    private static final Set<String> TRUE = Set.of("t", "true", "1");

    private final DataApi api;
    private final String id;
    private List<List<Field>> page;
    private @Nullable String token;
    private int at;

    private DataRows(DataApi api, String id, List<ResultColumn> columns, GetStatementResultResponse first) {
        super(columns);
        this.api = api;
        this.id = id;
        this.page = first.records();
        this.token = first.nextToken();
    }

    static DataRows of(DataApi api, String id) {
        GetStatementResultResponse first = api.page(id, null);
        List<ResultColumn> columns =
                first.columnMetadata().stream().map(DataRows::column).toList();
        return new DataRows(api, id, columns, first);
    }

    private static ResultColumn column(ColumnMetadata told) {
        int precision = number(told.precision());
        String label = told.label() == null || told.label().isEmpty() ? told.name() : told.label();
        return new ResultColumn(
                label == null ? "" : label,
                RedshiftTypes.of(String.valueOf(told.typeName()), precision, precision, number(told.scale())));
    }

    private static int number(@Nullable Integer told) {
        return told == null ? 0 : told;
    }

    @Override
    protected @Nullable Object @Nullable [] read() {
        while (at == page.size()) {
            String next = token;
            if (next == null || next.isEmpty()) {
                return null;
            }
            GetStatementResultResponse more = api.page(id, next);
            page = more.records();
            token = more.nextToken();
            at = 0;
        }
        List<Field> fields = page.get(at++);
        @Nullable Object[] values = new Object[columns().size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = value(fields.get(i), columns().get(i).type().kind());
        }
        return values;
    }

    /** A value comes as its own type, or as its text. */
    private static @Nullable Object value(Field field, TypeKind kind) {
        if (Boolean.TRUE.equals(field.isNull())) {
            return null;
        }
        return switch (kind) {
            case SMALLINT, INTEGER, BIGINT ->
                field.longValue() != null ? field.longValue() : (Long) Long.parseLong(text(field));
            case REAL, DOUBLE ->
                field.doubleValue() != null ? field.doubleValue() : (Double) Double.parseDouble(text(field));
            case BOOLEAN -> field.booleanValue() != null ? field.booleanValue() : (Boolean) TRUE.contains(text(field));
            case DECIMAL -> new BigDecimal(text(field));
            case VARBYTE ->
                field.blobValue() != null
                        ? field.blobValue().asByteArray()
                        : HexFormat.of().parseHex(text(field));
            case DATE, TIME, TIMESTAMP, TIMESTAMPTZ -> Moments.of(text(field), kind);
            case CHAR, VARCHAR, SUPER, TIMETZ, OTHER -> text(field);
        };
    }

    private static String text(Field field) {
        if (field.stringValue() != null) {
            return field.stringValue();
        }
        Object value = field.longValue() != null
                ? field.longValue()
                : field.doubleValue() != null ? field.doubleValue() : field.booleanValue();
        return String.valueOf(value);
    }

    @Override
    public long updateCount() {
        return 0;
    }

    @Override
    public void close() {
        page = List.of();
        token = null;
        at = 0;
    }
}
