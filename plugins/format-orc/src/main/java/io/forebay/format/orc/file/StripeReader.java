package io.forebay.format.orc.file;

import io.forebay.format.kit.ranged.ObjectBytes;
import io.forebay.format.kit.source.Damage;
import io.forebay.spi.ForebayException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.apache.orc.OrcProto.Stream.Kind;
import org.apache.orc.Reader;
import org.apache.orc.TypeDescription;
import org.apache.orc.TypeDescription.RowBatchVersion;
import org.apache.orc.impl.BitFieldReader;
import org.apache.orc.impl.SchemaEvolution;
import org.apache.orc.impl.TreeReaderFactory;
import org.apache.orc.impl.reader.ReaderEncryption;
import org.apache.orc.impl.reader.tree.BatchReader;
import org.apache.orc.impl.reader.tree.TypeReader.ReadPhase;
import org.apache.orc.storage.ql.exec.vector.ColumnVector;
import org.apache.orc.storage.ql.exec.vector.VectorizedRowBatch;
import org.jspecify.annotations.Nullable;

/** Reads the rows of one stripe in batches, by orc-core's decoders. Used by one thread. */
public final class StripeReader implements AutoCloseable {
    public static final int BATCH_ROWS = 1024;
    private static final long BATCH_BYTES = 8 << 20;

    private final ObjectBytes file;
    private final FileTail tail;
    private final Stripe stripe;
    private final boolean[] included;
    private final Expander expander;
    private final Memory memory;
    private final StripeBytes bytes;
    private final VectorizedRowBatch batch;
    private @Nullable Opened opened;
    private long rowsRead;
    private long memoryRead;

    /** The memory of the row behind the batch, which was looked at already; 0 when none was. */
    private long pending;

    private record Opened(StripeStreams streams, BatchReader reader, RowSizes sizes, List<Presence> decimals) {}

    /** Which values of a column there are. @param column among those of the batch, from 0 */
    private record Presence(int column, @Nullable BitFieldReader present) {}

    /**
     * @param included which columns to read, by number; with one, all inside of it and all around it
     * @param cancelled whether nobody wants the rows any more
     */
    public StripeReader(
            ObjectBytes file,
            FileTail tail,
            Stripe stripe,
            boolean[] included,
            Memory.Limits limits,
            BooleanSupplier cancelled,
            Damage damage) {
        this.file = file;
        this.tail = tail;
        this.stripe = stripe;
        this.included = included.clone();
        this.expander = new Expander(tail.chunks(), damage);
        this.memory = new Memory(limits, cancelled, damage);
        this.bytes = new StripeBytes(file, stripe, expander, memory, damage);
        this.batch = tail.types().root().createRowBatch(RowBatchVersion.USE_DECIMAL64, BATCH_ROWS);
    }

    /** The next rows, in the same memory each time; null at the end. */
    public @Nullable VectorizedRowBatch next() {
        if (rowsRead == stripe.rows()) {
            return null;
        }
        try {
            Opened open = opened == null ? open() : opened;
            opened = open;
            int rows = rows(open.sizes());
            open.reader().nextBatch(batch, rows, ReadPhase.ALL);
            for (Presence decimal : open.decimals()) {
                check(decimal, rows);
            }
            rowsRead += rows;
            if (rowsRead == stripe.rows()) {
                open.streams().checkEnd();
            }
            return batch;
        } catch (IOException | RuntimeException e) {
            throw broken(e);
        }
    }

    private Opened open() throws IOException {
        Messages messages = new Messages(bytes.damage());
        TypeDescription root = tail.types().root();
        Messages.StripeFooter footer = messages.stripeFooter(
                bytes.footer(), tail.types().columns(), "the footer of stripe " + stripe.number());
        StripeStreams streams = new StripeStreams(root, stripe, footer, bytes);
        streams.prepare(included);
        Dictionaries dictionaries = new Dictionaries(streams, bytes);
        List<Presence> decimals = new ArrayList<>();
        checkDictionaries(root, dictionaries, root);
        for (int i = 0; i < root.getChildren().size(); i++) {
            TypeDescription column = root.getChildren().get(i);
            if (included[column.getId()] && column.getCategory() == TypeDescription.Category.DECIMAL) {
                StreamBytes present = streams.look(column.getId(), Kind.PRESENT);
                decimals.add(new Presence(i, present == null ? null : new BitFieldReader(present)));
            }
        }
        BatchReader reader = TreeReaderFactory.createRootReader(root, context(root));
        reader.startStripe(streams, ReadPhase.ALL);
        return new Opened(streams, reader, new RowSizes(root, included, streams), decimals);
    }

    private void checkDictionaries(TypeDescription type, Dictionaries dictionaries, TypeDescription root)
            throws IOException {
        if (!included[type.getId()]) {
            return;
        }
        switch (type.getCategory()) {
            case STRING, CHAR, VARCHAR ->
                dictionaries.check(type.getId(), type.getParent() == root ? stripe.rows() : -1);
            default -> {
                if (type.getChildren() != null) {
                    for (TypeDescription part : type.getChildren()) {
                        checkDictionaries(part, dictionaries, root);
                    }
                }
            }
        }
    }

    private TreeReaderFactory.Context context(TypeDescription root) {
        SchemaEvolution evolution = new SchemaEvolution(root, null, new Reader.Options().include(included));
        return new TreeReaderFactory.ReaderContext()
                .setSchemaEvolution(evolution)
                .useUTCTimestamp(true)
                .fileFormat(tail.version())
                .setProlepticGregorian(tail.proleptic(), true)
                .setEncryption(new ReaderEncryption());
    }

    /** How many rows the next batch has: as many as are small together. */
    private int rows(RowSizes sizes) throws IOException {
        long most = Math.min(BATCH_ROWS, stripe.rows() - rowsRead);
        long sum = 0;
        int rows = 0;
        while (rows < most) {
            long size = pending == 0 ? sizes.next() : pending;
            if (size > RowSizes.MOST) {
                throw bytes.damage("is wrong: row " + (stripe.firstRow() + rowsRead + rows) + " takes more than "
                        + (RowSizes.MOST >> 20) + " MB");
            }
            if (rows > 0 && sum + size > BATCH_BYTES) {
                pending = size;
                break;
            }
            pending = 0;
            sum += size;
            rows++;
        }
        memoryRead += sum;
        return rows;
    }

    /** orc-core makes NULL of a number with too many digits. */
    private void check(Presence decimal, int rows) throws IOException {
        ColumnVector vector = batch.cols[decimal.column()];
        BitFieldReader present = decimal.present();
        for (int row = 0; row < rows; row++) {
            boolean there = present == null || present.next() == 1;
            if (there && !vector.noNulls && vector.isNull[vector.isRepeating ? 0 : row]) {
                throw bytes.damage("is wrong: a number in row " + (stripe.firstRow() + rowsRead + row)
                        + " has more than 38 digits");
            }
        }
    }

    /** The number in the file of the first row of the batch, from 1. */
    public long firstRow() {
        return stripe.firstRow() + rowsRead - batch.size;
    }

    /** The memory that all rows so far took, in bytes. */
    public long memoryRead() {
        return memoryRead;
    }

    private ForebayException broken(Exception e) {
        if (e instanceof ForebayException told) {
            return told;
        }
        String why = e instanceof IOException && e.getMessage() != null ? e.getMessage() : e.toString();
        return bytes.damage("cannot be read: " + why, e);
    }

    @Override
    public void close() {
        if (opened != null) {
            opened.streams().close();
            opened = null;
        }
        bytes.close();
        expander.close();
        memory.close();
    }
}
