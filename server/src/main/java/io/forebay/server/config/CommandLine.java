package io.forebay.server.config;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.List;

/**
 * A command as a setting has it: words with blanks between them. What is in single or double quotes is one word, blanks and
 * all; no shell sees it, so that nothing else has a meaning.
 */
final class CommandLine {
    static final String START = "command:";

    private CommandLine() {}

    /** @throws IllegalArgumentException for a command without a program, or with a quote that is not closed */
    static URI address(String text) {
        String command = text.substring(START.length()).strip();
        if (words(command).isEmpty()) {
            throw new IllegalArgumentException();
        }
        try {
            return new URI("command", command, null);
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException(e);
        }
    }

    static boolean is(URI address) {
        return "command".equals(address.getScheme());
    }

    static List<String> words(URI address) {
        return words(address.getSchemeSpecificPart());
    }

    static List<String> words(String command) {
        List<String> words = new ArrayList<>();
        StringBuilder word = new StringBuilder();
        boolean begun = false;
        char quote = 0;
        for (char c : command.toCharArray()) {
            if (quote != 0 && c == quote) {
                quote = 0;
            } else if (quote == 0 && (c == '"' || c == '\'')) {
                quote = c;
                begun = true;
            } else if (quote == 0 && Character.isWhitespace(c)) {
                if (begun) {
                    words.add(word.toString());
                }
                word.setLength(0);
                begun = false;
            } else {
                word.append(c);
                begun = true;
            }
        }
        if (quote != 0) {
            throw new IllegalArgumentException("a quote is not closed");
        }
        if (begun) {
            words.add(word.toString());
        }
        return words;
    }
}
