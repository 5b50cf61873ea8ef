package io.forebay.server.portability;

import java.util.ArrayList;
import java.util.List;

/**
 * One step of the script: a statement, or a line that starts with {@code @} and says what to do with what stands below.
 *
 * @param directive the words behind {@code @}; empty for a statement
 * @param body the statement, or a file's content
 * @param expected what the step gave when it was recorded
 */
record Step(List<String> directive, String body, String expected) {
    private static final String BETWEEN = "\n----\n";
    private static final String ARROW = "\n=>";

    static List<Step> read(String script) {
        List<Step> steps = new ArrayList<>();
        for (String block : script.split(BETWEEN, -1)) {
            int arrow = block.indexOf(ARROW);
            String text = arrow < 0 ? block : block.substring(0, arrow);
            String expected = arrow < 0 ? "" : block.substring(arrow + ARROW.length());
            steps.add(of(text.strip(), expected.strip()));
        }
        return steps;
    }

    static Step of(String text, String expected) {
        if (!text.startsWith("@")) {
            return new Step(List.of(), text, expected);
        }
        int end = text.indexOf('\n');
        String first = end < 0 ? text : text.substring(0, end);
        String rest = end < 0 ? "" : text.substring(end + 1) + "\n";
        return new Step(List.of(first.substring(1).split(" ", 2)), rest, expected);
    }

    boolean is(String word) {
        return !directive.isEmpty() && directive.get(0).equals(word);
    }

    /** What stands behind the directive's word. */
    String argument() {
        return directive.get(1);
    }

    /** The step as the script shows it. */
    String text() {
        return directive.isEmpty() ? body : ("@" + String.join(" ", directive) + "\n" + body).strip();
    }

    /** The same where it gives something else. */
    Step giving(String answer) {
        return new Step(directive, body, answer);
    }

    /** What an engine advises beside its error is its own; what Forebay advises is recorded. */
    String withoutAdvice(String answer) {
        return expected.contains("\nhint: ") ? answer : answer.replaceFirst("\nhint: .*", "");
    }

    static String write(List<Step> steps, List<String> answers) {
        List<String> blocks = new ArrayList<>();
        for (int i = 0; i < steps.size(); i++) {
            String answer = answers.get(i);
            blocks.add(steps.get(i).text() + (answer.isEmpty() ? "" : ARROW + "\n" + answer));
        }
        return String.join(BETWEEN, blocks) + "\n";
    }
}
