package io.forebay.server.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.forebay.server.cli.SqlClient;
import io.forebay.server.cli.Table;
import io.forebay.server.cli.Terminal;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DemoTest {
    @TempDir
    Path folder = Path.of("");

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    @Test
    void namesEachResultThatDiffers() throws IOException {
        List<String> differences = play(statement -> statement.startsWith("SELECT")
                ? new SqlClient.Answer(empty(statement), "SELECT", List.of())
                : new SqlClient.Answer(null, "OK", List.of()));

        assertThat(differences)
                .contains("days in store_sales: expected 1, found 0", "jobs: expected 3, found 0")
                .anyMatch(each -> each.startsWith("errors of the red company: expected 1"));
    }

    @Test
    void stopsAtAStatementThatFails() throws IOException {
        List<String> differences = play(statement -> {
            throw new SQLException("no such thing");
        });

        assertThat(differences).singleElement().asString().contains("statements: expected all run", "no such thing");
        assertThat(printed()).contains("ERROR:  no such thing");
    }

    @Test
    void printsEachStatementWithinTheScreen() throws IOException {
        play(statement -> new SqlClient.Answer(empty(statement), "OK", List.of("INFO:  done")));

        assertThat(printed().lines()).allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(100));
        assertThat(printed())
                .contains("JOB CREATE job_store_sales AUTO ON;", "COPY JOB DROP job_red_cab;", "INFO:  done");
    }

    @Test
    void putsWholeFilesIntoTheBucket() throws IOException {
        play(statement -> new SqlClient.Answer(empty(statement), "OK", List.of()));

        assertThat(folder.resolve("lake/store_sales/2002-12-31").toFile().list())
                .hasSize(6)
                .allMatch(name -> name.endsWith(".gz"));
        assertThat(folder.resolve("lake/Customer_2").toFile().list()).hasSize(3);
    }

    private List<String> play(Sql sql) throws IOException {
        Files.createDirectories(folder.resolve("lake"));
        Terminal terminal = new Terminal(
                new ByteArrayInputStream(new byte[0]),
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(out, true, StandardCharsets.UTF_8),
                false,
                Map.of());
        return Demo.play(sql, new Bucket(folder.resolve("lake"), folder), terminal);
    }

    /** As a server would answer that has every file and not one row. */
    private static Table empty(String statement) {
        if (statement.contains("sys_copy_job_detail")) {
            return one("files", "12");
        }
        if (statement.contains("GROUP BY") || statement.contains("trim(") || statement.contains("sys_load_history")) {
            return new Table(List.of(new Table.Column("x", false)), List.of());
        }
        String[] words = statement.split(" AS ");
        return one(words.length > 1 ? words[1].split("\\s")[0] : "x", "0");
    }

    private static Table one(String column, String value) {
        return new Table(List.of(new Table.Column(column, true)), List.of(List.of(value)));
    }

    private String printed() {
        return out.toString(StandardCharsets.UTF_8);
    }
}
