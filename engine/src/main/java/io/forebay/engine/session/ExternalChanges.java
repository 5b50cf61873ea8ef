package io.forebay.engine.session;

import io.forebay.engine.spectrum.ExternalDefinition;
import io.forebay.engine.spectrum.ExternalScans;
import io.forebay.engine.sql.ExternalChange;
import io.forebay.spi.CommonError;
import io.forebay.spi.ForebayException;
import io.forebay.spi.warehouse.Column;
import io.forebay.spi.warehouse.ColumnType;
import io.forebay.spi.warehouse.Dialect;
import io.forebay.spi.warehouse.ExternalTable;
import io.forebay.spi.warehouse.Query;
import io.forebay.spi.warehouse.Rows;
import io.forebay.spi.warehouse.TypeKind;
import io.forebay.spi.warehouse.WarehouseConnection;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** What ALTER TABLE makes of the definition of an external table. */
final class ExternalChanges implements ExternalChange.Visitor<ExternalDefinition> {
    /** What is written in one way already, so that the warehouse need not be asked: partitions come by the thousand. */
    private static final Pattern DATE = Pattern.compile("[12]\\d{3}-(0[1-9]|1[0-2])-(0[1-9]|1\\d|2[0-8])");

    private static final Pattern INTEGER = Pattern.compile("0|[1-9]\\d{0,8}");

    private final WarehouseConnection connection;
    private final Dialect dialect;
    private final ExternalScans scans;
    private final ExternalDefinition before;

    ExternalChanges(WarehouseConnection connection, Dialect dialect, ExternalScans scans, ExternalDefinition before) {
        this.connection = connection;
        this.dialect = dialect;
        this.scans = scans;
        this.before = before;
    }

    @Override
    public ExternalDefinition addPartitions(ExternalChange.AddPartitions change) {
        List<ExternalTable.Part> parts = new ArrayList<>(before.partitions());
        for (ExternalChange.Partition partition : change.partitions()) {
            List<String> values = values(partition.values());
            scans.checkedLocation(partition.location());
            if (place(parts, values) < 0) {
                parts.add(new ExternalTable.Part(values, partition.location()));
            } else if (!change.lenient()) {
                throw new ForebayException(
                                CommonError.DUPLICATE_OBJECT, "partition " + shown(values) + " already exists")
                        .withHint("ADD IF NOT EXISTS PARTITION leaves it as it is.");
            }
        }
        return before.with(parts);
    }

    @Override
    public ExternalDefinition dropPartition(ExternalChange.DropPartition change) {
        List<ExternalTable.Part> parts = new ArrayList<>(before.partitions());
        parts.remove(required(parts, values(change.values())));
        return before.with(parts);
    }

    @Override
    public ExternalDefinition setLocation(ExternalChange.SetLocation change) {
        scans.checkedLocation(change.location());
        if (change.partition() == null) {
            return before.at(change.location());
        }
        List<String> values = values(change.partition());
        List<ExternalTable.Part> parts = new ArrayList<>(before.partitions());
        parts.set(required(parts, values), new ExternalTable.Part(values, change.location()));
        return before.with(parts);
    }

    @Override
    public ExternalDefinition setProperties(ExternalChange.SetProperties change) {
        return before.with(change.properties());
    }

    private static int place(List<ExternalTable.Part> parts, List<String> values) {
        for (int i = 0; i < parts.size(); i++) {
            if (parts.get(i).values().equals(values)) {
                return i;
            }
        }
        return -1;
    }

    private static int required(List<ExternalTable.Part> parts, List<String> values) {
        int place = place(parts, values);
        if (place < 0) {
            throw new ForebayException(CommonError.UNDEFINED_OBJECT, "partition " + shown(values) + " does not exist");
        }
        return place;
    }

    private static String shown(List<String> values) {
        return "(" + String.join(", ", values) + ")";
    }

    /** One for each partition column, all written in one way. */
    private List<String> values(Map<String, String> given) {
        if (!before.partitioned()) {
            throw new ForebayException(CommonError.WRONG_STATE, "the external table has no partition columns")
                    .withHint("It needs PARTITIONED BY.");
        }
        List<String> values = new ArrayList<>();
        for (Column column : before.partitionColumns()) {
            String value = given.get(column.name());
            if (value == null) {
                throw new ForebayException(
                        CommonError.UNDEFINED_COLUMN,
                        "partition column \"" + column.name() + "\" has no value: all partition columns need one");
            }
            values.add(value(column, value));
        }
        given.keySet().stream()
                .filter(name -> before.partitionColumns().stream()
                        .noneMatch(column -> column.name().equals(name)))
                .findFirst()
                .ifPresent(name -> {
                    throw new ForebayException(
                            CommonError.UNDEFINED_COLUMN, "\"" + name + "\" is no partition column of the table");
                });
        return values;
    }

    private String value(Column column, String value) {
        ColumnType type = column.type();
        if (type.kind() == TypeKind.CHAR || type.kind() == TypeKind.VARCHAR) {
            String text = type.kind() == TypeKind.CHAR ? value.replaceAll(" +$", "") : value;
            if (type.length() > 0 && text.getBytes(StandardCharsets.UTF_8).length > type.length()) {
                throw new ForebayException(
                        CommonError.OUT_OF_RANGE,
                        "the value of partition column \"" + column.name() + "\" is too long for type "
                                + type.sqlName());
            }
            return text;
        }
        if (type.kind() == TypeKind.DATE && DATE.matcher(value).matches()) {
            return value;
        }
        if ((type.kind() == TypeKind.INTEGER || type.kind() == TypeKind.BIGINT)
                && INTEGER.matcher(value).matches()) {
            return value;
        }
        String sql = "SELECT CAST(CAST($1 AS " + dialect.typeName(type) + ") AS VARCHAR)";
        try (Query query = connection.prepare(sql);
                Rows rows = query.execute(List.of(value))) {
            rows.next();
            return String.valueOf(rows.value(0));
        } catch (ForebayException e) {
            throw new ForebayException(
                    e.code(),
                    "\"" + value + "\" is no value of partition column \"" + column.name() + "\" of type "
                            + type.sqlName(),
                    e);
        }
    }
}
