package io.forebay.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.forebay.server.Server;
import io.forebay.server.config.Keys;
import io.forebay.server.config.Settings;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Does what a page tells its reader to do: writes each {@code csv file=…} and {@code json file=…}, runs each {@code sql},
 * and compares what the last statement of a block gives with the {@code text} that follows it, and each {@code text
 * object=…} with the file.
 */
class DocsIT {
    private static final String FILE = " file=";
    private static final long LIMIT_NANOS = 20_000_000_000L;

    @TempDir
    Path folder = Path.of("");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "guide/getting-started.md",
                "guide/copy-jobs.md",
                "guide/bad-rows.md",
                "guide/json.md",
                "guide/tables.md",
                "guide/procedures.md",
                "guide/merges.md",
                "guide/users.md",
                "guide/functions-of-your-own.md",
                "guide/external-tables.md",
                "reference/unload.md"
            })
    void guideShowsWhatHappens(String page) throws Exception {
        Files.createDirectories(folder.resolve("lake"));
        Settings settings = Settings.builder(folder)
                .flag(Keys.SQL_PORT, "0")
                .flag(Keys.HTTP_PORT, "0")
                .flag(Keys.BUCKETS, "lake=lake")
                .flag(Keys.POLL_INTERVAL, "200ms")
                .build();
        Files.createDirectories(settings.data());
        List<Block> blocks = Block.of(Files.readString(Path.of("..", "docs", page)));
        try (Server server = Server.start(settings);
                SqlClient client = SqlClient.connect(
                        new SqlClient.Address("127.0.0.1", server.sqlPort(), "dev", "forebay", null))) {
            for (int i = 0; i < blocks.size(); i++) {
                Block block = blocks.get(i);
                if (block.info().contains(FILE)) {
                    put(block);
                } else if (block.info().equals("sql")) {
                    boolean shown =
                            i + 1 < blocks.size() && blocks.get(i + 1).info().equals("text");
                    run(client, block, shown ? blocks.get(i + 1).text() : "");
                } else if (block.info().startsWith("text object=")) {
                    assertThat(folder.resolve(block.info().substring("text object=".length())))
                            .hasContent(block.text());
                }
            }
        }
    }

    /** Files appear whole: written beside the bucket, then moved in. */
    private void put(Block block) throws IOException {
        Path target = folder.resolve(block.info().substring(block.info().indexOf(FILE) + FILE.length()));
        Files.createDirectories(target.resolve("..").normalize());
        Path beside = Files.writeString(folder.resolve("written"), block.text());
        Files.move(beside, target, StandardCopyOption.ATOMIC_MOVE);
    }

    private static void run(SqlClient client, Block block, String expected) throws SQLException {
        StatementSplitter splitter = new StatementSplitter();
        List<String> statements = splitter.add(block.text());
        assertThat(splitter.rest()).as("every statement ends with a semicolon").isEmpty();
        for (String statement : statements.subList(0, statements.size() - 1)) {
            client.run(statement);
        }
        String last = statements.get(statements.size() - 1);
        String found = printed(client.run(last));
        long start = System.nanoTime();
        while (!expected.isEmpty() && !found.equals(expected) && System.nanoTime() - start < LIMIT_NANOS) {
            LockSupport.parkNanos(50_000_000);
            found = printed(client.run(last));
        }
        if (!expected.isEmpty()) {
            assertThat(found).as(last).isEqualTo(expected);
        }
    }

    private static String printed(SqlClient.Answer answer) {
        if (answer.table() == null) {
            return answer.tag();
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        TablePrinter.print(answer.table(), new PrintStream(bytes, true, StandardCharsets.UTF_8));
        return bytes.toString(StandardCharsets.UTF_8)
                .lines()
                .map(String::stripTrailing)
                .collect(Collectors.joining("\n", "", "\n"));
    }
}
