package io.forebay.store.s3.events;

import static org.assertj.core.api.Assertions.assertThat;

import io.forebay.spi.CommonError;
import io.forebay.spi.ForebayException;
import io.forebay.spi.store.ArrivalListener;
import io.forebay.spi.store.ObjectUri;
import io.forebay.spi.store.Settlement;
import io.forebay.spi.store.StoreError;
import io.forebay.spi.store.StoreWatch;
import io.forebay.spi.store.StoredObject;
import io.forebay.store.s3.Gate;
import io.forebay.store.s3.LocalSqs;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.Timeout;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/** Watches of a bucket whose objects a test tells, over real queues. */
@Timeout(120)
class S3EventsIT {
    private static final Duration LONG = Duration.ofMinutes(2);
    private static final Duration SHORT = Duration.ofSeconds(1);
    /** Long enough that a machine under load prolongs it in time. */
    private static final Duration PROLONGED = Duration.ofSeconds(3);
    /** The same where a message comes again while the machine is busy with more than that. */
    private static final Duration AMPLE = Duration.ofSeconds(6);

    private static LocalSqs sqs;

    private final Map<ObjectUri, StoredObject> bucket = new ConcurrentHashMap<>();
    private final ConcurrentLinkedQueue<Throwable> failures = new ConcurrentLinkedQueue<>();
    private final AtomicInteger looks = new AtomicInteger();
    private final Told told = new Told(true);
    private final Told waiting = new Told(false);
    private String name = "";
    private URI queue = URI.create("http://127.0.0.1/q");
    private @Nullable S3Events events;

    @BeforeAll
    static void start() {
        sqs = new LocalSqs();
    }

    @AfterAll
    static void stop() {
        sqs.close();
    }

    @BeforeEach
    void makeQueue(TestInfo test) {
        name = test.getTestMethod().orElseThrow().getName();
        queue = sqs.makeQueue(name, Map.of());
    }

    @AfterEach
    void end() {
        if (events != null) {
            events.close();
        }
    }

    @Test
    void tellsOfObjectsAsTheyAreAndDeletesTheMessage() {
        StoredObject object = put("in/a b+c");
        watch(LONG, "in/", told);
        sqs.send(queue, Bodies.put("lake", "in/a b+c"));
        told.awaitKeys("in/a b+c");
        assertThat(told.objects()).as("not as the event says").containsExactly(object);
        awaitEmpty(queue);
    }

    @Test
    void readsAllFormsInAnyOrderThreeTimes() {
        for (String key :
                List.of("in/dt=2031-05-06/a b+c.csv", "big/x.parquet", "in/b.csv", "in/a+b.csv", "in/c.csv")) {
            ObjectUri uri = new ObjectUri("s3", "lake-one", key);
            bucket.put(uri, new StoredObject(uri, 1, "e", Instant.EPOCH));
        }
        List<String> bodies = new ArrayList<>();
        for (int time = 0; time < 3; time++) {
            bodies.addAll(Bodies.all());
        }
        Collections.shuffle(bodies, new Random(4));
        settings(LONG).subscribe(new ObjectUri("s3", "lake-one", ""), told);
        sqs.send(queue, bodies);
        Told.await(() -> told.count() == 15, () -> "told " + told.keys());
        assertThat(told.keys().stream().distinct())
                .containsExactly("big/x.parquet", "in/a+b.csv", "in/b.csv", "in/c.csv", "in/dt=2031-05-06/a b+c.csv");
        awaitEmpty(queue);
    }

    @Test
    void deletesWhatTellsNothingNew() {
        watch(LONG, "in/", told);
        put("other/1");
        put("in");
        sqs.send(
                queue,
                Bodies.TEST_EVENT,
                Bodies.DELETE_MARKER,
                Bodies.ACL,
                "{\"Records\":[]}",
                Bodies.confirmation("arn:aws:sns:eu-north-1:000000000000:t"),
                Bodies.put("lake", "other/1"),
                Bodies.put("lake", "in"),
                Bodies.put("sea", "in/1"),
                Bodies.record("2.1", "ObjectRemoved:Delete", "lake", "in/1"));
        awaitEmpty(queue);
        assertThat(looks).as("nothing is asked of the store for them").hasValue(0);
        assertThat(told.objects()).isEmpty();
    }

