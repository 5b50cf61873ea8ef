package io.forebay.contract.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.forebay.contract.store.FaultyStore.Kind;
import io.forebay.spi.ForebayException;
import io.forebay.spi.store.ObjectUri;
import io.forebay.spi.store.StoreError;
import io.forebay.spi.store.StoredObject;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FaultyStoreTest {
    private static final ObjectUri PREFIX = ObjectUri.parse("s3://lake/in/");
    private static final int FILES = 500;

    private final MemoryObjectStore memory = new MemoryObjectStore("lake");
    private final FaultyStore store = new FaultyStore(memory, 1, 0);

    @BeforeEach
    void fill() {
        for (int i = 0; i < FILES; i++) {
            memory.put(String.format("s3://lake/in/%04d", i), "text of file " + i);
        }
    }

    private List<StoredObject> listed() {
        List<StoredObject> all = new ArrayList<>();
        String after = "";
        for (List<StoredObject> page = store.list(PREFIX, after, 100);
                !page.isEmpty();
                page = store.list(PREFIX, after, 100)) {
            all.addAll(page);
            after = page.get(page.size() - 1).uri().key();
        }
        return all;
    }

    private List<StoredObject> real() {
        return memory.list(PREFIX, "", FILES);
    }

    @Test
    void doesNothingWrongWithoutAShare() throws IOException {
        assertThat(listed()).isEqualTo(real());
        try (InputStream bytes = store.open(real().get(7))) {
            assertThat(bytes.readAllBytes())
                    .isEqualTo("text of file 7".getBytes(java.nio.charset.StandardCharsets.UTF_8));
        }
        for (Kind kind : Kind.values()) {
            assertThat(store.count(kind)).isZero();
        }
    }

    @Test
    void listsInOrderWithObjectsHiddenAndGone() {
        store.share(Kind.HIDDEN, 0.1);
        store.share(Kind.GHOST, 0.1);
        List<StoredObject> seen = listed();
        assertThat(seen).isSortedAccordingTo((a, b) -> a.uri().compareTo(b.uri()));
        assertThat(store.count(Kind.HIDDEN)).isPositive();
        assertThat(store.count(Kind.GHOST)).isPositive();
        assertThat(seen).hasSize(FILES - store.count(Kind.HIDDEN) + store.count(Kind.GHOST));
        assertThat(seen.stream().filter(object -> memory.find(object.uri()).isEmpty()))
                .hasSize(store.count(Kind.GHOST));
    }

    @Test
    void describesObjectsThatDoNotOpen() {
        store.share(Kind.WRONG_ETAG, 0.1);
        long changed = listed().stream().filter(object -> !opens(object)).count();
        assertThat(changed).isEqualTo(store.count(Kind.WRONG_ETAG)).isPositive();
    }

    private boolean opens(StoredObject object) {
        try (InputStream bytes = store.open(object)) {
            return bytes != null;
        } catch (ForebayException e) {
            assertThat(e.is(StoreError.OBJECT_CHANGED)).isTrue();
            return false;
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void breaksReadingsOffAndEndsThemEarly() {
        store.share(Kind.RESET, 0.1);
        store.share(Kind.SHORT_READ, 0.1);
        int resets = 0;
        int shorts = 0;
        for (StoredObject object : real()) {
            try (InputStream bytes = store.open(object)) {
                shorts += bytes.readAllBytes().length < object.size() ? 1 : 0;
            } catch (IOException e) {
                resets++;
            }
        }
        assertThat(resets).isEqualTo(store.count(Kind.RESET)).isPositive();
        assertThat(shorts).isEqualTo(store.count(Kind.SHORT_READ)).isPositive();
    }

    @Test
    void failsCalls() {
        store.share(Kind.TIME_OUT, 0.2);
        store.share(Kind.SLOW_DOWN, 0.2);
        int failed = 0;
        for (StoredObject object : real()) {
            try {
                store.find(object.uri());
            } catch (ForebayException e) {
                assertThat(e.is(StoreError.STORE_AWAY)).isTrue();
                failed++;
            }
        }
        assertThat(failed).isEqualTo(store.count(Kind.TIME_OUT) + store.count(Kind.SLOW_DOWN));
        assertThat(store.count(Kind.SLOW_DOWN)).isPositive();
    }
}
