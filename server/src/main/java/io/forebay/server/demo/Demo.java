package io.forebay.server.demo;

import io.forebay.server.Server;
import io.forebay.server.cli.SqlClient;
import io.forebay.server.cli.Terminal;
import io.forebay.server.config.DataFolder;
import io.forebay.server.config.Keys;
import io.forebay.server.config.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The guided example, from an empty folder to an exit code. */
public final class Demo {
    private final Terminal terminal;

    public Demo(Terminal terminal) {
        this.terminal = terminal;
    }

    /** @return 0 when everything came out as it should, else 1 */
    public int run() throws IOException, SQLException {
        long start = System.nanoTime();
        try (Scratch scratch = Scratch.make()) {
            Files.createDirectories(scratch.path().resolve("lake"));
            Settings settings = settings(scratch.path());
            try (DataFolder data = DataFolder.open(settings.data())) {
                data.useForTemporaryFiles();
                welcome();
                try (Server server = Server.start(settings);
                        SqlClient client = SqlClient.connect(
                                new SqlClient.Address(settings.host(), server.sqlPort(), "dev", "forebay", null))) {
                    terminal.out().println("It listens on " + settings.host() + ":" + server.sqlPort() + ".");
                    Bucket lake = new Bucket(scratch.path().resolve("lake"), scratch.path());
                    return verdict(play(client::run, lake, terminal), start);
                }
            }
        }
    }

    private static Settings settings(Path folder) {
        return Settings.builder(folder)
                .flag(Keys.DATA, "data")
                .flag(Keys.SQL_PORT, "0")
                .flag(Keys.HTTP_PORT, "0")
                .flag(Keys.BUCKETS, "lake=lake")
                .flag(Keys.POLL_INTERVAL, "500ms")
                .build();
    }

    private void welcome() {
        terminal.out()
                .println("Forebay loads files that land in a bucket into a warehouse, each of them exactly once.");
        terminal.out()
                .println("This example runs a server of its own. Its bucket \"lake\" is a folder, its warehouse an");
        terminal.out().println("embedded DuckDB, its data is made up, and all of it is gone when the example ends.");
    }

    /** Plays all scenes and gives what differed. */
    static List<String> play(Sql sql, Bucket lake, Terminal terminal) throws IOException {
        Stage stage = new Stage(sql, terminal);
        @Nullable String broken = null;
        try {
            new SalesScene(stage, lake).play();
            new CabScene(stage, lake).play();
            new HistoryScene(stage, lake).play();
            new SteeringScene(stage, lake).play();
        } catch (Stage.Refused e) {
            broken = e.getMessage();
        }
        if (broken != null) {
            stage.expect("statements", "all run", broken);
        }
        return stage.differences();
    }

    private int verdict(List<String> differences, long start) {
        terminal.out().println();
        if (differences.isEmpty()) {
            terminal.out().printf("Every result was as expected, after %.1f s.%n", (System.nanoTime() - start) / 1e9);
            terminal.out().println("Next: forebay serve --bucket lake=./lake, and docs/guide/getting-started.md.");
            return 0;
        }
        terminal.err().println("forebay: not everything was as expected:");
        differences.forEach(each -> terminal.err().println("  " + each));
        return 1;
    }
}
