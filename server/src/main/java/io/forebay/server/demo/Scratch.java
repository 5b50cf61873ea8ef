package io.forebay.server.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

/** A folder that is removed at the end, also when the process is told to stop. */
record Scratch(Path path, Thread hook) implements AutoCloseable {
    static Scratch make() throws IOException {
        // Not createTempDirectory: Java would from then on put all temporary files beside this folder, not into it.
        Path folder = Path.of(System.getProperty("java.io.tmpdir")).resolve("forebay-demo-" + UUID.randomUUID());
        Files.createDirectory(
                folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        Thread hook = new Thread(() -> remove(folder), "demo-cleanup");
        Runtime.getRuntime().addShutdownHook(hook);
        return new Scratch(folder.toRealPath(), hook);
    }

    @Override
    public void close() {
        remove(path);
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // The process is ending, and the hook runs.
        }
    }

    private static void remove(Path folder) {
        try (Stream<Path> walk = Files.walk(folder)) {
            List<Path> deepestFirst = walk.sorted(Comparator.reverseOrder()).toList();
            for (Path each : deepestFirst) {
                Files.deleteIfExists(each);
            }
        } catch (IOException e) {
            // The folder for temporary files is swept by the system.
        }
    }
}
