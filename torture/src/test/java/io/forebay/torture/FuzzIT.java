package io.forebay.torture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/**
 * Looks for inputs that fail, with Jazzer in a process of its own. In a build all targets share a few seconds; {@code
 * torture/run} gives each its own process and more time. Properties: {@code forebay.torture.minutes} in total, {@code
 * forebay.torture.targets}.
 */
class FuzzIT {
    private static final int SECONDS_IN_A_BUILD = 8;
    private static final int HANGS_AFTER_SECONDS = 20;
    private static final int SECONDS_TO_START = 60;
    private static final String EXECUTED = "stat::number_of_executed_units";
    private static final int MOST_INPUT = 2048;
    private static final Path WORK = Path.of("target/torture").toAbsolutePath();

    @Test
    void findsNothing() throws Exception {
        String minutes = System.getProperty("forebay.torture.minutes", "");
        List<Target> targets = Targets.named(System.getProperty(Fuzzer.TARGETS, ""));
        if (minutes.isEmpty()) {
            fuzz("all", targets, SECONDS_IN_A_BUILD);
            return;
        }
        int seconds = (int) (Double.parseDouble(minutes) * 60 / targets.size());
        StringBuilder findings = new StringBuilder();
        for (Target target : targets) {
            try {
                fuzz(target.name(), List.of(target), Math.max(1, seconds));
            } catch (AssertionError e) {
                findings.append(e.getMessage()).append('\n');
            }
        }
        assertThat(findings.toString()).isEmpty();
    }

    private static void fuzz(String name, List<Target> targets, int seconds) throws Exception {
        Path corpus = Files.createDirectories(WORK.resolve("corpus").resolve(name));
        Path artifacts = Files.createDirectories(WORK.resolve("artifacts").resolve(name));
        sow(corpus, targets);
        Path log = WORK.resolve(name + ".log");
        Process process = new ProcessBuilder(command(targets, corpus, artifacts, seconds))
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        boolean ended = process.waitFor(seconds + SECONDS_TO_START + 2L * HANGS_AFTER_SECONDS, TimeUnit.SECONDS);
        if (!ended) {
            process.destroyForcibly().waitFor();
        }
        List<String> lines = Files.readAllLines(log, java.nio.charset.StandardCharsets.ISO_8859_1);
        System.out.println(name + ": " + last(lines, EXECUTED) + ", " + last(lines, "stat::average_exec_per_sec"));
        keepHangs(artifacts, targets);
        assertThat(last(lines, EXECUTED)).as("runs, see %s", log).matches(".* [0-9]{2,}");
        assertThat(ended ? process.exitValue() : -1)
                .as("fuzzing %s, see %s", name, log)
                .isZero();
    }

    private static String last(List<String> lines, String start) {
        return lines.stream()
                .filter(line -> line.startsWith(start))
                .reduce((one, other) -> other)
                .map(line -> line.replaceAll("\\s+", " "))
                .orElse("no " + start);
    }

    /** The seeds and what is kept; with several targets, behind the byte that chooses. */
    private static void sow(Path corpus, List<Target> targets) throws IOException {
        for (int i = 0; i < targets.size(); i++) {
            Target target = targets.get(i);
            int number = 0;
            for (byte[] seed : target.seeds()) {
                write(corpus, targets, i, target.name() + "-" + number++, seed);
            }
            for (Path kept : KeptInputs.of(target.name())) {
                write(corpus, targets, i, target.name() + "-" + kept.getFileName(), Files.readAllBytes(kept));
            }
        }
    }

    private static void write(Path corpus, List<Target> targets, int target, String name, byte[] input)
            throws IOException {
        Files.write(corpus.resolve(name), targets.size() == 1 ? input : Input.of(input, target));
    }

    private static List<String> command(List<Target> targets, Path corpus, Path artifacts, int seconds) {
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "-Xss1m",
                "-XX:+UseSerialGC",
                "-Djava.io.tmpdir=" + WORK,
                "-D" + KeptInputs.FOLDER + "=" + KeptInputs.folder("x").getParent(),
                "-D" + Fuzzer.TARGETS + "="
                        + String.join(",", targets.stream().map(Target::name).toList()),
                "-cp",
                System.getProperty("java.class.path"),
                "com.code_intelligence.jazzer.Jazzer",
                "--target_class=" + Fuzzer.class.getName(),
                "--instrumentation_includes=io.forebay.**:org.apache.commons.compress.**:com.fasterxml.jackson.dataformat.**:org.yaml.**",
                "--instrumentation_excludes=io.forebay.torture.**:io.forebay.contract.**",
                "--custom_hook_includes=io.forebay.none.**",
                "--reproducer_path=" + artifacts,
                "-artifact_prefix=" + artifacts + "/",
                "-max_total_time=" + seconds,
                "-max_len=" + MOST_INPUT,
                "-timeout=" + HANGS_AFTER_SECONDS,
                "-rss_limit_mb=2048",
                "-print_final_stats=1",
                corpus.toString());
    }

    /** The fuzzer keeps what fails; of what hangs, only its own library knows. */
    private static void keepHangs(Path artifacts, List<Target> targets) throws IOException {
        try (var files = Files.list(artifacts)) {
            for (Path file : files.filter(each -> each.getFileName().toString().matches("(timeout|oom)-.*"))
                    .toList()) {
                byte[] input = Files.readAllBytes(file);
                int chosen = targets.size() == 1 || input.length == 0 ? 0 : (input[0] & 0xFF) % targets.size();
                int from = targets.size() == 1 ? 0 : Math.min(1, input.length);
                KeptInputs.keep(
                        targets.get(chosen).name(),
                        file.getFileName().toString().replaceAll("-.*", ""),
                        java.util.Arrays.copyOfRange(input, from, input.length));
                Files.delete(file);
            }
        }
    }
}
