package io.forebay.engine.sql.copy;

import java.util.List;

/** What may stand behind JOB CREATE name or JOB ALTER name, in any order. All but AUTO are extensions. */
enum JobOption {
    AUTO("AUTO"),
    BACKFILL("BACKFILL"),
    CHANGE("ON", "CHANGE"),
    DUPLICATE("ON", "DUPLICATE", "CONTENT"),
    AFTER_LOAD("AFTER", "LOAD"),
    TRIGGER("TRIGGER", "MANIFEST"),
    KEYS("KEYS", "ASCENDING"),
    THEN("THEN");

    private final List<String> words;

    JobOption(String... words) {
        this.words = List.of(words);
    }

    /** The words that it begins with. */
    List<String> words() {
        return words;
    }

    /** The name for messages. */
    String shown() {
        return String.join(" ", words);
    }
}
