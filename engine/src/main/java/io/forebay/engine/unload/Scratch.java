package io.forebay.engine.unload;

import io.forebay.spi.CommonError;
import io.forebay.spi.ForebayException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A folder below {@code java.io.tmpdir} for the files of one UNLOAD; what a killed server leaves is swept at its start. */
final class Scratch implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Scratch.class);

    private final Path folder;

    private Scratch(Path folder) {
        this.folder = folder;
    }

    static Scratch make() {
        Path parent = Path.of(System.getProperty("java.io.tmpdir"));
        try {
            Files.createDirectories(parent);
            return new Scratch(Files.createTempDirectory(parent, "unload-"));
        } catch (IOException e) {
            throw failed("make a folder in " + parent, e);
        }
    }

    Path folder() {
        return folder;
    }

    /** A small file of its own. */
    Path write(String name, byte[] bytes) {
        try {
            return Files.write(folder.resolve(name), bytes);
        } catch (IOException e) {
            throw failed("write " + folder.resolve(name), e);
        }
    }

    /** A file that is not needed any more. */
    static void drop(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            log.warn("a scratch file stays until the server starts again file={} reason={}", file, e.toString());
        }
    }

    @Override
    public void close() {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
            files.forEach(Scratch::drop);
            Files.deleteIfExists(folder);
        } catch (IOException | UncheckedIOException e) {
            log.warn("scratch files stay until the server starts again folder={} reason={}", folder, e.toString());
        }
    }

    static ForebayException failed(String what, IOException e) {
        boolean full = String.valueOf(e.getMessage()).contains("No space left");
        return new ForebayException(
                        full ? CommonError.DISK_FULL : CommonError.INTERNAL,
                        "cannot " + what + ": " + e.getMessage(),
                        e)
                .withHint("Files are written there first; see that the disk has room and can be written to.");
    }
}
