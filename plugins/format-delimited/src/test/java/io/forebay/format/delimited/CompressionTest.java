package io.forebay.format.delimited;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.github.luben.zstd.Zstd;
import io.forebay.spi.ForebayException;
import io.forebay.spi.format.Compression;
import io.forebay.spi.format.FormatError;
import io.forebay.spi.warehouse.TypeKind;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every compression, whole, cut and damaged: the rows of the file or one error, never other rows. */
class CompressionTest {
    private static final Loading TWO = Loading.of(TypeKind.INTEGER, TypeKind.VARCHAR);
    private static final byte[] SMALL =
            "1|one\n2|two\n3|three three three three three\n4|four\n".getBytes(StandardCharsets.US_ASCII);

    @ParameterizedTest
    @EnumSource(names = "NONE", mode = EnumSource.Mode.EXCLUDE)
    void readsWholeFiles(Compression compression) throws IOException {
        Loading loading = TWO.with(compression);
        assertThat(loading.load(pack(compression, SMALL))).isEqualTo(TWO.load(SMALL));
        byte[] large = large();
        assertThat(loading.load(pack(compression, large))).isEqualTo(TWO.load(large));
        assertThat(loading.load(pack(compression, new byte[0])).rows()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void takesFileOfNoBytesAsEmpty(Compression compression) {
        assertThat(TWO.with(compression).load(new byte[0])).isEqualTo(TWO.load(""));
    }

    @ParameterizedTest
    @EnumSource(names = "NONE", mode = EnumSource.Mode.EXCLUDE)
    void readsFilesThatFollowOneAnother(Compression compression) throws IOException {
        byte[] half = Arrays.copyOf(SMALL, 9);
        byte[] rest = Arrays.copyOfRange(SMALL, 9, SMALL.length);
        byte[] joined = Packing.join(pack(compression, half), pack(compression, new byte[0]), pack(compression, rest));
        assertThat(TWO.with(compression).load(joined)).isEqualTo(TWO.load(SMALL));
    }

    @ParameterizedTest
    @EnumSource(names = "NONE", mode = EnumSource.Mode.EXCLUDE)
    void refusesFilesCutAnywhere(Compression compression) throws IOException {
        byte[] packed = pack(compression, SMALL);
        for (int length = 1; length < packed.length; length++) {
            byte[] cut = Arrays.copyOf(packed, length);
            assertFormatError(catchThrowable(() -> TWO.with(compression).load(cut)), "cut at " + length);
        }
    }

    @ParameterizedTest
    @EnumSource(names = "NONE", mode = EnumSource.Mode.EXCLUDE)
    void refusesFilesThatFollowOneAnotherCutAnywhere(Compression compression) throws IOException {
        byte[] first = pack(compression, SMALL);
        byte[] joined = Packing.join(first, pack(compression, SMALL), pack(compression, SMALL));
        for (int length = first.length + 1; length < joined.length; length++) {
            byte[] cut = Arrays.copyOf(joined, length);
            if (length != 2 * first.length) {
                assertFormatError(catchThrowable(() -> TWO.with(compression).load(cut)), "cut at " + length);
            }
        }
    }

    @Test
    void readsZstdFramesOfEveryKind() throws IOException {
        byte[] large = large();
        byte[] skipped = {0x5a, 0x2a, 0x4d, 0x18, 3, 0, 0, 0, 1, 2, 3};
        byte[] zeros = "0|x\n".repeat(200_000).getBytes(StandardCharsets.US_ASCII);
        for (byte[] content : new byte[][] {SMALL, large, zeros, "1|one".getBytes(StandardCharsets.US_ASCII)}) {
            byte[] known = Zstd.compress(content, 1);
            byte[] file = Packing.join(skipped, known, skipped);
            assertThat(TWO.with(Compression.ZSTD).load(file)).isEqualTo(TWO.load(content));
            for (int length :
                    new int[] {5, 9, 15, skipped.length + known.length / 2, file.length - 1, file.length - 8}) {
                byte[] cut = Arrays.copyOf(file, length);
                assertFormatError(
                        catchThrowable(() -> TWO.with(Compression.ZSTD).load(cut)), "cut at " + length);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(names = "NONE", mode = EnumSource.Mode.EXCLUDE)
    void givesTheRightRowsOrAnErrorWhenAnyBitIsFlipped(Compression compression) throws IOException {
        byte[] packed = pack(compression, SMALL);
        Loading.Outcome right = TWO.load(SMALL);
        for (int bit = 0; bit < 8 * packed.length; bit++) {
            byte[] damaged = packed.clone();
            damaged[bit / 8] ^= (byte) (1 << bit % 8);
            String where = "bit " + bit;
            Throwable thrown = catchThrowable(() ->
                    assertThat(TWO.with(compression).load(damaged)).as(where).isEqualTo(right));
            if (thrown != null) {
                assertFormatError(thrown, where);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(names = "NONE", mode = EnumSource.Mode.EXCLUDE)
    void refusesGarbageBehindTheContent(Compression compression) throws IOException {
        byte[] packed = Packing.join(pack(compression, SMALL), "garbage garbage".getBytes(StandardCharsets.US_ASCII));
        assertFormatError(catchThrowable(() -> TWO.with(compression).load(packed)), "garbage");
    }

    @ParameterizedTest
    @EnumSource(names = "NONE", mode = EnumSource.Mode.EXCLUDE)
    void saysWhatTheFileLooksLike(Compression compression) throws IOException {
        Loading loading = TWO.with(compression);
        assertThatThrownBy(() -> loading.load("1|one\n"))
                .hasMessage("s3://lake/part-0 is not " + compression + "-compressed; load it without " + compression
                        + " if it is plain text");
        Compression other = compression == Compression.ZSTD ? Compression.GZIP : Compression.ZSTD;
        byte[] packed = pack(other, SMALL);
        assertThatThrownBy(() -> loading.load(packed))
                .hasMessageContaining("say " + other + " instead of " + compression)
                .satisfies(e -> assertThat(((ForebayException) e).is(FormatError.WRONG_COMPRESSION))
                        .isTrue());
        byte[] own = pack(compression, SMALL);
        assertThat(TWO.load(own).rejected().get(0).reason())
                .startsWith("The file looks " + compression + "-compressed: add " + compression + ".");
    }

    @Test
    void readsLzopWithEveryChecksum() throws IOException {
        byte[] large = large();
        for (int flags : new int[] {0, 0x3, 0x300, 0x303, 0x1303, 0x1}) {
            assertThat(TWO.with(Compression.LZOP).load(Packing.lzop(large, flags)))
                    .isEqualTo(TWO.load(large));
        }
    }

    @Test
    void refusesLzopFilter() throws IOException {
        byte[] packed = Packing.lzop(SMALL, 0x803);
        assertThatThrownBy(() -> TWO.with(Compression.LZOP).load(packed)).hasMessageContaining("--filter");
    }

    private static void assertFormatError(Throwable thrown, String where) {
        assertThat(thrown).as(where).isInstanceOf(ForebayException.class);
        assertThat(((ForebayException) thrown).code()).as(where).isInstanceOf(FormatError.class);
    }

    private static byte[] pack(Compression compression, byte[] content) throws IOException {
        return switch (compression) {
            case NONE -> content;
            case GZIP -> Packing.gzip(content);
            case BZIP2 -> Packing.bzip2(content);
            case LZOP -> Packing.lzop(content, 0x3);
            case ZSTD -> Packing.zstd(content);
        };
    }

    /** Text that compresses in every way: runs, near and far repetitions, noise. */
    private static byte[] large() {
        Random random = new Random(7);
        StringBuilder text = new StringBuilder();
        for (int row = 0; row < 20_000; row++) {
            text.append(row).append('|');
            switch (random.nextInt(3)) {
                case 0 -> text.append("a".repeat(random.nextInt(100)));
                case 1 -> text.append(Long.toHexString(random.nextLong()).repeat(random.nextInt(5)));
                default -> text.append("the same words again and again");
            }
            text.append('\n');
        }
        return text.toString().getBytes(StandardCharsets.US_ASCII);
    }
}
