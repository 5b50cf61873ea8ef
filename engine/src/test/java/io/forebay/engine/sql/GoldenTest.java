package io.forebay.engine.sql;

import static org.assertj.core.api.Assertions.assertThat;

import io.forebay.engine.sql.parse.StatementParser;
import io.forebay.spi.ForebayException;
import io.forebay.spi.warehouse.SqlFeature;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Each golden file holds statements, each followed by {@code =>} and what the parser makes of it, with {@code ----}
 * between them. Run with {@code GOLDEN_WRITE} set to write what the parser says now, and read the difference.
 */
class GoldenTest {
    private static final Path FOLDER = Path.of("src/test/resources/io/forebay/engine/sql");

    /** The file of what a warehouse needs that lacks all that a rule can write otherwise. */
    private static final String REWRITES = "rewrites";

    /** The file of what a warehouse needs that only has other views of the system views' names. */
    private static final String VIEWS = "views";

    /** The file of what a warehouse needs that has a library of Redshift's functions. */
    private static final String FUNCTIONS = "functions";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "copy",
                "copy-errors",
                "unload",
                "unload-errors",
                "client-copy",
                "jobs",
                "job-options",
                "job-errors",
                "settings",
                "tables",
                "other-ddl",
                "access",
                "queries",
                "procedures",
                "own-functions",
                "external",
                "refused",
                REWRITES,
                VIEWS,
                FUNCTIONS
            })
    void parsesAsRecorded(String file) {
        StatementParser parser = new StatementParser(dialect(file));
        Path path = FOLDER.resolve(file + ".golden");
        List<String> expected = new ArrayList<>();
        List<String> actual = new ArrayList<>();
        for (String block : read(path).split("\n----\n", -1)) {
            int arrow = block.indexOf("\n=>");
            String statement = (arrow < 0 ? block : block.substring(0, arrow)).strip();
            expected.add(block.strip());
            actual.add((statement + "\n=>\n" + result(parser, statement)).strip());
        }
        if (System.getenv("GOLDEN_WRITE") != null) {
            write(path, String.join("\n----\n", actual) + "\n");
        } else {
            assertThat(actual).isEqualTo(expected);
        }
    }

    private static TestDialect dialect(String file) {
        return switch (file) {
            case REWRITES ->
                new TestDialect(EnumSet.complementOf(EnumSet.of(SqlFeature.SYSTEM_VIEWS, SqlFeature.FUNCTIONS)));
            case FUNCTIONS -> new TestDialect(EnumSet.of(SqlFeature.FUNCTIONS, SqlFeature.TOP, SqlFeature.TYPE_NAMES));
            case VIEWS -> new TestDialect(EnumSet.of(SqlFeature.SYSTEM_VIEWS));
            default -> new TestDialect();
        };
    }

    private static String result(StatementParser parser, String text) {
        try {
            return parser.parse(text).stream().map(Rendering::of).collect(Collectors.joining("\n"));
        } catch (ForebayException e) {
            return e.code().name() + " at " + e.position().orElse(0) + ": " + e.getMessage();
        }
    }

    private static String read(Path path) {
        try {
            return Files.readString(path);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void write(Path path, String text) {
        try {
            Files.writeString(path, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
