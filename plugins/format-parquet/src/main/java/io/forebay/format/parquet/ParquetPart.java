package io.forebay.format.parquet;

import io.forebay.format.kit.columnar.RowBatch;
import io.forebay.format.kit.columnar.Values;
import io.forebay.format.parquet.file.Node;
import io.forebay.format.parquet.page.PageSource;
import io.forebay.format.parquet.value.ColumnSource;
import io.forebay.format.parquet.value.ColumnSources;
import io.forebay.format.parquet.value.NullColumn;
import io.forebay.spi.ForebayException;
import io.forebay.spi.format.Chunk;
import io.forebay.spi.format.FormatError;
import io.forebay.spi.format.RecordPart;
import io.forebay.spi.format.RejectedRows;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Some rows of a row group. */
final class ParquetPart implements RecordPart {
    private static final int MOST_ROWS = 2048;
    private static final int NESTED_ROWS = 64;

    /** What texts of a batch may have before the next has fewer rows. */
    private static final long BATCH_BYTES = 4 << 20;

    private final ParquetReader reader;
    private final ParquetRules rules;
    private final List<@Nullable Node> wanted;
    private final RowRange range;
    private final RowBatch batch;
    private final boolean nested;
    private @Nullable PageSource pages;
    private ColumnSource[] sources = {};
    private long next;
    private int mostRows;

    ParquetPart(ParquetReader reader, ParquetRules rules, List<@Nullable Node> wanted, RowRange range) {
        this.reader = reader;
        this.rules = rules;
        this.wanted = wanted;
        this.range = range;
        this.batch = new RowBatch(reader.object(), rules.columns, MOST_ROWS);
        this.nested = wanted.stream().anyMatch(node -> node != null && !node.flat());
        this.mostRows = nested ? NESTED_ROWS : MOST_ROWS;
        this.next = range.from();
    }

    @Override
    public int read(Chunk chunk, int fromRow, RejectedRows rejects) {
        int row = fromRow;
        while (row < chunk.capacity() && next < range.to()) {
            int rows = (int) Math.min(range.to() - next, Math.min(mostRows, chunk.capacity() - row));
            rows = decode(rows);
            int good = batch.fill(chunk, row, rows, range.group().firstRow() + next, rejects);
            if (good < 0) {
                reader.stop();
                next = range.to();
                break;
            }
            row += good;
            next += rows;
            if (next == range.to()) {
                end();
            }
        }
        return row - fromRow;
    }

    /** Reads the next rows of all columns. @return how many, from 1 */
    private int decode(int most) {
        try {
            if (pages == null) {
                open();
            }
            int rows = most;
            for (ColumnSource source : sources) {
                rows = Math.min(rows, source.available());
            }
            long bytes = 0;
            for (int column = 0; column < sources.length; column++) {
                Values values = batch.values(column);
                sources[column].read(values, rows);
                bytes += bytes(values);
            }
            reader.count(0, Math.max(rows, bytes));
            adapt(rows, bytes);
            return rows;
        } catch (RuntimeException e) {
            throw translated(e);
        }
    }

    /** The bytes of the texts, which a dictionary may give to every row. */
    private static long bytes(Values values) {
        long bytes = 0;
        if (values.bytes.length > 0) {
            for (int row = 0; row < values.count; row++) {
                bytes += values.length[row];
            }
        }
        return bytes;
    }

    /** Fewer rows when texts are long, more when they are short. */
    private void adapt(int rows, long bytes) {
        if (bytes > BATCH_BYTES) {
            mostRows = (int) Math.max(1, rows * BATCH_BYTES / bytes);
        } else if (bytes < BATCH_BYTES / 4) {
            mostRows = Math.min(nested ? NESTED_ROWS : MOST_ROWS, mostRows * 2);
        }
    }

    private void open() {
        PageSource opened = reader.pages();
        pages = opened;
        ColumnSources columns = new ColumnSources(range.group(), opened, rules.options, MOST_ROWS);
        sources = new ColumnSource[rules.columns.length];
        for (int column = 0; column < sources.length; column++) {
            Node from = wanted.get(column);
            sources[column] = from == null ? new NullColumn() : columns.open(from, rules.columns[column]);
            sources[column].skip(range.from());
        }
    }

    private void end() {
        try {
            if (range.to() == range.group().rows()) {
                for (ColumnSource source : sources) {
                    source.end();
                }
            }
            reader.bytes().verify();
        } catch (RuntimeException e) {
            throw translated(e);
        }
    }

    /** What is wrong with the bytes; or that they have changed, which looks as if they were. */
    private RuntimeException translated(RuntimeException e) {
        if (e instanceof ForebayException known) {
            return known.is(FormatError.DAMAGED_FILE) ? reader.bytes().orChanged(known) : known;
        }
        return reader.bytes()
                .orChanged(reader.bytes()
                        .damage()
                        .of("rows from " + (range.group().firstRow() + next) + " on cannot be read: " + e, e));
    }

    @Override
    public void close() {
        next = range.to();
        sources = new ColumnSource[0];
        PageSource opened = pages;
        pages = null;
        if (opened != null) {
            opened.close();
        }
    }
}
