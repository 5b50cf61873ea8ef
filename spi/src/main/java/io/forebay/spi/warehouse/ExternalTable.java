package io.forebay.spi.warehouse;

import java.util.List;

/**
 * A table whose rows are read from objects when a query asks for them.
 *
 * @param columns of the objects, not empty
 * @param partitionColumns behind them; empty for a table without partitions
 * @param definition what {@link ExternalReads} are given; says how to read, not where
 * @param note what is kept with it for the catalog: a JSON object with {@code location}, {@code input}, {@code output},
 *     {@code serde}, {@code serde_properties}, {@code compressed}, {@code properties}, {@code columns} and {@code
 *     partition_columns} (each with {@code name} and {@code type}), and {@code partitions} (each with {@code values} and
 *     {@code location})
 * @param parts where the objects are
 */
public record ExternalTable(
        TableName name,
        List<Column> columns,
        List<Column> partitionColumns,
        String definition,
        String note,
        List<Part> parts) {
    /**
     * What stands before an external schema's name in the name of the schema that its definitions are kept in. No user may
     * make a schema whose name begins so.
     */
    public static final String DEFINITIONS = "$";

    /** The relation in the schema of definitions that tells of the schema itself. */
    public static final String OF_SCHEMA = "$";

    /** The columns that are there though no {@code *} shows them. */
    public static final String PATH = "$path";

    public static final String SIZE = "$size";

    public ExternalTable {
        columns = List.copyOf(columns);
        partitionColumns = List.copyOf(partitionColumns);
        parts = List.copyOf(parts);
    }

    /**
     * Some objects that have the same values in the partition columns.
     *
     * @param values one for each partition column, as text of its type
     */
    public record Part(List<String> values, String location) {
        public Part {
            values = List.copyOf(values);
        }
    }
}
