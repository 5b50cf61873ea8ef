package io.forebay.format.kit.columnar;

import io.forebay.spi.ForebayException;
import io.forebay.spi.format.FormatError;
import io.forebay.spi.store.ObjectUri;
import io.forebay.spi.warehouse.Column;
import io.forebay.spi.warehouse.TypeKind;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * Says that a file's columns do not fit the table's, before any row is read. SOURCE: the messages that users of Redshift
 * quote ("has an incompatible Parquet schema for column").
 *
 * @param format as messages name it, such as {@code Parquet}
 */
public record SchemaMismatch(ObjectUri object, String format) {
    private static final int MOST_NAMES = 20;

    /** Of a name, or of a schema: what a file calls its columns may have millions of characters. */
    private static final int MOST_CHARACTERS = 200;

    /**
     * A column of the file does not go into the one of the table.
     *
     * @param name of the file's column
     * @param schema the file's column as the format writes it, such as {@code optional binary x (STRING)}
     */
    public ForebayException of(Column column, String name, FileType type, String schema) {
        String where = "File '" + object + "' has an incompatible " + format + " schema for column '" + object + "."
                + shown(name) + "'. Column type: " + column.type().sqlName().toUpperCase(Locale.ROOT) + ", " + format
                + " schema: " + shown(schema);
        return new ForebayException(FormatError.WRONG_SCHEMA, where).withHint(hint(column, type));
    }

    private static String hint(Column column, FileType type) {
        boolean nested = type.kind() == FileType.Kind.NESTED;
        if (nested && column.type().kind() == TypeKind.SUPER) {
            return "Add SERIALIZETOJSON: lists, maps and structs then go into \"" + column.name() + "\" as JSON.";
        }
        return "A column of type " + type.natural().sqlName() + " takes it" + (nested ? " under SERIALIZETOJSON" : "")
                + ": load into one and convert with SQL, or leave it out of the column list where columns are found by"
                + " name.";
    }

    /** The table has more columns than the file, or fewer. @param filled columns under FILLRECORD may be missing at the end */
    public ForebayException count(int wanted, int found, boolean filled) {
        return new ForebayException(
                        FormatError.WRONG_SCHEMA,
                        "Unmatched number of columns between table and file. Table columns: " + wanted
                                + ", Data columns: " + found + ", File name: " + object)
                .withHint(
                        found < wanted && !filled
                                ? "FILLRECORD makes the columns NULL that are missing at the end; a column list or"
                                        + " FORMAT AS " + format.toUpperCase(Locale.ROOT)
                                        + " 'auto', which goes by names, are other ways."
                                : "Columns go by position: give a column list with as many columns, or say FORMAT AS "
                                        + format.toUpperCase(Locale.ROOT) + " 'auto' to go by names.");
    }

    /** Columns go by names, and no name is one of the table's. */
    ForebayException noName(List<String> names, boolean ignoreCase) {
        String shown =
                names.stream().limit(MOST_NAMES).map(SchemaMismatch::shown).collect(Collectors.joining(", "))
                        + (names.size() > MOST_NAMES ? " …" : "");
        return new ForebayException(
                        FormatError.WRONG_SCHEMA,
                        "File '" + object + "' has no column with the name of one of the table's. Its columns: "
                                + shown)
                .withHint(
                        ignoreCase
                                ? "Give a column list without 'auto' to go by position."
                                : "'auto ignorecase' finds names that differ by case; a column list without 'auto' goes"
                                        + " by position.");
    }

    /** Columns go by names, and more than one of the file has the name of a column. */
    ForebayException ambiguous(Column column) {
        return new ForebayException(
                        FormatError.WRONG_SCHEMA,
                        "File '" + object + "' has more than one column for \"" + column.name()
                                + "\": which of them is meant is not known")
                .withHint("Give a column list without 'auto' to go by position.");
    }

    /** Under ON NEW COLUMN ERROR. */
    ForebayException extra(String name) {
        return new ForebayException(
                        FormatError.WRONG_SCHEMA,
                        "File '" + object + "' has the column '" + shown(name) + "', which no column takes")
                .withHint("ON NEW COLUMN ADD adds a column for it, ON NEW COLUMN IGNORE passes over it.");
    }

    /** Under ON NEW COLUMN ADD. */
    ForebayException notAdded(String name, String why) {
        return new ForebayException(
                FormatError.NO_NEW_COLUMN,
                "no column can be added for '" + shown(name) + "' of file '" + object + "': " + why);
    }

    private static String shown(String text) {
        return text.length() > MOST_CHARACTERS ? text.substring(0, MOST_CHARACTERS) + "…" : text;
    }
}