    @Test
    void deletesWhatIsGoneAndFolders() {
        watch(LONG, "in/", told);
        put("in/1");
        ObjectUri folder = new ObjectUri("s3", "lake", "in/folder/");
        bucket.put(folder, new StoredObject(folder, 0, "e", Instant.EPOCH));
        put("in/full/");
        sqs.send(
                queue,
                Bodies.put("lake", "in/gone"),
                Bodies.put("lake", "in/folder/"),
                Bodies.put("lake", "in/full/"),
                Bodies.put("lake", "in/1"));
        told.awaitKeys("in/1", "in/full/");
        awaitEmpty(queue);
    }

    /** The time-out passes twice; another who asks gets nothing. */
    @Test
    void hidesAMessageForAsLongAsItWaits() {
        put("in/1");
        watch(PROLONGED, "in/", waiting);
        sqs.send(queue, Bodies.put("lake", "in/1"));
        waiting.awaitKeys("in/1");
        assertThat(sqs.receive(queue, 7)).isEmpty();
        assertThat(sqs.hidden(queue)).isEqualTo(1);
        waiting.settle();
        awaitEmpty(queue);
        assertThat(waiting.count()).isEqualTo(1);
    }

    @Test
    void deletesWhenTheLastWatchHasSettledTheLastObject() {
        put("in/1");
        put("in/2");
        Told other = new Told(false);
        watch(LONG, "in/", waiting);
        watch(LONG, "in/1", other);
        sqs.send(
                queue,
                Bodies.put("lake", "in/1").replace("]}", "") + ","
                        + Bodies.put("lake", "in/2").replace("{\"Records\":[", ""));
        waiting.awaitKeys("in/1", "in/2");
        other.awaitKeys("in/1");
        waiting.settle();
        waiting.settle();
        assertThat(sqs.receive(queue, 1)).isEmpty();
        assertThat(sqs.hidden(queue)).isEqualTo(1);
        other.settle();
        awaitEmpty(queue);
    }

    @Test
    void takesSeveralQueuesForEveryWatch() {
        put("in/1");
        put("in/2");
        URI second = sqs.makeQueue(name + "-2", Map.of());
        events = events(new EventSettings(
                List.of(queue, second), Optional.empty(), Optional.empty(), Optional.of("x"), SHORT, LONG, 10));
        StoreWatch watch = events.subscribe(new ObjectUri("s3", "lake", "in/"), told);
        assertThat(watch.channel()).isEqualTo(queue + ", " + second);
        sqs.send(queue, Bodies.put("lake", "in/1"));
        sqs.send(second, Bodies.put("lake", "in/2"));
        told.awaitKeys("in/1", "in/2");
        awaitEmpty(queue);
        awaitEmpty(second);
        assertThat(watch.established()).isTrue();
    }

    @Test
    void leavesPoisonToTheRedrivePolicy() {
        URI deadLetters = sqs.makeQueue(name + "-dead", Map.of());
        queue = sqs.makeQueue(name + "-2", sqs.redrive(deadLetters, 1));
        put("in/1");
        watch(Duration.ofSeconds(4), "in/", told);
        sqs.send(queue, "no event", Bodies.put("lake", "in/1"), Bodies.record("3.0", "ObjectCreated:Put", "lake", "k"));
        told.awaitKeys("in/1");
        Told.await(() -> sqs.size(deadLetters) == 2, () -> "dead letters: " + sqs.size(deadLetters));
        awaitEmpty(queue);
    }

    @Test
    void sendsPoisonToTheDeadLetterQueueThatIsSet() {
        URI deadLetters = sqs.makeQueue(name + "-dead", Map.of());
        events = events(new EventSettings(
                List.of(queue),
                Optional.of(deadLetters),
                Optional.empty(),
                Optional.of("x"),
                Duration.ofSeconds(20),
                LONG,
                10));
        events.subscribe(new ObjectUri("s3", "lake", "in/"), told);
        String body = "{\"no\": \"event € \ud83d\ude00\"}";
        sqs.send(queue, body);
        List<Message> sent = sqs.receive(deadLetters, 20);
        assertThat(sent).singleElement().satisfies(message -> {
            assertThat(message.body()).isEqualTo(body);
            assertThat(message.messageAttributes())
                    .hasEntrySatisfying("forebay-reason", reason -> assertThat(reason.stringValue())
                            .contains("neither"));
        });
        awaitEmpty(queue);
    }

