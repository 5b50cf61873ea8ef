package io.forebay.format.kit.write;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.luben.zstd.ZstdInputStreamNoFinalizer;
import io.forebay.spi.CommonError;
import io.forebay.spi.ForebayException;
import io.forebay.spi.format.Compression;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ScratchFileTest {
    @TempDir
    Path folder = Path.of("");

    private static InputStream plain(InputStream in, Compression compression) throws IOException {
        return switch (compression) {
            case GZIP -> new GZIPInputStream(in);
            case BZIP2 -> new BZip2CompressorInputStream(in, true);
            case ZSTD -> new ZstdInputStreamNoFinalizer(in);
            default -> in;
        };
    }

    @ParameterizedTest
    @EnumSource(names = {"NONE", "GZIP", "BZIP2", "ZSTD"})
    void isGoneOnWithAfterItWasLetGo(Compression compression) throws IOException {
        Path path = folder.resolve("file");
        Random random = new Random(5);
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        try (ScratchFile file = new ScratchFile(path, compression)) {
            for (int i = 0; i < 40; i++) {
                byte[] bytes = new byte[random.nextInt(3000)];
                random.nextBytes(bytes);
                file.write(bytes, bytes.length);
                all.writeBytes(bytes);
                if (i % 7 == 3) {
                    file.release();
                    assertThat(file.held()).isZero();
                    assertThat(file.pending()).isZero();
                }
                if (i % 5 == 0) {
                    file.flush();
                }
                assertThat(file.stored()).isEqualTo(Files.exists(path) ? Files.size(path) : 0);
            }
            assertThat(file.finish()).isEqualTo(Files.size(path));
        }
        try (InputStream in = plain(Files.newInputStream(path), compression)) {
            assertThat(in.readAllBytes()).isEqualTo(all.toByteArray());
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"NONE", "GZIP", "BZIP2", "ZSTD"})
    void isThereWhenNothingWasWritten(Compression compression) throws IOException {
        Path path = folder.resolve("file");
        try (ScratchFile file = new ScratchFile(path, compression)) {
            file.finish();
        }
        try (InputStream in = plain(Files.newInputStream(path), compression)) {
            assertThat(in.readAllBytes()).isEmpty();
        }
    }

    @ParameterizedTest
    @EnabledOnOs(OS.LINUX)
    @EnumSource(names = {"NONE", "GZIP", "BZIP2", "ZSTD"})
    void tellsOfAFullDisk(Compression compression) {
        byte[] bytes = new byte[3_000_000];
        new Random(6).nextBytes(bytes);
        ScratchFile file = new ScratchFile(Path.of("/dev/full"), compression);
        assertThatThrownBy(() -> {
                    file.write(bytes, bytes.length);
                    file.finish();
                })
                .isInstanceOfSatisfying(ForebayException.class, e -> {
                    assertThat(e.code()).isEqualTo(CommonError.DISK_FULL);
                    assertThat(e.hint()).get().asString().contains("Make room");
                });
        file.close();
    }

    @Test
    void writesNumbersThatReadBackTheSame() {
        Random random = new Random(7);
        for (int i = 0; i < 20_000; i++) {
            double value = Double.longBitsToDouble(random.nextLong());
            float real = Float.intBitsToFloat(random.nextInt());
            assertThat(Double.parseDouble(text(value, false))).isEqualTo(Double.valueOf(value));
            assertThat(Float.parseFloat(text(real, true))).isEqualTo(Float.valueOf(real));
        }
        assertThat(text(0.1, false)).isEqualTo("0.1");
        assertThat(text(1e15, false)).isEqualTo("1e+15");
        assertThat(text(123456789012345.0, false)).isEqualTo("123456789012345");
        assertThat(text(1.5e-5, false)).isEqualTo("1.5e-05");
        assertThat(text(-0.0, false)).isEqualTo("-0");
        assertThat(text(1234567, true)).isEqualTo("1.234567e+06");
        assertThat(text(100000, true)).isEqualTo("100000");
    }

    private static String text(double value, boolean real) {
        RowBytes out = new RowBytes();
        RealText.add(value, real, out);
        return new String(out.array(), 0, out.length(), java.nio.charset.StandardCharsets.US_ASCII);
    }

    @Test
    void writesMomentsOfEveryAge() {
        assertThat(date(0)).isEqualTo("1970-01-01");
        assertThat(date(-719_163)).isEqualTo("0001-12-31 BC");
        assertThat(date(2_932_897)).isEqualTo("10000-01-01");
        assertThat(date(Long.MAX_VALUE)).isEqualTo("infinity");
        RowBytes out = new RowBytes();
        MomentText.timestamp(-1, "+00", out);
        assertThat(new String(out.array(), 0, out.length(), java.nio.charset.StandardCharsets.US_ASCII))
                .isEqualTo("1969-12-31 23:59:59.999999+00");
    }

    private static String date(long days) {
        RowBytes out = new RowBytes();
        MomentText.date(days, out);
        return new String(out.array(), 0, out.length(), java.nio.charset.StandardCharsets.US_ASCII);
    }
}
