package io.forebay.format.kit.ranged;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.forebay.format.kit.source.InflatingPool;
import io.forebay.spi.CommonError;
import io.forebay.spi.ErrorCode;
import io.forebay.spi.ForebayException;
import io.forebay.spi.format.Compression;
import io.forebay.spi.format.FormatError;
import io.forebay.spi.format.ReadRequest;
import io.forebay.spi.store.ObjectUri;
import io.forebay.spi.store.RangedStream;
import io.forebay.spi.store.StoreError;
import io.forebay.spi.store.StoredObject;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorOutputStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.xerial.snappy.Snappy;
import org.xerial.snappy.SnappyFramedOutputStream;

class ObjectBytesTest {
    private static final byte[] MAGIC = {'P', 'A', 'R', '1'};
    private final InflatingPool pool = new InflatingPool(ReadRequest.INFLATED_LIMIT);

    @Test
    void asksAStoreThatHasRangesForNothingElse() {
        byte[] content = content(10_000);
        Ranged stream = new Ranged(content);
        try (ObjectBytes bytes = new ObjectBytes(object("a.parquet", content.length), stream, MAGIC, pool)) {
            assertSame(bytes, content);
            assertThat(stream.sequential).isZero();
            bytes.verify();
            stream.changed = true;
            assertRefused(StoreError.OBJECT_CHANGED, bytes::verify);
            ForebayException damaged = bytes.damage().of("test");
            assertThat(bytes.orChanged(damaged).code()).isEqualTo(StoreError.OBJECT_CHANGED);
        }
    }

    @Test
    void keepsTheBytesOfOtherStoresInMemoryOrInAFile() {
        for (int size : new int[] {0, 1, 10_000, 4 << 20, (4 << 20) + 1, 9_000_001}) {
            byte[] content = content(size);
            try (ObjectBytes bytes = plain("a.parquet", content)) {
                assertSame(bytes, content);
            }
            assertThat(kept()).isEmpty();
        }
    }

    @Test
    void expandsWhatTheNameSaysIsCompressed() throws IOException {
        for (int size : new int[] {4, 70_000, 5_000_000}) {
            byte[] content = content(size);
            byte[] gzip = written(content, GZIPOutputStream::new);
            assertExpands("a.parquet.gz", gzip, content);
            assertExpands("A.ORC.GZ", gzip, content);
            assertExpands("a.bz2", written(content, out -> new BZip2CompressorOutputStream(out, 1)), content);
            assertExpands("a.snappy", written(content, SnappyFramedOutputStream::new), content);
            assertExpands("a.snappy", Snappy.compress(content), content);
            assertExpands("a.snappy", hadoop(content), content);
            try (ObjectBytes bytes = new ObjectBytes(object("a.gz", gzip.length), new Ranged(gzip), MAGIC, pool)) {
                assertSame(bytes, content);
            }
        }
    }

    /** Some writers name a file after the codec of its pages. */
    @Test
    void takesAFileThatStartsAsOneOfTheFormatAsItIs() {
        byte[] content = content(5000);
        System.arraycopy(MAGIC, 0, content, 0, 4);
        for (String name : List.of("a.snappy", "a.gz", "a.bz2")) {
            assertExpands(name, content, content);
            Ranged stream = new Ranged(content);
            try (ObjectBytes bytes = new ObjectBytes(object(name, content.length), stream, MAGIC, pool)) {
                assertSame(bytes, content);
                assertThat(stream.sequential).isZero();
            }
        }
    }

    @Test
    void tellsWhatADamagedObjectIs() throws IOException {
        byte[] content = content(200_000);
        assertRefused(FormatError.WRONG_COMPRESSION, plain("a.gz", content)::size);
        for (byte[] stored :
                List.of(written(content, SnappyFramedOutputStream::new), Snappy.compress(content), hadoop(content))) {
            for (int cut : new int[] {1, 5, 11, 100, stored.length / 2, stored.length - 1}) {
                assertRefused(FormatError.DAMAGED_FILE, plain("a.snappy", Arrays.copyOf(stored, cut))::size);
            }
        }
        byte[] flipped = written(content, SnappyFramedOutputStream::new);
        flipped[flipped.length - 9] ^= 4;
        assertRefused(FormatError.DAMAGED_FILE, plain("a.snappy", flipped)::size);
        try (ObjectBytes bytes = plain("a.parquet", written(content, GZIPOutputStream::new))) {
            assertThat(bytes.looksLike()).contains(Compression.GZIP);
        }
    }

    @Test
    void readsNothingThatIsNotThere() {
        try (ObjectBytes bytes = plain("a.parquet", content(100))) {
            assertThat(bytes.size()).isEqualTo(100);
            for (long[] range : new long[][] {{-1, 1}, {100, 1}, {0, 101}, {Long.MAX_VALUE, 5}, {5, -1}}) {
                assertRefused(FormatError.DAMAGED_FILE, () -> bytes.read(range[0], new byte[200], 0, (int) range[1]));
            }
        }
    }

