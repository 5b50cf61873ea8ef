package io.forebay.contract.time;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** A clock that stands until it is turned. Thread-safe. */
public final class TurnedClock extends Clock {
    private volatile Instant now;

    /** @param now such as {@code 2026-11-27T00:00:00Z} */
    public TurnedClock(String now) {
        this.now = Instant.parse(now);
    }

    /** Used by one thread. @param ahead less than nothing puts it back */
    public void turn(Duration ahead) {
        now = now.plus(ahead);
    }

    public void set(String time) {
        now = Instant.parse(time);
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        return this;
    }

    @Override
    public Instant instant() {
        return now;
    }
}
