package io.forebay.server.config;

import io.forebay.engine.ledger.ServerName;
import io.forebay.spi.ForebayException;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The folder that one server works in: {@code dev.duckdb}, {@code VERSION}, {@code installation}, {@code lock},
 * {@code tls/} and {@code tmp/}. While it is
 * open no other process can open it.
 */
public final class DataFolder implements AutoCloseable {
    /** Of the folder's layout and of the ledger; raised when an older Forebay could not read it. */
    static final int FORMAT = 1;

    private final Path folder;
    private final FolderLock lock;

    private DataFolder(Path folder, FolderLock lock) {
        this.folder = folder;
        this.lock = lock;
    }

    /**
     * Makes the folder if need be, takes its lock, checks its format and empties its scratch.
     *
     * @throws ForebayException when another process holds it, a newer Forebay wrote it, or it cannot be written
     */
    public static DataFolder open(Path folder) {
        FolderLock lock = null;
        try {
            Files.createDirectories(folder);
            lock = FolderLock.take(folder);
            checkFormat(folder);
            DataFolder open = new DataFolder(folder, lock);
            open.sweep();
            Files.createDirectories(open.scratch());
            return open;
        } catch (IOException e) {
            release(lock);
            throw unusable(folder, e);
        } catch (ForebayException e) {
            release(lock);
            throw e;
        }
    }

    static Path databaseIn(Path folder) {
        return folder.toAbsolutePath().normalize().resolve("dev.duckdb");
    }

    public Path path() {
        return folder;
    }

    /** For files that need not outlive the process. */
    public Path scratch() {
        return scratchIn(folder);
    }

    /** The scratch of a data folder that need not be open. */
    public static Path scratchIn(Path folder) {
        return folder.toAbsolutePath().resolve("tmp");
    }

    /**
     * What tells this folder's servers, of which only one can be alive, from those of all others: made once for a folder.
     *
     * @return {@link ServerName#PART} characters
     */
    public static String installation(Path folder) {
        Path file = folder.resolve("installation");
        try {
            if (Files.exists(file)) {
                String text = Files.readString(file).strip();
                if (text.length() == ServerName.PART) {
                    return text;
                }
            }
            Files.createDirectories(folder);
            String made = ServerName.part();
            Files.writeString(file, made + "\n");
            return made;
        } catch (IOException e) {
            throw unusable(folder, e);
        }
    }

    /**
     * Makes the process's temporary files go to the scratch. DuckDB unpacks its library there, 72 MB each time. Must
     * come before the process makes its first temporary file, because Java reads the setting only once.
     *
     * @return whether Java took it
     */
    public boolean useForTemporaryFiles() throws IOException {
        System.setProperty("java.io.tmpdir", scratch().toString());
        System.setProperty("jna.tmpdir", scratch().toString());
        Path first = File.createTempFile("probe", null).toPath();
        Path second = Files.createTempFile("probe", null);
        Files.delete(first);
        Files.delete(second);
        return scratch().equals(first.getParent()) && scratch().equals(second.getParent());
    }

    @Override
    public void close() {
        try {
            sweep();
        } catch (IOException e) {
            // What is left is swept at the next start.
        } finally {
            lock.close();
        }
    }

    private void sweep() throws IOException {
        if (!Files.exists(scratch())) {
            return;
        }
        try (Stream<Path> walk = Files.walk(scratch())) {
            List<Path> deepestFirst = walk.sorted(Comparator.reverseOrder()).toList();
            for (Path each : deepestFirst) {
                if (!each.equals(scratch())) {
                    Files.deleteIfExists(each);
                }
            }
        }
    }

    private static void checkFormat(Path folder) throws IOException {
        Path file = folder.resolve("VERSION");
        if (!Files.exists(file)) {
            Files.writeString(file, FORMAT + "\n");
            return;
        }
        String text = Files.readString(file).strip();
        if (!text.matches("\\d{1,6}")) {
            throw new ForebayException(
                            SettingError.DATA_FOLDER_UNUSABLE,
                            file + " should hold a format number, not \"" + text + "\"")
                    .withHint("Use another --data, or put " + FORMAT + " back if you changed it.");
        }
        if (Integer.parseInt(text) > FORMAT) {
            throw new ForebayException(
                            SettingError.DATA_FOLDER_NEWER,
                            "the data folder " + folder + " has format " + text
                                    + ", and this Forebay knows formats up to " + FORMAT)
                    .withHint("Start it with the newer Forebay that wrote it, or use another --data.");
        }
    }

    private static void release(@Nullable FolderLock lock) {
        if (lock != null) {
            lock.close();
        }
    }

    private static ForebayException unusable(Path folder, IOException e) {
        return new ForebayException(
                        SettingError.DATA_FOLDER_UNUSABLE, "cannot use the data folder " + folder + ": " + reason(e), e)
                .withHint("Make it writable, or use another --data.");
    }

    private static String reason(IOException e) {
        return e.getClass().getSimpleName().replace("Exception", "") + " " + e.getMessage();
    }
}
