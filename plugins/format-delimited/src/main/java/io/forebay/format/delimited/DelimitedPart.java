package io.forebay.format.delimited;

import io.forebay.format.kit.block.Block;
import io.forebay.format.kit.block.ErrorText;
import io.forebay.format.kit.value.LoadError;
import io.forebay.spi.format.Chunk;
import io.forebay.spi.format.RecordPart;
import io.forebay.spi.format.RejectedRow;
import io.forebay.spi.format.RejectedRows;

/** One block of whole records. */
final class DelimitedPart implements RecordPart {
    private final LoadRules rules;
    private final RecordParser parser;
    private final Fields fields;
    private final Block block;
    private int at;

    /** The line on which the next record starts. */
    private long line;

    DelimitedPart(LoadRules rules, Block block) {
        this.rules = rules;
        this.parser = new RecordParser(rules);
        this.fields = new Fields(rules.columns.length);
        this.block = block;
        this.at = block.from;
        this.line = block.line;
        byte[] bytes = block.bytes();
        if (bytes != null) {
            bytes[block.to] = '\n';
        }
    }

    @Override
    public int read(Chunk chunk, int fromRow, RejectedRows rejects) {
        byte[] bytes = block.bytes();
        if (bytes == null) {
            return 0;
        }
        int capacity = chunk.capacity();
        int limit = block.to;
        int row = fromRow;
        parser.fill(chunk);
        while (row < capacity && at < limit) {
            at = rules.splitter.split(bytes, at, limit, fields);
            if ((rules.strict || !fields.blank()) && parser.parse(bytes, fields, row)) {
                chunk.setLine(row, line);
                row++;
            } else if (!skip(bytes, rejects)) {
                block.stop();
                at = limit;
            }
            line += fields.lines();
            block.passedFirst();
        }
        parser.fill(null);
        return row - fromRow;
    }

    /** Passes over a record that is no row; false to stop. */
    private boolean skip(byte[] bytes, RejectedRows rejects) {
        if (fields.blank() && !rules.strict) {
            return rules.ignoreBlankLines
                    || reject(
                            rejects,
                            bytes,
                            rejected(
                                    bytes,
                                    RecordParser.NO_COLUMN,
                                    0,
                                    LoadError.EMPTY_LINE,
                                    "Input line contained no data"));
        }
        return reject(
                rejects,
                bytes,
                rejected(bytes, parser.failedColumn(), parser.failedField(), parser.code(), parser.reason()));
    }

    private boolean reject(RejectedRows rejects, byte[] bytes, RejectedRow row) {
        return rejects.reject(row, bytes, fields.recordStart(), fields.recordEnd());
    }

    private RejectedRow rejected(byte[] bytes, int column, int field, int code, String reason) {
        int start = fields.recordStart();
        boolean known = field >= 0 && field < fields.count && !fields.blank();
        return new RejectedRow(
                block.object(),
                rules.strict ? line + fields.lines() - 1 : line,
                column < 0 ? null : rules.columns[column],
                known ? fields.start[field] - start : -1,
                ErrorText.shown(bytes, start, fields.recordEnd()),
                known ? ErrorText.shown(bytes, fields.start[field], fields.end[field]) : "",
                code,
                block.reason(reason));
    }

    @Override
    public void close() {
        block.giveBack();
    }
}
