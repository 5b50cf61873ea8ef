package io.forebay.bench;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Contenders that run in turn, A B C A B C …, so that a machine that slows down slows them all. */
final class Turns {
    /** What is timed; what comes before and behind is not. */
    interface Contender {
        void prepare() throws Exception;

        void run() throws Exception;

        /** Throws when the run has not done what it should have. */
        default void check() throws Exception {}
    }

    private static final OperatingSystemMXBean CPU =
            (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

    /** @param seconds of each counted turn @param cpu seconds of all the process's threads */
    private record Timed(String name, Contender contender, List<Double> seconds, List<Double> cpu) {
        double median() {
            return Turns.median(seconds);
        }
    }

    private final List<Timed> contenders = new ArrayList<>();

    Turns add(String name, Contender contender) {
        contenders.add(new Timed(name, contender, new ArrayList<>(), new ArrayList<>()));
        return this;
    }

    /** One turn that is not counted, then this many that are. */
    void run(int turns) throws Exception {
        run(1, turns);
    }

    /** Some turns that are not counted, until Java has compiled what runs, then some that are. */
    void run(int warmups, int turns) throws Exception {
        for (int turn = 1 - warmups; turn <= turns; turn++) {
            for (Timed each : contenders) {
                time(turn, each);
            }
        }
    }

    private static void time(int turn, Timed each) throws Exception {
        each.contender.prepare();
        System.gc();
        long cpuStart = CPU.getProcessCpuTime();
        long start = System.nanoTime();
        each.contender.run();
        double took = (System.nanoTime() - start) / 1e9;
        double cpu = (CPU.getProcessCpuTime() - cpuStart) / 1e9;
        each.contender.check();
        if (turn > 0) {
            each.seconds.add(took);
            each.cpu.add(cpu);
        }
        String label = turn <= 0 ? "warm-up" : "turn " + turn;
        System.out.printf(Locale.ROOT, "  %s %-20s %.2f s, cpu %.2f s%n", label, each.name, took, cpu);
    }

    private static double median(List<Double> values) {
        return values.stream().sorted().toList().get(values.size() / 2);
    }

    /** Prints what each contender reads of so many bytes in a second, by the clock and by the processors' time. */
    void printRates(long bytes) {
        for (Timed each : contenders) {
            System.out.printf(
                    Locale.ROOT,
                    "%s: %.0f MB/s, %.0f MB in a second of cpu%n",
                    each.name,
                    bytes / 1e6 / each.median(),
                    bytes / 1e6 / median(each.cpu));
        }
        System.out.println();
    }

    /** Prints a table; the ratio is of the first to the fastest of the others. @param goal the ratio to reach, as text */
    void print(String title, String goal) {
        System.out.println();
        System.out.println(title);
        System.out.println("| contender | median s | min s | max s | median cpu s |");
        System.out.println("|---|---|---|---|---|");
        for (Timed each : contenders) {
            List<Double> sorted = each.seconds.stream().sorted().toList();
            System.out.printf(
                    Locale.ROOT,
                    "| %s | %.2f | %.2f | %.2f | %.2f |%n",
                    each.name,
                    each.median(),
                    sorted.get(0),
                    sorted.get(sorted.size() - 1),
                    median(each.cpu));
        }
        double fastestOther =
                contenders.stream().skip(1).mapToDouble(Timed::median).min().orElseThrow();
        System.out.printf(
                Locale.ROOT,
                "ratio of %s to the fastest other: %.3f (goal: %s)%n%n",
                contenders.get(0).name,
                contenders.get(0).median() / fastestOther,
                goal);
    }
}
