package io.forebay.server;

import io.forebay.contract.store.FaultyStore;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The runnable jar, made to start in half of the time for tests that start it a hundred times: DuckDB's library lies
 * unpacked beside it, and Java has an archive of the classes of a start. Only where the build names the jar that it has
 * just made; elsewhere the class path is used as it is.
 */
final class QuickJar {
    private static @Nullable List<String> options;

    private QuickJar() {}

    /** The options of {@code java} that say where the classes are, the tests' among them. */
    static synchronized List<String> options() {
        String jar = System.getProperty("forebay.jar", "");
        if (jar.isEmpty()) {
            return List.of("-cp", System.getProperty("java.class.path"));
        }
        if (options == null) {
            try {
                options = make(Path.of(jar));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return options;
    }

    private static List<String> make(Path jar) throws IOException {
        Path folder = Files.createTempDirectory("quick");
        Path quick = folder.resolve("forebay.jar");
        Files.copy(jar, quick);
        try (FileSystem inside = FileSystems.newFileSystem(quick)) {
            takeOutLibraries(inside.getPath("/"), folder);
            Path root = inside.getPath("/");
            addClasses(root, HaltingServer.class, "HaltingServer");
            addClasses(root, FaultyServer.class, "FaultyServer");
            addClasses(root, FaultyStore.class, "Faulty");
        }
        List<String> made = new ArrayList<>(List.of("-Djava.library.path=" + folder, "-cp", quick.toString()));
        made.add(0, "-XX:SharedArchiveFile=" + archive(folder, made));
        return List.copyOf(made);
    }

    /** Without one in the jar, the driver loads the library from Java's path of libraries. */
    private static void takeOutLibraries(Path root, Path folder) throws IOException {
        try (Stream<Path> entries = Files.list(root)) {
            for (Path entry : entries.toList()) {
                String name = entry.getFileName().toString();
                if (name.startsWith("libduckdb_java.so_")) {
                    if (name.endsWith("linux_amd64")) {
                        Files.copy(entry, folder.resolve("libduckdb_java.so"), StandardCopyOption.REPLACE_EXISTING);
                    }
                    Files.delete(entry);
                }
            }
        }
    }

    /** Those in its folder whose names begin so. */
    private static void addClasses(Path root, Class<?> added, String start) throws IOException {
        Path source = Path.of(URI.create(
                added.getProtectionDomain().getCodeSource().getLocation().toString()));
        if (Files.isDirectory(source)) {
            addClasses(root, source, added, start);
        } else {
            try (FileSystem jar = FileSystems.newFileSystem(source)) {
                addClasses(root, jar.getPath("/"), added, start);
            }
        }
    }

    private static void addClasses(Path root, Path classes, Class<?> added, String start) throws IOException {
        Path folder = classes.resolve(added.getPackageName().replace('.', '/'));
        Path into =
                Files.createDirectories(root.resolve(classes.relativize(folder).toString()));
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.filter(each -> each.getFileName().toString().startsWith(start))
                    .toList()) {
                Files.copy(file, into.resolve(file.getFileName().toString()), StandardCopyOption.REPLACE_EXISTING);
            }
        }
    }

    /** Starts a server and stops it: Java then writes what it has loaded. */
    private static Path archive(Path folder, List<String> classes) throws IOException {
        Path archive = folder.resolve("classes.jsa");
        Path data = folder.resolve("data");
        Files.createDirectories(data.resolve("tmp"));
        Path lake = Files.createDirectories(folder.resolve("lake"));
        List<String> first = new ArrayList<>(classes);
        first.add(0, "-XX:ArchiveClassesAtExit=" + archive);
        Process process = new ProcessBuilder(HaltingServer.command(first, data, lake, "", 0, ""))
                .redirectError(folder.resolve("log").toFile())
                .start();
        try {
            BufferedReader out =
                    new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
            out.readLine();
            process.destroy();
            if (!process.waitFor(60, TimeUnit.SECONDS) || !Files.exists(archive)) {
                throw new IOException("no archive of classes was written: " + Files.readString(folder.resolve("log")));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        } finally {
            process.destroyForcibly();
        }
        return archive;
    }
}