    /** The request that was broken off may still take a message, which is hidden then until it times out. */
    @Test
    void takesUpAQueueThatWasAway() throws Exception {
        put("in/1");
        put("in/2");
        try (Gate gate = new Gate(sqs.port())) {
            StoreWatch watch = gated(gate, SHORT).subscribe(new ObjectUri("s3", "lake", "in/"), told);
            sqs.send(queue, Bodies.put("lake", "in/1"));
            told.awaitKeys("in/1");
            awaitEmpty(queue);
            assertThat(watch.established()).isTrue();
            gate.shut();
            sqs.send(queue, Bodies.put("lake", "in/2"));
            Told.await(() -> gate.refused() > 3 && !watch.established(), () -> "refused " + gate.refused());
            assertThat(told.keys()).containsExactly("in/1");
            gate.open();
            told.awaitKeys("in/1", "in/2");
            awaitEmpty(queue);
            assertThat(watch.established()).isTrue();
        }
    }

    @Test
    void takesUpAQueueThatIsMadeLater() {
        put("in/1");
        queue = URI.create(queue + "-2");
        StoreWatch watch = watch(LONG, "in/", told);
        assertThat(watch.established()).isFalse();
        sqs.makeQueue(name + "-2", Map.of());
        sqs.send(queue, Bodies.put("lake", "in/1"));
        told.awaitKeys("in/1");
        awaitEmpty(queue);
        assertThat(watch.established()).isTrue();
    }

    /** It becomes visible while the queue cannot be reached, comes again with a new receipt, and is told once. */
    @Test
    void knowsAMessageThatComesAgainWhileItWaits() throws Exception {
        put("in/1");
        put("in/2");
        try (Gate gate = new Gate(sqs.port())) {
            gated(gate, AMPLE, SHORT).subscribe(new ObjectUri("s3", "lake", "in/"), waiting);
            sqs.send(queue, Bodies.put("lake", "in/1"));
            waiting.awaitKeys("in/1");
            gate.shut();
            Told.await(() -> sqs.visible(queue) == 1, () -> "still hidden");
            gate.open();
            Told.await(() -> sqs.hidden(queue) == 1, () -> "not received again");
            sqs.send(queue, Bodies.put("lake", "in/2"));
            waiting.awaitKeys("in/1", "in/2");
            assertThat(sqs.receive(queue, 7)).isEmpty();
            waiting.settle();
            awaitEmpty(queue);
            assertThat(waiting.count()).isEqualTo(2);
        }
    }

    @Test
    void deletesWhatWasSettledWhileTheQueueWasAway() throws Exception {
        put("in/1");
        try (Gate gate = new Gate(sqs.port())) {
            gated(gate, SHORT).subscribe(new ObjectUri("s3", "lake", "in/"), waiting);
            sqs.send(queue, Bodies.put("lake", "in/1"));
            waiting.awaitKeys("in/1");
            gate.shut();
            waiting.settle();
            Told.await(() -> sqs.visible(queue) == 1, () -> "still hidden");
            gate.open();
            Told.await(
                    () -> {
                        waiting.settle();
                        return sqs.size(queue) == 0;
                    },
                    () -> "left in the queue: " + sqs.size(queue));
            assertThat(waiting.count())
                    .as("its receipt may be old, then it is told again")
                    .isBetween(1, 2);
        }
    }

    @Test
    void asksAStoreThatIsAwayUntilItAnswers() {
        put("in/1");
        for (int failure = 0; failure < 4; failure++) {
            failures.add(new ForebayException(StoreError.STORE_AWAY, "away"));
        }
        watch(SHORT, "in/", told);
        sqs.send(queue, Bodies.put("lake", "in/1"));
        told.awaitKeys("in/1");
        assertThat(looks).hasValue(5);
        awaitEmpty(queue);
    }

