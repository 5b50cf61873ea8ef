package io.forebay.torture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** What was found once is not found again. */
class KeptInputsTest {
    private static final Duration LIMIT = Trial.LIMIT.multipliedBy(4);
    private static final int MUTATIONS = 200;

    @TestFactory
    Stream<DynamicContainer> holdsForKeptInputs() throws IOException {
        return Targets.all().stream()
                .map(target ->
                        DynamicContainer.dynamicContainer(target.name(), Stream.concat(kept(target), own(target))));
    }

    private static Stream<DynamicTest> kept(Target target) {
        try {
            return KeptInputs.of(target.name()).stream()
                    .map(file -> DynamicTest.dynamicTest(
                            String.valueOf(file.getFileName()), () -> run(target, Files.readAllBytes(file))));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static Stream<DynamicTest> own(Target target) {
        return Stream.of(
                DynamicTest.dynamicTest("seeds", () -> {
                    assertThat(target.seeds()).isNotEmpty();
                    for (byte[] seed : target.seeds()) {
                        run(target, seed);
                    }
                    run(target, new byte[0]);
                }),
                DynamicTest.dynamicTest("mutated seeds", () -> mutate(target)));
    }

    /** Cuts, flips and joins, without a fuzzer's cleverness: the same at each run. */
    private static void mutate(Target target) {
        Random random = new Random(7);
        List<byte[]> seeds = target.seeds();
        for (int i = 0; i < MUTATIONS; i++) {
            byte[] seed = seeds.get(random.nextInt(seeds.size())).clone();
            for (int flips = random.nextInt(4); flips > 0 && seed.length > 0; flips--) {
                seed[random.nextInt(seed.length)] ^= (byte) (1 << random.nextInt(8));
            }
            int length = random.nextBoolean() ? seed.length : random.nextInt(seed.length + 1);
            run(target, java.util.Arrays.copyOf(seed, length));
        }
    }

    private static void run(Target target, byte[] input) {
        try {
            assertTimeoutPreemptively(LIMIT, () -> Trial.run(target, input));
        } catch (Throwable e) {
            throw new AssertionError(
                    target.name() + " on " + Base64.getEncoder().encodeToString(input), e);
        }
    }

    @Test
    void keepsOnlyWhatATargetReads() throws IOException {
        Path folder = KeptInputs.folder("x").resolveSibling("");
        if (Files.isDirectory(folder)) {
            try (Stream<Path> folders = Files.list(folder)) {
                assertThat(folders.map(each -> String.valueOf(each.getFileName())))
                        .isSubsetOf(Targets.all().stream().map(Target::name).toList());
            }
        }
    }
}
