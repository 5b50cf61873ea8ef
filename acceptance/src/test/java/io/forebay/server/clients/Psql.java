package io.forebay.server.clients;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** The psql of this machine. */
final class Psql {
    private static final String BETWEEN = "@@between";

    private Psql() {}

    /** Whether it is the version whose words are recorded: another says the same otherwise. */
    static boolean installed() {
        try {
            Process process = start("psql", "--version");
            String version = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return process.waitFor() == 0 && version.contains(" 15.");
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static Process start(String... command) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("PGPASSWORD", "x");
        builder.environment().put("LC_ALL", "C.UTF-8");
        return builder.start();
    }

    /** What one psql prints for each of the commands, without blanks at the ends of lines. */
    static List<String> run(int port, List<String> commands) {
        List<String> arguments = new ArrayList<>(List.of(
                "psql", "-X", "-q", "-h", "127.0.0.1", "-p", String.valueOf(port), "-U", "forebay", "-d", "dev"));
        commands.forEach(command -> arguments.addAll(List.of("-c", "\\echo " + BETWEEN, "-c", command)));
        try {
            Process process = start(arguments.toArray(String[]::new));
            String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            process.waitFor();
            List<String> answers = new ArrayList<>();
            for (String answer : printed.split(BETWEEN + "\n", -1)) {
                answers.add(answer.replaceAll("(?m)[ ]+$", "")
                        .replaceAll("\"identity\"\\(\\d+,", "\"identity\"(N,")
                        .strip());
            }
            return answers.subList(1, answers.size());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
