package io.forebay.server.demo;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.zip.GZIPOutputStream;

/** A folder that is served as a bucket. Files appear in it whole, as objects do in S3. */
final class Bucket {
    private final Path folder;
    private final Path beside;

    /** @param beside a folder on the same file system, to write in */
    Bucket(Path folder, Path beside) {
        this.folder = folder;
        this.beside = beside;
    }

    void put(String key, String text) throws IOException {
        put(key, text.getBytes(StandardCharsets.UTF_8));
    }

    void putGzip(String key, String text) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
            gzip.write(text.getBytes(StandardCharsets.UTF_8));
        }
        put(key, bytes.toByteArray());
    }

    private void put(String key, byte[] bytes) throws IOException {
        Path target = folder.resolve(key);
        Path parent = target.getParent();
        if (parent != null) {
            Files.createDirectories(parent);
        }
        Path written = beside.resolve("upload");
        Files.write(written, bytes);
        Files.move(written, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}
