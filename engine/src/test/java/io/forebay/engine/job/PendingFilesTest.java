package io.forebay.engine.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.forebay.spi.store.ObjectUri;
import io.forebay.spi.store.StoredObject;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PendingFilesTest {
    private static final long JOB = 7;
    private static final Instant START = Instant.parse("2026-11-27T00:00:00Z");

    private final PendingFiles pending = new PendingFiles();

    private static StoredObject object(int key, String etag) {
        ObjectUri uri = new ObjectUri("s3", "lake", String.format("in/%06d", key));
        return new StoredObject(uri, 10, etag, START);
    }

    private static List<StoredObject> objects(int from, int to) {
        return IntStream.range(from, to).mapToObj(key -> object(key, "e")).toList();
    }

    @Test
    void keepsTheFirstTimeOfAFileThatIsFoundAgainOrOverwritten() {
        pending.add(JOB, objects(0, 1), object -> START, 1);
        pending.add(JOB, List.of(object(0, "other")), object -> START.plusSeconds(9), 2);
        assertThat(pending.find(JOB, object(0, "e").uri())).contains(START);
        assertThat(pending.backlog(JOB, 0)).isEqualTo(new JobStatus.Backlog(1, 10, START));
        pending.done(JOB, objects(0, 1));
        assertThat(pending.backlog(JOB, 0)).isEqualTo(JobStatus.Backlog.NONE);
    }

    @Test
    void keepsAtMostSoManyThatWereTriedInVain() {
        pending.add(JOB, objects(0, 50_000), object -> START, 1);
        assertThat(pending.backlog(JOB, 0).files()).isEqualTo(50_000);
        pending.left(JOB, objects(0, 25_000));
        assertThat(pending.backlog(JOB, 0).files()).isEqualTo(25_000);
        pending.left(JOB, objects(25_000, 50_000));
        assertThat(pending.backlog(JOB, 0)).isEqualTo(new JobStatus.Backlog(20_000, 200_000, START));
    }

    @Test
    void forgetsWhatAListingHasNotFoundOfTheKeysThatItListed() {
        pending.add(JOB, objects(0, 10), object -> START, 1);
        pending.add(JOB + 1, objects(0, 10), object -> START, 0);
        pending.add(JOB, objects(8, 9), object -> START, 2);
        assertThat(pending.backlog(JOB, 2)).isEqualTo(new JobStatus.Backlog(1, 10, START));
        pending.listed(JOB, "in/000004", 2);
        assertThat(pending.backlog(JOB, 0).files()).isEqualTo(6);
        pending.listed(JOB, "", 2);
        assertThat(pending.backlog(JOB, 0).files()).isEqualTo(1);
        assertThat(pending.backlog(JOB + 1, 0).files()).isEqualTo(10);
        pending.forget(JOB);
        assertThat(pending.backlog(JOB, 0)).isEqualTo(JobStatus.Backlog.NONE);
    }
}
