package io.forebay.contract.time;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** A clock that is turned, and stands or goes on meanwhile. Thread-safe. */
public final class TurnedClock extends Clock {
    private final Clock turned;
    private volatile Duration ahead = Duration.ZERO;

    private TurnedClock(Clock turned) {
        this.turned = turned;
    }

    /** One that stands. @param now such as {@code 2026-11-27T00:00:00Z} */
    public TurnedClock(String now) {
        this(Clock.fixed(Instant.parse(now), ZoneOffset.UTC));
    }

    /** One that tells the time, and goes on. */
    public static TurnedClock going() {
        return new TurnedClock(Clock.systemUTC());
    }

    /** Used by one thread. @param further less than nothing puts it back */
    public void turn(Duration further) {
        ahead = ahead.plus(further);
    }

    public void set(String time) {
        ahead = Duration.between(turned.instant(), Instant.parse(time));
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
        return turned.instant().plus(ahead);
    }
}
