package io.forebay.format.delimited;

import io.forebay.format.kit.bytes.Words;
import io.forebay.format.kit.source.InflatingPool;
import io.forebay.format.kit.source.TextSource;
import io.forebay.format.kit.value.TypeGuess;
import io.forebay.spi.ForebayException;
import io.forebay.spi.format.FormatError;
import io.forebay.spi.format.Layout;
import io.forebay.spi.format.ReadOptions;
import io.forebay.spi.store.StoredObject;
import io.forebay.spi.warehouse.Column;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Guesses a file's columns from its first records; the last line that IGNOREHEADER skips names them. */
final class Description {
    private static final int SAMPLE_BYTES = 1 << 20;

    /** Redshift's most columns of a table. */
    private static final int MOST_COLUMNS = 1600;

    private final ReadOptions options;
    private final StoredObject object;
    private final Splitter splitter;
    private final byte[] nullText;
    private final Fields fields = new Fields(MOST_COLUMNS);
    private final List<TypeGuess> guesses = new ArrayList<>();
    private List<String> names = List.of();
    private byte[] plain = new byte[0];

    Description(ReadOptions options, StoredObject object) {
        this.options = options;
        this.object = object;
        this.splitter = Splitter.of(options);
        this.nullText = options.values().nullAs().getBytes(StandardCharsets.UTF_8);
    }

    /** Reads the first megabyte of the text. */
    List<Column> of(InputStream stored) {
        byte[] text = new byte[SAMPLE_BYTES + Words.SLACK];
        try (InflatingPool pool = new InflatingPool();
                TextSource source = new TextSource(object.uri(), stored, options, pool)) {
            try {
                int length = 0;
                int read = 0;
                while (read >= 0 && length < SAMPLE_BYTES) {
                    length += read;
                    read = source.read(text, length, SAMPLE_BYTES - length);
                }
                look(text, length, read < 0);
            } finally {
                source.interrupt();
            }
        }
        return columns();
    }

    private void look(byte[] text, int length, boolean whole) {
        int at = 0;
        for (int header = 1; header <= options.ignoreHeader() && at < length; header++) {
            int newline = Words.find(text, at, length, (byte) '\n');
            int end = newline < 0 ? length : newline;
            if (header == options.ignoreHeader()) {
                names = header(text, at, end);
            }
            at = end + 1;
        }
        if (at >= length) {
            return;
        }
        int limit = whole ? length : splitter.lastEnd(text, at, length, fields);
        if (limit == at) {
            throw new ForebayException(
                    FormatError.DAMAGED_FILE, object.uri() + " has no end of a record in its first megabyte");
        }
        text[limit] = '\n';
        while (at < limit) {
            at = splitter.split(text, at, limit, fields);
            if (!fields.blank() && fields.errorCode() == 0) {
                record(text);
            }
        }
    }

    private List<String> header(byte[] text, int from, int end) {
        byte[] line = new byte[end - from + 1 + Words.SLACK];
        System.arraycopy(text, from, line, 0, end - from);
        line[end - from] = '\n';
        List<String> found = new ArrayList<>();
        if (end > from && !(options.layout() instanceof Layout.FixedWidth)) {
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

    private void record(byte[] bytes) {
        int count = fields.count;
        boolean trailingDelimiter = count > 1
                && fields.start[count - 1] == fields.recordEnd()
                && (count == guesses.size() + 1 || count == names.size() + 1);
        for (int field = 0; field < (trailingDelimiter ? count - 1 : count); field++) {
            if (field == guesses.size()) {
                guesses.add(new TypeGuess(options));
            }
            int length = unwrapped(bytes, field);
            if (!isNull(length)) {
                guesses.get(field).add(plain, 0, length);
            }
        }
    }

    private boolean isNull(int length) {
        return length == nullText.length && java.util.Arrays.equals(plain, 0, length, nullText, 0, nullText.length);
    }

    private List<Column> columns() {
        int count = Math.max(guesses.size(), names.size());
        if (count == 0) {
            throw new ForebayException(FormatError.DAMAGED_FILE, object.uri() + " has no record to guess columns from");
        }
        if (count > MOST_COLUMNS) {
            throw new ForebayException(
                    FormatError.BAD_OPTIONS, object.uri() + " has records of more than " + MOST_COLUMNS + " fields");
        }
        List<Column> columns = new ArrayList<>(count);
        Set<String> taken = new HashSet<>();
        for (int field = 0; field < count; field++) {
            TypeGuess guess = field < guesses.size() ? guesses.get(field) : new TypeGuess(options);
            columns.add(Column.of(name(field, taken), guess.type()));
        }
        return columns;
    }

    private String name(int field, Set<String> taken) {
        String wanted = field < names.size() ? names.get(field) : label(field);
        String base = wanted.isEmpty() ? "column_" + (field + 1) : wanted;
        String name = base;
        for (int again = 2; !taken.add(name); again++) {
            name = base + "_" + again;
        }
        return name;
    }

    private String label(int field) {
        return options.layout() instanceof Layout.FixedWidth fixed
                ? fixed.fields().get(field).label().toLowerCase(Locale.ROOT)
                : "column_" + (field + 1);
    }
}
