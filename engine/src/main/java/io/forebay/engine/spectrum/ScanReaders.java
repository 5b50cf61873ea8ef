package io.forebay.engine.spectrum;

import io.forebay.engine.load.Formats;
import io.forebay.spi.format.Compression;
import io.forebay.spi.format.ExtraFields;
import io.forebay.spi.format.Layout;
import io.forebay.spi.format.ReadOptions;
import io.forebay.spi.format.ReadRequest;
import io.forebay.spi.format.RecordReaders;
import io.forebay.spi.warehouse.Column;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The readers of one table's files, made for each compression as it is met. Thread-safe. */
final class ScanReaders implements AutoCloseable {
    private static final Map<String, Compression> SUFFIXES = Map.of(
            "gz", Compression.GZIP,
            "gzip", Compression.GZIP,
            "bz2", Compression.BZIP2,
            "zst", Compression.ZSTD,
            "zstd", Compression.ZSTD);

    private final Formats formats;
    private final ReadOptions options;
    private final @Nullable Compression forced;
    private final boolean text;
    private final long inflatedLimit;
    private final Map<Key, RecordReaders> readers = new HashMap<>();

    private record Key(Compression compression, List<Column> columns) {}

    /**
     * @param forced the compression of all files; null when their names tell
     * @param text whether files are compressed as wholes
     */
    ScanReaders(Formats formats, ReadOptions options, @Nullable Compression forced, boolean text, long inflatedLimit) {
        this.formats = formats;
        this.options = options;
        this.forced = forced;
        this.text = text;
        this.inflatedLimit = inflatedLimit;
    }

    /** What records of such files are counted in. */
    String unit() {
        return text ? "line" : "row";
    }

    /** @param name of the file */
    synchronized RecordReaders of(String name, List<Column> columns) {
        return readers.computeIfAbsent(new Key(compression(name), columns), this::make);
    }

    private RecordReaders make(Key key) {
        Layout layout = options.layout();
        ReadOptions compressed = new ReadOptions(
                layout,
                key.compression(),
                options.encoding(),
                options.ignoreHeader(),
                options.values(),
                options.flags());
        return formats.of(layout).open(new ReadRequest(compressed, key.columns(), ExtraFields.IGNORED, inflatedLimit));
    }

    private Compression compression(String name) {
        if (forced != null || !text) {
            return forced == null ? Compression.NONE : forced;
        }
        String suffix = name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
        if (suffix.equals("snappy") || suffix.equals("lzo") || suffix.equals("deflate")) {
            throw FileReading.notSupported(
                    "texts compressed by " + suffix + " are not supported; gzip, bzip2 and zstd are");
        }
        return SUFFIXES.getOrDefault(suffix, Compression.NONE);
    }

    @Override
    public synchronized void close() {
        readers.values().forEach(RecordReaders::close);
        readers.clear();
    }
}
