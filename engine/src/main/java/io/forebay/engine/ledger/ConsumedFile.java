package io.forebay.engine.ledger;

import java.time.Instant;

/**
 * What became of an object that was to be taken out of the store.
 *
 * @param target where it is now; empty unless it was moved
 */
public record ConsumedFile(long queryId, Outcome outcome, String target, Instant recorded) {
    /** What {@code job_consumed.outcome} holds. */
    public enum Outcome {
        DELETED("D"),
        MOVED("M"),
        /** Somebody else had taken it away. */
        GONE("G"),
        /** There was another object under its name. */
        LEFT("L");

        private final String letter;

        Outcome(String letter) {
            this.letter = letter;
        }

        String letter() {
            return letter;
        }

        static Outcome of(String letter) {
            for (Outcome outcome : values()) {
                if (outcome.letter.equals(letter)) {
                    return outcome;
                }
            }
            throw new IllegalArgumentException("no outcome of AFTER LOAD: " + letter);
        }
    }

    /** In a sentence, for people. */
    public String told() {
        return switch (outcome) {
                    case DELETED -> "deleted";
                    case MOVED -> "moved to '" + target + "'";
                    case GONE -> "found gone, by somebody else's doing,";
                    case LEFT -> "left, being another object by then,";
                } + " after the load at " + recorded;
    }
}
