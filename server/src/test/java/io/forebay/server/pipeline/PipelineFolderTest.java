package io.forebay.server.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.forebay.spi.CommonError;
import io.forebay.spi.ForebayException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PipelineFolderTest {
    private final List<String> made = new CopyOnWriteArrayList<>();
    private final PipelineFolder.Maker maker = new PipelineFolder.Maker() {
        @Override
        public void machine(String name, String definition) {
            made.add("machine " + name + " " + definition);
        }

        @Override
        public void schedule(String name, JsonNode definition) {
            if (full) {
                throw new ForebayException(CommonError.DISK_FULL, "no room");
            }
            if (definition.has("Wrong")) {
                throw new ForebayException(CommonError.INVALID_PARAMETER, "it is wrong");
            }
            made.add("schedule " + name + " " + definition);
        }

        @Override
        public void trigger(String name, JsonNode definition) {
            if (away) {
                throw new ForebayException(CommonError.DISK_FULL, "no room");
            }
            made.add("trigger " + name + " " + definition);
        }

        @Override
        public void filesAre(Set<String> schedules, Set<String> triggers) {
            if (full) {
                throw new ForebayException(CommonError.DISK_FULL, "no room");
            }
            made.add("there are " + schedules + triggers);
        }
    };

    private boolean full;
    private boolean away;

    @TempDir
    Path folder;

    private Path write(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }

    private PipelineFolder watch() {
        return PipelineFolder.watch(folder, Map.of("M", "etl"), maker);
    }

    @Test
    void makesMachinesBeforeWhatStartsThem() throws IOException {
        write("a.trigger.yml", "On: {CopyJob: j}\n");
        write("b.schedule.yaml", "FlexibleTimeWindow: {Mode: OFF}\nTarget: {StateMachine: '${M}'}\n");
        write("c.asl.json", "{}");
        write("d.txt", "nothing");
        watch().close();
        assertThat(made)
                .containsExactly(
                        "there are [b][a]",
                        "machine c {}",
                        "schedule b {\"FlexibleTimeWindow\":{\"Mode\":\"OFF\"},\"Target\":{\"StateMachine\":\"etl\"}}",
                        "trigger a {\"On\":{\"CopyJob\":\"j\"}}");
    }

    @Test
    void looksAgainAtWhatHasChangedOrIsGone() throws IOException {
        Path first = write("a.schedule.json", "{}");
        Path second = write("b.schedule.json", "{\"Wrong\": 1}");
        assertThatThrownBy(this::watch).hasMessageContaining("b.schedule.json: it is wrong");
        Files.writeString(second, "{}");
        made.clear();
        try (PipelineFolder watched = watch()) {
            Files.delete(first);
            Files.writeString(second, "{\"Wrong\": 1}");
            Files.setLastModifiedTime(second, FileTime.fromMillis(1));
            watched.look(false);
            Files.writeString(second, "{\"Right\": 1}");
            Files.setLastModifiedTime(second, FileTime.fromMillis(2));
            watched.look(false);
        }
        assertThat(made)
                .contains("there are [a, b][]", "schedule a {}", "schedule b {}")
                .endsWith("there are [b][]", "there are [b][]", "schedule b {\"Right\":1}");
    }

    /** A look that fails is followed by others, and what it has not made is made by them. */
    @Test
    void makesLaterWhatTheDiskHasRefused() throws IOException {
        try (PipelineFolder watched = watch()) {
            write("a.schedule.json", "{}");
            full = true;
            watched.look(false);
            full = false;
            watched.look(false);
        }
        assertThat(made).endsWith("there are [a][]", "schedule a {}");
    }

    @Test
    void makesLaterWhatCouldNotBeMade() throws IOException {
        try (PipelineFolder watched = watch()) {
            write("a.trigger.json", "{}");
            away = true;
            watched.look(false);
            away = false;
            watched.look(false);
        }
        assertThat(made).endsWith("there are [][a]", "trigger a {}");
    }

    @Test
    void makesOneThingOfOneFile() throws IOException {
        Path first = write("a.schedule.json", "{\"First\": 1}");
        try (PipelineFolder watched = watch()) {
            Path second = write("a.schedule.yaml", "Second: 2");
            watched.look(false);
            assertThat(made).endsWith("schedule a {\"First\":1}", "there are [a][]");
            assertThatThrownBy(this::watch).hasMessageContaining("a.schedule.json and a.schedule.yaml make the same");
            Files.delete(first);
            watched.look(false);
            assertThat(made).endsWith("there are [a][]", "schedule a {\"Second\":2}");
            Files.delete(second);
        }
    }

    /** As git and some editors write it anew. */
    @Test
    void believesThatAFileIsGoneWhenItIsSoForAWhile() throws IOException {
        write("a.schedule.json", "{}");
        Runnable back = () -> {
            try {
                write("a.schedule.json", "{\"New\": 1}");
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        };
        try (PipelineFolder watched = PipelineFolder.watch(folder, Map.of(), maker, back)) {
            Files.delete(folder.resolve("a.schedule.json"));
            watched.look(false);
        }
        assertThat(made).doesNotContain("there are [][]").endsWith("schedule a {\"New\":1}");
    }
}
