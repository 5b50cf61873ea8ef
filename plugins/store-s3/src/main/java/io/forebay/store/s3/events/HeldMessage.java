package io.forebay.store.s3.events;

/** A message that was received and is not yet deleted. All but its id is guarded by the {@link HeldMessages} it is in. */
final class HeldMessage {
    enum State {
        /** Some of its objects are not settled. */
        WAITING,
        /** All are. */
        SETTLED,
        /** All are settled or nobody wants to hear of them any more: it is given back, to be received again. */
        GIVEN_UP
    }

    private final String id;
    final int objects;
    String receipt;
    /** When it was received last, in nanoseconds of the clock. */
    long received;
    /** Until when it is hidden from others. */
    long hiddenUntil;
    /** What is not settled: objects that are not yet described, and watches that were told. */
    int open;

    State state;
    boolean abandoned;
    /** How often it could not be deleted, and when to try again. */
    int attempts;

    long notBefore;

    HeldMessage(String id, String receipt, int objects, long now, long hiddenUntil) {
        this.id = id;
        this.receipt = receipt;
        this.objects = objects;
        this.open = objects;
        this.state = objects == 0 ? State.SETTLED : State.WAITING;
        this.received = now;
        this.notBefore = now;
        this.hiddenUntil = hiddenUntil;
    }

    String id() {
        return id;
    }
}
