package io.forebay.engine.unload;

import io.forebay.engine.sql.Statement.CreateTableAs.Source;
import io.forebay.engine.sql.UnloadCommand;
import io.forebay.engine.sql.UnloadCommand.Partition;
import io.forebay.spi.CommonError;
import io.forebay.spi.ErrorCode;
import io.forebay.spi.ForebayException;
import io.forebay.spi.format.WriteColumn;
import io.forebay.spi.warehouse.Column;
import io.forebay.spi.warehouse.ColumnType;
import io.forebay.spi.warehouse.ResultColumn;
import io.forebay.spi.warehouse.TableName;
import io.forebay.spi.warehouse.TypeKind;
import io.forebay.spi.warehouse.WarehouseConnection;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Which columns of a query make folders and which are in the files. SOURCE: Redshift Database Developer Guide, "UNLOAD",
 * PARTITION BY.
 *
 * @param all every column of the result, in its order, with declared types where they are known
 * @param keys the columns of PARTITION BY, in the order of the folders
 * @param files the columns of the files
 */
record UnloadPlan(List<WriteColumn> all, List<WriteColumn> keys, List<WriteColumn> files) {
    static UnloadPlan of(List<ResultColumn> result, UnloadCommand command, WarehouseConnection connection) {
        List<WriteColumn> all = columns(result, declared(command, connection));
        Partition partition = command.target().partition();
        if (partition == null) {
            return new UnloadPlan(all, List.of(), all);
        }
        List<WriteColumn> keys = partition.columns().stream()
                .map(name -> key(all, name, partition))
                .toList();
        List<WriteColumn> files = partition.include()
                ? all
                : all.stream().filter(column -> !keys.contains(column)).toList();
        if (files.isEmpty()) {
            throw at(
                    CommonError.INVALID_PARAMETER,
                    partition,
                    "PARTITION BY takes every column of the query, so that none is left for the files;"
                            + " add INCLUDE, or another column");
        }
        return new UnloadPlan(all, keys, files);
    }

    /** Names are folded, as Redshift folds them. */
    private static List<WriteColumn> columns(List<ResultColumn> result, Map<String, ColumnType> declared) {
        List<WriteColumn> columns = new ArrayList<>();
        for (int i = 0; i < result.size(); i++) {
            String name = TableName.folded(result.get(i).name());
            ColumnType type = result.get(i).type();
            ColumnType known = declared.getOrDefault(name, type);
            boolean text = type.kind() == TypeKind.VARCHAR && known.kind() == TypeKind.CHAR;
            columns.add(new WriteColumn(i, name, text || known.kind() == type.kind() ? known : type));
        }
        return columns;
    }

    private static Map<String, ColumnType> declared(UnloadCommand command, WarehouseConnection connection) {
        Map<String, ColumnType> declared = new HashMap<>();
        for (Source source : command.sources()) {
            connection.find(source.table().schema(), source.table().name()).ifPresent(table -> {
                for (Column column : table.columns()) {
                    boolean star = source.column().equals("*");
                    if (star || TableName.same(source.column(), column.name())) {
                        String name = star ? column.name() : source.target();
                        declared.put(TableName.folded(name), column.type());
                    }
                }
            });
        }
        return declared;
    }

    private static WriteColumn key(List<WriteColumn> all, String name, Partition partition) {
        List<WriteColumn> named = all.stream()
                .filter(column -> column.name().equals(TableName.folded(name)))
                .toList();
        if (named.isEmpty()) {
            throw at(
                    CommonError.UNDEFINED_COLUMN,
                    partition,
                    "column \"" + name + "\" of PARTITION BY is not in the query's result");
        }
        if (named.size() > 1) {
            throw at(
                    CommonError.AMBIGUOUS,
                    partition,
                    "column \"" + name + "\" of PARTITION BY is more than once in the query's result");
        }
        WriteColumn key = named.get(0);
        boolean allowed =
                switch (key.type().kind()) {
                    case SMALLINT, INTEGER, BIGINT, DECIMAL, REAL, BOOLEAN, CHAR, VARCHAR, DATE, TIMESTAMP -> true;
                    case DOUBLE, TIME, TIMETZ, TIMESTAMPTZ, SUPER, VARBYTE, OTHER -> false;
                };
        if (!allowed) {
            throw at(
                    CommonError.NOT_SUPPORTED,
                    partition,
                    "column \"" + name + "\" of PARTITION BY is of type "
                            + key.type().sqlName() + ", which cannot name a folder; cast it to another type");
        }
        return key;
    }

    private static ForebayException at(ErrorCode code, Partition partition, String message) {
        return new ForebayException(code, message).withPosition(partition.offset() + 1);
    }
}
