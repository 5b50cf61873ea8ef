package io.forebay.torture;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

/** The inputs that once failed, or that reach far into a parser: a folder for each target, part of the repository. */
final class KeptInputs {
    /** Set for processes that do not run in the module's folder. */
    static final String FOLDER = "forebay.torture.folder";

    private static final int NAME_DIGITS = 12;

    private KeptInputs() {}

    static Path folder(String target) {
        return Path.of(System.getProperty(FOLDER, "src/test/resources/io/forebay/torture"))
                .resolve(target)
                .toAbsolutePath();
    }

    static List<Path> of(String target) throws IOException {
        Path folder = folder(target);
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.sorted().toList();
        }
    }

    /** Writes an input under a name made of its kind and its content. */
    static Path keep(String target, String kind, byte[] input) throws IOException {
        Path folder = Files.createDirectories(folder(target));
        return Files.write(folder.resolve(kind + "-" + digest(input)), input);
    }

    private static String digest(byte[] input) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(input);
            return HexFormat.of().formatHex(digest).substring(0, NAME_DIGITS);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
