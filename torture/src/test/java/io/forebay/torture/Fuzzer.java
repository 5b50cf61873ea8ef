package io.forebay.torture;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;

/**
 * What Jazzer calls, in a process of its own. The property {@code forebay.torture.targets} names the targets; when it
 * names several, the first byte of an input chooses. An input that fails is kept before Jazzer ends the process.
 */
public final class Fuzzer {
    static final String TARGETS = "forebay.torture.targets";

    private static final List<Target> CHOSEN = Targets.named(System.getProperty(TARGETS, ""));

    private Fuzzer() {}

    /** One input; throws what does not hold. */
    public static void fuzzerTestOneInput(byte[] input) throws Throwable {
        Target target = CHOSEN.get(0);
        byte[] own = input;
        if (CHOSEN.size() > 1) {
            target = CHOSEN.get(input.length == 0 ? 0 : (input[0] & 0xFF) % CHOSEN.size());
            own = input.length == 0 ? input : Arrays.copyOfRange(input, 1, input.length);
        }
        try {
            Trial.run(target, own);
        } catch (Throwable e) {
            keep(target, own);
            throw e;
        }
    }

    private static void keep(Target target, byte[] input) throws IOException {
        System.err.println("== finding kept as " + KeptInputs.keep(target.name(), "finding", input));
    }
}
