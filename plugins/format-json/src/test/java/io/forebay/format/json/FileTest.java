package io.forebay.format.json;

import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.luben.zstd.Zstd;
import io.forebay.contract.format.MemoryChunk;
import io.forebay.spi.ForebayException;
import io.forebay.spi.format.Compression;
import io.forebay.spi.format.Encoding;
import io.forebay.spi.format.FormatError;
import io.forebay.spi.format.RecordPart;
import io.forebay.spi.format.RecordReader;
import io.forebay.spi.format.RecordReaders;
import io.forebay.spi.warehouse.ColumnType;
import io.forebay.spi.warehouse.TypeKind;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.LongStream;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorOutputStream;
import org.junit.jupiter.api.Test;

/** Compressed and encoded files, and files that several threads read. */
class FileTest {
    private static final Loading TEXT = Loading.of(ColumnType.varchar(20));
    private static final byte[] LINES = "{\"v\":\"é1\"}\n{\"v\":\"日\"}".getBytes(UTF_8);

    @Test
    void readsAllCompressions() throws IOException {
        assertThat(TEXT.with(Compression.GZIP).load(gzip(LINES)).values()).containsExactly("é1", "日");
        assertThat(TEXT.with(Compression.ZSTD).load(Zstd.compress(LINES)).values())
                .containsExactly("é1", "日");
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (OutputStream bzip2 = new BZip2CompressorOutputStream(packed)) {
            bzip2.write(LINES);
        }
        assertThat(TEXT.with(Compression.BZIP2).load(packed.toByteArray()).values())
                .containsExactly("é1", "日");
    }

    @Test
    void readsAllEncodings() {
        String text = new String(LINES, UTF_8);
        assertThat(TEXT.with(Encoding.UTF16LE).load(text.getBytes(UTF_16LE)).values())
                .containsExactly("é1", "日");
        assertThat(TEXT.with(Encoding.UTF16BE).load(text.getBytes(UTF_16BE)).values())
                .containsExactly("é1", "日");
        assertThat(TEXT.with(Encoding.UTF16)
                        .load(("\uFEFF" + text).getBytes(UTF_16BE))
                        .values())
                .containsExactly("é1", "日");
        assertThat(TEXT.load("\uFEFF" + text).values()).containsExactly("é1", "日");
        wrong(FormatError.WRONG_ENCODING, TEXT.with(Encoding.UTF16), LINES);
    }

    @Test
    void refusesDamagedFiles() throws IOException {
        byte[] packed = gzip(LINES);
        wrong(FormatError.DAMAGED_FILE, TEXT.with(Compression.GZIP), Arrays.copyOf(packed, packed.length - 3));
        packed[packed.length - 6] ^= 1;
        wrong(FormatError.DAMAGED_FILE, TEXT.with(Compression.GZIP), packed);
        wrong(FormatError.WRONG_COMPRESSION, TEXT.with(Compression.GZIP), LINES);
        assertThat(TEXT.load(gzip(LINES)).rejected().get(0).reason())
                .startsWith("The file looks GZIP-compressed: add GZIP.");
    }

    private static void wrong(FormatError error, Loading loading, byte[] bytes) {
        assertThatThrownBy(() -> loading.load(bytes))
                .isInstanceOfSatisfying(
                        ForebayException.class, e -> assertThat(e.is(error)).isTrue());
    }

    private static byte[] gzip(byte[] bytes) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (OutputStream gzip = new GZIPOutputStream(packed)) {
            gzip.write(bytes);
        }
        return packed.toByteArray();
    }

    @Test
    void letsSeveralThreadsReadOneFileWithExactLineNumbers() throws Exception {
        int documents = 20_000;
        for (String between : List.of("\n", " \n ", "")) {
            StringBuilder text = new StringBuilder();
            for (int i = 1; i <= documents; i++) {
                text.append(i % 1000 == 0 ? "{\"v\":\n\"x\"}" : "{\"w\":[{}],\n\"v\":" + i + "}")
                        .append(between);
            }
            Set<Object> values = ConcurrentHashMap.newKeySet();
            Set<Long> badLines = ConcurrentHashMap.newKeySet();
            Loading loading = Loading.of(TypeKind.BIGINT).blocks(1000);
            assertThat(readInParallel(loading, text.toString().getBytes(UTF_8), values, badLines))
                    .isEqualTo(documents - 20);
            assertThat(values).hasSize(documents - 20);
            int lines = between.isEmpty() ? 1 : 2;
            assertThat(badLines)
                    .containsExactlyInAnyOrderElementsOf(LongStream.rangeClosed(1, 20)
                            .mapToObj(i -> between.isEmpty() ? i * 1000 + 1 : i * 1000 * lines)
                            .toList());
        }
    }

    private static long readInParallel(Loading loading, byte[] text, Set<Object> values, Set<Long> badLines)
            throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try (RecordReaders readers = loading.open();
                RecordReader reader = readers.open(Loading.object(text.length), new ByteArrayInputStream(text))) {
            Callable<Long> work = () -> {
                long rows = 0;
                for (RecordPart part = reader.nextPart(); part != null; part = reader.nextPart()) {
                    int filled;
                    do {
                        MemoryChunk chunk = new MemoryChunk(loading.columns(), 64);
                        filled = part.read(chunk, 0, row -> badLines.add(row.line()));
                        chunk.rows(filled).forEach(row -> values.add(String.valueOf(row.get(0))));
                        rows += filled;
                    } while (filled > 0);
                    part.close();
                }
                return rows;
            };
            long rows = 0;
            for (Future<Long> done : threads.invokeAll(List.of(work, work, work, work))) {
                rows += done.get();
            }
            return rows;
        } finally {
            threads.shutdownNow();
        }
    }
}
