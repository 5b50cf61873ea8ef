package io.forebay.bench;

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

    private final Map<String, Contender> contenders = new LinkedHashMap<>();
    private final Map<String, List<Double>> seconds = new LinkedHashMap<>();

    Turns add(String name, Contender contender) {
        contenders.put(name, contender);
        seconds.put(name, new ArrayList<>());
        return this;
    }

    /** One turn that is not counted, then this many that are. */
    Turns run(int turns) throws Exception {
        for (int turn = 0; turn <= turns; turn++) {
            for (Map.Entry<String, Contender> each : contenders.entrySet()) {
                each.getValue().prepare();
                System.gc();
                long start = System.nanoTime();
                each.getValue().run();
                double took = (System.nanoTime() - start) / 1e9;
                if (turn > 0) {
                    seconds.get(each.getKey()).add(took);
                }
                System.out.printf(
                        Locale.ROOT,
                        "  %s %-28s %.2f s%n",
                        turn == 0 ? "warm-up" : "turn " + turn,
                        each.getKey(),
                        took);
            }
        }
        return this;
    }

    double median(String name) {
        double[] sorted = seconds.get(name).stream()
                .mapToDouble(Double::doubleValue)
                .sorted()
                .toArray();
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
        System.out.println("| contender | median s | min s | max s |");
        System.out.println("|---|---|---|---|");
        contenders.keySet().forEach(each -> {
            double[] sorted =
                    seconds.get(each).stream().mapToDouble(Double::doubleValue).toArray();
            Arrays.sort(sorted);
            System.out.printf(
                    Locale.ROOT,
                    "| %s | %.2f | %.2f | %.2f |%n",
                    each,
                    median(each),
                    sorted[0],
                    sorted[sorted.length - 1]);
        });
        System.out.printf(
                Locale.ROOT,
                "ratio of %s to the fastest other: %.3f (goal: %s)%n%n",
                name,
                median(name) / fastestOther(name),
                goal);
    }
}
