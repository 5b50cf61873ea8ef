package io.forebay.warehouse.redshift;

import io.forebay.spi.warehouse.Column;
import io.forebay.spi.warehouse.Table;
import io.forebay.spi.warehouse.TableName;
import io.forebay.warehouse.redshift.driver.Transport;
import io.forebay.warehouse.redshift.load.Questions;
import io.forebay.warehouse.redshift.text.CatalogText;
import io.forebay.warehouse.redshift.text.RedshiftTypes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Tables as Redshift's catalog tells of them. SOURCE: Amazon Redshift Database Developer Guide, "System catalog tables". */
final class Catalog {
    /** An identity shows as its column's default. */
    private static final Pattern IDENTITY =
            Pattern.compile("\"?(default_)?identity\"?\\(.*'(-?\\d+),\\s*(-?\\d+)'.*", Pattern.DOTALL);

    private Catalog() {}

    static Optional<Table> find(Transport transport, @Nullable String schema, String name) {
        List<List<@Nullable Object>> found = schema == null
                ? Questions.ask(transport, CatalogText.VISIBLE, List.of(name))
                : Questions.ask(transport, CatalogText.NAMED, List.of(schema, name));
        if (found.isEmpty()) {
            return Optional.empty();
        }
        String in = String.valueOf(found.get(0).get(1));
        List<Column> columns = new ArrayList<>();
        for (List<@Nullable Object> row : Questions.ask(transport, CatalogText.COLUMNS, List.of(in, name))) {
            columns.add(column(row));
        }
        long id = ((Number) java.util.Objects.requireNonNull(found.get(0).get(0))).longValue();
        return Optional.of(new Table(new TableName(in, name), id, columns, in.startsWith("pg_temp")));
    }

    private static Column column(List<@Nullable Object> row) {
        Object expression = row.get(6);
        Column.@Nullable Identity identity = expression == null ? null : identity(expression.toString());
        return new Column(
                String.valueOf(row.get(0)),
                RedshiftTypes.of(
                        String.valueOf(row.get(1)), number(row.get(2)), number(row.get(3)), number(row.get(4))),
                !"NO".equalsIgnoreCase(String.valueOf(row.get(5))),
                identity != null || expression == null ? null : expression.toString(),
                identity);
    }

    private static Column.@Nullable Identity identity(String expression) {
        Matcher identity = IDENTITY.matcher(expression);
        return identity.matches()
                ? new Column.Identity(
                        Long.parseLong(identity.group(2)), Long.parseLong(identity.group(3)), identity.group(1) != null)
                : null;
    }

    private static int number(@Nullable Object value) {
        return value instanceof Number number ? number.intValue() : 0;
    }
}
