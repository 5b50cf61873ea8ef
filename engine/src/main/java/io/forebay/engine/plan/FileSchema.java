package io.forebay.engine.plan;

import io.forebay.engine.load.Formats;
import io.forebay.engine.load.Stores;
import io.forebay.engine.sql.CopyCommand;
import io.forebay.spi.ForebayException;
import io.forebay.spi.format.FormatError;
import io.forebay.spi.format.RecordFormat;
import io.forebay.spi.store.ObjectUri;
import io.forebay.spi.store.StoredObject;
import io.forebay.spi.warehouse.Column;
import io.forebay.spi.warehouse.ColumnType;
import io.forebay.spi.warehouse.TableName;
import io.forebay.spi.warehouse.TypeKind;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** The columns that a COPY's files would fill: told by the files themselves, or guessed from a sample of them. */
public final class FileSchema {
    /** Files that are looked at: the first and the last in key order, as the newest often have the newest columns. */
    private static final int FIRST = 5;

    private static final int LAST = 5;

    private final Stores stores;
    private final Formats formats;

    public FileSchema(Stores stores, Formats formats) {
        this.stores = stores;
        this.formats = formats;
    }

    /**
     * Looks at a sample of the files.
     *
     * @return wide enough for all files of the sample; columns that only later files have come last
     * @throws ForebayException when no file is there, one of the sample cannot be read, or none has a record
     */
    public List<Column> of(CopyCommand command) {
        CopySource source = new CopySource(stores);
        CopyCommand described = source.withPaths(command);
        List<StoredObject> objects = sample(source.resolve(described).stream()
                .filter(object -> object.size() > 0)
                .toList());
        Map<String, Column> columns = new LinkedHashMap<>();
        for (StoredObject object : objects) {
            for (Column column : columns(described, object)) {
                columns.merge(
                        column.name(),
                        column,
                        (one, other) -> Column.of(one.name(), WiderType.of(one.type(), other.type())));
            }
        }
        if (columns.isEmpty()) {
            throw new ForebayException(
                    FormatError.DAMAGED_FILE,
                    "no file under " + command.source() + " has a record to tell columns from");
        }
        return columns.values().stream().map(FileSchema::storable).toList();
    }

    /** Within Redshift's limits for a column. */
    private static Column storable(Column column) {
        ColumnType type = column.type();
        boolean text = type.kind() == TypeKind.VARCHAR || type.kind() == TypeKind.CHAR;
        boolean unbounded = type.length() == 0 || type.length() > ColumnType.MAX_VARCHAR;
        if (text && unbounded) {
            return Column.of(column.name(), ColumnType.varchar(ColumnType.MAX_VARCHAR));
        }
        return type.kind() == TypeKind.VARBYTE && unbounded
                ? Column.of(column.name(), ColumnType.varbyte(ColumnType.MAX_VARCHAR))
                : Column.of(column.name(), type);
    }

    private static List<StoredObject> sample(List<StoredObject> objects) {
        if (objects.size() <= FIRST + LAST) {
            return objects;
        }
        List<StoredObject> sample = new ArrayList<>(objects.subList(0, FIRST));
        sample.addAll(objects.subList(objects.size() - LAST, objects.size()));
        return sample;
    }

    private List<Column> columns(CopyCommand command, StoredObject object) {
        RecordFormat format = formats.of(command.options().layout());
        try (InputStream bytes = stores.of(object.uri()).open(object)) {
            return format.describe(command.options(), object, bytes);
        } catch (IOException e) {
            throw new ForebayException(
                    FormatError.DAMAGED_FILE, object.uri() + " could not be read: " + e.getMessage(), e);
        }
    }

    /** A name for a table of the files: the last part of the prefix, without what follows a dot. */
    public static String tableName(String source) {
        String[] parts = ObjectUri.parse(source).key().split("/");
        String last = parts.length == 0 ? "" : parts[parts.length - 1];
        String name = last.replaceFirst("\\..*", "").toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9_]", "_");
        return name.isEmpty() || Character.isDigit(name.charAt(0)) ? "t_" + name : name;
    }

    /** The statement that makes a table of these columns. @param table as it is to be written */
    public static String ddl(String table, List<Column> columns) {
        return columns.stream()
                .map(column -> "  " + TableName.quote(column.name()) + " "
                        + column.type().sqlName())
                .collect(Collectors.joining(",\n", "CREATE TABLE " + table + " (\n", "\n)"));
    }
}
