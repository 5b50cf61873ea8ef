package io.forebay.engine.flow.host;

import static org.assertj.core.api.Assertions.assertThat;

import io.forebay.engine.EngineFixture;
import io.forebay.engine.flow.run.Event;
import io.forebay.engine.flow.run.Start;
import io.forebay.engine.flow.value.Json;
import io.forebay.engine.flow.watch.FlowListener;
import io.forebay.engine.load.Formats;
import io.forebay.engine.load.Stores;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a host keeps of its executions, and how it stops. */
class HostTest {
    private static final String PASS = "{\"StartAt\": \"A\", \"States\": {\"A\": {\"Type\": \"Pass\", \"End\": true}}}";
    private static final String TASK = PASS.replace("\"Pass\"", "\"Task\", \"Resource\": \"arn:aws:states:::own:act\"");

    @TempDir
    Path folder = Path.of("");

    private Host open(TaskService service) {
        Tasks tasks = new Tasks(Map.of("own", service), new MapFiles(new Stores(List.of()), new Formats(List.of())));
        return new Host(folder, Clock.systemUTC(), tasks, FlowListener.NONE);
    }

    private static String start(Host host, String definition, String name) {
        return start(host, definition, name, Arns.execution("m", name));
    }

    private static String start(Host host, String definition, String name, String arn) {
        MachineRecord machine = new MachineRecord(Arns.machine("m"), "m", definition, "role", false, 0, 0);
        Start start = new Start(arn, name, machine.arn(), machine.name(), machine.roleArn(), Json.object());
        host.start(machine, host.definition(definition), definition, start, null);
        return start.id();
    }

    private static void awaitEnd(Host host) {
        EngineFixture.await(() -> host.underWay() == 0, () -> host.underWay() + " are under way");
    }

    /** Thousands of executions are kept for months, and each child of a distributed Map has a text of its own. */
    @Test
    void keepsADefinitionOnceForAllThatHaveIt() {
        String one;
        String two;
        try (Host host = open(TaskCall::parameters)) {
            one = start(host, PASS, "one");
            two = start(host, new String(PASS.toCharArray()), "two");
            awaitEnd(host);
            assertThat(definition(host, one)).isSameAs(definition(host, two));
        }
        try (Host host = open(TaskCall::parameters)) {
            assertThat(definition(host, one)).isEqualTo(PASS).isSameAs(definition(host, two));
        }
    }

    private static String definition(Host host, String execution) {
        return host.summary(execution).orElseThrow().definition();
    }

    /** A name and nothing behind it is what some file systems have of a file that was not forced. */
    @Test
    void restoresAHistoryThatALossOfPowerHasTaken() throws Exception {
        List<Event> first;
        List<Event> second;
        try (Host host = open(TaskCall::parameters)) {
            start(host, PASS, "one");
            start(host, PASS, "two");
            awaitEnd(host);
            first = host.history(Arns.execution("m", "one"));
            second = host.history(Arns.execution("m", "two"));
        }
        List<Path> files = files(folder.resolve("histories"));
        assertThat(files).hasSize(2);
        Files.write(files.get(0), new byte[0]);
        Files.delete(files.get(1));
        try (Host host = open(TaskCall::parameters)) {
            assertThat(host.history(Arns.execution("m", "one")))
                    .isEqualTo(first)
                    .isNotEmpty();
            assertThat(host.history(Arns.execution("m", "two")))
                    .isEqualTo(second)
                    .isNotEmpty();
        }
    }

    @Test
    void restoresALongerHistoryWhereTheShorterWasTaken() throws Exception {
        try (Host host = open(TaskCall::parameters)) {
            start(host, PASS, "one");
            awaitEnd(host);
            String arn = Arns.execution("m", "one");
            List<Event> all = host.history(arn);
            Histories histories = new Histories(folder.resolve("histories"));
            histories.restore(arn, all.subList(0, 1));
            assertThat(histories.read(arn)).isEqualTo(all);
            Files.write(files(folder.resolve("histories")).get(0), new byte[0]);
            histories.restore(arn, all.subList(0, 1));
            assertThat(histories.read(arn)).isEqualTo(all.subList(0, 1));
            histories.restore(arn, all);
            histories.force();
            assertThat(histories.read(arn)).isEqualTo(all);
        }
    }

    private static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(Files::isRegularFile).toList();
        }
    }

    @Test
    void tellsTheOthersWhenOneWhoListensFails() {
        List<String> told = new CopyOnWriteArrayList<>();
        try (Host host = open(TaskCall::parameters)) {
            host.listen(summary -> {
                throw new IllegalStateException("no");
            });
            host.listen(summary -> told.add(summary.name()));
            start(host, PASS, "one");
            EngineFixture.await(() -> told.contains("one"), () -> "nobody is told");
        }
    }

    /** A hundred short ones a second write gigabytes between two sweeps. */
    @Test
    void makesTheJournalSmallWhileManyExpressExecutionsEnd() {
        String large = PASS.replaceFirst("\\{", "{\"Comment\": \"" + "x".repeat(500_000) + "\", ");
        try (Host host = open(TaskCall::parameters)) {
            for (int i = 0; i < 30; i++) {
                start(host, large, "e", Arns.express("m", "e", "" + i));
                awaitEnd(host);
            }
            Path journal = folder.resolve("flow.journal");
            // one or two are of use while it is made small, and it may hold four times that and 4 MB
            EngineFixture.await(
                    () -> journal.toFile().length() < 9 << 20,
                    () -> "it has " + journal.toFile().length());
        }
    }

    /** A command that is not killed when the process ends would go on without it. */
    @Test
    void waitsForTasksToEndWhatTheyHaveBegun() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        AtomicBoolean cleared = new AtomicBoolean();
        Host host = open(call -> {
            begun.countDown();
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException e) {
                long until = System.nanoTime() + 50_000_000;
                while (System.nanoTime() < until) {
                    Thread.onSpinWait();
                }
                cleared.set(true);
                throw e;
            }
            return call.parameters();
        });
        start(host, TASK, "one");
        begun.await();
        host.close();
        assertThat(cleared).isTrue();
    }
}
