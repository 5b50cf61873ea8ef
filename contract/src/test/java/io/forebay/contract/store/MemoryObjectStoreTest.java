package io.forebay.contract.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.forebay.spi.store.ArrivalListener;
import io.forebay.spi.store.ObjectStore;
import io.forebay.spi.store.ObjectUri;
import io.forebay.spi.store.Settlement;
import io.forebay.spi.store.StoreError;
import io.forebay.spi.store.StoreWatch;
import io.forebay.spi.store.StoredObject;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class MemoryObjectStoreTest extends ObjectStoreContract {
    private final MemoryObjectStore store = new MemoryObjectStore("lake");
    private @Nullable StoreStall stall;

    @Override
    protected boolean encryptsByClient() {
        return true;
    }

    @Override
    protected ObjectStore store() {
        return store;
    }

    @Override
    protected ObjectUri bucket() {
        return new ObjectUri("s3", "lake", "");
    }

    @Override
    protected InputStream hangingStream() {
        stall = store.faults().stallReads("hangs");
        return super.hangingStream();
    }

    @Override
    protected void awaitHang() {
        Objects.requireNonNull(stall).awaitReader();
    }

    @Test
    void failsTheNthCallOnce() {
        store.faults().fail(StoreCall.LIST, 2, StoreError.STORE_AWAY);
        assertThat(keys("", "", 1)).isEmpty();
        assertRefused(StoreError.STORE_AWAY, () -> keys("", "", 1));
        assertThat(keys("", "", 1)).isEmpty();
        assertThat(store.faults().calls(StoreCall.LIST)).isEqualTo(3);
    }

    @Test
    void failsEveryCallUntilCleared() {
        store.faults().failAlways(StoreCall.FIND, StoreError.ACCESS_DENIED);
        assertRefused(StoreError.ACCESS_DENIED, () -> store.find(uri("k")));
        assertRefused(StoreError.ACCESS_DENIED, () -> store.find(uri("k")));
        store.faults().clear();
        assertThat(store.find(uri("k"))).isEmpty();
    }

    @Test
    void objectMayVanishOrChangeBetweenListAndOpen() {
        StoredObject object = put("k", "x");
        store.faults().before(StoreCall.OPEN, 1, store::delete);
        assertRefused(StoreError.OBJECT_NOT_FOUND, () -> text(object));
        StoredObject again = put("k", "x");
        store.faults().before(StoreCall.OPEN, 1, uri -> store.put(uri, new byte[1]));
        assertRefused(StoreError.OBJECT_CHANGED, () -> text(again));
    }

    @Test
    void failsInTheMiddleOfAStream() throws IOException {
        try (InputStream stream = store.open(put("k", "hello"))) {
            store.faults().fail(StoreCall.READ, 2, StoreError.STORE_AWAY);
            assertThat(stream.read()).isEqualTo('h');
            assertRefused(StoreError.STORE_AWAY, stream::read);
        }
    }

    @Test
    void tellsWatchesOfWhatIsPut() {
        List<String> seen = new ArrayList<>();
        ArrivalListener listener = new ArrivalListener() {
            @Override
            public void arrived(StoredObject object, Settlement settlement) {
                seen.add(object.uri().key());
            }

            @Override
            public void lost() {
                seen.add("lost");
            }
        };
        StoreWatch watch = store.watch(uri("a/"), listener).orElseThrow();
        store.put("s3://lake/a/1", "x");
        store.put("s3://lake/b/1", "x");
        store.announce(false);
        store.put("s3://lake/a/2", "x");
        store.loseEvents();
        watch.close();
        store.loseEvents();
        assertThat(seen).containsExactly("a/1", "lost");
    }

    @Test
    void remembersWhatIsNotSettled() {
        List<Settlement> settlements = new ArrayList<>();
        ArrivalListener listener = new ArrivalListener() {
            @Override
            public void arrived(StoredObject object, Settlement settlement) {
                settlements.add(settlement);
            }

            @Override
            public void lost() {}
        };
        assertThat(store.watch(uri(""), listener)).isPresent();
        store.put("s3://lake/1", "x");
        store.put("s3://lake/1", "y");
        assertThat(store.unsettled()).containsExactly(uri("1"), uri("1"));
        settlements.get(1).settled();
        settlements.get(1).settled();
        assertThat(store.unsettled()).containsExactly(uri("1"));
        settlements.get(0).settled();
        assertThat(store.unsettled()).isEmpty();
    }

    @Test
    void tellsWhichObjectsAreGrowing() {
        StoredObject object = put("k", "x");
        store.growing(object.uri(), true);
        assertThat(store.unfinished(object)).isTrue();
        store.growing(object.uri(), false);
        assertThat(store.unfinished(object)).isFalse();
    }
}