    @Test
    void inflatesNoFurtherThanIsAllowed() throws IOException {
        InflatingPool tight = new InflatingPool(1_000_000);
        byte[] zeros = new byte[30_000_000];
        for (String name : List.of("a.gz", "a.bz2")) {
            byte[] stored =
                    written(zeros, name.endsWith("gz") ? GZIPOutputStream::new : BZip2CompressorOutputStream::new);
            InputStream stream = new ByteArrayInputStream(stored);
            ObjectBytes bytes = new ObjectBytes(object(name, stored.length), stream, MAGIC, tight);
            assertRefused(FormatError.INFLATES_TOO_FAR, bytes::size);
            bytes.close();
        }
        assertThat(kept()).isEmpty();
    }

    @Test
    void readsNothingOnceItIsInterrupted() {
        for (int size : new int[] {100, 5_000_000}) {
            byte[] content = content(size);
            for (InputStream stream : List.of(new ByteArrayInputStream(content), new Ranged(content))) {
                ObjectBytes bytes = new ObjectBytes(object("a", size), stream, MAGIC, pool);
                assertThat(bytes.size()).isEqualTo(size);
                bytes.interrupt();
                assertRefused(CommonError.CANCELLED, () -> bytes.read(0, new byte[10], 0, 10));
                bytes.close();
                bytes.close();
            }
        }
        assertThat(kept()).isEmpty();
    }

    private interface Compressor {
        OutputStream over(OutputStream out) throws IOException;
    }

    private static byte[] written(byte[] content, Compressor compressor) throws IOException {
        ByteArrayOutputStream stored = new ByteArrayOutputStream();
        try (OutputStream out = compressor.over(stored)) {
            out.write(content);
        }
        return stored.toByteArray();
    }

    /** Blocks of 256 KB, each of two pieces. */
    private static byte[] hadoop(byte[] content) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (int from = 0; from < content.length; from += 1 << 18) {
            int to = Math.min(content.length, from + (1 << 18));
            int middle = (from + to) / 2;
            out.write(new byte[] {0, (byte) (to - from >> 16), (byte) (to - from >> 8), (byte) (to - from)});
            for (byte[] piece :
                    List.of(Arrays.copyOfRange(content, from, middle), Arrays.copyOfRange(content, middle, to))) {
                byte[] packed = Snappy.compress(piece);
                out.write(new byte[] {0, (byte) (packed.length >> 16), (byte) (packed.length >> 8), (byte) packed.length
                });
                out.write(packed);
            }
        }
        return out.toByteArray();
    }

    private void assertExpands(String name, byte[] stored, byte[] content) {
        try (ObjectBytes bytes = plain(name, stored)) {
            assertSame(bytes, content);
        }
        assertThat(kept()).isEmpty();
    }

    private static void assertSame(ObjectBytes bytes, byte[] content) {
        assertThat(bytes.size()).isEqualTo(content.length);
        Random random = new Random(1);
        for (int i = 0; i < 20 && content.length > 0; i++) {
            int from = random.nextInt(content.length);
            int length = random.nextInt(content.length - from) + 1;
            byte[] read = new byte[length + 2];
            bytes.read(from, read, 1, length);
            assertThat(Arrays.equals(read, 1, length + 1, content, from, from + length))
                    .isTrue();
        }
    }

    private ObjectBytes plain(String name, byte[] stored) {
        return new ObjectBytes(object(name, stored.length), new ByteArrayInputStream(stored), MAGIC, pool);
    }

    private static StoredObject object(String name, long size) {
        return new StoredObject(ObjectUri.parse("s3://lake/" + name), size, "etag", Instant.EPOCH);
    }

    /** Compressible, and not all the same. */
    private static byte[] content(int size) {
        byte[] content = new byte[size];
        Random random = new Random(size);
        for (int i = 0; i < size; i++) {
            content[i] = (byte) (i % 100 < 60 ? i % 10 : random.nextInt());
        }
        return content;
    }

    /** Files that were left. */
    private static Stream<String> kept() {
        String[] names = new File(System.getProperty("java.io.tmpdir")).list();
        return Arrays.stream(names == null ? new String[0] : names).filter(name -> name.endsWith(".object"));
    }

    private static void assertRefused(ErrorCode code, ThrowingCallable call) {
        assertThatThrownBy(call).isInstanceOfSatisfying(ForebayException.class, e -> assertThat(e.code())
                .isEqualTo(code));
    }

    private static final class Ranged extends RangedStream {
        private final byte[] content;
        private final ByteArrayInputStream stream;
        private boolean closed;
        private boolean changed;
        private int sequential;

        Ranged(byte[] content) {
            this.content = content;
            this.stream = new ByteArrayInputStream(content);
        }

        @Override
        public void readAt(long position, byte[] target, int offset, int length) throws IOException {
            if (closed) {
                throw new IOException("closed");
            }
            System.arraycopy(content, (int) position, target, offset, length);
        }

        @Override
        public void verify() {
            if (changed) {
                throw new ForebayException(StoreError.OBJECT_CHANGED, "changed");
            }
        }

        @Override
        public int read() {
            sequential++;
            return stream.read();
        }

        @Override
        public int read(byte[] into, int from, int length) {
            sequential++;
            return stream.read(into, from, length);
        }

        @Override
        public void close() {
            closed = true;
        }
    }
}
