package io.forebay.format.delimited;

import io.forebay.format.kit.bytes.Words;
import io.forebay.format.kit.schema.ColumnName;
import io.forebay.format.kit.schema.SampleText;
import io.forebay.format.kit.schema.UniqueNames;
import io.forebay.format.kit.value.TypeGuess;
import io.forebay.spi.ForebayException;
import io.forebay.spi.format.FormatError;
import io.forebay.spi.format.Layout;
import io.forebay.spi.format.ReadOptions;
import io.forebay.spi.format.SchemaSample;
import io.forebay.spi.store.ObjectUri;
import io.forebay.spi.store.StoredObject;
import io.forebay.spi.warehouse.Column;
import io.forebay.spi.warehouse.TableDefinition;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Guesses the columns of files from their first records; the last line that IGNOREHEADER skips names them. */
final class DelimitedSample implements SchemaSample {
    private static final int MOST_COLUMNS = TableDefinition.MAX_COLUMNS;

    private final ReadOptions options;
    private final Splitter splitter;
    private final byte[] nullText;
    private final Fields fields = new Fields(MOST_COLUMNS);
    private final Map<String, TypeGuess> guesses = new LinkedHashMap<>();
    private byte[] plain = new byte[0];

    DelimitedSample(ReadOptions options) {
        this.options = options;
        this.splitter = Splitter.of(options);
        this.nullText = options.values().nullAs().getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public void add(StoredObject object, InputStream stored) {
        try (SampleText text = new SampleText(object, stored, options)) {
            int from = text.behindLines(options.ignoreHeader());
            int limit = limit(text, from);
            if (limit == from && limit < text.length() && text.grow()) {
                from = text.behindLines(options.ignoreHeader());
                limit = limit(text, from);
            }
            if (limit == from && limit < text.length()) {
                throw text.tooLong();
            }
            FileColumns columns = new FileColumns(object.uri(), header(text));
            look(text.bytes(), from, limit, columns);
        }
    }

    private int limit(SampleText text, int from) {
        return text.whole() ? text.length() : splitter.lastEnd(text.bytes(), from, text.length(), fields);
    }

    private void look(byte[] text, int from, int limit, FileColumns columns) {
        text[limit] = '\n';
        int at = from;
        while (at < limit) {
            at = splitter.split(text, at, limit, fields);
            if (!fields.blank() && fields.errorCode() == 0) {
                record(text, columns);
            }
        }
    }

    private List<String> header(SampleText text) {
        List<String> found = new ArrayList<>();
        if (options.ignoreHeader() == 0 || options.layout() instanceof Layout.FixedWidth) {
            return found;
        }
        byte[] bytes = text.bytes();
        int from = text.behindLines(options.ignoreHeader() - 1);
        int newline = Words.find(bytes, from, text.length(), (byte) '\n');
        int end = newline < 0 ? text.length() : newline;
        if (end > from) {
            byte[] line = Arrays.copyOfRange(bytes, from, end + 1 + Words.SLACK);
            line[end - from] = '\n';
            splitter.split(line, 0, end - from, fields);
            for (int field = 0; field < fields.count; field++) {
                int length = unwrapped(line, field);
                found.add(new String(plain, 0, length, StandardCharsets.UTF_8)
                        .strip()
                        .toLowerCase(Locale.ROOT));
            }
        }
        return found;
    }

    private int unwrapped(byte[] bytes, int field) {
        int from = fields.start[field];
        int length = fields.end[field] - from;
        if (plain.length < length + Words.SLACK) {
            plain = new byte[2 * length + Words.SLACK];
        }
        if (fields.coded(field)) {
            return splitter.unwrap(bytes, from, from + length, plain);
        }
        System.arraycopy(bytes, from, plain, 0, length);
        return length;
    }

    private void record(byte[] bytes, FileColumns columns) {
        int count = fields.count;
        if (options.layout() instanceof Layout.FixedWidth fixed
                && count > fixed.fields().size()) {
            return; // a record that is longer than its fields is no row
        }
        boolean trailingDelimiter =
                count > 1 && fields.start[count - 1] == fields.recordEnd() && columns.count(count - 1);
        for (int field = 0; field < (trailingDelimiter ? count - 1 : count); field++) {
            TypeGuess guess = columns.guess(field);
            int length = unwrapped(bytes, field);
            if (!isNull(length)) {
                guess.add(plain, 0, length);
            }
        }
    }

    private boolean isNull(int length) {
        return length == nullText.length && Arrays.equals(plain, 0, length, nullText, 0, nullText.length);
    }

    @Override
    public List<Column> columns() {
        List<Column> columns = new ArrayList<>();
        guesses.forEach((name, guess) -> columns.add(Column.of(name, guess.type())));
        return columns;
    }

    @Override
    public List<String> remarks() {
        return List.of();
    }

    /** The columns of one file, by the places of its fields. */
    private final class FileColumns {
        private final ObjectUri object;
        private final List<String> names;
        private final UniqueNames unique = new UniqueNames();
        private final List<TypeGuess> found = new ArrayList<>();

        /** @param names those that its header has */
        FileColumns(ObjectUri object, List<String> names) {
            this.object = object;
            this.names = names;
            if (!names.isEmpty()) {
                guess(names.size() - 1);
            }
        }

        /** Whether a record may be one of so many fields. */
        boolean count(int fields) {
            return fields == found.size() || fields == names.size();
        }

        TypeGuess guess(int field) {
            while (found.size() <= field) {
                String name = unique.next(name(found.size()));
                TypeGuess guess = guesses.computeIfAbsent(name, missing -> new TypeGuess(options, true));
                if (guesses.size() > MOST_COLUMNS) {
                    throw new ForebayException(
                            FormatError.BAD_OPTIONS,
                            "records have more than " + MOST_COLUMNS + " fields, which a table has no columns for: "
                                    + object);
                }
                found.add(guess);
            }
            return found.get(field);
        }

        private String name(int field) {
            String given = options.layout() instanceof Layout.FixedWidth fixed
                    ? fixed.fields().get(field).label().toLowerCase(Locale.ROOT)
                    : field < names.size() ? names.get(field) : "";
            return ColumnName.possible(given) ? given : "column_" + (field + 1);
        }
    }
}
