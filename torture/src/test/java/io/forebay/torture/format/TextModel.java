package io.forebay.torture.format;

import io.forebay.spi.format.Layout;
import io.forebay.spi.format.ReadFlag;
import io.forebay.spi.format.ReadOptions;
import io.forebay.spi.format.ReadRequest;
import io.forebay.spi.format.RejectedRow;
import io.forebay.spi.warehouse.Column;
import io.forebay.spi.warehouse.TypeKind;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Which rows and which rejected lines a file of text gives, told by a {@link TextSplitter} that sees byte after byte. */
final class TextModel {
    private static final byte[] MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

    private final ReadRequest request;
    private final ReadOptions options;
    private final Reading.Outcome outcome;
    private int row;
    private int rejected;

    private TextModel(ReadRequest request, Reading.Outcome outcome) {
        this.request = request;
        this.options = request.options();
        this.outcome = outcome;
    }

    /** @throws AssertionError when the outcome is not what the model says */
    static void check(ReadRequest request, byte[] file, Reading.Outcome outcome) {
        new TextModel(request, outcome).check(withoutMark(file), lines(file));
    }

    /** The lines of a file in UTF-8; one that has begun counts. */
    static long lines(byte[] file) {
        byte[] text = withoutMark(file);
        return TextSplitter.newlines(text, text.length) + (text.length > 0 && text[text.length - 1] != '\n' ? 1 : 0);
    }

    private static byte[] withoutMark(byte[] file) {
        boolean marked = file.length >= 3 && Arrays.equals(Arrays.copyOf(file, 3), MARK);
        return marked ? Arrays.copyOfRange(file, 3, file.length) : file;
    }

    private void check(byte[] text, long lines) {
        require(outcome.lines() == lines, "lines: " + lines);
        for (TextSplitter.Split record :
                TextSplitter.of(options, request.columns().size()).split(text)) {
            if (!(record.blank() && options.has(ReadFlag.IGNOREBLANKLINES))) {
                match(record);
            }
        }
        require(row == outcome.rows().size() && rejected == outcome.rejected().size(), "more than there are records");
    }

    /** A record is the next row or the next rejected row. */
    private void match(TextSplitter.Split record) {
        boolean refused = rejected < outcome.rejected().size()
                && outcome.rejected().get(rejected).line() == record.line();
        if (refused) {
            refused(record, outcome.rejected().get(rejected++));
            return;
        }
        require(row < outcome.rows().size(), "no row for " + record);
        row(record, outcome.rows().get(row++));
    }

    private void refused(TextSplitter.Split record, RejectedRow why) {
        require(why.line() == record.line(), "line of " + record);
        require(!(texts() && plain(record) && fits(record)), "refused without a reason: " + record);
    }

    private void row(TextSplitter.Split record, List<@Nullable Object> values) {
        require(fits(record), "loaded, but no row: " + record);
        for (int column = 0; column < values.size(); column++) {
            boolean there = column < record.fields().size();
            if (request.columns().get(column).type().kind() == TypeKind.VARCHAR && texts() && plain(record)) {
                Object expected = there ? text(record.fields().get(column)) : "";
                require(java.util.Objects.equals(expected, values.get(column)), "column " + column + " of " + record);
            }
        }
    }

    /** Whether all columns are long nullable texts, and no flag changes values. */
    private boolean texts() {
        return request.columns().stream().allMatch(TextModel::longText)
                && options.flags().stream()
                        .allMatch(flag -> flag == ReadFlag.ESCAPE
                                || flag == ReadFlag.REMOVEQUOTES
                                || flag == ReadFlag.FILLRECORD
                                || flag == ReadFlag.IGNOREBLANKLINES);
    }

    private static boolean longText(Column column) {
        return column.type().kind() == TypeKind.VARCHAR && column.type().length() > 1000 && column.nullable();
    }

    /** Whether the bytes are UTF-8 without what ACCEPTINVCHARS or NULs would change. */
    private static boolean plain(TextSplitter.Split record) {
        return record.fields().stream()
                .allMatch(field -> field.raw().indexOf('\0') < 0
                        && field.raw().indexOf('\uFFFD') < 0
                        && field.raw()
                                .codePoints()
                                .noneMatch(c -> (c & 0xFFFE) == 0xFFFE || (c >= 0xFDD0 && c <= 0xFDEF)));
    }

    private boolean fits(TextSplitter.Split record) {
        int columns = request.columns().size();
        int fields = record.fields().size();
        boolean trailing = fields == columns + 1
                && !(options.layout() instanceof Layout.FixedWidth)
                && record.fields().get(columns).raw().isEmpty()
                && record.fields().get(columns).plain();
        boolean fewer = fields < columns && options.has(ReadFlag.FILLRECORD);
        return !record.wrong() && !record.blank() && (fields == columns || trailing || fewer);
    }

    private @Nullable String text(TextSplitter.Field field) {
        String marker = options.values().nullAs();
        String raw = field.raw();
        if (options.layout() instanceof Layout.FixedWidth) {
            String trimmed = raw;
            while (trimmed.length() > marker.length() && trimmed.endsWith(" ")) {
                trimmed = trimmed.substring(0, trimmed.length() - 1);
            }
            return trimmed.equals(marker) ? null : raw;
        }
        boolean isNull = raw.equals(marker)
                || (!options.has(ReadFlag.ESCAPE) && field.value().equals(marker));
        return isNull ? null : field.value();
    }

    private void require(boolean holds, String what) {
        if (!holds) {
            throw new AssertionError(what + "\n" + request + "\n" + outcome);
        }
    }
}
