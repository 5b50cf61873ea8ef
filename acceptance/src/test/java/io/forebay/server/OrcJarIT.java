package io.forebay.server;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.forebay.contract.crash.SqlClient;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * ORC in the runnable jar, which has only some packages of what orc-core stands on: files of all types and compressions
 * load there, nothing of it is loaded before the first of them, and nothing of it speaks or reads a configuration.
 */
@Timeout(180)
class OrcJarIT {
    private static final List<String> FILES = List.of("none", "zlib", "snappy", "lzo", "lz4", "zstd", "brotli");
    private static final List<String> PACKAGES = List.of("org.apache.orc.", "org.apache.hadoop.", "com.aayushatharva.");

    @TempDir
    Path folder = Path.of("");

    private final List<Process> started = new ArrayList<>();

    @AfterEach
    void stop() {
        started.forEach(Process::destroyForcibly);
    }

    @Test
    void loadsFilesOfAllTypesAndCompressions() throws Exception {
        SqlClient sql = new SqlClient(start());
        assertThat(loaded()).isEmpty();
        sql.run("CREATE TABLE t (a boolean, b smallint, c smallint, d int, e bigint, f real, g float8, h decimal(10,2),"
                + " i decimal(38,4), j char(5), k varchar(9), l varchar(100), m varchar(10), n date, o timestamp,"
                + " p timestamptz, q super, r super, s super, t super)");
        for (String file : FILES) {
            sql.run("COPY t FROM 's3://lake/" + file + ".orc' IAM_ROLE default FORMAT ORC SERIALIZETOJSON");
        }
        assertThat(sql.number("SELECT count(*) FROM t WHERE a AND b = 1 AND c = 2 AND d = 3 AND e = 4 AND f = 0.5"
                        + " AND g = 0.25 AND h = 1234.50 AND i = 12345678901234567890.1234 AND j = 'char'"
                        + " AND k = 'varchar' AND l LIKE 'a text that%' AND len(m) = 3 AND n = '2024-02-29'"
                        + " AND o = '2024-02-29 12:30:15.123456' AND p = '2024-02-29 12:30:15+00'"))
                .isEqualTo(2L * FILES.size());
        assertThat(sql.number("SELECT count(*) FROM t")).isEqualTo(3L * FILES.size());
        assertThat(loaded()).isNotEmpty();
        assertThat(loaded())
                .noneMatch(line -> line.contains("hadoop.conf.") || line.contains("hadoop.security."))
                .hasSizeLessThan(1000);
        assertThat(Files.readString(folder.resolve("err")))
                .doesNotContain("WARN")
                .doesNotContain("hadoop")
                .doesNotContain("SLF4J");
    }

    /** Of the packages, what the server's process has loaded. */
    private List<String> loaded() throws IOException {
        try (Stream<String> lines = Files.lines(folder.resolve("classes"))) {
            return lines.filter(line -> PACKAGES.stream().anyMatch(line::contains))
                    .toList();
        }
    }

    private int start() throws IOException {
        Files.createDirectories(folder.resolve("lake"));
        for (String file : FILES) {
            try (InputStream bytes = OrcJarIT.class.getResourceAsStream("orc/" + file + ".orc")) {
                Files.copy(requireNonNull(bytes), folder.resolve("lake").resolve(file + ".orc"));
            }
        }
        Process server = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx256m",
                        "-Xlog:class+load:file=" + folder.resolve("classes"),
                        "-Djava.io.tmpdir=" + folder.resolve("data/tmp"),
                        "-jar",
                        Path.of(System.getProperty("forebay.jar", "../server/target/forebay.jar"))
                                .toAbsolutePath()
                                .toString(),
                        "serve",
                        "--data=data",
                        "--bucket=lake=lake",
                        "--sql-port=0",
                        "--http-port=0")
                .directory(folder.toFile())
                .redirectError(folder.resolve("err").toFile())
                .start();
        started.add(server);
        BufferedReader out = new BufferedReader(new InputStreamReader(server.getInputStream(), StandardCharsets.UTF_8));
        String ready = out.readLine();
        assertThat(ready).as(Files.readString(folder.resolve("err"))).startsWith("forebay is ready on");
        return Integer.parseInt(ready.replaceFirst(".* on 127\\.0\\.0\\.1:(\\d+), http.*", "$1"));
    }
}
