package io.forebay.engine.plan;

import io.forebay.engine.load.Formats;
import io.forebay.engine.load.Stores;
import io.forebay.engine.sql.CopyCommand;
import io.forebay.spi.ForebayException;
import io.forebay.spi.format.FormatError;
import io.forebay.spi.format.SchemaSample;
import io.forebay.spi.store.MasterKey;
import io.forebay.spi.store.ObjectUri;
import io.forebay.spi.store.StoredObject;
import io.forebay.spi.warehouse.Column;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

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
     * What some files need.
     *
     * @param columns wide enough for all files that were looked at; columns that only later files have come last
     * @param remarks what the columns do not tell
     */
    public record Needed(List<Column> columns, List<String> remarks) {
        public Needed {
            columns = List.copyOf(columns);
            remarks = List.copyOf(remarks);
        }
    }

    /**
     * Looks at a sample of the files.
     *
     * @throws ForebayException when no file is there, one of the sample cannot be read, or none has a record
     */
    public Needed of(CopyCommand command) {
        CopySource source = new CopySource(stores);
        CopyCommand described = source.withPaths(command);
        List<StoredObject> objects = source.resolve(described);
        SchemaSample sample = formats.of(described.options().layout()).sample(described.options());
        MasterKey key = command.authorization().masterKey();
        chosen(objects.stream().filter(object -> object.size() > 0).toList())
                .forEach(object -> add(sample, object, key));
        List<Column> columns = sample.columns();
        if (columns.isEmpty()) {
            throw new ForebayException(
                    FormatError.DAMAGED_FILE,
                    "no file under " + command.source() + " has a record to tell columns from");
        }
        return new Needed(columns, sample.remarks());
    }

    private static List<StoredObject> chosen(List<StoredObject> objects) {
        if (objects.size() <= FIRST + LAST) {
            return objects;
        }
        List<StoredObject> chosen = new ArrayList<>(objects.subList(0, FIRST));
        chosen.addAll(objects.subList(objects.size() - LAST, objects.size()));
        return chosen;
    }

    private void add(SchemaSample sample, StoredObject object, @Nullable MasterKey key) {
        try (InputStream bytes = stores.open(object, key)) {
            sample.add(object, bytes);
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
}
