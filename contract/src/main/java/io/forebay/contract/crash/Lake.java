package io.forebay.contract.crash;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;

/** A bucket of files in which every row is unlike every other: {@code file|row}, gzip. Some files are bad. */
final class Lake {
    static final int ROWS = 500;
    /** Every so many files one has a bad row in its middle. */
    static final int BAD_EVERY = 7;

    private final Path folder;
    private final int rows;
    private final List<String> prefixes = new ArrayList<>();
    private volatile int files;

    Lake(Path folder) {
        this(folder, ROWS);
    }

    /** @param rows of each file */
    Lake(Path folder, int rows) {
        this.folder = folder;
        this.rows = rows;
    }

    int files() {
        return files;
    }

    static boolean bad(int file) {
        return file % BAD_EVERY == BAD_EVERY - 1;
    }

    int goodFiles() {
        int good = 0;
        for (int file = 0; file < files; file++) {
            good += bad(file) ? 0 : 1;
        }
        return good;
    }

    /** Adds files under a prefix, each appearing whole. */
    void add(String prefix, int count) {
        for (int i = 0; i < count; i++) {
            write(folder.resolve(prefix), files, 0);
            prefixes.add(prefix);
            files = files + 1;
        }
    }

    /** The keys behind {@code in/} of the good files that {@link #add} has written. */
    Set<String> good() {
        return written(false);
    }

    /** Of the bad ones. */
    Set<String> bad() {
        return written(true);
    }

    private Set<String> written(boolean bad) {
        Set<String> keys = new TreeSet<>();
        for (int file = 0; file < prefixes.size(); file++) {
            if (bad(file) == bad) {
                keys.add(prefixes.get(file).substring("in/".length()) + "/part-" + file + ".gz");
            }
        }
        return keys;
    }

    /** What lies in the bucket below a folder, also under hidden names, as keys behind it. @param below with a slash at its end */
    Set<String> keys(String below) {
        Path from = folder.resolve(below);
        try (Stream<Path> files = Files.walk(from)) {
            return files.filter(Files::isRegularFile)
                    .map(file -> from.relativize(file).toString())
                    .collect(Collectors.toCollection(TreeSet::new));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Overwrites a file that {@link #add} has written; its rows count on from {@code first}. */
    void overwrite(String prefix, int file, int first) {
        write(folder.resolve(prefix), file, first);
    }

    /** Writes the newest file once more under another prefix: the same bytes. */
    void repeat(String prefix) {
        write(folder.resolve(prefix), files - 1, 0);
    }

    /** Writes a manifest that names these files of a prefix, whole. */
    void manifest(String name, String prefix, int from, int to) {
        StringBuilder text = new StringBuilder("{\"entries\":[");
        for (int file = from; file < to; file++) {
            text.append(file == from ? "" : ",")
                    .append("{\"url\":\"s3://lake/" + prefix + "/part-" + file + ".gz\",\"mandatory\":true}");
        }
        try {
            Path hidden = Files.writeString(Files.createTempFile(folder, "lake", ".tmp"), text + "]}");
            Path target = folder.resolve(name);
            Files.createDirectories(target.resolve("..").normalize());
            Files.move(hidden, target, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void write(Path into, int file, int first) {
        try {
            Files.createDirectories(into);
            Path hidden = Files.createTempFile(folder, "lake", ".tmp");
            try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(hidden))) {
                for (int row = 0; row < rows; row++) {
                    String value = bad(file) && row == rows / 2 ? "x" : Integer.toString(first + row);
                    out.write((file + "|" + value + "\n").getBytes(StandardCharsets.US_ASCII));
                }
            }
            Files.move(hidden, into.resolve("part-" + file + ".gz"), StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
