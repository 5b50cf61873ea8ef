package io.forebay.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.forebay.server.cli.CommandLines;
import io.forebay.server.cli.Terminal;
import io.forebay.server.config.Keys;
import io.forebay.server.config.Settings;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code forebay migrate-ledger} between the data folders of two servers. */
@Timeout(120)
class MigrateLedgerIT {
    private static final String JOB =
            "COPY t FROM 's3://lake/in/' IAM_ROLE 'arn:aws:iam::123456789012:role/r' JOB CREATE j AUTO OFF";

    @TempDir
    Path folder = Path.of("");

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    /** Statements for a server on a data folder; gives the last one's first value. */
    private String at(String data, String... statements) throws SQLException {
        Settings settings = Settings.builder(folder)
                .flag(Keys.SQL_PORT, "0")
                .flag(Keys.HTTP_PORT, "0")
                .flag(Keys.DATA, data)
                .flag(Keys.BUCKETS, "lake=lake")
                .build();
        folder.resolve(data).toFile().mkdirs();
        try (Server server = Server.start(settings);
                Connection connection = DriverManager.getConnection(
                        "jdbc:postgresql://127.0.0.1:" + server.sqlPort() + "/dev?user=forebay&sslmode=disable");
                Statement sql = connection.createStatement()) {
            String last = "";
            for (String statement : statements) {
                if (sql.execute(statement)) {
                    try (ResultSet rows = sql.getResultSet()) {
                        last = rows.next() ? String.valueOf(rows.getString(1)) : "";
                    }
                }
            }
            return last;
        }
    }

    private void file(String name, String text) throws Exception {
        Files.createDirectories(folder.resolve("lake/in"));
        Files.writeString(folder.resolve("lake/in").resolve(name), text);
        // Older than the quiet period, so that it counts as finished.
        folder.resolve("lake/in").resolve(name).toFile().setLastModified(System.currentTimeMillis() - 60_000);
    }

    private String duckdb(String data) {
        return "duckdb:" + folder.resolve(data).resolve("dev.duckdb");
    }

    private int run(String... arguments) {
        Terminal terminal = new Terminal(
                new ByteArrayInputStream(new byte[0]),
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                false,
                Map.of());
        return CommandLines.run(terminal, arguments);
    }

    private int migrate(String... more) {
        String[] arguments = {"migrate-ledger", "--from", duckdb("one"), "--to", duckdb("two")};
        String[] all = java.util.Arrays.copyOf(arguments, arguments.length + more.length);
        System.arraycopy(more, 0, all, arguments.length, more.length);
        return run(all);
    }

    private String printed() {
        String text = out.toString(StandardCharsets.UTF_8) + err.toString(StandardCharsets.UTF_8);
        out.reset();
        err.reset();
        return text;
    }

    private void load() throws Exception {
        at("one", "CREATE TABLE t (a int)", JOB);
        file("1", "1\n");
        assertThat(at("one", "COPY JOB RUN j", "SELECT count(*) FROM t")).isEqualTo("1");
    }

    @Test
    void movesAJobAndSaysSo() throws Exception {
        load();
        assertThat(run("migrate-ledger", "--from", duckdb("one"), "--to", "mysql://u:secret@h/d"))
                .isEqualTo(1);
        assertThat(printed())
                .contains("there is no warehouse of kind \"mysql\"")
                .doesNotContain("--warehouse", "secret");
        at("two", "SELECT 1");
        assertThat(migrate()).isEqualTo(1);
        assertThat(printed())
                .contains(
                        "forebay: job j cannot move to " + duckdb("two") + ": relation \"public.t\" does not exist",
                        "hint: Make the table in the second warehouse");
        at("two", "CREATE TABLE t (a int)");
        assertThat(migrate("--dry-run")).isZero();
        assertThat(printed())
                .contains(
                        "Job j would move from " + duckdb("one") + " to " + duckdb("two")
                                + ": 1 file that it is done with, 1 load of 1 file.",
                        "The rows of table public.t do not move");
        assertThat(migrate("--job", "j")).isZero();
        assertThat(printed())
                .contains("Job j has moved from " + duckdb("one"), "AUTO OFF: 1 file that", "have grown by ");
        assertThat(migrate("--job", "j")).isZero();
        assertThat(printed()).contains("Job j has moved already.");
        assertThat(migrate()).isZero();
        assertThat(printed()).contains("There is no job to move.");
        file("2", "2\n");
        assertThat(at("two", "COPY JOB RUN j", "SELECT sum(a) FROM t")).isEqualTo("2");
        assertThat(at("two", "SELECT sum(loaded_rows) FROM sys_load_history")).isEqualTo("2");
        assertThat(at("one", "SELECT count(*) FROM sys_copy_job")).isEqualTo("0");
        assertThat(at("one", "SELECT message FROM sys_copy_job_info ORDER BY record_time DESC LIMIT 1"))
                .startsWith("has moved to " + duckdb("two"));
    }

    @Test
    void saysWhatIsWrongWithItsArguments() throws Exception {
        Files.createDirectory(folder.resolve("one"));
        Files.createFile(folder.resolve("one/dev.duckdb"));
        assertThat(run("migrate-ledger", "--from", "x")).isEqualTo(2);
        assertThat(printed()).contains("--to");
        assertThat(run("migrate-ledger", "--from", "x", "--to", duckdb("one"))).isEqualTo(2);
        assertThat(printed()).contains("--from must be the URL of a warehouse");
        assertThat(migrate()).isEqualTo(1);
        assertThat(printed()).contains("--to: there is no file ", "hint: A data folder's warehouse is duckdb:");
        assertThat(folder.resolve("two")).doesNotExist();
        assertThat(run("migrate-ledger", "--from", duckdb("one"), "--to", "duckdb:" + folder + "/./one/dev.duckdb"))
                .isEqualTo(1);
        assertThat(printed()).contains("--from and --to are the same warehouse");
        assertThat(run("migrate-ledger", "--from", "postgresql://a:b@h/d?sslmode=require", "--to", "postgresql://h/d"))
                .isEqualTo(1);
        assertThat(printed()).contains("--from and --to are the same warehouse");
        assertThat(run("migrate-ledger", "--help")).isZero();
        assertThat(printed())
                .contains("--from", "--to", "--job", "--dry-run", "--job.lease-time")
                .doesNotContain("--sql-port");
    }

    @Test
    void hidesPasswords() {
        assertThat(LedgerMigration.shown(URI.create("postgresql://u:secret@host:5432/db?password=x")))
                .isEqualTo("postgresql://u@host:5432/db");
        assertThat(LedgerMigration.shown(URI.create("postgresql://u:s@h1:1,h2:2/db")))
                .isEqualTo("postgresql://***");
        assertThat(LedgerMigration.shown(URI.create("duckdb:./dev.duckdb"))).isEqualTo("duckdb:./dev.duckdb");
    }
}
