package io.forebay.torture.file;

import io.forebay.engine.sql.CopyCommand;
import io.forebay.spi.store.StoredObject;
import io.forebay.torture.Input;
import java.util.List;

/** A manifest, for files with and without sizes. */
public final class ManifestTarget extends SourceTarget {
    private static final CopyCommand PLAIN = command("copy t from 's3://lake/the-file' manifest");
    private static final CopyCommand SIZED = command("copy t from 's3://lake/the-file' manifest parquet");

    @Override
    public String name() {
        return "manifest";
    }

    @Override
    public List<byte[]> seeds() {
        return List.of(
                Input.of(
                        "{\"entries\":[{\"url\":\"s3://lake/part-0\",\"mandatory\":true},{\"url\":\"s3://lake/part-9\"}]}"),
                Input.of("{\"entries\":[{\"url\":\"s3://lake/part-2\",\"meta\":{\"content_length\":2}}]}"),
                Input.of("{\"entries\":[[[[]]]],\"x\":1e999}"));
    }

    @Override
    void read() {
        known(source.resolve(PLAIN));
        known(source.resolve(SIZED));
    }

    private void known(List<StoredObject> objects) {
        if (objects.isEmpty()) {
            throw new AssertionError("no object, and no error");
        }
        for (StoredObject object : objects) {
            if (!store.find(object.uri()).equals(java.util.Optional.of(object))) {
                throw new AssertionError("not in the store: " + object);
            }
        }
    }
}
