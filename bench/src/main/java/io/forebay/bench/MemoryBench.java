package io.forebay.bench;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The most memory (VmHWM) that a server with its default settings has had after loading 8 M rows of 23 columns from gzip
 * files. Argument: the launcher.
 */
final class MemoryBench {
    private static final Pattern READY = Pattern.compile("forebay is ready on 127\\.0\\.0\\.1:(\\d+),.*");

    private MemoryBench() {}

    public static void main(String[] arguments) throws Exception {
        Path work = Path.of(System.getProperty("forebay.bench.folder", "target/bench"))
                .toAbsolutePath();
        Files.createDirectories(work);
        int rowsEach = Integer.getInteger("forebay.bench.rows", 500_000);
        StoreSales.write(work.resolve("gzip"), 16, rowsEach, true);
        Path data = Files.createTempDirectory(work, "memory");
        Process process = new ProcessBuilder(
                        arguments[0],
                        "serve",
                        "--data",
                        data.toString(),
                        "--bucket",
                        "lake=" + work,
                        "--sql-port",
                        "0",
                        "--http-port",
                        "0")
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try {
            load(port(process), 16L * rowsEach);
            System.out.println();
            System.out.println(
                    "Peak memory of the server, " + 16L * rowsEach + " rows of 23 columns, default settings");
            System.out.println("| VmHWM MB | goal |");
            System.out.println("|---|---|");
            System.out.println("| " + peak(process) / 1024 + " | under 1536 |");
            System.out.println();
        } finally {
            process.destroy();
            process.waitFor(30, TimeUnit.SECONDS);
        }
    }

    private static int port(Process process) throws Exception {
        BufferedReader out =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        for (String line = out.readLine(); line != null; line = out.readLine()) {
            Matcher ready = READY.matcher(line);
            if (ready.matches()) {
                return Integer.parseInt(ready.group(1));
            }
        }
        throw new IllegalStateException("the server did not start");
    }

    private static void load(int port, long rows) throws Exception {
        try (Connection connection = DriverManager.getConnection(
                        "jdbc:postgresql://127.0.0.1:" + port + "/dev?sslmode=disable", "forebay", "");
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE sales (" + StoreSales.COLUMNS + ")");
            statement.execute("COPY sales FROM 's3://lake/gzip/'" + Forebay.ROLE + "GZIP");
            try (var result = statement.executeQuery("SELECT count(*) FROM sales")) {
                result.next();
                if (result.getLong(1) != rows) {
                    throw new IllegalStateException(result.getLong(1) + " rows instead of " + rows);
                }
            }
        }
    }

    /** kB. SOURCE: Linux manual, proc_pid_status(5). */
    private static long peak(Process process) throws Exception {
        for (String line : Files.readAllLines(Path.of("/proc/" + process.pid() + "/status"))) {
            if (line.startsWith("VmHWM:")) {
                return Long.parseLong(line.replaceAll("\\D", ""));
            }
        }
        throw new IllegalStateException("no VmHWM");
    }
}
