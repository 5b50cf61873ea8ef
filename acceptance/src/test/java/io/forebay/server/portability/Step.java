package io.forebay.server.portability;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One step of the script: a statement, or a line that starts with {@code @} and says what to do with what stands below.
 *
 * @param absent the warehouse that cannot do this, as an earlier step has shown by its refusal; empty for none
 * @param directive the words behind {@code @}; empty for a statement
 * @param body the statement, or a file's content
 * @param expected what the step gave when it was recorded
 * @param elsewhere the same on a warehouse where it gives something else, by the warehouse's name
 */
record Step(String absent, List<String> directive, String body, String expected, Map<String, String> elsewhere) {
    private static final String BETWEEN = "\n----\n";
    private static final String ARROW = "\n=>";
    private static final String ABSENT = "@absent ";

    /** The warehouse whose answers the others are to give too. */
    static final String FIRST = "duckdb";

    static List<Step> read(String script) {
        List<Step> steps = new ArrayList<>();
        for (String block : script.split(BETWEEN, -1)) {
            String[] parts = block.split(ARROW, -1);
            Map<String, String> elsewhere = new LinkedHashMap<>();
            for (int i = 2; i < parts.length; i++) {
                String[] named = parts[i].split("\n", 2);
                elsewhere.put(named[0].strip(), named.length > 1 ? named[1].strip() : "");
            }
            steps.add(of(parts[0].strip(), parts.length > 1 ? parts[1].strip() : "", elsewhere));
        }
        return steps;
    }

    static Step of(String text, String expected, Map<String, String> elsewhere) {
        String absent = "";
        String step = text;
        if (step.startsWith(ABSENT)) {
            absent = step.substring(ABSENT.length(), step.indexOf('\n'));
            step = step.substring(step.indexOf('\n') + 1);
        }
        if (!step.startsWith("@")) {
            return new Step(absent, List.of(), step, expected, elsewhere);
        }
        int end = step.indexOf('\n');
        String first = end < 0 ? step : step.substring(0, end);
        String rest = end < 0 ? "" : step.substring(end + 1) + "\n";
        return new Step(absent, List.of(first.substring(1).split(" ", 2)), rest, expected, elsewhere);
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
        String step = directive.isEmpty() ? body : ("@" + String.join(" ", directive) + "\n" + body).strip();
        return (absent.isEmpty() ? "" : ABSENT + absent + "\n") + step;
    }

    /** What it gives on a warehouse. */
    String expectedOn(String warehouse) {
        return elsewhere.getOrDefault(warehouse, expected);
    }

    /** The step with what it has given on a warehouse; on the first one all others are held against it. */
    Step recorded(String warehouse, String answer) {
        if (warehouse.equals(FIRST)) {
            return new Step(absent, directive, body, answer, elsewhere);
        }
        Map<String, String> others = new LinkedHashMap<>(elsewhere);
        if (withoutAdvice(answer).equals(expected)) {
            others.remove(warehouse);
        } else {
            others.put(warehouse, answer);
        }
        return new Step(absent, directive, body, expected, others);
    }

    /** Whether an answer is the one that is expected on a warehouse. */
    boolean takes(String warehouse, String answer) {
        String wanted = expectedOn(warehouse);
        return answer.equals(wanted)
                || !warehouse.equals(FIRST) && withoutAdvice(answer).equals(wanted);
    }

    /** What another engine advises beside its error is its own; what Forebay advises is recorded. */
    private String withoutAdvice(String answer) {
        return expected.contains("\nhint: ") ? answer : answer.replaceFirst("\nhint: .*", "");
    }

    static String write(List<Step> steps) {
        List<String> blocks = new ArrayList<>();
        for (Step step : steps) {
            StringBuilder block = new StringBuilder(step.text());
            if (!step.expected.isEmpty() || !step.elsewhere.isEmpty()) {
                block.append(ARROW).append('\n').append(step.expected);
            }
            step.elsewhere.forEach((warehouse, answer) -> block.append(ARROW)
                    .append(' ')
                    .append(warehouse)
                    .append('\n')
                    .append(answer));
            blocks.add(block.toString());
        }
        return String.join(BETWEEN, blocks) + "\n";
    }
}
