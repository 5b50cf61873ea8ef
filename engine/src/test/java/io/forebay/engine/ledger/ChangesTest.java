package io.forebay.engine.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.forebay.engine.TestWarehouse;
import io.forebay.spi.store.ObjectUri;
import io.forebay.spi.store.StoredObject;
import io.forebay.spi.warehouse.Warehouse;
import io.forebay.spi.warehouse.WarehouseConnection;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChangesTest {
    private static final ObjectUri PREFIX = ObjectUri.parse("s3://lake/in/");
    private static final long JOB = 7;
    private static final Instant MODIFIED = Instant.parse("2026-11-21T00:00:00Z");
    /** Of each of the six kinds of {@link #open} a few, and more than are looked up singly. */
    private static final int KEYS = 48;

    private Warehouse warehouse;
    private Ledger ledger;
    private Changes changes;

    private static StoredObject object(int key, String etag) {
        return new StoredObject(PREFIX.withKey("in/" + key), 1, etag, MODIFIED);
    }

    private static List<StoredObject> objects(int rest, String etag) {
        return IntStream.range(0, KEYS)
                .filter(key -> key % 6 == rest)
                .mapToObj(key -> object(key, etag))
                .toList();
    }

    /** By the rest of a key's division by 6: 0 new, 1 the same, 2 other, 3 skipped, 4 another that was told, 5 retried. */
    @BeforeEach
    void open(@TempDir Path folder) {
        warehouse = TestWarehouse.open(folder);
        TestWarehouse.liveTables().forEach(warehouse::register);
        ledger = Ledger.open(warehouse, Clock.systemUTC());
        changes = new Changes(warehouse);
        JobFiles files = new JobFiles(warehouse, ledger, Clock.systemUTC());
        ledger.write(connection -> {
            for (int rest = 1; rest <= 4; rest++) {
                FileState state = rest == 3 ? FileState.SKIPPED : FileState.INGESTED;
                ledger.recordJobFiles(connection, JOB, objects(rest, rest == 1 ? "now" : "old"), state, 100 + rest);
            }
            for (int rest = 0; rest < 6; rest++) {
                ledger.recordJobFiles(connection, JOB + 1, objects(rest, "others"), FileState.INGESTED, 200);
                note(files, connection, JOB + 1, "CHANGED", objects(rest, "now"), 300);
            }
            note(files, connection, JOB, "CHANGED", objects(2, "between"), 102);
            note(files, connection, JOB, "RELOAD", objects(2, "now"), 102);
            note(files, connection, JOB, "CHANGED", objects(4, "now"), 104);
            note(files, connection, JOB, "RETRY", objects(5, "first"), 105);
            note(files, connection, JOB, "RETRY", objects(5, "second"), 106);
            note(files, connection, JOB, "REMOVE", objects(4, "old"), 104);
        });
    }

    private static void note(
            JobFiles files,
            WarehouseConnection connection,
            long job,
            String action,
            List<StoredObject> objects,
            long query) {
        List<FileRepair.Change> noted = objects.stream()
                .map(object -> new FileRepair.Change(object, query, null, ""))
                .toList();
        files.note(connection, job, new FileRepair(action, 0, noted));
    }

    @AfterEach
    void close() {
        warehouse.close();
    }

    private static Map<Integer, String> shown(Map<StoredObject, JobFile> found) {
        Map<Integer, String> shown = new LinkedHashMap<>();
        found.forEach((object, file) -> shown.put(
                Integer.parseInt(object.uri().key().substring("in/".length())),
                file.object().etag() + " " + file.state() + " " + file.queryId()));
        return shown;
    }

    /** Asks for all at once, and for each key alone. */
    private Map<Integer, String> both(Function<List<StoredObject>, Map<StoredObject, JobFile>> question) {
        List<StoredObject> all =
                IntStream.range(0, KEYS).mapToObj(key -> object(key, "now")).toList();
        Map<Integer, String> many = shown(question.apply(all));
        Map<Integer, String> singly = new LinkedHashMap<>();
        all.forEach(object -> singly.putAll(shown(question.apply(List.of(object)))));
        assertThat(singly).isEqualTo(many);
        return many;
    }

    private static Map<Integer, String> each(Map<Integer, String> byRest) {
        Map<Integer, String> each = new LinkedHashMap<>();
        for (int key = 0; key < KEYS; key++) {
            if (byRest.containsKey(key % 6)) {
                each.put(key, byRest.get(key % 6));
            }
        }
        return each;
    }

    @Test
    void findsTheSameOfOneKeyAsOfMany() {
        Map<Integer, String> known =
                Map.of(1, "now INGESTED 101", 2, "old INGESTED 102", 3, "old SKIPPED 103", 4, "old INGESTED 104");
        assertThat(both(objects -> changes.known(JOB, objects))).isEqualTo(each(known));
        assertThat(both(objects -> changes.changed(JOB, objects)))
                .isEqualTo(each(Map.of(2, known.get(2), 4, known.get(4))));
        assertThat(both(objects -> changes.untold(JOB, objects))).isEqualTo(each(Map.of(2, known.get(2))));
        assertThat(both(objects -> changes.repaired(JOB, objects))).isEqualTo(each(Map.of(5, "second FAILED 106")));
    }

    @Test
    void tellsWhenFilesWereRetriedTheLastTime() {
        List<StoredObject> all =
                IntStream.range(0, KEYS).mapToObj(key -> object(key, "now")).toList();
        Map<StoredObject, Instant> many = changes.retried(JOB, all);
        assertThat(many.keySet())
                .containsExactlyInAnyOrderElementsOf(
                        Stream.concat(objects(4, "now").stream(), objects(5, "now").stream())
                                .toList());
        assertThat(many.values()).allMatch(time -> time.isAfter(MODIFIED));
        for (StoredObject object : all) {
            assertThat(changes.retried(JOB, List.of(object)).get(object)).isEqualTo(many.get(object));
        }
        assertThat(changes.retried(JOB + 1, all)).isEmpty();
    }

    @Test
    void comparesAListingWithWhatIsKnownAtOnce() {
        List<StoredObject> all =
                IntStream.range(0, KEYS).mapToObj(key -> object(key, "now")).toList();
        ListedObjects listed = new ListedObjects(PREFIX);
        listed.add(all);
        ListedChanges compared = changes.compare(JOB, listed);
        assertThat(compared.unseen()).isEqualTo(ledger.unseen(JOB, listed)).isEqualTo(places(0, 5));
        assertThat(compared.changed()).isEqualTo(places(2, 4));
    }

    private static BitSet places(int... rests) {
        BitSet places = new BitSet();
        for (int key = 0; key < KEYS; key++) {
            int rest = key % 6;
            places.set(key, IntStream.of(rests).anyMatch(each -> each == rest));
        }
        return places;
    }
}
