package io.forebay.store.s3.events;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class HeldMessagesTest {
    private static final Duration VISIBILITY = Duration.ofMinutes(2);

    private long now = Duration.ofDays(1).toNanos();
    private final HeldMessages held = new HeldMessages(3, VISIBILITY, () -> now);

    @Test
    void isDoneWhenEveryWatchOfEveryObjectHasSettled() {
        HeldMessage message = held.take("m", "r", 2);
        held.told(message, 2);
        held.settle(message, false);
        held.settle(message, false);
        assertThat(held.pollDone()).isEmpty();
        held.settle(message, false);
        assertThat(held.pollDone()).containsExactly(new HeldMessages.Work(message, "r", HeldMessages.Work.DELETE));
        assertThat(held.pollDone()).isEmpty();
    }

    @Test
    void isDoneAtOnceWithoutObjects() {
        held.take("m", "r", 0);
        assertThat(held.pollDone()).singleElement().matches(work -> work.hide() == HeldMessages.Work.DELETE);
    }

    @Test
    void isGivenBackWhenAWatchHasEndedBefore() {
        HeldMessage message = held.take("m", "r", 1);
        held.told(message, 2);
        held.settle(message, true);
        held.settle(message, false);
        assertThat(held.pollDone()).containsExactly(new HeldMessages.Work(message, "r", 0));
    }

    @Test
    void givesBackAllThatWaitsAndDeletesTheRest() {
        HeldMessage waiting = held.take("waiting", "r1", 1);
        held.take("done", "r2", 0);
        held.giveUp();
        List<HeldMessages.Work> first = held.pollDone();
        List<HeldMessages.Work> second = held.pollDone();
        assertThat(List.of(first.get(0).hide(), second.get(0).hide())).containsExactlyInAnyOrder(0, -1);
        held.settle(waiting, false);
        assertThat(held.pollDone()).isEmpty();
    }

    @Test
    void hidesForLongerWhenHalfOfTheTimeIsOver() {
        HeldMessage message = held.take("m", "r", 1);
        pass(Duration.ofSeconds(60));
        assertThat(held.due()).isEmpty();
        pass(Duration.ofSeconds(1));
        List<HeldMessages.Work> due = held.due();
        assertThat(due).containsExactly(new HeldMessages.Work(message, "r", 120));
        held.hidden(due.get(0));
        pass(Duration.ofSeconds(60));
        assertThat(held.due()).isEmpty();
        pass(Duration.ofSeconds(1));
        assertThat(held.due()).hasSize(1);
    }

    /** The twelve hours count from the receipt, whatever was prolonged. */
    @Test
    void hidesForTwelveHoursAndForgetsThen() {
        held.take("m", "r", 1);
        long hidden = VISIBILITY.toSeconds();
        for (List<HeldMessages.Work> due = held.due(); held.size() == 1; due = held.due()) {
            if (!due.isEmpty()) {
                hidden = elapsed() + due.get(0).hide();
                assertThat(hidden).isLessThanOrEqualTo(43_195);
                held.hidden(due.get(0));
            }
            pass(Duration.ofSeconds(5));
        }
        assertThat(hidden).isEqualTo(43_195);
        assertThat(elapsed()).isBetween(43_195L, 43_205L);
    }

    @Test
    void doesNotHideWhatIsSettledOrExposed() {
        held.take("settled", "r1", 0);
        HeldMessage exposed = held.take("exposed", "r2", 1);
        pass(VISIBILITY);
        List<HeldMessages.Work> due = held.due();
        assertThat(due).extracting(HeldMessages.Work::message).containsExactly(exposed);
        held.exposed(due.get(0));
        assertThat(held.due()).isEmpty();
    }

    @Test
    void knowsAMessageThatComesAgainAndUsesItsNewestReceipt() {
        HeldMessage message = held.take("m", "r1", 1);
        assertThat(held.renew("other", "r")).isFalse();
        held.settle(message, false);
        HeldMessages.Work old = held.pollDone().get(0);
        assertThat(held.renew("m", "r2")).isTrue();
        held.finished(old);
        assertThat(held.pollDone())
                .as("deleting with a receipt that is no longer the newest may do nothing")
                .containsExactly(new HeldMessages.Work(message, "r2", HeldMessages.Work.DELETE));
        assertThat(held.size()).isEqualTo(1);
    }

    @Test
    void triesAgainLaterAndForgetsInTheEnd() {
        HeldMessage message = held.take("m", "r", 0);
        int tries = 0;
        for (List<HeldMessages.Work> batch = held.pollDone(); held.size() > 0; batch = held.pollDone()) {
            if (!batch.isEmpty()) {
                tries++;
                held.retry(batch.get(0));
                assertThat(held.pollDone()).as("at once").isEmpty();
            }
            pass(Duration.ofMillis(250));
        }
        assertThat(tries).isEqualTo(9);
        held.settle(message, false);
        assertThat(held.pollDone()).isEmpty();
    }

    @Test
    void putsBackWhatNothingIsKnownOf() {
        held.take("m", "r", 0);
        held.putBack(held.pollDone().get(0));
        assertThat(held.pollDone()).hasSize(1);
    }

    @Test
    void makesBatchesOfTenThatAreAlike() {
        HeldMessages many = new HeldMessages(100, VISIBILITY, () -> now);
        for (int i = 0; i < 12; i++) {
            many.take("deleted" + i, "r", 0);
        }
        assertThat(many.pollDone()).hasSize(10);
        assertThat(many.pollDone()).hasSize(2);
    }

    @Test
    void hasRoomForSoManyMessagesAndObjects() throws InterruptedException {
        HeldMessage one = held.take("1", "r", 1);
        held.take("2", "r", 0);
        assertThat(held.awaitRoom(Duration.ZERO)).isTrue();
        held.take("3", "r", 1);
        assertThat(held.awaitRoom(Duration.ZERO)).isFalse();
        held.forget(one);
        assertThat(held.awaitRoom(Duration.ZERO)).isTrue();
        held.take("4", "r", 50);
        held.pollDone().forEach(held::finished);
        assertThat(held.size()).isEqualTo(2);
        assertThat(held.awaitRoom(Duration.ZERO)).as("51 objects").isFalse();
    }

    private long elapsed() {
        return Duration.ofNanos(now).minusDays(1).toSeconds();
    }

    private void pass(Duration time) {
        now += time.toNanos();
    }
}
