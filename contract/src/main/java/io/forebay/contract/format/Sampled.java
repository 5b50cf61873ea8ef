package io.forebay.contract.format;

import io.forebay.spi.format.ReadOptions;
import io.forebay.spi.format.RecordFormat;
import io.forebay.spi.format.SchemaSample;
import io.forebay.spi.store.ObjectUri;
import io.forebay.spi.store.StoredObject;
import io.forebay.spi.warehouse.Column;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;

/** What came of looking at some objects for their columns. */
public record Sampled(List<Column> columns, List<String> remarks) {
    /** Looks at objects {@code s3://lake/part-0} and so on that have these bytes. */
    public static Sampled from(RecordFormat format, ReadOptions options, byte[]... files) {
        SchemaSample sample = format.sample(options);
        for (int i = 0; i < files.length; i++) {
            sample.add(object(i, files[i].length), new ByteArrayInputStream(files[i]));
        }
        return new Sampled(sample.columns(), sample.remarks());
    }

    /** Looks at one object. */
    public static Sampled from(RecordFormat format, ReadOptions options, long size, InputStream bytes) {
        SchemaSample sample = format.sample(options);
        sample.add(object(0, size), bytes);
        return new Sampled(sample.columns(), sample.remarks());
    }

    private static StoredObject object(int number, long size) {
        return new StoredObject(ObjectUri.parse("s3://lake/part-" + number), size, "etag", Instant.EPOCH);
    }

    /** Names and types, such as {@code a integer, b super}. */
    public String text() {
        return columns.stream()
                .map(column -> column.name() + " " + column.type().sqlName())
                .collect(Collectors.joining(", "));
    }
}
