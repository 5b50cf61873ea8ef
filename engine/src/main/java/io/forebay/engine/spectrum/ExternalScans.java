package io.forebay.engine.spectrum;

import io.forebay.engine.load.Formats;
import io.forebay.engine.load.Stores;
import io.forebay.spi.format.Layout;
import io.forebay.spi.format.ReadOptions;
import io.forebay.spi.store.ObjectUri;
import io.forebay.spi.warehouse.ExternalReads;

/** Reads external tables, with the stores and readers that COPY has. Thread-safe. */
public final class ExternalScans implements ExternalReads {
    private final Stores stores;
    private final Formats formats;
    private final long inflatedLimit;

    /** @param inflatedLimit the bytes that any compressed file may inflate to */
    public ExternalScans(Stores stores, Formats formats, long inflatedLimit) {
        this.stores = stores;
        this.formats = formats;
        this.inflatedLimit = inflatedLimit;
    }

    /** @throws io.forebay.spi.ForebayException when a table of this definition could never be read */
    public void check(ExternalDefinition definition) {
        FileReading reading = FileReading.of(definition.storage(), definition.properties());
        try (ScanReaders readers = readers(definition, reading)) {
            readers.of("", definition.columns());
        }
    }

    /** @throws io.forebay.spi.ForebayException when no store has such objects */
    public ObjectUri checkedLocation(String location) {
        ObjectUri uri = ObjectUri.parse(location);
        stores.of(uri);
        return uri;
    }

    @Override
    public Scan open(Request request) {
        ExternalDefinition definition = DefinitionText.read(request.definition());
        FileReading reading = FileReading.of(definition.storage(), definition.properties());
        return new ObjectScan(
                stores,
                readers(definition, reading),
                ObjectUri.parse(request.location()),
                definition.columns(),
                request.asked(),
                reading);
    }

    private ScanReaders readers(ExternalDefinition definition, FileReading reading) {
        boolean text = !(reading.layout() instanceof Layout.Named named)
                || named.name().equals("JSON");
        TableProperties properties = new TableProperties(definition.properties(), text);
        ReadOptions options = properties.options(reading);
        return new ScanReaders(formats, options, properties.compression(), text, inflatedLimit);
    }
}
