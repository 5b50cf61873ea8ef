package io.forebay.store.s3.events;

import io.forebay.spi.ForebayException;
import io.forebay.spi.store.StoreError;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.services.sqs.model.BatchResultErrorEntry;

/** Deletes the messages of one queue that are settled, and hides the others for as long as they wait. One thread runs it. */
final class QueueKeeper implements Runnable {
    private static final Logger log = LoggerFactory.getLogger(QueueKeeper.class);
    private static final Duration LONGEST_TICK = Duration.ofSeconds(1);

    /** Between two looks at what has to be hidden for longer. */
    private static final int DONE_BATCHES = 20;

    private final SqsQueue queue;
    private final HeldMessages held;
    private final Duration tick;
    private final Outage outage;
    private volatile boolean ended;

    QueueKeeper(SqsQueue queue, HeldMessages held, Duration visibility) {
        this.queue = queue;
        this.held = held;
        Duration part = visibility.dividedBy(8);
        this.tick = part.compareTo(LONGEST_TICK) < 0 ? part : LONGEST_TICK;
        this.outage = new Outage("deleting from queue " + queue.url(), tick);
    }

    /** Has {@link #run} delete what is settled, give back what is not, and end; an interrupt ends it at once. */
    void end() {
        ended = true;
        held.end();
    }

    @Override
    public void run() {
        try {
            while (!ended) {
                held.awaitDone(tick);
                keep();
            }
            held.giveUp();
            while (finish()) {
                log.debug("more to finish queue={}", queue.url());
            }
        } catch (InterruptedException e) {
            log.debug("messages are left to become visible again queue={} held={}", queue.url(), held.size());
        } catch (ForebayException e) {
            log.debug("messages are left to become visible again queue={}", queue.url(), e);
        }
    }

    private void keep() throws InterruptedException {
        try {
            boolean more = true;
            for (int batches = 0; batches < DONE_BATCHES && more; batches++) {
                more = finish();
            }
            hide(held.due());
        } catch (RuntimeException | Error e) {
            if (!ended) {
                Thread.sleep(pause(e).toMillis());
            }
        }
    }

    /** That the queue is away is told by the consumer. */
    private Duration pause(Throwable e) {
        if (e instanceof ForebayException known && known.is(StoreError.STORE_AWAY)) {
            log.debug("the queue is away queue={}", queue.url(), e);
            return tick;
        }
        return outage.failed(e);
    }

    /** Deletes or gives back some. @return whether there were any */
    private boolean finish() {
        List<HeldMessages.Work> batch = held.pollDone();
        if (batch.isEmpty()) {
            return false;
        }
        Map<Integer, BatchResultErrorEntry> failed;
        try {
            failed = batch.get(0).hide() == HeldMessages.Work.DELETE ? queue.delete(batch) : queue.hide(batch);
        } catch (RuntimeException | Error e) {
            batch.forEach(held::putBack);
            throw e;
        }
        outage.over();
        for (int place = 0; place < batch.size(); place++) {
            BatchResultErrorEntry failure = failed.get(place);
            if (failure == null || Boolean.TRUE.equals(failure.senderFault())) {
                held.finished(batch.get(place));
            } else {
                held.retry(batch.get(place));
            }
        }
        failed.values()
                .forEach(entry -> log.debug("not deleted or given back queue={} reason={}", queue.url(), entry.code()));
        return true;
    }

    private void hide(List<HeldMessages.Work> due) {
        for (int from = 0; from < due.size(); from += HeldMessages.BATCH) {
            List<HeldMessages.Work> batch = due.subList(from, Math.min(due.size(), from + HeldMessages.BATCH));
            Map<Integer, BatchResultErrorEntry> failed = queue.hide(batch);
            for (int place = 0; place < batch.size(); place++) {
                BatchResultErrorEntry failure = failed.get(place);
                if (failure == null) {
                    held.hidden(batch.get(place));
                } else if (Boolean.TRUE.equals(failure.senderFault())) {
                    held.exposed(batch.get(place));
                }
            }
        }
    }
}
