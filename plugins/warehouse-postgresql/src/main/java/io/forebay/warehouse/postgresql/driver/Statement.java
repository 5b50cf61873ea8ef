package io.forebay.warehouse.postgresql.driver;

import io.forebay.spi.warehouse.ColumnType;
import io.forebay.spi.warehouse.ResultColumn;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.postgresql.core.Field;
import org.postgresql.core.Oid;
import org.postgresql.core.ParameterList;
import org.postgresql.core.Query;

/** One statement as the server has parsed it, with the types that it found. */
public final class Statement {
    private static final int FIRST_ROWS = 64;
    private static final int FIRST_LONG = 16;
    private static final int FIRST_HUGE = 4;

    private final Query query;
    private final int[] parameterOids;
    private final Field[] fields;
    private final int epoch;

    Statement(Query query, int[] parameterOids, @Nullable Field @Nullable [] fields, int epoch) {
        this.query = query;
        this.parameterOids = parameterOids;
        this.fields = fields == null ? new Field[0] : Arrays.copyOf(fields, fields.length, Field[].class);
        this.epoch = epoch;
    }

    public List<ColumnType> parameters() {
        return Arrays.stream(parameterOids)
                .mapToObj(PostgresTypes::parameterType)
                .toList();
    }

    /** The types of the parameters by the server's numbers; a domain has one of its own. */
    public int[] parameterOids() {
        return parameterOids.clone();
    }

    /** Empty when it gives no rows. */
    public List<ResultColumn> columns() {
        List<ResultColumn> columns = new ArrayList<>();
        for (Field field : fields) {
            columns.add(
                    new ResultColumn(field.getColumnLabel(), PostgresTypes.columnType(field.getOID(), field.getMod())));
        }
        return columns;
    }

    /** How many rows to ask for at first, fewer where values may be megabytes; then as many as their size allows. */
    public int firstRows() {
        int rows = FIRST_ROWS;
        for (Field field : fields) {
            rows = switch (field.getOID()) {
                case Oid.BYTEA, Oid.JSON, Oid.JSONB, Oid.XML -> FIRST_HUGE;
                case Oid.TEXT, Oid.VARCHAR -> field.getMod() < 0 ? Math.min(rows, FIRST_LONG) : rows;
                default -> rows;
            };
            if (rows == FIRST_HUGE) {
                return rows;
            }
        }
        return rows;
    }

    /** Whether the server still has it: DISCARD ALL and DEALLOCATE ALL throw it away. */
    boolean of(int currentEpoch) {
        return epoch == currentEpoch;
    }

    Query query() {
        return query;
    }

    /** The values as the server wants them for the types that it found. */
    ParameterList bind(List<@Nullable Object> values) throws SQLException {
        ParameterList list = query.createParameterList();
        for (int i = 0; i < parameterOids.length; i++) {
            int oid = parameterOids[i];
            Object value = values.get(i);
            if (value == null) {
                list.setNull(i + 1, oid);
            } else if (value instanceof byte[] bytes && oid == Oid.BYTEA) {
                list.setBinaryParameter(i + 1, bytes, oid);
            } else {
                list.setStringParameter(i + 1, ValueText.of(value, oid), oid);
            }
        }
        return list;
    }

    public void close() {
        query.close();
    }
}
