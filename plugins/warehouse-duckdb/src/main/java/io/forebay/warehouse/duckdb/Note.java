package io.forebay.warehouse.duckdb;

import io.forebay.spi.warehouse.Column;
import io.forebay.spi.warehouse.ColumnType;
import io.forebay.spi.warehouse.TypeKind;
import io.forebay.warehouse.duckdb.driver.FlatJson;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What DuckDB would forget of a column, kept as the column's comment: a flat JSON object with {@code forebay} (the
 * version of this form), {@code type} such as {@code VARCHAR(16)}, {@code identity} as seed, step and {@code always} or
 * {@code default}, and {@code comment}, the user's own.
 */
record Note(@Nullable ColumnType type, Column.@Nullable Identity identity, @Nullable String comment) {
    static final Note NONE = new Note(null, null, null);

    private static final String VERSION = "1";
    private static final Pattern TYPE = Pattern.compile("([A-Z]+)\\((\\d{1,9})\\)");

    /** The note for a column; {@link #NONE} when DuckDB forgets nothing of it. */
    static Note of(Column column) {
        return new Note(forgotten(column.type()) ? column.type() : null, column.identity(), null);
    }

    private static boolean forgotten(ColumnType type) {
        return type.kind() == TypeKind.CHAR || type.length() > 0;
    }

    Note withComment(@Nullable String text) {
        return new Note(type, identity, text);
    }

    /** The comment to store; empty for a note that says nothing. */
    Optional<String> text() {
        if (type == null && identity == null && !ambiguous(comment)) {
            return Optional.ofNullable(comment);
        }
        Map<String, String> members = new LinkedHashMap<>();
        members.put("forebay", VERSION);
        if (type != null) {
            members.put("type", type.kind() + "(" + type.length() + ")");
        }
        if (identity != null) {
            members.put(
                    "identity",
                    identity.seed() + "," + identity.step() + "," + (identity.byDefault() ? "default" : "always"));
        }
        if (comment != null) {
            members.put("comment", comment);
        }
        return Optional.of(FlatJson.write(members));
    }

    /** Whether a user's comment could be taken for a note, so that it must be kept inside of one. */
    static boolean ambiguous(@Nullable String comment) {
        return comment != null && comment.strip().startsWith("{");
    }

    /** The note in a stored comment; a comment of another kind is the user's. */
    static Note read(@Nullable String stored) {
        if (stored == null) {
            return NONE;
        }
        Optional<Map<String, String>> members =
                FlatJson.read(stored).filter(found -> VERSION.equals(found.get("forebay")));
        return members.map(Note::of).orElseGet(() -> new Note(null, null, stored));
    }

    private static Note of(Map<String, String> members) {
        return new Note(
                type(members.getOrDefault("type", "")),
                identity(members.getOrDefault("identity", "")),
                members.get("comment"));
    }

    private static @Nullable ColumnType type(String text) {
        Matcher type = TYPE.matcher(text);
        return type.matches()
                ? Arrays.stream(TypeKind.values())
                        .filter(kind -> kind.name().equals(type.group(1)))
                        .findFirst()
                        .map(kind -> new ColumnType(kind, Integer.parseInt(type.group(2)), 0, 0))
                        .orElse(null)
                : null;
    }

    private static Column.@Nullable Identity identity(String text) {
        String[] parts = text.split(",", -1);
        try {
            return parts.length == 3
                    ? new Column.Identity(
                            Long.parseLong(parts[0]), Long.parseLong(parts[1]), parts[2].equals("default"))
                    : null;
        } catch (NumberFormatException e) {
            return null;
        }
    }
}
