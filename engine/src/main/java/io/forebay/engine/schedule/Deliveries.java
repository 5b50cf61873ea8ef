package io.forebay.engine.schedule;

import io.forebay.engine.flow.value.Json;
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

    private static final String EXPIRED = "EXPIRED";
    private static final String AGE = "MaximumEventAgeInSeconds";

    private final Launcher launcher;
    private final DeadLetters letters;

    Deliveries(Launcher launcher, DeadLetters letters) {
        this.launcher = launcher;
        this.letters = letters;
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
            Letter letter = letters.find(kept, delivery);
            if (letter != null) {
                if (letter.over()) {
                    letters.forget(kept, delivery);
                    done.add(delivery.id());
                    outcome = outcome.dropped(letter.cause().result(), letter.told(), now);
                }
                continue;
            }
            if (delivery.expires() < now) {
                if (!givenUp(kept, rule, delivery, tooOld(outcome))) {
                    done.add(delivery.id());
                    outcome = outcome.dropped(EXPIRED, null, now);
                }
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
                } else if (!givenUp(kept, rule, next, cause(e, next, retry))) {
                    done.add(delivery.id());
                    outcome = outcome.dropped("FAILED", e.getMessage(), now);
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

    /** What the last attempt was told may be why it has become so old. */
    private static Letter.Cause tooOld(Kept.Outcome outcome) {
        String error = outcome.error();
        return new Letter.Cause(EXPIRED, "Expired", error == null ? "it is older than " + AGE + " allows" : error, AGE);
    }

    private static Letter.Cause cause(Launcher.NotStarted e, Delivery made, Retry retry) {
        String exhausted = made.attempts() > retry.attempts() ? "MaximumRetryAttempts" : AGE;
        return new Letter.Cause(
                "FAILED", e.code(), String.valueOf(e.getMessage()), e.worthAnother() ? exhausted : null);
    }

    /** @return whether it waits for a letter about it */
    private boolean givenUp(Kept kept, Rule rule, Delivery delivery, Letter.Cause cause) {
        log.warn(
                "a delivery is given up of={} delivery={} attempts={} reason={}",
                kept.key().shown(),
                delivery.id(),
                delivery.attempts(),
                cause.message());
        String queue = rule.target().deadLetters();
        if (queue == null) {
            return false;
        }
        letters.post(
                kept,
                delivery,
                new Letter(queue, kept.key(), delivery, rule.target(), cause, payload(kept, rule, delivery)));
        return true;
    }

    /** What the target would have been given at the last attempt, or what that would have been made of. */
    private static String payload(Kept kept, Rule rule, Delivery delivery) {
        try {
            return rule.payload().of(delivery.tried(), Names.of(kept.key(), delivery));
        } catch (RuntimeException e) {
            return delivery.event() == null ? "" : Json.text(delivery.event());
        }
    }

    private Started start(Kept.Key key, Rule rule, Delivery delivery) throws Launcher.NotStarted {
        String name = Names.of(key, delivery);
        String payload;
        try {
            payload = rule.payload().of(delivery, name);
        } catch (RuntimeException e) {
            throw new Launcher.NotStarted("InternalError", String.valueOf(e.getMessage()), false);
        }
        try {
            Started started = launcher.start(rule.target(), name, payload);
            log.info("started of={} what={}", key.shown(), started.id());
            return started;
        } catch (RuntimeException e) {
            log.warn("a delivery failed of={} delivery={}", key.shown(), delivery.id(), e);
            throw new Launcher.NotStarted("InternalError", String.valueOf(e.getMessage()), true);
        }
    }
}
