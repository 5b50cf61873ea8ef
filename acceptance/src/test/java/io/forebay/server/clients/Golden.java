package io.forebay.server.clients;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/** A file of what is asked and what is answered; written anew where the environment has GOLDEN_WRITE. */
final class Golden {
    private static final Path FOLDER = Path.of("src/test/resources/io/forebay/server/clients");
    private static final String BETWEEN = "\n----\n";
    private static final String ANSWER = "\n=>";

    private Golden() {}

    /** @param answers in the order of what is asked */
    static void check(String name, UnaryOperator<List<String>> answers) throws IOException {
        Path path = FOLDER.resolve(name + ".golden");
        List<String> expected = new ArrayList<>();
        List<String> asked = new ArrayList<>();
        for (String block : Files.readString(path).split(BETWEEN, -1)) {
            int arrow = block.indexOf(ANSWER);
            asked.add((arrow < 0 ? block : block.substring(0, arrow)).strip());
            expected.add(block.strip());
        }
        List<String> answered = answers.apply(asked);
        List<String> actual = new ArrayList<>();
        for (int i = 0; i < asked.size(); i++) {
            actual.add((asked.get(i) + ANSWER + "\n" + (i < answered.size() ? answered.get(i) : "(nothing)")).strip());
        }
        if (System.getenv("GOLDEN_WRITE") != null) {
            Files.writeString(path, String.join(BETWEEN, actual) + "\n");
        } else {
            assertThat(actual).isEqualTo(expected);
        }
    }
}
