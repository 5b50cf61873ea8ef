package io.forebay.torture;

import java.time.Duration;

/** One run of one target. */
final class Trial {
    /** Far more than any input of a few kilobytes may take, with the fuzzer's own work on top. */
    static final Duration LIMIT = Duration.ofSeconds(5);

    private Trial() {}

    static void run(Target target, byte[] input) throws Exception {
        long start = System.nanoTime();
        target.run(input);
        Duration took = Duration.ofNanos(System.nanoTime() - start);
        if (took.compareTo(LIMIT) > 0) {
            throw new AssertionError(target.name() + " took " + took + " for " + input.length + " bytes");
        }
    }
}
