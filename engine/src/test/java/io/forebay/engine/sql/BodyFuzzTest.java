package io.forebay.engine.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.forebay.engine.sql.parse.StatementParser;
import io.forebay.spi.ForebayException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Whatever a body holds, reading it ends soon, with a procedure or with an error at a place in the text. */
class BodyFuzzTest {
    private static final Path CONSTRUCTS = Path.of("src/test/resources/io/forebay/engine/procedure/constructs.golden");

    private static final String[] PIECES = {
        " BEGIN ",
        " END ",
        ";",
        " IF ",
        " THEN ",
        " ELSE ",
        " CASE ",
        " WHEN ",
        " LOOP ",
        " FOR i IN ",
        "..",
        " INTO ",
        "<<",
        ">>",
        "(",
        ")",
        "'",
        ":=",
        " = ",
        " DECLARE ",
        " EXCEPTION ",
        "%",
        "$1",
        ".",
        ",",
        "--",
        "/*",
        " SELECT "
    };

    private final StatementParser parser = new StatementParser(new TestDialect());
    private final Random random = new Random(20260601);

    @Test
    void survivesMutatedBodies() throws IOException {
        List<String> bodies = bodies();
        assertTimeoutPreemptively(Duration.ofSeconds(60), () -> {
            for (int round = 0; round < 3_000; round++) {
                parse(mutated(bodies.get(random.nextInt(bodies.size()))));
            }
        });
    }

    @Test
    void survivesDeepNesting() {
        assertTimeoutPreemptively(Duration.ofSeconds(20), () -> {
            parse("BEGIN " + "BEGIN ".repeat(50_000));
            parse("BEGIN " + "IF true THEN ".repeat(50_000));
            parse("BEGIN x := " + "(".repeat(20_000) + "1" + ")".repeat(20_000) + "; END");
            parse("BEGIN " + "NULL; ".repeat(50_000) + " END");
            parse("DECLARE " + "a int; ".repeat(3_000) + " BEGIN END");
            parse("BEGIN IF " + "CASE ".repeat(20_000) + " THEN END");
        });
    }

    private void parse(String body) {
        String sql = "CREATE PROCEDURE p(a int, OUT b varchar) AS $fuzz$" + body + "$fuzz$ LANGUAGE plpgsql";
        try {
            assertThat(parser.parse(sql)).hasSize(1);
        } catch (ForebayException e) {
            assertThat(e.position()).as(sql).isPresent();
            assertThat(e.position().getAsInt()).as(sql).isBetween(1, sql.length() + 1);
        } catch (RuntimeException e) {
            throw new AssertionError("failed on: " + sql, e);
        }
    }

    private String mutated(String body) {
        StringBuilder sql = new StringBuilder(body);
        for (int changes = 1 + random.nextInt(4); changes > 0; changes--) {
            int at = random.nextInt(sql.length() + 1);
            switch (random.nextInt(3)) {
                case 0 -> sql.insert(at, PIECES[random.nextInt(PIECES.length)]);
                case 1 -> sql.delete(at, Math.min(sql.length(), at + 1 + random.nextInt(12)));
                default -> sql.setLength(at);
            }
        }
        return sql.toString();
    }

    private static List<String> bodies() throws IOException {
        List<String> bodies = new ArrayList<>();
        for (String part : Files.readString(CONSTRUCTS).split("AS \\$\\$", -1)) {
            int end = part.indexOf("$$");
            if (end > 0 && part.substring(0, end).contains("BEGIN")) {
                bodies.add(part.substring(0, end));
            }
        }
        assertThat(bodies).hasSizeGreaterThan(20);
        return bodies;
    }
}
