package io.forebay.engine.spectrum;

import io.forebay.spi.warehouse.Column;
import io.forebay.spi.warehouse.ExternalTable;
import io.forebay.spi.warehouse.TableName;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The statements that make an external table once more. */
public final class TableDdlText {
    private TableDdlText() {}

    /** @param partitions whether those that add its partitions follow */
    public static List<String> of(TableName name, ExternalDefinition definition, boolean partitions) {
        List<String> statements = new ArrayList<>();
        statements.add(create(name, definition));
        if (partitions) {
            for (ExternalTable.Part part : definition.partitions()) {
                statements.add("ALTER TABLE " + name.quoted() + " ADD PARTITION (" + values(definition, part)
                        + ") LOCATION " + literal(part.location()) + ";");
            }
        }
        return statements;
    }

    private static String values(ExternalDefinition definition, ExternalTable.Part part) {
        List<String> values = new ArrayList<>();
        for (Column column : definition.partitionColumns()) {
            values.add(
                    TableName.quote(column.name()) + "=" + literal(part.values().get(values.size())));
        }
        return String.join(", ", values);
    }

    private static String create(TableName name, ExternalDefinition definition) {
        StringBuilder text = new StringBuilder("CREATE EXTERNAL TABLE " + name.quoted() + " (\n");
        text.append(columns(definition.columns())).append("\n)\n");
        if (definition.partitioned()) {
            text.append("PARTITIONED BY (\n")
                    .append(columns(definition.partitionColumns()))
                    .append("\n)\n");
        }
        text.append("ROW FORMAT SERDE ").append(literal(definition.storage().serde()));
        append(text, " WITH SERDEPROPERTIES", definition.storage().properties());
        text.append("\nSTORED AS INPUTFORMAT ")
                .append(literal(definition.storage().input()))
                .append(" OUTPUTFORMAT ")
                .append(literal(definition.storage().output()))
                .append("\nLOCATION ")
                .append(literal(definition.location()));
        append(text, "\nTABLE PROPERTIES", definition.properties());
        return text.append(';').toString();
    }

    private static String columns(List<Column> columns) {
        return columns.stream()
                .map(column -> "    " + TableName.quote(column.name()) + " "
                        + column.type().sqlName())
                .collect(Collectors.joining(",\n"));
    }

    private static void append(StringBuilder text, String before, Map<String, String> properties) {
        if (!properties.isEmpty()) {
            text.append(before)
                    .append(new TreeMap<>(properties)
                            .entrySet().stream()
                                    .map(each -> literal(each.getKey()) + "=" + literal(each.getValue()))
                                    .collect(Collectors.joining(", ", " (", ")")));
        }
    }

    private static String literal(String text) {
        return "'" + text.replace("'", "''") + "'";
    }
}
