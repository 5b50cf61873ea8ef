package io.forebay.format.delimited;

import io.forebay.format.kit.value.FieldParser;
import io.forebay.format.kit.value.FieldParsers;
import io.forebay.spi.ForebayException;
import io.forebay.spi.format.Encoding;
import io.forebay.spi.format.FormatError;
import io.forebay.spi.format.Layout;
import io.forebay.spi.format.ReadFlag;
import io.forebay.spi.format.ReadOptions;
import io.forebay.spi.format.ReadRequest;
import io.forebay.spi.warehouse.Column;
import io.forebay.spi.warehouse.TypeKind;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/** What one COPY says, compiled: made once a load, shared by its threads. */
final class LoadRules {
    final ReadOptions options;
    final Splitter splitter;
    final Column[] columns;
    final FieldParser[] parsers;
    final boolean[] nullable;

    /** NULL AS in UTF-8. */
    final byte[] nullText;

    /** Whether a column takes the text of NULL for NULL, and whether also when it was coded. */
    final boolean[] nullTextCounts;

    final boolean[] nullWhenCoded;

    /** Whether PostgreSQL's rules hold: an empty line is a record, and a delimiter at a record's end one too many. */
    final boolean strict;

    /** Whether a column's bytes may have {@code \\x} before their digits. */
    final boolean[] hex;

    final boolean fixedWidth;
    final boolean fillRecord;
    final boolean ignoreBlankLines;

    /** @throws ForebayException BAD_OPTIONS when the options do not fit the columns */
    LoadRules(ReadRequest request) {
        options = request.options();
        List<Column> list = request.columns();
        check(options, list.size());
        splitter = Splitter.of(options);
        columns = list.toArray(new Column[0]);
        parsers = list.stream().map(column -> FieldParsers.of(column, options)).toArray(FieldParser[]::new);
        nullable = new boolean[columns.length];
        for (int i = 0; i < columns.length; i++) {
            nullable[i] = columns[i].nullable();
        }
        nullText = options.values().nullAs().getBytes(StandardCharsets.UTF_8);
        nullTextCounts = new boolean[columns.length];
        nullWhenCoded = new boolean[columns.length];
        hex = new boolean[columns.length];
        strict = PostgresLayout.named(options.layout());
        if (options.layout() instanceof Layout.Named named) {
            forced(PostgresLayout.of(named));
        } else {
            Arrays.fill(nullTextCounts, true);
            Arrays.fill(nullWhenCoded, !options.has(ReadFlag.ESCAPE));
        }
        fixedWidth = options.layout() instanceof Layout.FixedWidth;
        fillRecord = options.has(ReadFlag.FILLRECORD);
        ignoreBlankLines = options.has(ReadFlag.IGNOREBLANKLINES);
    }

    private void forced(PostgresLayout layout) {
        for (int i = 0; i < columns.length; i++) {
            nullTextCounts[i] = !PostgresLayout.has(layout.notNull(), columns[i].name());
            hex[i] = columns[i].type().kind() == TypeKind.VARBYTE;
            nullWhenCoded[i] = PostgresLayout.has(layout.nulls(), columns[i].name());
        }
    }

    /** Whether NULL AS is {@code '\0'}. */
    boolean nulIsNull() {
        return nullText.length == 1 && nullText[0] == 0;
    }

    private static void check(ReadOptions options, int columns) {
        if (columns == 0) {
            throw bad("there is no column to load");
        }
        if (options.layout() instanceof Layout.Delimited delimited) {
            checkCharacter("DELIMITER", delimited.delimiter());
        }
        if (options.layout() instanceof Layout.Csv csv) {
            checkCharacter("DELIMITER", csv.delimiter());
            checkCharacter("QUOTE", csv.quote());
            if (csv.delimiter() == csv.quote()) {
                throw bad("DELIMITER and QUOTE are the same character");
            }
        }
        if (options.layout() instanceof Layout.FixedWidth fixed) {
            checkFixedWidth(fixed, options, columns);
        }
    }

    private static void checkCharacter(String parameter, byte character) {
        if (character <= 0 || character == '\n' || character == '\r') {
            throw bad(parameter + " must be one ASCII character other than NUL and the ends of lines");
        }
    }

    private static void checkFixedWidth(Layout.FixedWidth layout, ReadOptions options, int columns) {
        int fields = layout.fields().size();
        if (fields != columns) {
            throw bad("FIXEDWIDTH describes " + fields + " fields, but " + columns + " columns are to be loaded");
        }
        if (options.encoding() != Encoding.UTF8) {
            throw bad("FIXEDWIDTH needs ENCODING UTF8, not " + options.encoding());
        }
        for (Layout.FixedWidth.Field field : layout.fields()) {
            if (field.width() < 1) {
                throw bad("the width of field '" + field.label() + "' in FIXEDWIDTH is " + field.width()
                        + ", it must be 1 or more");
            }
        }
    }

    private static ForebayException bad(String message) {
        return new ForebayException(FormatError.BAD_OPTIONS, message);
    }
}
