package io.forebay.format.orc.file;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.forebay.format.kit.ranged.ObjectBytes;
import io.forebay.format.kit.source.InflatingPool;
import io.forebay.format.orc.Samples;
import io.forebay.spi.CommonError;
import io.forebay.spi.ForebayException;
import io.forebay.spi.store.ObjectUri;
import io.forebay.spi.store.StoredObject;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.orc.CompressionKind;
import org.apache.orc.storage.ql.exec.vector.BytesColumnVector;
import org.apache.orc.storage.ql.exec.vector.LongColumnVector;
import org.apache.orc.storage.ql.exec.vector.VectorizedRowBatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class StripeReaderTest {
    private static final int MB = 1 << 20;

    /** Bytes of the files here that are in no column's stream. */
    private static ObjectBytes bytes(byte[] file) {
        StoredObject object = new StoredObject(ObjectUri.parse("s3://lake/x.orc"), file.length, "etag", Instant.EPOCH);
        byte[] magic = {'O', 'R', 'C'};
        return new ObjectBytes(object, new ByteArrayInputStream(file), magic, new InflatingPool(1 << 30));
    }

    private static FileTail tail(ObjectBytes bytes) {
        return requireNonNull(new TailReader(bytes, bytes.damage()).read());
    }

    private static StripeReader reader(ObjectBytes bytes, Memory.Limits limits, AtomicBoolean cancelled) {
        FileTail tail = tail(bytes);
        boolean[] all = new boolean[tail.types().columns()];
        Arrays.fill(all, true);
        return new StripeReader(bytes, tail, tail.stripes().get(0), all, limits, cancelled::get, bytes.damage());
    }

    private static Memory.Limits limits(long common, long most) {
        return new Memory.Limits(common, most, new Semaphore(1));
    }

    @Test
    void readsAStripeInAFractionOfItsSize() {
        for (CompressionKind codec : CompressionKind.values()) {
            byte[] file = Samples.randomTexts(codec, 60_000);
            ObjectBytes bytes = bytes(file);
            assertThat(file.length).isGreaterThan(3 * MB);
            assertThat(tail(bytes).stripes()).hasSize(1);
            try (StripeReader reader = reader(bytes, limits(MB, 2 * MB), new AtomicBoolean())) {
                int row = 0;
                for (VectorizedRowBatch batch = reader.next(); batch != null; batch = reader.next()) {
                    assertThat(reader.firstRow()).isEqualTo(row + 1);
                    LongColumnVector numbers = (LongColumnVector) batch.cols[0];
                    BytesColumnVector texts = (BytesColumnVector) batch.cols[1];
                    for (int i = 0; i < batch.size; i++, row++) {
                        String text =
                                new String(texts.vector[i], texts.start[i], texts.length[i], StandardCharsets.US_ASCII);
                        assertThat(numbers.vector[i]).isEqualTo(row);
                        assertThat(text).isEqualTo(Samples.text(row));
                    }
                }
                assertThat(row).as(codec.name()).isEqualTo(60_000);
            }
        }
    }

    @Test
    void makesBatchesOfFewRowsWhereRowsAreLarge() {
        byte[] file = Samples.longTexts(40, 3 * MB);
        try (StripeReader reader = reader(bytes(file), limits(64 * MB, 64 * MB), new AtomicBoolean())) {
            int rows = 0;
            for (VectorizedRowBatch batch = reader.next(); batch != null; batch = reader.next()) {
                assertThat(batch.size).isLessThanOrEqualTo(2);
                rows += batch.size;
            }
            assertThat(rows).isEqualTo(40);
        }
    }

    @Test
    void saysThatAStripeNeedsMoreMemoryThanThereIs() {
        byte[] file = Samples.dictionary(20_000);
        try (StripeReader reader = reader(bytes(file), limits(MB / 4, MB / 4), new AtomicBoolean())) {
            assertThatThrownBy(reader::next)
                    .hasMessageContaining("a stripe needs more than 0 MB of memory")
                    .hasMessageContaining("give the server a larger heap");
        }
    }

    @Test
    void letsOneLargeStripeAtATimeHaveTheMemory() throws Exception {
        byte[] file = Samples.dictionary(20_000);
        Memory.Limits limits = limits(MB / 4, 8 * MB);
        StripeReader first = reader(bytes(file), limits, new AtomicBoolean());
        assertThat(first.next()).isNotNull();
        CompletableFuture<Integer> second = CompletableFuture.supplyAsync(() -> {
            try (StripeReader waiting = reader(bytes(file), limits, new AtomicBoolean())) {
                return requireNonNull(waiting.next()).size;
            }
        });
        while (!limits.one().hasQueuedThreads()) {
            Thread.onSpinWait();
        }
        assertThat(second).isNotDone();
        first.close();
        assertThat(second.get(30, TimeUnit.SECONDS)).isPositive();
        assertThat(limits.one().availablePermits()).isEqualTo(1);
    }

    @Test
    void endsWaitingForMemoryWhenItIsCancelled() throws Exception {
        byte[] file = Samples.dictionary(20_000);
        Memory.Limits limits = limits(MB / 4, 8 * MB);
        AtomicBoolean cancelled = new AtomicBoolean();
        try (StripeReader first = reader(bytes(file), limits, new AtomicBoolean())) {
            assertThat(first.next()).isNotNull();
            CompletableFuture<Object> second = CompletableFuture.supplyAsync(() -> {
                try (StripeReader waiting = reader(bytes(file), limits, cancelled)) {
                    return requireNonNull(waiting.next());
                }
            });
            cancelled.set(true);
            assertThatThrownBy(() -> second.get(30, TimeUnit.SECONDS))
                    .isInstanceOf(ExecutionException.class)
                    .cause()
                    .isInstanceOfSatisfying(ForebayException.class, e -> assertThat(e.is(CommonError.CANCELLED))
                            .isTrue());
        }
        assertThat(limits.one().availablePermits()).isEqualTo(1);
    }
}
