package io.forebay.engine.flow.run;

/** Writes machines with single quotes. */
final class Machines {
    static final String CALL = "'Type': 'Task', 'Resource': 'arn:aws:states:::aws-sdk:redshiftdata:executeStatement'";

    private Machines() {}

    static String json(String text) {
        return text.replace('\'', '"').replace('`', '\'');
    }

    /** Begins at A. */
    static String of(String... states) {
        return json("{'StartAt': 'A', 'States': {" + String.join(", ", states) + "}}");
    }

    static String jsonata(String... states) {
        return json("{'QueryLanguage': 'JSONata', 'StartAt': 'A', 'States': {" + String.join(", ", states) + "}}");
    }

    /** The states of a machine inside of another. */
    static String inner(String startAt, String... states) {
        return "{'StartAt': '" + startAt + "', 'States': {" + String.join(", ", states) + "}}";
    }
}
