package io.forebay.engine.load;

import io.forebay.engine.ledger.GuardedSchemas;
import io.forebay.engine.sql.CopyCommand;
import io.forebay.engine.sql.CopyCommand.LoadFlag;
import io.forebay.spi.CommonError;
import io.forebay.spi.ForebayException;
import io.forebay.spi.warehouse.Column;
import io.forebay.spi.warehouse.Table;
import io.forebay.spi.warehouse.TableName;
import io.forebay.spi.warehouse.TypeKind;
import io.forebay.spi.warehouse.WarehouseConnection;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A COPY's target as it is now. SOURCE: Amazon Redshift Database Developer Guide, "Column mapping options" and
 * EXPLICIT_IDS.
 *
 * @param columns what the fields fill, in field order
 * @param rescue what RESCUE fills; null without it
 * @param lineage what LINEAGE fills
 */
public record CopyBinding(Table table, List<Column> columns, @Nullable Column rescue, LineageColumns lineage) {
    public CopyBinding {
        columns = List.copyOf(columns);
    }

    /** What the fields fill, then what RESCUE fills, then what LINEAGE fills. */
    List<Column> filled() {
        List<Column> filled = new ArrayList<>(columns);
        filled.addAll(others());
        return filled;
    }

    private List<Column> others() {
        List<Column> others = new ArrayList<>();
        if (rescue != null) {
            others.add(rescue);
        }
        others.addAll(lineage.columns());
        return others;
    }

    /** Looks the table up and checks the column list against it. */
    public static CopyBinding of(WarehouseConnection connection, CopyCommand command) {
        Table table = connection.load(command.table().schema(), command.table().name());
        if (GuardedSchemas.contains(table.name().schema())) {
            throw new ForebayException(
                    CommonError.NOT_ALLOWED,
                    "permission denied for schema " + table.name().schema());
        }
        if (table.view()) {
            throw new ForebayException(
                    CommonError.WRONG_STATE, "\"" + table.name().name() + "\" is a view; only tables can be changed");
        }
        boolean explicitIds = command.load().has(LoadFlag.EXPLICIT_IDS);
        LineageColumns lineage = LineageColumns.of(table, command.load().lineage());
        Column rescue = rescue(table, command.load().rescue());
        List<Column> others = new CopyBinding(table, List.of(), rescue, lineage).others();
        List<Column> columns = command.columns().isEmpty()
                ? all(table, explicitIds, others)
                : listed(table, command.columns(), explicitIds);
        throwIfTwice(columns, others);
        CopyBinding binding = new CopyBinding(table, columns, rescue, lineage);
        checkOmitted(table, binding.filled());
        return binding;
    }

    private static @Nullable Column rescue(Table table, String name) {
        if (name.isEmpty()) {
            return null;
        }
        Column column = table.find(name).orElseThrow(() -> new ForebayException(
                        CommonError.UNDEFINED_COLUMN,
                        "column \"" + name + "\" of relation \"" + table.name().name()
                                + "\", which RESCUE names, does not exist")
                .withHint("ALTER TABLE " + table.name().name() + " ADD COLUMN " + name + " super makes it."));
        if (column.type().kind() != TypeKind.SUPER || !column.nullable()) {
            throw new ForebayException(
                    CommonError.WRONG_TYPE,
                    "column \"" + name + "\" is " + column.type().sqlName() + (column.nullable() ? "" : " not null")
                            + ", but RESCUE needs a super that takes NULL");
        }
        return column;
    }

    private static void throwIfTwice(List<Column> fields, List<Column> others) {
        Set<Column> seen = new HashSet<>(fields);
        for (Column column : others) {
            if (!seen.add(column)) {
                throw new ForebayException(
                        CommonError.SYNTAX,
                        "column \"" + column.name()
                                + "\" is named twice by the column list, RESCUE and LINEAGE; leave one out");
            }
        }
    }

    private static List<Column> all(Table table, boolean explicitIds, List<Column> others) {
        if (explicitIds && table.columns().stream().noneMatch(column -> column.identity() != null)) {
            throw new ForebayException(
                            CommonError.SYNTAX,
                            "EXPLICIT_IDS is given, but table \"" + table.name().name() + "\" has no IDENTITY column")
                    .withHint("Leave EXPLICIT_IDS out.");
        }
        return table.columns().stream()
                .filter(column -> explicitIds || !generatedAlways(column))
                .filter(column -> !others.contains(column))
                .toList();
    }

    private static List<Column> listed(Table table, List<String> names, boolean explicitIds) {
        List<Column> columns = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        for (String name : names) {
            if (!seen.add(TableName.folded(name))) {
                throw new ForebayException(CommonError.SYNTAX, "column \"" + name + "\" specified more than once");
            }
            columns.add(column(table, name, explicitIds));
        }
        if (explicitIds && columns.stream().noneMatch(column -> column.identity() != null)) {
            throw new ForebayException(CommonError.SYNTAX, "EXPLICIT_IDS needs the IDENTITY column in the column list");
        }
        return columns;
    }

    private static Column column(Table table, String name, boolean explicitIds) {
        Column column = table.find(name)
                .orElseThrow(() -> new ForebayException(
                        CommonError.UNDEFINED_COLUMN,
                        "column \"" + name + "\" of relation \"" + table.name().name() + "\" does not exist"));
        if (generatedAlways(column) && !explicitIds) {
            throw new ForebayException(CommonError.SYNTAX, "cannot load IDENTITY column \"" + name + "\"")
                    .withHint("Add EXPLICIT_IDS, or leave the column out of the list.");
        }
        return column;
    }

    private static boolean generatedAlways(Column column) {
        return column.findIdentity().filter(identity -> !identity.byDefault()).isPresent();
    }

    private static void checkOmitted(Table table, List<Column> columns) {
        for (Column column : table.columns()) {
            if (!column.nullable()
                    && column.defaultExpression() == null
                    && column.identity() == null
                    && !columns.contains(column)) {
                throw new ForebayException(
                        CommonError.NOT_NULL_VIOLATION,
                        "column \"" + column.name()
                                + "\" is NOT NULL without a DEFAULT and is missing in the column list");
            }
        }
    }
}
