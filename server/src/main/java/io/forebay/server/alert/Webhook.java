package io.forebay.server.alert;

import io.forebay.spi.CommonError;
import io.forebay.spi.ForebayException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Posts messages to one address, one after the other, in a thread of its own. What is not taken is tried again a few
 * times; when too many wait, new ones are dropped. The address may hold a secret, so it is in no log. Thread-safe.
 */
public final class Webhook implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Webhook.class);
    private static final int WAITING = 100;
    private static final int ATTEMPTS = 5;
    private static final Duration CONNECT = Duration.ofSeconds(5);
    private static final Duration ANSWER = Duration.ofSeconds(10);
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
    private static final int TOO_MANY_REQUESTS = 429;

    private final URI address;
    private final Duration firstPause;
    private final HttpClient client = HttpClient.newBuilder()
            .connectTimeout(CONNECT)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();
    private final BlockingQueue<String> waiting = new ArrayBlockingQueue<>(WAITING);
    private final Thread thread;

    public Webhook(URI address) {
        this(address, FIRST_PAUSE);
    }

    /** @param firstPause before the second attempt; it doubles for each one after */
    Webhook(URI address, Duration firstPause) {
        if (!"http".equals(address.getScheme()) && !"https".equals(address.getScheme())) {
            throw new ForebayException(CommonError.INVALID_PARAMETER, "alerts.webhook is no address of http or https")
                    .withHint("For example: alerts.webhook: https://example.com/hook");
        }
        this.address = address;
        this.firstPause = firstPause;
        this.thread = new Thread(this::run, "webhook");
        thread.setDaemon(true);
        thread.start();
    }

    /** Has a message posted; returns at once. @param json the body */
    public void post(String json) {
        if (!waiting.offer(json)) {
            log.warn("an alert is dropped, {} wait already: the webhook does not take them", WAITING);
        }
    }

    private void run() {
        try {
            while (true) {
                deliver(waiting.take());
            }
        } catch (InterruptedException e) {
            log.debug("the webhook ends");
        }
    }

    private void deliver(String json) throws InterruptedException {
        String reason = "";
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            if (attempt > 0) {
                long millis = firstPause.toMillis() << attempt - 1;
                TimeUnit.MILLISECONDS.sleep(millis + ThreadLocalRandom.current().nextLong(millis / 2 + 1));
            }
            try {
                int status =
                        client.send(request(json), BodyHandlers.discarding()).statusCode();
                if (status / 100 == 2) {
                    return;
                }
                reason = "status " + status;
                if (status / 100 != 5 && status != TOO_MANY_REQUESTS) {
                    break;
                }
            } catch (IOException e) {
                reason = e.getClass().getSimpleName();
            }
        }
        log.warn("an alert could not be delivered to alerts.webhook reason={}", reason);
    }

    private HttpRequest request(String json) {
        return HttpRequest.newBuilder(address)
                .timeout(ANSWER)
                .header("Content-Type", "application/json")
                .header("User-Agent", "forebay")
                .POST(HttpRequest.BodyPublishers.ofString(json))
                .build();
    }

    @Override
    public void close() {
        thread.interrupt();
    }
}
