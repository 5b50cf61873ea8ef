package io.forebay.warehouse.duckdb.load;

import io.forebay.spi.warehouse.ColumnType;
import io.forebay.spi.warehouse.TypeKind;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Types as one text, such as {@code INTEGER VARCHAR(16) DECIMAL(10,2)}. */
final class CarriedTypes {
    private static final Pattern TYPE = Pattern.compile("([A-Z]+)(?:\\((\\d{1,9})(?:,(\\d{1,9}))?\\))?");

    private CarriedTypes() {}

    static String write(List<ColumnType> types) {
        return types.stream().map(CarriedTypes::text).collect(Collectors.joining(" "));
    }

    private static String text(ColumnType type) {
        String kind = type.kind().name();
        if (type.kind() == TypeKind.DECIMAL) {
            return kind + "(" + type.precision() + "," + type.scale() + ")";
        }
        return type.length() == 0 ? kind : kind + "(" + type.length() + ")";
    }

    static List<ColumnType> read(String text) {
        List<ColumnType> types = new ArrayList<>();
        for (String each : text.split(" ", -1)) {
            Matcher type = TYPE.matcher(each);
            if (!type.matches()) {
                throw new IllegalArgumentException("no type: " + each);
            }
            TypeKind kind = TypeKind.valueOf(type.group(1));
            int first = type.group(2) == null ? 0 : Integer.parseInt(type.group(2));
            types.add(
                    type.group(3) == null
                            ? new ColumnType(kind, first, 0, 0)
                            : ColumnType.decimal(first, Integer.parseInt(type.group(3))));
        }
        return types;
    }
}
