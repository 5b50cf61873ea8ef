package io.forebay.format.orc;

import io.forebay.format.kit.columnar.Conversion;
import io.forebay.format.kit.columnar.Conversions;
import io.forebay.format.kit.columnar.RowBatch;
import io.forebay.format.kit.columnar.Values;
import io.forebay.format.orc.file.StripeReader;
import io.forebay.format.orc.value.FileTypes;
import io.forebay.format.orc.value.Source;
import io.forebay.spi.ForebayException;
import io.forebay.spi.format.Chunk;
import io.forebay.spi.format.RecordPart;
import io.forebay.spi.format.RejectedRows;
import java.util.ArrayList;
import java.util.List;
import org.apache.orc.TypeDescription;
import org.apache.orc.storage.ql.exec.vector.VectorizedRowBatch;
import org.jspecify.annotations.Nullable;

/** The rows of one stripe. */
final class OrcPart implements RecordPart {
    private final OrcReader reader;
    private final StripeReader stripe;
    private final RowBatch rows;
    private final int columns;

    /** Those that may take fewer rows than others come first. */
    private final List<Filled> filled = new ArrayList<>();

    private @Nullable VectorizedRowBatch batch;
    private int at;
    private long memory;
    private boolean ended;

    /** A column that is filled from a field of the file. */
    private record Filled(int field, Source source, Values values, Conversion conversion) {}

    OrcPart(OrcReader reader, OrcRules rules, Plan plan, StripeReader stripe) {
        this.reader = reader;
        this.stripe = stripe;
        this.columns = rules.columns.length;
        this.rows = new RowBatch(reader.object(), rules.columns, StripeReader.BATCH_ROWS);
        for (int column = 0; column < columns; column++) {
            int field = plan.fields()[column];
            if (field < 0) {
                rows.values(column).allNull(StripeReader.BATCH_ROWS);
                continue;
            }
            TypeDescription type = plan.tree().root().getChildren().get(field);
            Conversion conversion = Conversions.of(FileTypes.of(type), rules.columns[column], rules.options);
            Source source = Source.of(type, plan.tree());
            filled.add(source.nested() ? 0 : filled.size(), new Filled(field, source, rows.values(column), conversion));
        }
    }

    @Override
    public int read(Chunk chunk, int fromRow, RejectedRows rejects) {
        try {
            int row = fromRow;
            while (row < chunk.capacity() && turn()) {
                int added = fill(chunk, row, rejects);
                if (added < 0) {
                    ended = true;
                    reader.stop();
                    break;
                }
                row += added;
            }
            return row - fromRow;
        } catch (ForebayException e) {
            ended = true;
            throw reader.explained(e);
        }
    }

    /** Turns to the next batch when this one is used up; false when there is none. */
    private boolean turn() {
        if (ended) {
            return false;
        }
        if (batch == null || at == batch.size) {
            batch = stripe.next();
            at = 0;
            if (batch == null) {
                ended = true;
                reader.stripeRead();
                return false;
            }
            reader.expanded(stripe.memoryRead() - memory);
            memory = stripe.memoryRead();
        }
        return true;
    }

    private int fill(Chunk chunk, int row, RejectedRows rejects) {
        VectorizedRowBatch from = batch;
        if (from == null) {
            return 0;
        }
        int count = Math.min(from.size - at, chunk.capacity() - row);
        for (Filled column : filled) {
            count = column.source().take(from.cols[column.field()], at, count, column.values());
        }
        for (Filled column : filled) {
            column.values().count = count;
            column.conversion().convert(column.values());
        }
        int added = rows.fill(chunk, row, count, stripe.firstRow() + at, rejects);
        at += count;
        return added;
    }

    @Override
    public void close() {
        ended = true;
        batch = null;
        stripe.close();
    }
}
