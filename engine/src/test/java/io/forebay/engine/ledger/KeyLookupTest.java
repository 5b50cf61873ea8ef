package io.forebay.engine.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.forebay.spi.store.ObjectUri;
import io.forebay.spi.store.StoredObject;
import io.forebay.spi.warehouse.Warehouse;
import io.forebay.spi.warehouse.WarehouseConnection;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A few files are found through the index; what it says must be what the table says. */
class KeyLookupTest {
    private static final int NAMES = 400;
    private static final long[] JOBS = {100001, 100010};

    /** What both jobs are done with, by its ETag; the ETags tell versions apart. */
    private final Map<Long, Map<Integer, String>> known = new HashMap<>();

    private static StoredObject object(int name, String etag) {
        return new StoredObject(new ObjectUri("s3", "lake", "in/" + name), 1, etag, Instant.EPOCH);
    }

    private static List<StoredObject> objects(List<Integer> names, String etag) {
        return names.stream().map(name -> object(name, etag)).toList();
    }

    private static List<Integer> some(Random random, int most) {
        return random.ints(1 + random.nextInt(most), 0, NAMES)
                .distinct()
                .boxed()
                .toList();
    }

    private static Map<Integer, String> shown(Map<StoredObject, JobFile> found) {
        Map<Integer, String> shown = new HashMap<>();
        found.forEach((object, file) -> shown.put(
                Integer.parseInt(object.uri().key().substring("in/".length())),
                file.object().etag()));
        return shown;
    }

    private Map<Integer, String> of(long job) {
        return Objects.requireNonNull(known.get(job));
    }

    private Map<Integer, String> expected(long job, List<Integer> names) {
        return names.stream().filter(of(job)::containsKey).collect(Collectors.toMap(name -> name, name -> of(job).get(
                        name)));
    }

    /** Asks for some names, which takes the index, and for all, which does not. */
    private void check(Warehouse warehouse, Ledger ledger, long job, List<Integer> few) {
        Changes changes = new Changes(warehouse);
        List<Integer> all = IntStream.range(0, NAMES).boxed().toList();
        assertThat(shown(changes.known(job, objects(few, "asked")))).isEqualTo(expected(job, few));
        assertThat(shown(changes.known(job, objects(all, "asked")))).isEqualTo(of(job));
        assertThat(ledger.unseen(job, objects(few, "asked")))
                .isEqualTo(objects(
                        few.stream().filter(name -> !of(job).containsKey(name)).toList(), "asked"));
    }

    /** Takes files out and puts others in, some of them the same names again, as a repair does. */
    private void change(Warehouse warehouse, Ledger ledger, Random random, String etag) {
        JobFiles files = new JobFiles(warehouse, ledger, Clock.systemUTC());
        long job = JOBS[random.nextInt(2)];
        Map<Integer, String> next = new HashMap<>(of(job));
        try (WarehouseConnection connection = warehouse.connect()) {
            connection.begin();
            for (int step = 0; step < 3; step++) {
                List<Integer> gone = some(random, 60);
                files.forget(connection, job, objects(gone, etag));
                gone.forEach(next::remove);
                List<Integer> come = new ArrayList<>(some(random, 60));
                come.addAll(gone.subList(0, gone.size() / 2));
                come.removeIf(next::containsKey);
                List<Integer> once = come.stream().distinct().toList();
                ledger.recordJobFiles(connection, job, objects(once, etag), FileState.INGESTED, 1);
                once.forEach(name -> next.put(name, etag));
            }
            if (random.nextInt(4) == 0) {
                connection.rollback();
            } else {
                connection.commit();
                known.put(job, next);
            }
        }
    }

    @Test
    void findsWhatAScanFindsAfterAnyChanges(@TempDir Path folder) {
        Random random = new Random(11);
        for (long job : JOBS) {
            known.put(job, new HashMap<>());
        }
        LedgerFile file = new LedgerFile(folder, Map.of());
        for (int opening = 0; opening < 4; opening++) {
            int turn = opening;
            file.with(warehouse -> {
                Ledger ledger = Ledger.open(warehouse, Clock.systemUTC());
                for (long job : JOBS) {
                    check(warehouse, ledger, job, some(random, KeyLookup.MOST));
                }
                for (int i = 0; i < 12; i++) {
                    change(warehouse, ledger, random, turn + "." + i);
                    for (long job : JOBS) {
                        check(warehouse, ledger, job, some(random, KeyLookup.MOST));
                    }
                }
            });
        }
        assertThat(known.get(JOBS[0])).hasSizeGreaterThan(50);
    }

    @Test
    void looksIntoTheIndex(@TempDir Path folder) {
        new LedgerFile(folder, Map.of()).with(warehouse -> {
            Ledger ledger = Ledger.open(warehouse, Clock.systemUTC());
            List<Integer> all = IntStream.range(0, NAMES).boxed().toList();
            ledger.write(
                    connection -> ledger.recordJobFiles(connection, JOBS[0], objects(all, "e"), FileState.INGESTED, 1));
            for (int count : new int[] {1, KeyLookup.MOST}) {
                List<String> keys = objects(all.subList(0, count), "").stream()
                        .map(object -> FileKey.of(JOBS[0], object.uri()).toString())
                        .toList();
                try (WarehouseConnection connection = warehouse.connect()) {
                    assertThat(LedgerFile.rows(
                                            connection,
                                            "EXPLAIN ANALYZE SELECT etag FROM forebay.job_file"
                                                    + KeyLookup.condition(keys))
                                    .toString())
                            .contains("Index Scan");
                }
            }
        });
    }
}
