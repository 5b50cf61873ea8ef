package io.forebay.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.forebay.contract.crash.SqlClient;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** A warehouse whose file may not grow any more, by the process's own file size limit: the same failures as a full disk. */
@EnabledOnOs(OS.LINUX)
class FullDiskIT {
    /** 1,024 bytes each; DuckDB's own library, which is unpacked at the start, has 70 MB. */
    private static final int LIMIT_BLOCKS = 95 * 1024;

    private static final int ROWS = 300_000;
    private static final int MOST_COPIES = 40;
    private static final String COPY = "COPY t FROM 's3://lake/part' IAM_ROLE 'arn:aws:iam::123456789012:role/r'";

    @TempDir
    Path folder;

    private final List<Process> started = new ArrayList<>();

    @AfterEach
    void stop() throws InterruptedException {
        for (Process each : started) {
            each.destroyForcibly().waitFor(30, TimeUnit.SECONDS);
        }
    }

    @Test
    void keepsRowsAndLedgerTogetherWhenNothingMoreFits() throws Exception {
        writePart();
        int port = start("ulimit -f " + LIMIT_BLOCKS + "; ");
        new SqlClient(port).run("CREATE TABLE t (a varchar(60), b varchar(60))");
        assertThat(copiesUntilItFails(port)).isBetween(1, MOST_COPIES - 1);
        started.get(0).destroyForcibly().waitFor(30, TimeUnit.SECONDS);

        int again = start("");
        long rows = check(again);
        new SqlClient(again).run(COPY);
        assertThat(check(again)).isEqualTo(rows + ROWS);
    }

    private static int copiesUntilItFails(int port) {
        for (int copies = 0; copies < MOST_COPIES; copies++) {
            try {
                new SqlClient(port).run(COPY);
            } catch (SQLException e) {
                return copies;
            }
        }
        return MOST_COPIES;
    }

    private static long check(int port) throws SQLException {
        long rows = new SqlClient(port).number("SELECT count(*) FROM t");
        assertThat(rows % ROWS).isZero();
        assertThat(
                        new SqlClient(port)
                                .number(
                                        "SELECT coalesce(sum(loaded_rows), 0) FROM sys_load_history WHERE status = 'completed'"))
                .isEqualTo(rows);
        assertThat(new SqlClient(port).number("SELECT count(*) FROM stl_load_commits"))
                .isEqualTo(rows / ROWS);
        return rows;
    }

    private void writePart() throws IOException {
        Files.createDirectories(folder.resolve("lake"));
        Random random = new Random(7);
        try (BufferedWriter out = Files.newBufferedWriter(folder.resolve("lake/part"))) {
            StringBuilder line = new StringBuilder();
            for (int row = 0; row < ROWS; row++) {
                line.setLength(0);
                for (int i = 0; i < 100; i++) {
                    line.append(i == 50 ? '|' : (char) ('0' + random.nextInt(75)));
                }
                out.write(line.toString().replace('\\', '/'));
                out.newLine();
            }
        }
    }

    private int start(String before) throws IOException {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        Process process = new ProcessBuilder(
                        "bash",
                        "-c",
                        before + "exec \"$@\"",
                        "bash",
                        java,
                        "-Xmx256m",
                        "-Djava.io.tmpdir=" + folder.resolve("data/tmp"),
                        "-cp",
                        System.getProperty("java.class.path"),
                        HaltingServer.class.getName(),
                        folder.resolve("data").toString(),
                        folder.resolve("lake").toString(),
                        "",
                        "0",
                        "")
                .redirectError(ProcessBuilder.Redirect.appendTo(
                        folder.resolve("server.log").toFile()))
                .start();
        started.add(process);
        BufferedReader out =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        return Integer.parseInt(String.valueOf(out.readLine()).replaceFirst(".*:", ""));
    }
}
