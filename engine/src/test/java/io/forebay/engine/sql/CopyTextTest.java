package io.forebay.engine.sql;

import static org.assertj.core.api.Assertions.assertThat;

import io.forebay.engine.sql.parse.StatementParser;
import io.forebay.engine.sql.text.Redaction;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class CopyTextTest {
    private final StatementParser parser = new StatementParser(new TestDialect());

    static Stream<String> copies() throws IOException {
        Path file = Path.of("src/test/resources/io/forebay/engine/sql/copy.golden");
        return Stream.of(Files.readString(file).split("\n----\n", -1)).map(b -> b.substring(0, b.indexOf("\n=>")));
    }

    @ParameterizedTest
    @MethodSource("copies")
    void parsesAgainToTheSameCommandWithoutSecrets(String sql) {
        CopyCommand command = ((Statement.Copy) parser.parse(sql).get(0)).command();
        assertThat(command.text()).doesNotContain("hush").doesNotContain("psst").doesNotContain("AKIA");
        assertThat(Redaction.redact(command.text())).isEqualTo(command.text());
        if (command.authorization().masterKey() != null) {
            assertThat(command.text()).contains("***").doesNotContain("MDEy"); // no job has it, so nothing reads it
            return;
        }
        CopyCommand again = ((Statement.Copy) parser.parse(command.text()).get(0)).command();
        assertThat(again).isEqualTo(command);
        List<Statement> job = parser.parse(jobOf(command));
        assertThat(job).hasSize(1);
    }

    private static String jobOf(CopyCommand command) {
        boolean refused = command.authorization().kind() == CopyCommand.Authorization.Kind.KEYS
                || command.authorization().role().equals("default")
                || command.load().flags().stream().anyMatch(f -> f != CopyCommand.LoadFlag.EXPLICIT_IDS);
        return refused ? "select 1" : command.text() + " JOB CREATE again";
    }
}
