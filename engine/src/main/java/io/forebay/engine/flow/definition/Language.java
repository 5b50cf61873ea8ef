package io.forebay.engine.flow.definition;

/** The query language of a state. */
public enum Language {
    JSON_PATH("JSONPath"),
    JSONATA("JSONata");

    private final String label;

    Language(String label) {
        this.label = label;
    }

    /** As definitions write it. */
    public String label() {
        return label;
    }
}
