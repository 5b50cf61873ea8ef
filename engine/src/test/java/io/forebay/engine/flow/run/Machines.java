package io.forebay.engine.flow.run;

/** Writes machines with single quotes. */
final class Machines {
    static final String CALL = "'Type': 'Task', 'Resource': 'arn:aws:states:::aws-sdk:redshiftdata:executeStatement'";

    private Machines() {}

    static String json(String text) {
        return text.replace('\'', '"').replace('`', '\'');
    }

    /** Begins at A. */
    static String of(String first, String... more) {
        return json(inner("A", first, more));
    }

    static String jsonata(String first, String... more) {
        return of(first, more).replaceFirst("\\{", "{\"QueryLanguage\": \"JSONata\", ");
    }

    /** The states of a machine inside of another. */
    static String inner(String startAt, String first, String... more) {
        String rest = more.length == 0 ? "" : ", " + String.join(", ", more);
        return "{'StartAt': '" + startAt + "', 'States': {" + first + rest + "}}";
    }
}
