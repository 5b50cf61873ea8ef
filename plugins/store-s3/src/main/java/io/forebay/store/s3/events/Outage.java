package io.forebay.store.s3.events;

import io.forebay.spi.ForebayException;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Trouble with one thing: told once for each kind of error until it is over, with pauses that grow. Thread-safe. */
final class Outage {
    private static final Logger log = LoggerFactory.getLogger(Outage.class);
    private static final long FIRST_PAUSE_MILLIS = 500;

    private final String what;
    private final Duration longestPause;
    private String told = "";
    private int failures;

    /** @param what is asked, for messages */
    Outage(String what, Duration longestPause) {
        this.what = what;
        this.longestPause = longestPause;
    }

    /** @return how long to wait before the next attempt */
    synchronized Duration failed(Throwable e) {
        String kind = e instanceof ForebayException known
                ? known.code().name()
                : e.getClass().getName();
        if (!kind.equals(told)) {
            told = kind;
            tell(e);
        }
        failures++;
        return pause(failures, longestPause);
    }

    private void tell(Throwable e) {
        if (e instanceof ForebayException known) {
            log.warn(
                    "events do not come through, trying again; files are found by listing what={} reason={}{}",
                    what,
                    known.getMessage(),
                    known.hint().map(hint -> " hint=" + hint).orElse(""));
        } else {
            log.error("events do not come through by a defect, trying again what={}", what, e);
        }
    }

    synchronized void over() {
        if (failures > 0) {
            log.info("events come through again what={} failures={}", what, failures);
        }
        told = "";
        failures = 0;
    }

    /**
     * Half a second and then twice the last, up to the longest; of that a random part between half and all, so that not
     * all who wait come back at once.
     *
     * @param failures from 1
     */
    static Duration pause(int failures, Duration longest) {
        long most = Math.min(FIRST_PAUSE_MILLIS << Math.min(failures - 1, 16), longest.toMillis());
        return Duration.ofMillis(ThreadLocalRandom.current().nextLong(most / 2, most + 1));
    }
}
