package io.forebay.warehouse.postgresql.load;

import io.forebay.spi.CommonError;
import io.forebay.spi.ForebayException;
import io.forebay.spi.warehouse.Column;
import io.forebay.spi.warehouse.ColumnType;
import io.forebay.spi.warehouse.TableName;
import io.forebay.warehouse.postgresql.driver.Backend;
import io.forebay.warehouse.postgresql.driver.Statement;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.postgresql.core.BaseConnection;
import org.postgresql.core.Oid;

/** The columns that a load fills as PostgreSQL has them now, and how values go into them. */
final class Target {
    /** What a domain stands for, through other domains too; an enum receives its label. */
    private static final String BASE =
            "WITH RECURSIVE base(oid) AS (SELECT ?::pg_catalog.oid UNION ALL SELECT t.typbasetype FROM base b"
                    + " JOIN pg_catalog.pg_type t ON t.oid = b.oid WHERE t.typtype = 'd')"
                    + " SELECT t.oid::bigint, t.typtype = 'e' OR t.typname = 'citext' FROM base b"
                    + " JOIN pg_catalog.pg_type t ON t.oid = b.oid WHERE t.typtype <> 'd'";

    private final List<Column> columns;
    private final String into;
    private final WireForm[] forms;

    private Target(List<Column> columns, String into, WireForm[] forms) {
        this.columns = columns;
        this.into = into;
        this.forms = forms;
    }

    /**
     * Has the server describe an INSERT into the columns, which keeps them as they are until the transaction ends. (Its
     * catalog, read in the transaction's snapshot, may tell of columns as they were.)
     *
     * @throws ForebayException when the table has changed since it was looked up, or values of a type cannot be loaded
     */
    static Target describe(BaseConnection connection, String table, List<Column> columns) throws SQLException {
        String into = table
                + columns.stream()
                        .map(column -> TableName.quote(column.name()))
                        .collect(Collectors.joining(", ", " (", ")"));
        WireForm[] forms = new WireForm[columns.size()];
        String insert = "INSERT INTO " + into + " OVERRIDING SYSTEM VALUE VALUES (" + placeholders(forms.length) + ")";
        Statement described = new Backend(connection).prepare(insert);
        int[] types = described.parameterOids();
        described.close();
        for (int i = 0; i < forms.length; i++) {
            forms[i] = form(connection, columns.get(i), types[i]);
        }
        return new Target(columns, into, forms);
    }

    private static String placeholders(int count) {
        return IntStream.rangeClosed(1, count).mapToObj(number -> "$" + number).collect(Collectors.joining(", "));
    }

    private static WireForm form(BaseConnection connection, Column column, int oid) throws SQLException {
        Optional<WireForm> form = WireForm.of(column.type(), oid);
        if (form.isEmpty()) {
            form = ofBase(connection, column.type(), oid);
        }
        if (form.isPresent()) {
            return form.get();
        }
        throw new ForebayException(
                        CommonError.NOT_SUPPORTED,
                        "column \"" + column.name() + "\" is of type "
                                + connection.getTypeInfo().getPGType(oid) + " and cannot be loaded with "
                                + column.type().sqlName() + " values")
                .withHint(
                        column.type().equals(ColumnType.UNLIMITED_DECIMAL)
                                ? "Give it a precision and a scale, such as numeric(38,10), or leave it out of"
                                        + " the column list."
                                : "Leave the column out of the column list.");
    }

    private static Optional<WireForm> ofBase(BaseConnection connection, ColumnType type, int oid) throws SQLException {
        if (oid == Oid.UNSPECIFIED) {
            return Optional.empty();
        }
        try (PreparedStatement query = connection.prepareStatement(BASE)) {
            query.setLong(1, Integer.toUnsignedLong(oid));
            try (ResultSet base = query.executeQuery()) {
                if (!base.next()) {
                    return Optional.empty();
                }
                return base.getBoolean(2) ? WireForm.ofText(type) : WireForm.of(type, (int) base.getLong(1));
            }
        }
    }

    /** The statement after which the rows are sent. */
    String copy() {
        return "COPY " + into + " FROM STDIN (FORMAT BINARY)";
    }

    List<ColumnType> types() {
        return columns.stream().map(Column::type).toList();
    }

    String name(int column) {
        return columns.get(column).name();
    }

    WireForm[] forms() {
        return forms.clone();
    }

    int[] scales() {
        return columns.stream().mapToInt(column -> column.type().scale()).toArray();
    }

    /** The columns whose values come as bytes. */
    int[] textColumns() {
        return IntStream.range(0, columns.size())
                .filter(i -> ColumnChunk.isText(columns.get(i).type().kind()))
                .toArray();
    }
}
