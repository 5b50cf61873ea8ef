package io.forebay.format.kit.columnar;

import io.forebay.format.kit.schema.ColumnName;
import io.forebay.spi.ForebayException;
import io.forebay.spi.format.ExtraFields;
import io.forebay.spi.format.FormatError;
import io.forebay.spi.format.Layout;
import io.forebay.spi.format.ReadFlag;
import io.forebay.spi.format.ReadOptions;
import io.forebay.spi.format.ReadRequest;
import io.forebay.spi.warehouse.Column;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Which column of a file fills which of the table: by position, or by name under {@code 'auto'} and {@code 'auto
 * ignorecase'}. Made once a load; thread-safe. SOURCE: Amazon Redshift Database Developer Guide, "COPY from columnar data
 * formats"; names are an extension, after those of "COPY from Avro format".
 */
public final class ColumnMatch {
    private static final int NONE = -1;

    /** More than one column of the file. */
    private static final int AMBIGUOUS = -2;

    private final List<Column> columns;
    private final ReadOptions options;
    private final ExtraFields.Policy extra;
    private final boolean byName;
    private final boolean ignoreCase;
    private final NewFileColumns added;

    /** Columns of the table that the files do not fill. */
    private final Set<String> unfilled = new HashSet<>();

    public ColumnMatch(ReadRequest request) {
        columns = request.columns();
        options = request.options();
        extra = request.extra().policy();
        byName = byName(options.layout());
        ignoreCase = options.layout() instanceof Layout.Named named
                && named.arguments().contains("auto ignorecase");
        added = new NewFileColumns(options);
        request.extra().unfilled().forEach(name -> unfilled.add(ColumnName.key(name)));
        if (columns.isEmpty()) {
            throw new ForebayException(FormatError.BAD_OPTIONS, "there is no column to load");
        }
    }

    /** Whether columns are found by their names. */
    public static boolean byName(Layout layout) {
        return layout instanceof Layout.Named named && !named.arguments().isEmpty();
    }

    /**
     * The file's column for each of the load's, by its number; -1 for one that becomes NULL.
     *
     * @throws ForebayException WRONG_SCHEMA when they do not fit, before any row is read; NO_NEW_COLUMN
     */
    public int[] match(List<FileColumn> file, SchemaMismatch mismatch) {
        int[] matched = byName ? names(file, mismatch) : positions(file.size(), mismatch);
        boolean serializes = options.has(ReadFlag.SERIALIZETOJSON);
        for (int i = 0; i < matched.length; i++) {
            if (matched[i] != NONE) {
                FileColumn from = file.get(matched[i]);
                Column to = columns.get(i);
                if (!Conversions.fit(from.type(), to.type(), serializes)) {
                    throw mismatch.of(to, from.name(), from.type(), from.schema());
                }
            }
        }
        return matched;
    }

    private int[] positions(int found, SchemaMismatch mismatch) {
        boolean fills = options.has(ReadFlag.FILLRECORD);
        if (found > columns.size() || (found < columns.size() && !fills)) {
            throw mismatch.count(columns.size(), found, fills);
        }
        int[] matched = new int[columns.size()];
        Arrays.setAll(matched, i -> i < found ? i : NONE);
        return matched;
    }

    private int[] names(List<FileColumn> file, SchemaMismatch mismatch) {
        Map<String, Integer> exact = new HashMap<>();
        Map<String, Integer> folded = new HashMap<>();
        for (int i = 0; i < file.size(); i++) {
            exact.merge(file.get(i).name(), i, (first, second) -> AMBIGUOUS);
            folded.merge(ColumnName.key(file.get(i).name()), i, (first, second) -> AMBIGUOUS);
        }
        int[] matched = new int[columns.size()];
        boolean[] taken = new boolean[file.size()];
        Set<String> keys = new HashSet<>();
        for (int i = 0; i < matched.length; i++) {
            String name = columns.get(i).name();
            String key = ColumnName.key(name);
            int found = exact.getOrDefault(name, ignoreCase ? folded.getOrDefault(key, NONE) : NONE);
            if (found == AMBIGUOUS) {
                throw mismatch.ambiguous(columns.get(i));
            }
            matched[i] = found;
            if (found != NONE) {
                taken[found] = true;
                keys.add(key);
            }
        }
        if (keys.isEmpty() && extra != ExtraFields.Policy.ADD) {
            throw mismatch.noName(file.stream().map(FileColumn::name).toList(), ignoreCase);
        }
        for (int i = 0; i < taken.length; i++) {
            if (!taken[i]) {
                left(file.get(i), keys, mismatch);
            }
        }
        return matched;
    }

    /** No column takes it. @param keys of the file's columns that one takes, or that one is added for */
    private void left(FileColumn column, Set<String> keys, SchemaMismatch mismatch) {
        switch (extra) {
            case IGNORE -> {}
            case ERROR -> throw mismatch.extra(column.name());
            case ADD -> {
                String key = ColumnName.key(column.name());
                if (unfilled.contains(key)) {
                    throw mismatch.notAdded(
                            column.name(), "the table has a column of the name, which is not for columns of files");
                }
                if (!keys.add(key)) {
                    throw mismatch.notAdded(
                            column.name(),
                            "another column of the file has the name, or one that differs by case alone");
                }
                added.add(column, ignoreCase, mismatch);
            }
        }
    }

    /** Under {@link ExtraFields.Policy#ADD}: the columns of all files so far that no column took. */
    public List<Column> newColumns() {
        return added.columns();
    }
}
