package io.forebay.engine.plan;

import io.forebay.spi.warehouse.Column;
import io.forebay.spi.warehouse.ColumnType;
import io.forebay.spi.warehouse.TableName;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The statement that makes a table, as people write it: short type names, quotes only where a name needs them. */
public final class TableText {
    private static final Pattern PLAIN = Pattern.compile("[a-z_][a-z0-9_$]*");

    /** SOURCE: Amazon Redshift Database Developer Guide, "Reserved words". */
    private static final Set<String> RESERVED =
            Set.of(("aes128 aes256 all allowoverwrite analyse analyze and any array as asc authorization az64 backup"
                            + " between binary blanksasnull both bytedict bzip2 case cast check collate column connect"
                            + " constraint create credentials cross current_date current_time current_timestamp"
                            + " current_user current_user_id default deferrable deflate defrag delta delta32k desc"
                            + " disable distinct do else emptyasnull enable encode encrypt encryption end except"
                            + " explicit false for foreign freeze from full globaldict256 globaldict64k grant group"
                            + " gzip having identity ignore ilike in initially inner intersect interval into is isnull"
                            + " join language leading left like limit localtime localtimestamp lun luns lzo lzop minus"
                            + " mostly16 mostly32 mostly8 natural new not notnull null nulls off offline offset oid"
                            + " old on only open or order outer overlaps parallel partition percent permissions pivot"
                            + " placing primary raw readratio recover references rejectlog resort respect restore"
                            + " right select session_user similar snapshot some sysdate system table tag tdes text255"
                            + " text32k then timestamp to top trailing true truncatecolumns union unique unnest"
                            + " unpivot user using verbose wallet when where with without")
                    .split(" "));

    private TableText() {}

    public static String of(String table, List<Column> columns) {
        return columns.stream()
                .map(column -> "  " + name(column.name()) + " " + type(column.type()))
                .collect(Collectors.joining(",\n", "CREATE TABLE " + name(table) + " (\n", "\n);"));
    }

    private static String name(String name) {
        return PLAIN.matcher(name).matches() && !RESERVED.contains(name) ? name : TableName.quote(name);
    }

    private static String type(ColumnType type) {
        return switch (type.kind()) {
            case DECIMAL ->
                type.precision() == 0 ? "numeric" : "decimal(" + type.precision() + "," + type.scale() + ")";
            case VARCHAR -> "varchar" + length(type);
            case CHAR -> "char" + length(type);
            case VARBYTE -> "varbyte" + length(type);
            case TIME -> "time";
            case TIMESTAMP -> "timestamp";
            case TIMESTAMPTZ -> "timestamptz";
            default -> type.sqlName();
        };
    }

    private static String length(ColumnType type) {
        return type.length() == 0 ? "" : "(" + type.length() + ")";
    }
}
