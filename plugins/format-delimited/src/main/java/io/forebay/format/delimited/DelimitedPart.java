package io.forebay.format.delimited;

import io.forebay.format.kit.block.ErrorText;
import io.forebay.format.kit.value.LoadError;
import io.forebay.spi.format.Chunk;
import io.forebay.spi.format.RecordPart;
import io.forebay.spi.format.RejectedRow;
import io.forebay.spi.format.RejectedRows;
import org.jspecify.annotations.Nullable;

/** One block of whole records. */
final class DelimitedPart implements RecordPart {
    private final DelimitedReader reader;
    private final LoadRules rules;
    private final RecordParser parser;
    private final Fields fields;
    private byte @Nullable [] block;
    private final int limit;
    private int at;

    /** The line on which the next record starts. */
    private long line;

    /** Said of the first record of a file when it is refused; null elsewhere. */
    private @Nullable String suspicion;

    /** @param block a newline is at {@code block[to]} */
    DelimitedPart(DelimitedReader reader, byte[] block, int from, int to, long line, @Nullable String suspicion) {
        this.reader = reader;
        this.rules = reader.rules();
        this.parser = new RecordParser(rules);
        this.fields = new Fields(rules.columns.length);
        this.block = block;
        this.at = from;
        this.limit = to;
        this.line = line;
        this.suspicion = suspicion;
    }

    @Override
    public int read(Chunk chunk, int fromRow, RejectedRows rejects) {
        byte[] bytes = block;
        if (bytes == null) {
            return 0;
        }
        int capacity = chunk.capacity();
        int row = fromRow;
        parser.fill(chunk);
        while (row < capacity && at < limit) {
            at = rules.splitter.split(bytes, at, limit, fields);
            if (!fields.blank() && parser.parse(bytes, fields, row)) {
                row++;
            } else if (!skip(bytes, rejects)) {
                reader.stop();
                at = limit;
            }
            line += fields.lines();
            suspicion = null;
        }
        parser.fill(null);
        return row - fromRow;
    }

    /** Passes over a record that is no row; false to stop. */
    private boolean skip(byte[] bytes, RejectedRows rejects) {
        if (fields.blank()) {
            return rules.ignoreBlankLines
                    || rejects.reject(rejected(
                            bytes, RecordParser.NO_COLUMN, 0, LoadError.EMPTY_LINE, "Input line contained no data"));
        }
        return rejects.reject(
                rejected(bytes, parser.failedColumn(), parser.failedField(), parser.code(), parser.reason()));
    }

    private RejectedRow rejected(byte[] bytes, int column, int field, int code, String reason) {
        int start = fields.recordStart();
        boolean known = field >= 0 && field < fields.count && !fields.blank();
        return new RejectedRow(
                reader.object(),
                line,
                column < 0 ? null : rules.columns[column],
                known ? fields.start[field] - start : -1,
                ErrorText.shown(bytes, start, fields.recordEnd()),
                known ? ErrorText.shown(bytes, fields.start[field], fields.end[field]) : "",
                code,
                ErrorText.reason(suspicion, reason));
    }

    @Override
    public void close() {
        byte[] given = block;
        block = null;
        if (given != null) {
            reader.give(given);
        }
    }
}
