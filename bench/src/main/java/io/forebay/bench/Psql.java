package io.forebay.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** PostgreSQL's own client, and pgloader, as processes on a server of 127.0.0.1 whose user {@code postgres} needs no password. */
final class Psql {
    private static final String OPTIONS = " WITH (DELIMITER '|', NULL '')";

    private final int port;
    private final String database;

    Psql(int port, String database) {
        this.port = port;
        this.database = database;
    }

    /** Puts plain files into a table by {@code \copy}, all in one transaction. */
    void copy(List<Path> files, String table) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("psql", "-q", "-X", "-1", "-v", "ON_ERROR_STOP=1"));
        for (Path file : files) {
            command.add("-c");
            command.add("\\copy " + table + " FROM '" + file + "'" + OPTIONS);
        }
        run(command);
    }

    /** The same for gzip files, which {@code gunzip} unpacks beside it. */
    void copyUnzipped(List<Path> files, String table) throws IOException, InterruptedException {
        run(List.of(
                "sh",
                "-c",
                "gunzip -c " + words(files) + " | psql -q -X -v ON_ERROR_STOP=1 -c \"\\copy " + table + " FROM STDIN"
                        + OPTIONS + "\""));
    }

    /** pgloader's way with the same files, through a pipe as it unpacks nothing. */
    void pgloader(List<Path> files, String table, boolean gzip) throws IOException, InterruptedException {
        run(List.of(
                "sh",
                "-c",
                (gzip ? "gunzip -c " : "cat ") + words(files) + " | pgloader --quiet --on-error-stop --type csv"
                        + " --with \"fields terminated by '|'\" - 'pgsql://postgres@127.0.0.1:" + port + "/" + database
                        + "?tablename=" + table + "'"));
    }

    /** Where a program is, of those that the shell would find. */
    static Optional<Path> find(String program) {
        return Stream.of(System.getenv("PATH").split(":"))
                .map(folder -> Path.of(folder, program))
                .filter(Files::isExecutable)
                .findFirst();
    }

    private static String words(List<Path> files) {
        return String.join(" ", files.stream().map(file -> "'" + file + "'").toList());
    }

    private void run(List<String> command) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(command).inheritIO();
        builder.environment()
                .putAll(Map.of(
                        "PGHOST",
                        "127.0.0.1",
                        "PGPORT",
                        String.valueOf(port),
                        "PGUSER",
                        "postgres",
                        "PGDATABASE",
                        database));
        int code = builder.start().waitFor();
        if (code != 0) {
            throw new IllegalStateException(command + " ended with " + code);
        }
    }
}
