package io.forebay.format.json;

import io.forebay.format.json.text.JsonTokens;
import io.forebay.format.json.text.RecordScan;
import io.forebay.format.kit.block.Block;
import io.forebay.format.kit.block.BlockReader;
import io.forebay.format.kit.block.ErrorText;
import io.forebay.format.kit.bytes.Words;
import io.forebay.format.kit.value.LoadError;
import io.forebay.spi.format.Chunk;
import io.forebay.spi.format.RecordPart;
import io.forebay.spi.format.RejectedRow;
import io.forebay.spi.format.RejectedRows;
import io.forebay.spi.warehouse.Column;
import org.jspecify.annotations.Nullable;

/** One block of whole records. */
final class JsonPart implements RecordPart {
    private final LoadRules rules;
    private final Block block;
    private final @Nullable Extras extras;
    private final DocumentReader document;
    private final RowWriter writer;
    private int at;

    /** The line of the byte {@code lineAt}, to count on from. */
    private long line;

    private int lineAt;

    /** The end of the record that was rejected last. */
    private int rejectedTo;

    JsonPart(LoadRules rules, Block block) {
        this.rules = rules;
        this.block = block;
        this.extras = rules.wantsExtras() ? new Extras() : null;
        this.document = new DocumentReader(rules.tree, extras);
        this.writer = new RowWriter(rules, document, extras);
        this.at = block.from;
        this.line = block.line;
        this.lineAt = block.from;
        byte[] bytes = block.bytes();
        if (bytes != null) {
            bytes[block.to] = 0;
        }
    }

    @Override
    public int read(Chunk chunk, int fromRow, RejectedRows rejects) {
        byte[] bytes = block.bytes();
        if (bytes == null) {
            return 0;
        }
        int capacity = chunk.capacity();
        boolean lines = chunk.wantsLines();
        int row = fromRow;
        writer.fill(chunk);
        while (row < capacity) {
            int start = JsonTokens.space(bytes, at);
            if (start >= block.to) {
                break;
            }
            boolean isDocument = bytes[start] == '{' || bytes[start] == '[';
            int end = isDocument ? document.read(bytes, start) : DocumentReader.BAD;
            if (end != DocumentReader.BAD && end - start <= BlockReader.MAX_RECORD && writer.write(bytes, row)) {
                at = end;
                if (lines) {
                    chunk.setLine(row, lineOf(bytes, end));
                }
                if (rules.newColumns != null && extras != null && extras.count() > 0) {
                    rules.newColumns.add(block.object(), bytes, extras);
                }
                row++;
            } else if (!rejects.reject(rejected(bytes, start, end, isDocument), bytes, start, rejectedTo)) {
                block.stop();
                at = block.to;
            }
            block.passedFirst();
        }
        writer.fill(null);
        return row - fromRow;
    }

    /** Tells of the record at {@code start}, and passes over it. @param end BAD when it is no JSON */
    private RejectedRow rejected(byte[] bytes, int start, int end, boolean isDocument) {
        if (end != DocumentReader.BAD) {
            at = end;
            return end - start > BlockReader.MAX_RECORD
                    ? row(bytes, start, null, -1, -1, LoadError.INVALID_LINE, new RecordScan().reason())
                    : refusedValue(bytes, start);
        }
        int found = new RecordScan().find(bytes, start, block.to);
        at = found < 0 ? block.to : found;
        if (!isDocument) {
            return row(
                    bytes, start, null, start, at, rules.syntaxError, "Invalid JSON: an object or array is expected");
        }
        int wrongAt = Math.min(document.wrongAt(), at);
        String why = wrongAt == at
                ? "Invalid JSON: it ends before " + document.wrong()
                : "Invalid JSON: " + document.wrong() + " is expected at byte " + (wrongAt - start);
        return row(bytes, start, null, wrongAt, wrongAt, rules.syntaxError, why);
    }

    private RejectedRow refusedValue(byte[] bytes, int start) {
        if (writer.failedColumn() == RowWriter.NO_COLUMN) {
            return row(bytes, start, null, writer.failedFrom(), writer.failedTo(), writer.code(), writer.reason());
        }
        return row(
                bytes,
                start,
                rules.columns[writer.failedColumn()],
                writer.failedFrom(),
                writer.failedTo(),
                writer.code(),
                writer.reason());
    }

    /** The line on which the record ends that ends before {@code end}; records are asked for in their order. */
    private long lineOf(byte[] bytes, int end) {
        line += Words.count(bytes, lineAt, end, (byte) '\n');
        lineAt = end;
        return line;
    }

    /** @param from where the value is; -1 when it is unknown */
    private RejectedRow row(
            byte[] bytes, int start, @Nullable Column column, int from, int to, int code, String reason) {
        int end = at;
        while (end > start && JsonTokens.white(bytes[end - 1])) {
            end--;
        }
        rejectedTo = end;
        return new RejectedRow(
                block.object(),
                lineOf(bytes, end),
                column,
                from < 0 ? -1 : from - start,
                ErrorText.shown(bytes, start, end),
                from < 0 ? "" : ErrorText.shown(bytes, from, to),
                code,
                block.reason(reason));
    }

    @Override
    public void close() {
        block.giveBack();
    }
}
