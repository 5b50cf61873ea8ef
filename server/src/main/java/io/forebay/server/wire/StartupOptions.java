package io.forebay.server.wire;

import io.forebay.server.wire.message.FatalWireException;
import io.forebay.server.wire.message.WireError;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The startup parameter {@code options}: {@code -c name=value}, {@code -cname=value} and {@code --name=value}, separated
 * by white space that a backslash keeps. SOURCE: PostgreSQL's manual, "Message Formats", StartupMessage.
 */
final class StartupOptions {
    private StartupOptions() {}

    /** Names in lower case, {@code -} as {@code _}. */
    static Map<String, String> parse(String options) throws FatalWireException {
        Map<String, String> settings = new LinkedHashMap<>();
        List<String> words = words(options);
        for (int i = 0; i < words.size(); i++) {
            String word = words.get(i);
            if (word.equals("-c") && i + 1 < words.size()) {
                put(words.get(++i), settings);
            } else if (word.startsWith("--") || (word.startsWith("-c") && word.length() > 2)) {
                put(word.substring(2), settings);
            } else {
                throw invalid(word);
            }
        }
        return settings;
    }

    private static void put(String assignment, Map<String, String> settings) throws FatalWireException {
        int equals = assignment.indexOf('=');
        if (equals <= 0) {
            throw invalid(assignment);
        }
        String name = assignment.substring(0, equals).replace('-', '_').toLowerCase(Locale.ROOT);
        settings.put(name, assignment.substring(equals + 1));
    }

    private static List<String> words(String text) {
        List<String> words = new ArrayList<>();
        StringBuilder word = new StringBuilder();
        boolean inWord = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (Character.isWhitespace(c)) {
                if (inWord) {
                    words.add(word.toString());
                    word.setLength(0);
                }
                inWord = false;
            } else {
                inWord = true;
                word.append(c == '\\' && i + 1 < text.length() ? text.charAt(++i) : c);
            }
        }
        if (inWord) {
            words.add(word.toString());
        }
        return words;
    }

    private static FatalWireException invalid(String word) {
        return new FatalWireException(
                WireError.WIRE_PROTOCOL, "invalid command-line argument for server process: " + word);
    }
}
