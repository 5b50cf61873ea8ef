package io.forebay.engine.flow.host;

import static org.assertj.core.api.Assertions.assertThat;

import io.forebay.engine.EngineFixture;
import io.forebay.engine.flow.run.Start;
import io.forebay.engine.flow.value.Json;
import io.forebay.engine.flow.watch.FlowListener;
import io.forebay.engine.load.Formats;
import io.forebay.engine.load.Stores;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
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
