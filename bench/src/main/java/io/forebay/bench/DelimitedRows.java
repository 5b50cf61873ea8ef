package io.forebay.bench;

import io.forebay.format.delimited.DelimitedFormat;
import io.forebay.spi.format.Chunk;
import io.forebay.spi.format.ReadOptions;
import io.forebay.spi.format.ReadRequest;
import io.forebay.spi.format.RecordPart;
import io.forebay.spi.format.RecordReader;
import io.forebay.spi.format.RecordReaders;
import io.forebay.spi.store.ObjectUri;
import io.forebay.spi.store.StoredObject;
import io.forebay.spi.warehouse.Column;
import io.forebay.spi.warehouse.RowSource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Files through their reader, each to the next feed that asks; without an engine that plans, counts and remembers. */
final class DelimitedRows implements RowSource, AutoCloseable {
    private final RecordReaders readers;
    private final Iterator<Path> files;

    DelimitedRows(List<Path> files, List<Column> columns, ReadOptions options) {
        this.files = files.iterator();
        this.readers = new DelimitedFormat().open(new ReadRequest(options, columns));
    }

    @Override
    public int parallelism() {
        return Integer.MAX_VALUE;
    }

    @Override
    public Feed feed() {
        return new FileFeed();
    }

    private synchronized @Nullable RecordReader next() {
        if (!files.hasNext()) {
            return null;
        }
        Path file = files.next();
        try {
            StoredObject object = new StoredObject(
                    ObjectUri.parse("s3://lake/" + file.getFileName()), Files.size(file), "", Instant.EPOCH);
            return readers.open(object, Files.newInputStream(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        readers.close();
    }

    private final class FileFeed implements Feed {
        private @Nullable RecordReader reader;
        private @Nullable RecordPart part;

        @Override
        public int fill(Chunk chunk) {
            int row = 0;
            while (row < chunk.capacity()) {
                RecordPart current = part == null ? advance() : part;
                if (current == null) {
                    break;
                }
                int count = current.read(chunk, row, rejected -> {
                    throw new IllegalStateException(rejected.toString());
                });
                row += count;
                if (count == 0) {
                    current.close();
                    part = null;
                }
            }
            return row;
        }

        private @Nullable RecordPart advance() {
            while (true) {
                RecordReader current = reader == null ? next() : reader;
                reader = current;
                if (current == null) {
                    return null;
                }
                part = current.nextPart();
                if (part != null) {
                    return part;
                }
                current.close();
                reader = null;
            }
        }

        @Override
        public void close() {
            if (part != null) {
                part.close();
            }
            if (reader != null) {
                reader.close();
            }
        }
    }
}
