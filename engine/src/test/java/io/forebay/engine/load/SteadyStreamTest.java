package io.forebay.engine.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.forebay.contract.store.FaultyStore;
import io.forebay.contract.store.FaultyStore.Kind;
import io.forebay.contract.store.MemoryObjectStore;
import io.forebay.contract.store.StoreCall;
import io.forebay.spi.ForebayException;
import io.forebay.spi.store.StoreError;
import io.forebay.spi.store.StoredObject;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SteadyStreamTest {
    private final MemoryObjectStore memory = new MemoryObjectStore("lake");

    private static String text(InputStream bytes) throws IOException {
        return new String(bytes.readAllBytes(), StandardCharsets.UTF_8);
    }

    @Test
    void readsOnWhereAReadingBrokeOff() throws IOException {
        FaultyStore store = new FaultyStore(memory, 11, 0);
        store.share(Kind.RESET, 0.3);
        store.share(Kind.SHORT_READ, 0.3);
        store.share(Kind.TIME_OUT, 0.05);
        Random random = new Random(5);
        int whole = 0;
        for (int i = 0; i < 200; i++) {
            String text = "x" + Long.toString(random.nextLong(), 36).repeat(random.nextInt(2_000));
            StoredObject object = memory.put("s3://lake/" + i, text);
            try (InputStream bytes = SteadyStream.open(store, object)) {
                assertThat(text(bytes)).isEqualTo(text);
                whole++;
            } catch (ForebayException e) {
                assertThat(e.is(StoreError.STORE_AWAY)).as(e.toString()).isTrue();
            }
        }
        assertThat(store.count(Kind.RESET)).isPositive();
        assertThat(store.count(Kind.SHORT_READ)).isPositive();
        assertThat(whole).isGreaterThan(150);
    }

    @Test
    void givesUpAfterSomeAttemptsWithTheStoresReason() {
        StoredObject object = memory.put("s3://lake/1", "text");
        memory.faults().failAlways(StoreCall.OPEN, StoreError.STORE_AWAY);
        assertThatThrownBy(() -> SteadyStream.open(memory, object))
                .isInstanceOfSatisfying(ForebayException.class, e -> assertThat(e.is(StoreError.STORE_AWAY))
                        .isTrue());
        assertThat(memory.faults().calls(StoreCall.OPEN)).isEqualTo(4);
    }

    @Test
    void neverReadsOnInAnotherVersion() throws IOException {
        StoredObject object = memory.put("s3://lake/1", "text");
        try (InputStream bytes = SteadyStream.open(memory, object)) {
            assertThat(bytes.readNBytes(2)).hasSize(2);
            memory.put("s3://lake/1", "next");
            memory.faults().fail(StoreCall.READ, 1, StoreError.STORE_AWAY);
            assertThatThrownBy(bytes::read)
                    .isInstanceOfSatisfying(ForebayException.class, e -> assertThat(e.is(StoreError.OBJECT_CHANGED))
                            .isTrue());
        }
    }

    @Test
    void doesNotTryAgainWhatDoesNotPass() {
        StoredObject object = memory.put("s3://lake/1", "text");
        memory.faults().failAlways(StoreCall.OPEN, StoreError.ACCESS_DENIED);
        assertThatThrownBy(() -> SteadyStream.open(memory, object)).isInstanceOf(ForebayException.class);
        assertThat(memory.faults().calls(StoreCall.OPEN)).isEqualTo(1);
    }

    @Test
    void refusesAnObjectThatIsLongerThanItWasDescribed() throws IOException {
        StoredObject object = memory.put("s3://lake/1", "text");
        StoredObject shorter = new StoredObject(object.uri(), 3, object.etag(), object.lastModified());
        try (InputStream bytes = SteadyStream.open(memory, shorter)) {
            assertThatThrownBy(bytes::readAllBytes)
                    .isInstanceOfSatisfying(ForebayException.class, e -> assertThat(e.is(StoreError.OBJECT_CHANGED))
                            .isTrue());
        }
    }

    @Test
    void endsReadingWhenItIsClosed() throws IOException {
        StoredObject object = memory.put("s3://lake/1", "text");
        InputStream bytes = SteadyStream.open(memory, object);
        bytes.close();
        assertThatThrownBy(bytes::read).isInstanceOf(IOException.class);
    }
}
