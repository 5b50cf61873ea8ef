package io.forebay.format.json;

import io.forebay.format.kit.value.TypeGuess;
import io.forebay.spi.format.ReadOptions;
import io.forebay.spi.warehouse.Column;
import io.forebay.spi.warehouse.ColumnType;
import io.forebay.spi.warehouse.TypeKind;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The members that no column took, over all documents of a load. Thread-safe. */
final class NewColumns {
    /** Redshift's most columns of a table: more names than that are keys of data, not columns. */
    private static final int MOST = 1600;

    private final ReadOptions options;
    private final boolean ignoreCase;
    private final Map<String, TypeGuess> guesses = new LinkedHashMap<>();
    private final Map<String, Boolean> nested = new LinkedHashMap<>();
    private final Unescaped unescaped = new Unescaped();

    /** @param ignoreCase whether names that differ by case are the same, and become columns in lower case */
    NewColumns(ReadOptions options, boolean ignoreCase) {
        this.options = options;
        this.ignoreCase = ignoreCase;
    }

    /** Takes the extra members of one document into account. */
    synchronized void add(byte[] bytes, Extras extras) {
        for (int member = 0; member < extras.count(); member++) {
            int length = unescaped.unescape(bytes, extras.nameFrom(member), extras.nameTo(member));
            String written = new String(unescaped.bytes(), 0, length, StandardCharsets.UTF_8);
            String name = ignoreCase ? written.toLowerCase(Locale.ROOT) : written;
            if (name.isEmpty() || (guesses.size() == MOST && !guesses.containsKey(name))) {
                continue;
            }
            TypeGuess guess = guesses.computeIfAbsent(name, missing -> new TypeGuess(options, false));
            add(name, guess, bytes, extras.valueFrom(member), extras.valueTo(member), extras.kind(member));
        }
    }

    private void add(String name, TypeGuess guess, byte[] bytes, int from, int to, byte kind) {
        switch (kind) {
            case Found.NULL -> {}
            case Found.NESTED -> nested.put(name, true);
            case Found.TEXT, Found.ESCAPED_TEXT -> guess.addText(bytes, from + 1, to - 1);
            default -> guess.add(bytes, from, to);
        }
    }

    /** With room for what is still to come: the largest of each kind of type. */
    synchronized List<Column> columns() {
        List<Column> columns = new ArrayList<>();
        guesses.forEach((name, guess) -> columns.add(
                Column.of(name, nested.containsKey(name) ? ColumnType.of(TypeKind.SUPER) : largest(guess.type()))));
        return columns;
    }

    private static ColumnType largest(ColumnType type) {
        return switch (type.kind()) {
            case INTEGER -> ColumnType.of(TypeKind.BIGINT);
            case DECIMAL -> ColumnType.decimal(ColumnType.MAX_PRECISION, type.scale());
            case VARCHAR -> ColumnType.varchar(ColumnType.MAX_VARCHAR);
            default -> type;
        };
    }
}
