package io.forebay.server.portability;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPOutputStream;

/** The bucket's folder. A file appears whole: it is written beside the bucket, then moved in. */
record Lake(Path folder) {
    private static final Pattern ESCAPE = Pattern.compile("\\\\x([0-9A-F]{2})");

    /** @param content in which {@code \xFF} stands for a byte */
    void put(String key, String content) throws IOException {
        move(key, bytes(content));
    }

    void putCompressed(String key, String content) throws IOException {
        ByteArrayOutputStream compressed = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(compressed)) {
            out.write(bytes(content));
        }
        move(key, compressed.toByteArray());
    }

    void remove(String key) throws IOException {
        Files.delete(folder.resolve(key));
    }

    private static byte[] bytes(String content) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        Matcher escape = ESCAPE.matcher(content);
        int from = 0;
        while (escape.find()) {
            bytes.writeBytes(content.substring(from, escape.start()).getBytes(StandardCharsets.UTF_8));
            bytes.write(Integer.parseInt(escape.group(1), 16));
            from = escape.end();
        }
        bytes.writeBytes(content.substring(from).getBytes(StandardCharsets.UTF_8));
        return bytes.toByteArray();
    }

    private void move(String key, byte[] content) throws IOException {
        Path target = folder.resolve(key);
        Files.createDirectories(target.resolve("..").normalize());
        Path beside = Files.write(Path.of(folder + ".written"), content);
        Files.move(beside, target, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    }
}
