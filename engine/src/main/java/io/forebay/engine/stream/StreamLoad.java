package io.forebay.engine.stream;

import io.forebay.engine.load.CopyBinding;
import io.forebay.engine.load.Formats;
import io.forebay.engine.sql.CopyCommand;
import io.forebay.spi.format.ReadRequest;
import io.forebay.spi.format.RecordFormat;
import io.forebay.spi.format.RecordReaders;
import io.forebay.spi.format.RejectedRow;
import io.forebay.spi.store.ObjectUri;
import io.forebay.spi.store.StoredObject;
import io.forebay.spi.warehouse.LoadBatch;
import io.forebay.spi.warehouse.WarehouseConnection;
import java.io.InputStream;
import java.time.Instant;
import java.util.List;
import java.util.function.BooleanSupplier;

/** Loads what a client sends, by the readers and the way into the warehouse that COPY has. Thread-safe. */
public final class StreamLoad {
    /** Stands for the client where readers name an object. */
    private static final StoredObject CLIENT =
            new StoredObject(new ObjectUri("client", "stdin", ""), 0, "", Instant.EPOCH);

    private final Formats formats;

    public StreamLoad(Formats formats) {
        this.formats = formats;
    }

    /**
     * Reads all into the open transaction, which a failure leaves to the caller to undo.
     *
     * @param bytes read by one thread at a time, not always the same one
     * @param stopped whether the statement was cancelled
     * @return the rows
     */
    public long load(
            WarehouseConnection connection,
            CopyBinding binding,
            CopyCommand command,
            InputStream bytes,
            BooleanSupplier stopped) {
        RecordFormat format = formats.of(command.options().layout());
        LoadBatch batch = new LoadBatch(0, binding.table(), binding.columns(), command.options(), List.of(CLIENT));
        try (RecordReaders readers = format.open(new ReadRequest(command.options(), binding.columns()));
                StreamRows rows = new StreamRows(readers.open(CLIENT, new EndMarker(bytes)), stopped)) {
            long loaded = connection.load(batch, rows);
            RejectedRow refused = rows.refused();
            if (refused != null) {
                throw StreamErrors.of(refused, binding);
            }
            return loaded;
        }
    }
}
