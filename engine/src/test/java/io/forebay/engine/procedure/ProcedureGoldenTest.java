package io.forebay.engine.procedure;

import static org.assertj.core.api.Assertions.assertThat;

import io.forebay.engine.EngineFixture;
import io.forebay.engine.session.Prepared;
import io.forebay.engine.session.Result;
import io.forebay.engine.session.Session;
import io.forebay.engine.sql.Statement;
import io.forebay.spi.ForebayException;
import io.forebay.spi.warehouse.Rows;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * Runs scripts and compares what they give with the golden files: rows with {@code |} between values, notices, and errors
 * with their SQLSTATE and context. A block is a title, a script, {@code =>}, and what it gives.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ProcedureGoldenTest {
    private static final Path FOLDER = Path.of("src/test/resources/io/forebay/engine/procedure");

    private EngineFixture engine;

    @BeforeAll
    void open(@TempDir Path folder) {
        engine = new EngineFixture(folder);
    }

    @AfterAll
    void close() {
        engine.close();
    }

    @TestFactory
    Stream<DynamicTest> givesWhatIsWritten() throws IOException {
        List<DynamicTest> tests = new ArrayList<>();
        try (Stream<Path> files = Files.list(FOLDER)) {
            for (Path file : files.sorted().toList()) {
                for (String block : Files.readString(file).split("\n----\n", -1)) {
                    int line = block.indexOf('\n');
                    int arrow = block.indexOf("\n=>\n");
                    tests.add(DynamicTest.dynamicTest(
                            file.getFileName() + " " + block.substring(0, line),
                            () -> assertThat(run(block.substring(line + 1, arrow)))
                                    .isEqualTo(block.substring(arrow + 4).strip())));
                }
            }
        }
        return tests.stream();
    }

    private String run(String script) {
        StringBuilder said = new StringBuilder();
        try (Session session = engine.newSession()) {
            List<Statement> statements;
            try {
                statements = session.parse(script);
            } catch (ForebayException e) {
                return error(e).strip();
            }
            for (Statement statement : statements) {
                engine.notices.clear();
                String result;
                try {
                    result = run(session, statement);
                } catch (ForebayException e) {
                    result = error(e);
                }
                engine.notices.forEach(notice -> said.append(notice.severity())
                        .append(": ")
                        .append(notice.message())
                        .append('\n'));
                said.append(result);
            }
        }
        return said.toString().strip();
    }

    private static String error(ForebayException e) {
        return "ERROR " + e.code().sqlState() + ": " + e.getMessage() + "\n"
                + e.context().map(context -> context.indent(2)).orElse("");
    }

    private static String run(Session session, Statement statement) {
        StringBuilder rows = new StringBuilder();
        try (Prepared prepared = session.prepare(statement, List.of());
                Result result = prepared.execute(List.of())) {
            Rows given = result.rows();
            while (!given.columns().isEmpty() && given.next()) {
                for (int i = 0; i < given.columns().size(); i++) {
                    rows.append(i == 0 ? "" : "|").append(given.value(i));
                }
                rows.append('\n');
            }
        }
        return rows.toString();
    }
}
