package io.forebay.engine.ledger;

import java.util.Arrays;

/** Why a job is done with a file: what {@code job_file.state} holds. */
public enum FileState {
    /** It was there before the job. */
    BEFORE("B"),
    INGESTED("I"),
    FAILED("E"),
    /** By COPY JOB SKIP. */
    SKIPPED("S"),
    /** Its content was there already. */
    DUPLICATE("D");

    private final String letter;

    FileState(String letter) {
        this.letter = letter;
    }

    public String letter() {
        return letter;
    }

    public static FileState of(String letter) {
        return Arrays.stream(values())
                .filter(state -> state.letter.equals(letter))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no state of a file: " + letter));
    }
}
