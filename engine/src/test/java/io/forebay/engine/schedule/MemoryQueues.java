package io.forebay.engine.schedule;

import com.fasterxml.jackson.databind.JsonNode;
import io.forebay.engine.flow.value.Json;
import io.forebay.spi.queue.MessageQueues;
import io.forebay.spi.queue.QueueException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;

/** Queues that only take messages, as fast as they are allowed to. */
final class MemoryQueues implements MessageQueues {
    final List<JsonNode> messages = new CopyOnWriteArrayList<>();
    /** How many calls are refused from now on. */
    final AtomicInteger refused = new AtomicInteger();
    /** What each message needs one of. */
    final Semaphore allowed = new Semaphore(1_000);

    @Override
    public String call(String operation, String request) throws InterruptedException {
        allowed.acquire();
        messages.add(Json.parseOwn(request));
        return "{}";
    }

    @Override
    public String url(String arn) throws QueueException {
        if (refused.getAndUpdate(left -> Math.max(left - 1, 0)) > 0) {
            throw new QueueException("QueueDoesNotExistException", "there is no such queue");
        }
        return "memory:" + arn;
    }

    @Override
    public void close() {}
}
