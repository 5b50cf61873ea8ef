package io.forebay.engine.schedule;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** A clock that stands until it is turned. */
final class Hands extends Clock {
    private volatile Instant now;

    Hands(String now) {
        this.now = Instant.parse(now);
    }

    void turn(Duration ahead) {
        now = now.plus(ahead);
    }

    void set(String time) {
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