    /** Its message comes again, as often as the redrive policy lets it. */
    @Test
    void goesOnAfterMemoryHasRunOut() {
        ConcurrentLinkedQueue<Throwable> errors = new ConcurrentLinkedQueue<>(
                List.of(new OutOfMemoryError("for this test"), new OutOfMemoryError("for this test")));
        failures.add(new OutOfMemoryError("for this test"));
        put("in/a");
        sqs.send(queue, Bodies.put("lake", "in/a"));
        S3Events made = new S3Events(
                new EventSettings(
                        List.of(queue),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.of("x"),
                        Duration.ofSeconds(20),
                        LONG,
                        1000),
                url -> {
                    throwIf(errors.poll());
                    return LocalSqs.client(QueueUrl.endpoint(url));
                },
                this::find);
        events = made;
        StoreWatch watch = made.subscribe(new ObjectUri("s3", "lake", "in/"), told);
        told.awaitKeys("in/a");
        awaitEmpty(queue);
        assertThat(watch.established()).isTrue();
        assertThat(errors).isEmpty();
    }

    @Test
    void leavesToTheQueueWhatTheStoreRefusesToDescribe() {
        put("in/1");
        for (int failure = 0; failure < 3; failure++) {
            failures.add(new ForebayException(StoreError.ACCESS_DENIED, "denied"));
        }
        watch(SHORT, "in/", told);
        sqs.send(queue, Bodies.put("lake", "in/1"));
        told.awaitKeys("in/1");
        assertThat(looks).hasValue(4);
        awaitEmpty(queue);
    }

