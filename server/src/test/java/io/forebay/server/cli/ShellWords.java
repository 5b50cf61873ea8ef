package io.forebay.server.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The words of a line, as a shell takes them apart: quotes of both kinds, and variables outside of single ones. */
final class ShellWords {
    private static final Pattern PART =
            Pattern.compile("(?<blank>\\s+)|'(?<single>[^']*)'|\"(?<double>[^\"]*)\"|(?<plain>[^\\s'\"]+)");
    private static final Pattern VARIABLE = Pattern.compile("\\$(\\w+)");

    private ShellWords() {}

    static List<String> of(String line, Map<String, String> variables) {
        List<String> words = new ArrayList<>();
        StringBuilder word = new StringBuilder();
        Matcher part = PART.matcher(line.strip() + " ");
        while (part.find()) {
            if (part.group("blank") != null) {
                words.add(word.toString());
                word.setLength(0);
            } else if (part.group("single") != null) {
                word.append(part.group("single"));
            } else {
                String text = part.group("double") == null ? part.group("plain") : part.group("double");
                word.append(VARIABLE.matcher(text)
                        .replaceAll(name -> Matcher.quoteReplacement(variables.getOrDefault(name.group(1), ""))));
            }
        }
        return words;
    }
}
