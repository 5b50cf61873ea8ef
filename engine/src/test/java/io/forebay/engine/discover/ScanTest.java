package io.forebay.engine.discover;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.forebay.contract.store.MemoryObjectStore;
import io.forebay.contract.store.StoreCall;
import io.forebay.contract.time.TurnedClock;
import io.forebay.engine.TestWarehouse;
import io.forebay.engine.ledger.FileState;
import io.forebay.engine.ledger.Ledger;
import io.forebay.spi.ForebayException;
import io.forebay.spi.store.ObjectUri;
import io.forebay.spi.store.StoreError;
import io.forebay.spi.store.StoredObject;
import io.forebay.spi.warehouse.Warehouse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScanTest {
    private static final ObjectUri PREFIX = ObjectUri.parse("s3://lake/in/");
    private static final long JOB = 7;

    private final MemoryObjectStore store = new MemoryObjectStore("lake");
    private final TurnedClock clock = new TurnedClock("2026-11-21T00:00:00Z");
    private final List<String> given = new ArrayList<>();
    private Warehouse warehouse;
    private Ledger ledger;

    @BeforeEach
    void open(@TempDir Path folder) {
        warehouse = TestWarehouse.open(folder);
        TestWarehouse.liveTables().forEach(warehouse::register);
        ledger = Ledger.open(warehouse, clock);
    }

    @AfterEach
    void close() {
        warehouse.close();
    }

    private Scan scan(boolean ascending, ScanRoom room) {
        return new Scan(
                store,
                listed -> ledger.unseen(JOB, listed),
                new Scan.Subject(PREFIX, ascending, Duration.ofHours(1)),
                room,
                clock);
    }

    private Scan scan(boolean ascending) {
        return scan(ascending, new ScanRoom());
    }

    private void put(String... keys) {
        for (String key : keys) {
            store.put("s3://lake/in/" + key, "1\n");
        }
    }

    private void put(int from, int to) {
        IntStream.range(from, to).forEach(i -> put(String.format("%06d", i)));
    }

    private boolean load(List<StoredObject> objects) {
        objects.forEach(object -> given.add(object.uri().key().substring("in/".length())));
        ledger.write(connection -> ledger.recordJobFiles(connection, JOB, objects, FileState.INGESTED, 1));
        return true;
    }

    private ScanReport look(Scan scan) {
        given.clear();
        return scan.look(false, () -> false, this::load);
    }

    @Test
    void givesEachNewKeyOnceInOrderAndTellsWhatItCost() {
        Scan scan = scan(false);
        put(0, 2500);
        ScanReport first = look(scan);
        assertThat(given).hasSize(2500).isSorted().doesNotHaveDuplicates();
        assertThat(first.keys()).isEqualTo(2500);
        assertThat(first.calls()).isEqualTo(4);
        assertThat(first.found()).isEqualTo(2500);
        put("000100a", "zz");
        ScanReport second = look(scan);
        assertThat(given).containsExactly("000100a", "zz");
        assertThat(second.keys()).isEqualTo(2502);
        assertThat(second.whole()).isTrue();
        look(scan);
        assertThat(given).isEmpty();
    }

    @Test
    void findsTheSameInSmallPartsAndInLargeOnes() {
        ScanRoom room = new ScanRoom(1000, 3000);
        put(0, 7300);
        Scan scan = scan(false, room);
        look(scan);
        assertThat(given).hasSize(7300).isSorted();
        put("000000a", "000999a", "001000a", "007299a");
        try (ScanRoom.Share other = room.share()) {
            assertThat(other.full(1000)).isFalse();
            look(scan);
        }
        assertThat(given).containsExactly("000000a", "000999a", "001000a", "007299a");
        put("a", "000999b");
        look(scan);
        assertThat(given).containsExactly("000999b", "a");
    }

    @Test
    void listsAscendingKeysFromWhereItHasEnded() {
        Scan scan = scan(true);
        put(0, 12_000);
        assertThat(look(scan).whole()).isTrue();
        for (int round = 0; round < 5; round++) {
            put(12_000 + 100 * round, 12_100 + 100 * round);
            ScanReport report = look(scan);
            assertThat(given).hasSize(100);
            assertThat(report.whole()).isFalse();
            assertThat(report.calls()).isLessThanOrEqualTo(3);
            assertThat(report.keys()).isLessThanOrEqualTo(1100);
        }
    }

    @Test
    void findsAKeyThatCameJustOutOfOrderAtOnceAndOthersByTheNextWholeScan() {
        Scan scan = scan(true);
        put(0, 5000);
        look(scan);
        put("005000", "005002");
        look(scan);
        put("005001");
        look(scan);
        assertThat(given).containsExactly("005001");
        look(scan);
        put("000007a");
        look(scan);
        assertThat(given).isEmpty();
        clock.turn(Duration.ofMinutes(61));
        assertThat(look(scan).whole()).isTrue();
        assertThat(given).containsExactly("000007a");
        assertThat(look(scan).calls()).isLessThanOrEqualTo(3);
    }

    @Test
    void listsTheWholePrefixWhenAsked() {
        Scan scan = scan(true);
        put(0, 3000);
        look(scan);
        put("000007a");
        given.clear();
        assertThat(scan.look(true, () -> false, this::load).whole()).isTrue();
        assertThat(given).containsExactly("000007a");
    }

    @Test
    void goesBackToAscendingKeysThatWereNotDone() {
        Scan scan = scan(true);
        put(0, 3000);
        look(scan);
        put(3000, 3010);
        scan.look(false, () -> false, objects -> {
            load(objects.subList(0, 4));
            return false;
        });
        put(3010, 3020);
        scan.look(false, () -> false, objects -> false);
        look(scan);
        assertThat(given).hasSize(16).startsWith("003004").endsWith("003019");
    }

    @Test
    void goesBackToAKeyThatWasStillGrowing() {
        Scan scan = scan(true);
        put(0, 3000);
        look(scan);
        put("003000", "003001");
        store.growing(ObjectUri.parse("s3://lake/in/003000"), true);
        assertThat(look(scan).unfinished()).isEqualTo(1);
        look(scan);
        store.growing(ObjectUri.parse("s3://lake/in/003000"), false);
        look(scan);
        assertThat(given).containsExactly("003000");
    }

    @Test
    void beginsWithAWholeScanAgainWhenOneFailed() {
        Scan scan = scan(true);
        put(0, 2500);
        store.faults().fail(StoreCall.LIST, 2, StoreError.ACCESS_DENIED);
        assertThatThrownBy(() -> look(scan)).isInstanceOf(ForebayException.class);
        assertThat(look(scan).whole()).isTrue();
        assertThat(given).hasSize(2500);
    }

    @Test
    void asksForAPageAgainThatDidNotCome() {
        put(0, 2500);
        store.faults().fail(StoreCall.LIST, 2, StoreError.STORE_AWAY);
        store.faults().fail(StoreCall.LIST, 3, StoreError.STORE_AWAY);
        ScanReport report = look(scan(false));
        assertThat(given).hasSize(2500);
        assertThat(report.calls()).isEqualTo(6);
    }
}
