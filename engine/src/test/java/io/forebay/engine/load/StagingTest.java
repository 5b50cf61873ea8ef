package io.forebay.engine.load;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.forebay.contract.store.MemoryObjectStore;
import io.forebay.spi.store.ObjectUri;
import io.forebay.spi.store.StoredObject;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;

class StagingTest {
    private static final ObjectUri PREFIX = ObjectUri.parse("s3://lake/stage/");

    private final MemoryObjectStore store = new MemoryObjectStore("lake");

    private Staging staging(Duration later) {
        Clock clock = Clock.fixed(Instant.now().plus(later), ZoneOffset.UTC);
        return new Staging(new Stores(List.of(store)), PREFIX, clock);
    }

    private List<String> keys() {
        return store.list(PREFIX, "", 100).stream()
                .map(object -> object.uri().key())
                .toList();
    }

    @Test
    void putsAManifestThatNamesEachFileWithItsSizeAndTakesItAway() throws IOException {
        StoredObject odd = store.put(ObjectUri.parse("s3://lake/in/it's \"odd\" ü.csv"), new byte[7]);
        Staging staging = staging(Duration.ZERO);
        ObjectUri manifest = staging.put(42, List.of(odd));
        assertThat(manifest.key()).matches("stage/forebay-42-[0-9a-f-]{36}\\.manifest");
        JsonNode entry = new ObjectMapper()
                .readTree(store.open(store.find(manifest).orElseThrow()).readAllBytes())
                .get("entries")
                .get(0);
        assertThat(entry.get("url").asText()).isEqualTo("s3://lake/in/it's \"odd\" ü.csv");
        assertThat(entry.get("mandatory").asBoolean()).isTrue();
        assertThat(entry.get("meta").get("content_length").asLong()).isEqualTo(7);
        staging.delete(manifest);
        assertThat(keys()).isEmpty();
    }

    @Test
    void namesNoManifestTwice() {
        Staging staging = staging(Duration.ZERO);
        assertThat(staging.put(1, List.of())).isNotEqualTo(staging.put(1, List.of()));
    }

    @Test
    void sweepsManifestsThatAreOlderThanADayAndNothingElse() {
        ObjectUri left = staging(Duration.ZERO).put(1, List.of());
        store.put(PREFIX.withKey("stage/mine.manifest"), new byte[1]);
        store.put(PREFIX.withKey("stage/forebay-1.csv"), new byte[1]);
        ObjectUri young = staging(Duration.ofHours(23)).put(2, List.of());
        assertThat(keys()).contains(left.key(), young.key());
        ObjectUri own = staging(Duration.ofHours(25)).put(3, List.of());
        assertThat(keys())
                .contains(own.key(), "stage/mine.manifest", "stage/forebay-1.csv")
                .hasSize(3);
    }
}
