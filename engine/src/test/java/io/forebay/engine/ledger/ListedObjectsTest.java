package io.forebay.engine.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.forebay.spi.store.ObjectUri;
import io.forebay.spi.store.StoredObject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ListedObjectsTest {
    private static final List<String> ODD =
            List.of(" ", "%2F", "+", "A", "B/" + "long-".repeat(900), "a/b//c", "\u00e4/\u00f6", "\ud83d\ude00/grin");

    private static final ObjectUri PREFIX = ObjectUri.parse("s3://lake/in");

    private static StoredObject object(String key, long size, String etag, Instant modified) {
        return new StoredObject(PREFIX.withKey(key), size, etag, modified);
    }

    private static ListedObjects packed(List<StoredObject> objects) {
        ListedObjects packed = new ListedObjects(PREFIX);
        packed.add(objects);
        return packed;
    }

    private static List<StoredObject> given(ListedObjects packed, BitSet places, int most) {
        List<StoredObject> given = new ArrayList<>();
        packed.give(places, most, some -> {
            assertThat(some).hasSizeBetween(1, most);
            given.addAll(some);
        });
        return given;
    }

    private static BitSet all(int size) {
        BitSet places = new BitSet();
        places.set(0, size);
        return places;
    }

    @Test
    void givesBackWhatItTookHoweverOdd() {
        List<StoredObject> objects = new ArrayList<>();
        for (String key : ODD) {
            objects.add(object(key, 0, "", Instant.EPOCH));
            objects.add(object(key + "/x", Long.MAX_VALUE, "d41d8cd98f00b204e9800998ecf8427e", Instant.MAX));
            objects.add(object(key + "/xy", 1, "d41d8cd98f00b204e9800998ecf8427e-17", Instant.MIN));
            objects.add(object(key, 127, "ABCDEF", Instant.ofEpochSecond(-1, 999_999_999)));
            objects.add(object("", 128, "abc", Instant.ofEpochSecond(1_800_000_000L, 1)));
            objects.add(object(key.repeat(300), 1L << 35, "\u00e4\ud83d\ude00", Instant.EPOCH));
        }
        ListedObjects packed = packed(objects);
        assertThat(given(packed, all(objects.size()), 7)).isEqualTo(objects);
        for (int place = 0; place < objects.size(); place++) {
            assertThat(packed.key(place)).isEqualTo(objects.get(place).uri().key());
            assertThat(packed.fileKey(7, place))
                    .isEqualTo(FileKey.of(7, objects.get(place).uri()));
        }
    }

    @Test
    void givesAnyPlacesOfManyInOrder() {
        Random random = new Random(4);
        List<StoredObject> objects = new ArrayList<>();
        for (int i = 0; i < 30_000; i++) {
            String etag = Long.toHexString(random.nextLong()) + Long.toHexString(random.nextLong());
            objects.add(object(String.format("in/2026/part-%07d", i), random.nextInt(9_999), etag, Instant.EPOCH));
        }
        ListedObjects packed = packed(objects);
        BitSet places = new BitSet();
        List<StoredObject> expected = new ArrayList<>();
        for (int i = 0; i < objects.size(); i++) {
            if (random.nextInt(100) == 0) {
                places.set(i);
                expected.add(objects.get(i));
            }
        }
        assertThat(given(packed, places, 100)).isEqualTo(expected);
        assertThat(packed.bytes(places))
                .isEqualTo(expected.stream().mapToLong(StoredObject::size).sum());
        assertThat(given(packed, new BitSet(), 100)).isEmpty();
    }

    @Test
    void givesThoseAloneThatAreAskedFor() {
        List<StoredObject> objects = new ArrayList<>();
        for (int key = 0; key < 5_000; key++) {
            objects.add(object("in/" + key, key, "e" + key, Instant.EPOCH));
        }
        BitSet odd = new BitSet();
        for (int place = 1; place < objects.size(); place += 2) {
            odd.set(place);
        }
        ListedObjects packed = packed(objects).only(odd);
        assertThat(packed.size()).isEqualTo(2_500);
        assertThat(given(packed, packed.places(), 999))
                .isEqualTo(objects.stream()
                        .filter(object -> object.size() % 2 == 1)
                        .toList());
        assertThat(packed(objects).only(new BitSet()).size()).isZero();
    }
}
