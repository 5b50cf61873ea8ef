package io.forebay.format.kit.deflate;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Every stream gives what java.util.zip gives, and is refused where that refuses it. */
class DeflateReaderTest {
    private static final int[] READS = {1, 7, 500, 1 << 16, 1 << 20};
    private static final int[] PIECES = {1, 3, 15, 16, 17, 1000, 1 << 20};

    private final Inflation inflation = new Inflation();

    @Test
    void givesWhatWasDeflated() {
        for (int seed = 0; seed < 400; seed++) {
            Random random = new Random(seed);
            byte[] content = Contents.any(random, seed % 50 == 0 ? 600_000 : 20_000);
            byte[] stream = Contents.deflate(random, content);
            byte[] followed = Arrays.copyOf(stream, stream.length + random.nextInt(20));
            Inflated ours = inflation.of(followed, pick(random, READS), pick(random, PIECES));
            assertThat(ours.error()).as("seed " + seed).isNull();
            assertThat(Arrays.equals(ours.content(), content))
                    .as("seed " + seed)
                    .isTrue();
            assertThat(ours.rest()).as("seed " + seed).hasSize(followed.length - stream.length);
        }
    }

    @Test
    void refusesWhatJavaRefuses() {
        int refused = 0;
        for (int seed = 0; seed < 6_000; seed++) {
            Random random = new Random(seed);
            byte[] stream = Contents.deflate(random, Contents.any(random, 400));
            for (int times = random.nextInt(4); times >= 0; times--) {
                stream[random.nextInt(stream.length)] ^= (byte) (1 << random.nextInt(8));
            }
            Inflated java = Inflated.java(stream);
            Inflated ours = inflation.of(stream, pick(random, READS), pick(random, PIECES));
            assertThat(ours.agrees(java))
                    .as("seed " + seed + ": " + ours + " and " + java)
                    .isTrue();
            refused += java.error() == null ? 0 : 1;
        }
        assertThat(refused).isBetween(600, 5_400);
    }

    @Test
    void agreesOnNoise() {
        for (int seed = 0; seed < 10_000; seed++) {
            byte[] stream = new byte[200];
            new Random(seed).nextBytes(stream);
            stream[0] = (byte) (stream[0] & 0xF8 | 1 + seed % 3 * 2); // a last block, of each kind in turn
            assertThat(inflation.of(stream, 100, 1000).agrees(Inflated.java(stream)))
                    .as("seed " + seed)
                    .isTrue();
        }
    }

    @Test
    void refusesEveryBeginningOfAStream() {
        Random random = new Random(1);
        for (int level = 0; level < 40; level++) {
            byte[] stream = Contents.deflate(random, Contents.any(random, 300));
            for (int length = 0; length < stream.length; length++) {
                Inflated cut = inflation.of(Arrays.copyOf(stream, length), 64, 1 + level % 20);
                assertThat(cut.error()).isEqualTo("the end of the file is missing");
            }
        }
    }

    @Test
    void givesAllThatCameBeforeTheDamage() {
        byte[] content = new byte[300_000];
        new Random(3).nextBytes(content);
        byte[] stream = Contents.deflate(new Random(5), content);
        Inflated whole = Inflated.java(Arrays.copyOf(stream, 250_000));
        assertThat(whole.content()).hasSizeGreaterThan(100_000);
        for (int most : READS) {
            Inflated cut = inflation.of(Arrays.copyOf(stream, 250_000), most, 1 << 16);
            assertThat(cut.error()).isNotNull();
            assertThat(cut.content()).isEqualTo(whole.content());
        }
    }

    @Test
    void inflatesABombInItsWindow() throws IOException {
        BitWriter stream = new BitWriter().block(true, 1).fixed(0);
        for (int i = 0; i < 1_000_000; i++) {
            stream.fixed(285).code(0, 5); // 258 bytes of the one before
        }
        BitInput input = new BitInput();
        DeflateReader reader = new DeflateReader(input);
        input.open(new ByteArrayInputStream(stream.fixed(256).bytes()));
        reader.start();
        byte[] into = new byte[1 << 20];
        long size = 0;
        for (int read = reader.read(into, 0, into.length); read >= 0; read = reader.read(into, 0, into.length)) {
            size += read;
        }
        assertThat(size).isEqualTo(1 + 1_000_000L * 258);
    }

    @Test
    void readsOneStreamAfterAnother() throws IOException {
        BitInput input = new BitInput();
        DeflateReader reader = new DeflateReader(input);
        byte[] broken = new BitWriter().block(true, 1).fixed(65).code(3, 5).bytes();
        byte[] whole = new BitWriter().block(true, 1).fixed(66).fixed(256).bytes();
        byte[] into = new byte[10];
        for (byte[] stream : new byte[][] {broken, whole, broken, whole}) {
            input.open(new ByteArrayInputStream(stream));
            reader.start();
            assertThat(reader.read(into, 0, 10)).isEqualTo(1);
        }
        assertThat(into[0]).isEqualTo((byte) 66);
        assertThat(reader.read(into, 0, 10)).isEqualTo(-1);
        assertThat(reader.read(into, 0, 10)).isEqualTo(-1);
    }

    private static int pick(Random random, int[] choices) {
        return choices[random.nextInt(choices.length)];
    }
}