    @Test
    void holdsABoundedNumberOfManyMessages() {
        int count = 3_000;
        List<String> bodies = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            put("in/" + i);
            bodies.add(Bodies.put("lake", "in/" + i));
        }
        sqs.send(queue, bodies);
        int limit = 500;
        events = events(new EventSettings(
                List.of(queue), Optional.empty(), Optional.empty(), Optional.of("x"), SHORT, LONG, limit));
        events.subscribe(new ObjectUri("s3", "lake", "in/"), waiting);
        int most = 0;
        for (int settled = 0; settled < count; settled += limit) {
            int before = Math.min(count, settled + limit);
            Told.await(() -> waiting.count() >= before, () -> "told " + waiting.count());
            most = Math.max(most, waiting.count() - settled);
            waiting.settle();
        }
        assertThat(most).isBetween(limit, limit + 9);
        awaitEmpty(queue);
        assertThat(waiting.keys())
                .isEqualTo(IntStream.range(0, count)
                        .mapToObj(i -> "in/" + i)
                        .sorted()
                        .toList());
    }

    @Test
    void endsWithinASecondAndGivesBackWhatIsNotSettled() {
        put("in/1");
        put("in/2");
        events = events(new EventSettings(
                List.of(queue), Optional.empty(), Optional.empty(), Optional.of("x"), SHORT, LONG, 2));
        StoreWatch watch = watch(LONG, "in/", waiting);
        sqs.send(queue, Bodies.put("lake", "in/1"), Bodies.put("lake", "in/2"));
        waiting.awaitKeys("in/1", "in/2");
        long began = System.nanoTime();
        watch.close();
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(1));
        assertThat(sqs.visible(queue)).isEqualTo(2);
        waiting.settle();
        watch(LONG, "in/", told);
        told.awaitKeys("in/1", "in/2");
        awaitEmpty(queue);
    }

    /** In the middle of a long poll of a queue that does not answer, and of objects that nobody describes. */
    @Test
    void endsWithinASecondWhateverHangs() throws Exception {
        put("in/1");
        for (int failure = 0; failure < 1000; failure++) {
            failures.add(new ForebayException(StoreError.STORE_AWAY, "away"));
        }
        try (Gate gate = new Gate(sqs.port())) {
            StoreWatch watch = gated(gate, LONG).subscribe(new ObjectUri("s3", "lake", "in/"), told);
            sqs.send(queue, Bodies.put("lake", "in/1"));
            Told.await(() -> looks.get() > 0, () -> "nobody looks");
            gate.shut();
            Told.await(() -> gate.refused() > 0, () -> "nobody asks");
            long began = System.nanoTime();
            watch.close();
            assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(1));
        }
        assertThat(told.count()).isZero();
    }

    @Test
    void givesBackWhatAWatchThatEndedHadNotSettledAndTellsTheOthersAgain() {
        put("in/1");
        StoreWatch first = watch(LONG, "in/", waiting);
        watch(LONG, "in/1", told);
        sqs.send(queue, Bodies.put("lake", "in/1"));
        waiting.awaitKeys("in/1");
        told.awaitKeys("in/1");
        first.close();
        told.awaitKeys("in/1", "in/1");
        awaitEmpty(queue);
    }

    @Test
    void tellsNothingAfterAWatchsEnd() {
        put("in/1");
        watch(LONG, "in/", told).close();
        Told other = new Told(true);
        watch(LONG, "", other);
        sqs.send(queue, Bodies.put("lake", "in/1"));
        other.awaitKeys("in/1");
        assertThat(told.count()).isZero();
    }

    @Test
    void lendsNoThreadToAListenerThatFailsOrEndsItsOwnWatch() {
        put("in/1");
        put("in/2");
        StoreWatch[] own = new StoreWatch[1];
        watch(LONG, "in/", told);
        own[0] = watch(LONG, "in/", new ArrivalListener() {
            @Override
            public void arrived(StoredObject object, Settlement settlement) {
                own[0].close();
                throw new IllegalStateException("a listener that fails");
            }

            @Override
            public void lost() {}
        });
        sqs.send(queue, Bodies.put("lake", "in/1"));
        awaitEmpty(queue);
        sqs.send(queue, Bodies.put("lake", "in/2"));
        Told.await(() -> told.keys().contains("in/2"), () -> "told " + told.keys());
        awaitEmpty(queue);
    }

    @Test
    void takesAFifoQueueAndItsDeadLetters() {
        Map<QueueAttributeName, String> fifo =
                Map.of(QueueAttributeName.FIFO_QUEUE, "true", QueueAttributeName.CONTENT_BASED_DEDUPLICATION, "false");
        URI deadLetters = sqs.makeQueue("fifo-dead.fifo", fifo);
        events = events(new EventSettings(
                List.of(queue), Optional.of(deadLetters), Optional.empty(), Optional.of("x"), SHORT, LONG, 10));
        events.subscribe(new ObjectUri("s3", "lake", "in/"), told);
        sqs.send(queue, "no event");
        assertThat(sqs.receive(deadLetters, 20)).singleElement().matches(message -> message.body()
                .equals("no event"));
        awaitEmpty(queue);
    }

    private StoredObject put(String key) {
        ObjectUri uri = new ObjectUri("s3", "lake", key);
        StoredObject object = new StoredObject(uri, 3, "etag-of-" + key, Instant.EPOCH);
        bucket.put(uri, object);
        return object;
    }

    private StoreWatch watch(Duration visibility, String prefix, ArrivalListener listener) {
        return settings(visibility).subscribe(new ObjectUri("s3", "lake", prefix), listener);
    }

    private S3Events settings(Duration visibility) {
        S3Events made = events;
        if (made == null) {
            made = events(new EventSettings(
                    List.of(queue),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.of("x"),
                    Duration.ofSeconds(20),
                    visibility,
                    1000));
            events = made;
        }
        return made;
    }

    private S3Events gated(Gate gate, Duration visibility) {
        return gated(gate, visibility, Duration.ofSeconds(20));
    }

    /** @param wait a question that is cut off goes on waiting in the queue for so long, and takes what it finds */
    private S3Events gated(Gate gate, Duration visibility, Duration wait) {
        S3Events made = events(new EventSettings(
                List.of(URI.create("http://127.0.0.1:" + gate.port() + queue.getPath())),
                Optional.empty(),
                Optional.empty(),
                Optional.of("x"),
                wait,
                visibility,
                1000));
        events = made;
        return made;
    }

    private S3Events events(EventSettings settings) {
        return new S3Events(settings, url -> LocalSqs.client(QueueUrl.endpoint(url)), this::find);
    }

    private static void throwIf(@Nullable Throwable failure) {
        if (failure instanceof Error error) {
            throw error;
        }
        if (failure instanceof RuntimeException exception) {
            throw exception;
        }
    }

    private Optional<StoredObject> find(ObjectUri uri) {
        looks.incrementAndGet();
        if (Thread.currentThread().isInterrupted()) {
            throw new ForebayException(CommonError.CANCELLED, "interrupted");
        }
        throwIf(failures.poll());
        return Optional.ofNullable(bucket.get(uri));
    }

    private static void awaitEmpty(URI queue) {
        Told.await(() -> sqs.size(queue) == 0, () -> "left in the queue: " + sqs.size(queue));
    }
}
