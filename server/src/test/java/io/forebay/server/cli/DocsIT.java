package io.forebay.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
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
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Does what a page tells its reader to do: writes each {@code csv file=…} and {@code json file=…}, runs each {@code sql}
 * and each {@code sh} of AWS's command line, and compares what the last statement or command of a block gives with the
 * {@code text} or {@code json} that follows it, and each {@code text object=…} with the file.
 */
class DocsIT {
    private static final String FILE = " file=";
    /** What a server finds when it starts. */
    private static final Pattern FIRST = Pattern.compile(FILE + "(pipelines/|forebay\\.yaml)");

    private static final ObjectMapper JSON = new ObjectMapper();
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
                "guide/data-api.md",
                "guide/state-machines.md",
                "guide/schedules.md",
                "reference/unload.md"
            })
    void guideShowsWhatHappens(String page) throws Exception {
        Files.createDirectories(folder.resolve("lake"));
        List<Block> blocks = Block.of(Files.readString(Path.of("..", "docs", page)));
        for (Block block : blocks) {
            if (FIRST.matcher(block.info()).find()) {
                put(block);
            }
        }
        Settings settings = Settings.builder(folder)
                .file(null)
                .flag(Keys.SQL_PORT, "0")
                .flag(Keys.HTTP_PORT, "0")
                .flag(Keys.BUCKETS, "lake=lake")
                .flag(Keys.POLL_INTERVAL, "200ms")
                .build();
        Files.createDirectories(settings.data());
        try (Server server = Server.start(settings);
                SqlClient client = SqlClient.connect(
                        new SqlClient.Address("127.0.0.1", server.sqlPort(), "dev", "forebay", null))) {
            AwsCommands aws = new AwsCommands(folder, server.httpPort());
            for (int i = 0; i < blocks.size(); i++) {
                Block block = blocks.get(i);
                Block next = i + 1 < blocks.size() ? blocks.get(i + 1) : new Block("", "");
                if (FIRST.matcher(block.info()).find()) {
                    continue;
                }
                if (block.info().contains(FILE)) {
                    put(block);
                } else if (block.info().equals("sql")) {
                    run(client, block, next.info().equals("text") ? next.text() : "");
                } else if (block.info().equals("sh")) {
                    run(aws, block, next);
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

    /** Asks by the last command until it answers what is shown, if something is. */
    private static void run(AwsCommands aws, Block block, Block shown) throws Exception {
        List<String> commands = AwsCommands.of(block.text());
        boolean compared = List.of("text", "json").contains(shown.info());
        for (int i = 0; i < commands.size(); i++) {
            String command = commands.get(i);
            String found = aws.run(command);
            if (i < commands.size() - 1 || !compared) {
                assertThat(found).as(command).doesNotStartWith(AwsCommands.ERROR);
                continue;
            }
            long start = System.nanoTime();
            while (!same(shown, found) && System.nanoTime() - start < LIMIT_NANOS) {
                LockSupport.parkNanos(50_000_000);
                found = aws.run(command);
            }
            assertThat(same(shown, found)).as("%s\ngave\n%s", command, found).isTrue();
        }
    }

    private static boolean same(Block shown, String found) throws IOException {
        return shown.info().equals("json") && !found.startsWith(AwsCommands.ERROR)
                ? JSON.readTree(shown.text()).equals(JSON.readTree(found))
                : shown.text().equals(found);
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
