package io.forebay.engine.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.forebay.engine.sql.parse.StatementParser;
import io.forebay.engine.sql.text.Redaction;
import io.forebay.spi.ForebayException;
import io.forebay.spi.warehouse.SqlFeature;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Whatever is sent, the parser ends soon, and with statements or a {@code ForebayException} that has a position. */
class ParserFuzzTest {
    private static final Path FOLDER = Path.of("src/test/resources/io/forebay/engine/sql");
    private static final String[] PIECES = {
        "'",
        "\"",
        "$$",
        "$a$",
        "(",
        ")",
        ",",
        ";",
        ".",
        "--",
        "/*",
        "*/",
        "\\",
        "\0",
        "\u00a0",
        "E'",
        "U&\"",
        "#",
        "::",
        " select ",
        " from ",
        " copy ",
        " as ",
        " into ",
        " job create ",
        " with ",
        " null ",
        "1",
        "-",
        "é",
        "[",
        "]",
        "{"
    };

    private final StatementParser parser = new StatementParser(new TestDialect());
    private final Random random = new Random(20240601);

    @Test
    void survivesMutatedStatements() throws IOException {
        List<String> statements = statements();
        assertTimeoutPreemptively(Duration.ofSeconds(60), () -> {
            for (int round = 0; round < 6_000; round++) {
                parse(mutated(statements));
            }
        });
    }

    /** For a warehouse for which all is written otherwise. */
    @Test
    void survivesDeepNestingWhereMuchIsRewritten() {
        StatementParser server = new StatementParser(new TestDialect(EnumSet.allOf(SqlFeature.class)));
        assertTimeoutPreemptively(Duration.ofSeconds(20), () -> {
            int depth = 100_000;
            assertThat(server.parse("SELECT " + "(".repeat(depth) + "1" + ")".repeat(depth)))
                    .hasSize(1);
        });
    }

    @Test
    void survivesDeepNesting() {
        assertTimeoutPreemptively(Duration.ofSeconds(20), () -> {
            parse("select " + "(".repeat(20_000) + "1" + ")".repeat(20_000));
            parse("(".repeat(20_000) + "select 1" + ")".repeat(20_000));
            parse("create table t as " + "(".repeat(5_000) + "select 1" + ")".repeat(5_000));
            parse("select 1 /*".repeat(10_000));
            parse("select top 1 a minus ".repeat(2_000) + "select 1");
            parse("select '" + "''".repeat(200_000) + "'");
            parse("select $a$".repeat(20_000));
            parse("with a as (select 1), ".repeat(20_000));
            parse("select " + "cast(a as super) as b, ".repeat(10_000) + "1");
            parse("insert into t values (1);\n".repeat(10_000));
            parse("create table t as " + "(".repeat(20_000) + "select 1" + ")".repeat(20_000));
        });
    }

    private void parse(String sql) {
        try {
            assertThat(parser.parse(sql)).isNotNull();
        } catch (ForebayException e) {
            assertThat(e.position()).as(sql).isPresent();
            assertThat(e.position().getAsInt()).as(sql).isBetween(1, sql.length() + 1);
        } catch (RuntimeException e) {
            throw new AssertionError("failed on: " + sql, e);
        }
        assertThat(Redaction.redact(sql)).isNotNull();
    }

    private String mutated(List<String> statements) {
        StringBuilder sql = new StringBuilder(pick(statements));
        for (int changes = 1 + random.nextInt(4); changes > 0; changes--) {
            int at = random.nextInt(sql.length() + 1);
            switch (random.nextInt(5)) {
                case 0 -> sql.insert(at, PIECES[random.nextInt(PIECES.length)]);
                case 1 -> sql.delete(at, Math.min(sql.length(), at + 1 + random.nextInt(8)));
                case 2 -> sql.setLength(at);
                case 3 -> sql.insert(at, pick(statements));
                default -> sql.insert(at, (char) random.nextInt(0x3000));
            }
        }
        return sql.toString();
    }

    private String pick(List<String> statements) {
        return statements.get(random.nextInt(statements.size()));
    }

    private static List<String> statements() throws IOException {
        List<String> statements = new ArrayList<>();
        try (Stream<Path> files = Files.list(FOLDER)) {
            for (Path file : files.sorted().toList()) {
                for (String block : Files.readString(file).split("\n----\n", -1)) {
                    int arrow = block.indexOf("\n=>");
                    statements.add(arrow < 0 ? block : block.substring(0, arrow));
                }
            }
        }
        return statements;
    }
}
