package io.forebay.bench;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Contenders that run in turn, A B C A B C …, so that a machine that slows down slows them all. */
final class Turns {
    /** What is timed; preparations are not. */
    interface Contender {
        void prepare() throws Exception;

        void run() throws Exception;
    }

    private static final OperatingSystemMXBean CPU =
            (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

    private final Map<String, Contender> contenders = new LinkedHashMap<>();
    private final Map<String, List<Double>> seconds = new LinkedHashMap<>();
    private final Map<String, List<Double>> cpuSeconds = new LinkedHashMap<>();

    Turns add(String name, Contender contender) {
        contenders.put(name, contender);
        seconds.put(name, new ArrayList<>());
        cpuSeconds.put(name, new ArrayList<>());
        return this;
    }

    /** One turn that is not counted, then this many that are. */
    Turns run(int turns) throws Exception {
        for (int turn = 0; turn <= turns; turn++) {
            for (Map.Entry<String, Contender> each : contenders.entrySet()) {
                time(turn, each.getKey(), each.getValue());
            }
        }
        return this;
    }

    private void time(int turn, String name, Contender contender) throws Exception {
        contender.prepare();
        System.gc();
        long cpuStart = CPU.getProcessCpuTime();
        long start = System.nanoTime();
        contender.run();
        double took = (System.nanoTime() - start) / 1e9;
        double cpu = (CPU.getProcessCpuTime() - cpuStart) / 1e9;
        if (turn > 0) {
            seconds.get(name).add(took);
            cpuSeconds.get(name).add(cpu);
        }
        String label = turn == 0 ? "warm-up" : "turn " + turn;
        System.out.printf(Locale.ROOT, "  %s %-20s %.2f s, cpu %.2f s%n", label, name, took, cpu);
    }

    double median(String name) {
        return median(seconds.get(name));
    }

    private static double median(List<Double> values) {
        double[] sorted =
                values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        return sorted[sorted.length / 2];
    }

    /** The fastest median of all but this one. */
    double fastestOther(String name) {
        return contenders.keySet().stream()
                .filter(other -> !other.equals(name))
                .mapToDouble(this::median)
                .min()
                .orElseThrow();
    }

    /** Prints a table; the ratio is to the fastest of the others. @param goal the ratio that is to be reached, as text */
    void print(String title, String name, String goal) {
        System.out.println();
        System.out.println(title);
        System.out.println("| contender | median s | min s | max s | median cpu s |");
        System.out.println("|---|---|---|---|---|");
        contenders.keySet().forEach(each -> {
            double[] sorted =
                    seconds.get(each).stream().mapToDouble(Double::doubleValue).toArray();
            Arrays.sort(sorted);
            System.out.printf(
                    Locale.ROOT,
                    "| %s | %.2f | %.2f | %.2f | %.2f |%n",
                    each,
                    median(each),
                    sorted[0],
                    sorted[sorted.length - 1],
                    median(cpuSeconds.get(each)));
        });
        System.out.printf(
                Locale.ROOT,
                "ratio of %s to the fastest other: %.3f (goal: %s)%n%n",
                name,
                median(name) / fastestOther(name),
                goal);
    }
}
