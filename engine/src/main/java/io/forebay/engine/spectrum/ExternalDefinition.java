package io.forebay.engine.spectrum;

import io.forebay.engine.sql.ExternalStorage;
import io.forebay.engine.sql.Statement;
import io.forebay.spi.warehouse.Column;
import io.forebay.spi.warehouse.ExternalTable;
import io.forebay.spi.warehouse.TableName;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * An external table as it was defined.
 *
 * @param columns of the objects
 * @param partitionColumns behind them
 * @param location of a table without partitions; else what it was made with
 * @param properties of TABLE PROPERTIES
 * @param partitions in the order in which they came
 */
public record ExternalDefinition(
        List<Column> columns,
        List<Column> partitionColumns,
        ExternalStorage storage,
        String location,
        Map<String, String> properties,
        List<ExternalTable.Part> partitions) {
    public ExternalDefinition {
        columns = List.copyOf(columns);
        partitionColumns = List.copyOf(partitionColumns);
        properties = Map.copyOf(properties);
        partitions = List.copyOf(partitions);
    }

    public static ExternalDefinition of(Statement.CreateExternalTable statement) {
        return new ExternalDefinition(
                statement.columns(),
                statement.partitionColumns(),
                statement.storage(),
                statement.location(),
                statement.properties(),
                List.of());
    }

    public boolean partitioned() {
        return !partitionColumns.isEmpty();
    }

    public ExternalDefinition at(String newLocation) {
        return new ExternalDefinition(columns, partitionColumns, storage, newLocation, properties, partitions);
    }

    public ExternalDefinition with(List<ExternalTable.Part> newPartitions) {
        return new ExternalDefinition(columns, partitionColumns, storage, location, properties, newPartitions);
    }

    /** With these properties in the place of those of the same names. */
    public ExternalDefinition with(Map<String, String> added) {
        Map<String, String> all = new TreeMap<>(properties);
        all.putAll(added);
        return new ExternalDefinition(columns, partitionColumns, storage, location, all, partitions);
    }

    /** As a warehouse keeps it. */
    public ExternalTable table(TableName name) {
        List<ExternalTable.Part> parts = new ArrayList<>(partitions);
        if (!partitioned()) {
            parts.add(new ExternalTable.Part(List.of(), location));
        }
        String reading =
                DefinitionText.write(new ExternalDefinition(columns, List.of(), storage, "", properties, List.of()));
        return new ExternalTable(name, columns, partitionColumns, reading, DefinitionText.write(this), parts);
    }
}
