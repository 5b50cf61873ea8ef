package io.forebay.engine.schedule;

import io.forebay.engine.schedule.definition.Overlap;
import io.forebay.engine.schedule.definition.Retry;
import io.forebay.engine.schedule.definition.Target;
import io.forebay.spi.ForebayException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes deliveries that are due. */
final class Deliveries {
    private static final Logger log = LoggerFactory.getLogger(Deliveries.class);

    /** How many are made before that is written: after a crash they are found again by their names. */
    private static final int PORTION = 100;

    private final Launcher launcher;

    Deliveries(Launcher launcher) {
        this.launcher = launcher;
    }

    /** What a target is given. */
    @FunctionalInterface
    interface Payload {
        /** @throws ForebayException INVALID_PARAMETER when there is none, now or later */
        String of(Delivery delivery, String name);
    }

    /** What is to be done with those of one schedule or trigger. */
    record Rule(Target target, Overlap overlap, Payload payload) {}

    /** Makes some that are due. @return what has become of them; empty when none was due */
    Optional<Change> make(Book.Page page, Rule rule, long now) {
        Kept kept = page.kept();
        Kept.Outcome outcome = kept.outcome();
        List<Delivery> again = new ArrayList<>();
        List<String> done = new ArrayList<>();
        for (Delivery delivery : page.pending()) {
            if (done.size() + again.size() == PORTION) {
                break;
            }
            if (delivery.expires() < now) {
                done.add(delivery.id());
                outcome = outcome.dropped("EXPIRED", null, now);
                log.warn(
                        "a delivery is given up, it is too old of={} delivery={}",
                        kept.key().shown(),
                        delivery.id());
                continue;
            }
            if (delivery.due() > now) {
                if (rule.overlap() == Overlap.QUEUE) {
                    break;
                }
                continue;
            }
            Started last = outcome.last();
            if (rule.overlap() != Overlap.ALLOW && last != null && !launcher.over(last)) {
                if (rule.overlap() == Overlap.QUEUE) {
                    break;
                }
                done.add(delivery.id());
                outcome = outcome.dropped("SKIPPED", last.id() + " still runs", now);
                log.info(
                        "a delivery is skipped of={} delivery={} runs={}",
                        kept.key().shown(),
                        delivery.id(),
                        last.id());
                continue;
            }
            try {
                outcome = outcome.started(start(kept.key(), rule, delivery), now);
                done.add(delivery.id());
            } catch (Launcher.NotStarted e) {
                Delivery next = delivery.again(
                        now + Retry.pause(delivery.attempts() + 1).toMillis());
                Retry retry = rule.target().retry();
                if (e.worthAnother() && next.attempts() <= retry.attempts() && next.due() <= delivery.expires()) {
                    again.add(next);
                    outcome = outcome.trouble(e.getMessage());
                } else {
                    done.add(delivery.id());
                    outcome = outcome.dropped("FAILED", e.getMessage(), now);
                    log.warn(
                            "a delivery is given up of={} delivery={} attempts={} reason={}",
                            kept.key().shown(),
                            delivery.id(),
                            next.attempts(),
                            e.getMessage());
                }
                if (e.worthAnother()) {
                    break; // the others would hardly fare better now
                }
            }
        }
        return done.isEmpty() && again.isEmpty()
                ? Optional.empty()
                : Optional.of(Change.of(kept.with(outcome), again, done));
    }

    private Started start(Kept.Key key, Rule rule, Delivery delivery) throws Launcher.NotStarted {
        String name = Names.of(key, delivery);
        String payload;
        try {
            payload = rule.payload().of(delivery, name);
        } catch (RuntimeException e) {
            throw new Launcher.NotStarted(String.valueOf(e.getMessage()), false);
        }
        try {
            Started started = launcher.start(rule.target(), name, payload);
            log.info("started of={} what={}", key.shown(), started.id());
            return started;
        } catch (RuntimeException e) {
            log.warn("a delivery failed of={} delivery={}", key.shown(), delivery.id(), e);
            throw new Launcher.NotStarted(String.valueOf(e.getMessage()), true);
        }
    }
}
