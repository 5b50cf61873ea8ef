package io.forebay.engine.load;

import io.forebay.engine.sql.Lineage;
import io.forebay.spi.CommonError;
import io.forebay.spi.ForebayException;
import io.forebay.spi.warehouse.Column;
import io.forebay.spi.warehouse.Table;
import io.forebay.spi.warehouse.TypeKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The columns that LINEAGE names, each with what it is filled with.
 *
 * @param kinds as long as {@code columns}
 */
record LineageColumns(List<Lineage> kinds, List<Column> columns) {
    LineageColumns {
        kinds = List.copyOf(kinds);
        columns = List.copyOf(columns);
    }

    /** @throws ForebayException when a column is missing or of a type that does not take its values */
    static LineageColumns of(Table table, Map<Lineage, String> named) {
        List<Lineage> kinds = new ArrayList<>();
        List<Column> columns = new ArrayList<>();
        for (Lineage kind : Lineage.values()) {
            String name = named.get(kind);
            if (name != null) {
                Column column = column(table, name, kind);
                if (columns.contains(column)) {
                    throw new ForebayException(CommonError.SYNTAX, "LINEAGE names column \"" + name + "\" twice");
                }
                kinds.add(kind);
                columns.add(column);
            }
        }
        return new LineageColumns(kinds, columns);
    }

    private static Column column(Table table, String name, Lineage kind) {
        Column column = table.find(name).orElseThrow(() -> new ForebayException(
                        CommonError.UNDEFINED_COLUMN,
                        "column \"" + name + "\" of relation \"" + table.name().name()
                                + "\", which LINEAGE names, does not exist")
                .withHint("ALTER TABLE " + table.name().name() + " ADD COLUMN " + name + " " + wanted(kind)
                        + " makes it."));
        Set<TypeKind> taken =
                switch (kind) {
                    case FILE -> Set.of(TypeKind.VARCHAR);
                    case LINE, LOAD_ID -> Set.of(TypeKind.BIGINT);
                    case LOAD_TIME -> Set.of(TypeKind.TIMESTAMP, TypeKind.TIMESTAMPTZ);
                };
        if (!taken.contains(column.type().kind()) || column.identity() != null) {
            throw new ForebayException(
                            CommonError.WRONG_TYPE,
                            "column \"" + name + "\" is " + column.type().sqlName() + ", but " + kind
                                    + " of LINEAGE needs " + wanted(kind))
                    .withHint("Name a column of that type.");
        }
        return column;
    }

    private static String wanted(Lineage kind) {
        return switch (kind) {
            case FILE -> "varchar(1024)";
            case LINE, LOAD_ID -> "bigint";
            case LOAD_TIME -> "timestamp";
        };
    }

    boolean isEmpty() {
        return columns.isEmpty();
    }
}
