package io.forebay.server.cli;

import java.util.ArrayList;
import java.util.List;

/**
 * Cuts a text into statements at each semicolon that is not inside quotes, {@code $tag$} bodies or comments. Feed it
 * line by line; a statement is out as soon as its semicolon is in.
 */
final class StatementSplitter {
    private final StringBuilder text = new StringBuilder();
    private int scanned;
    private String closer = "";
    private int depth;

    /** Adds a text and takes the statements that it completes, without their semicolons and outer blanks. */
    List<String> add(String more) {
        text.append(more);
        List<String> complete = new ArrayList<>();
        while (scanned < text.length()) {
            if (closer.isEmpty() && text.charAt(scanned) == ';') {
                keep(complete, text.substring(0, scanned));
                text.delete(0, scanned + 1);
                scanned = 0;
            } else {
                scanned = closer.isEmpty() ? outside(scanned) : inside(scanned);
            }
        }
        return complete;
    }

    /** What is left when the input ends: a statement without a semicolon, or nothing. */
    List<String> rest() {
        List<String> last = new ArrayList<>();
        keep(last, text.toString());
        clear();
        return last;
    }

    /** Forgets a statement that is not complete. */
    void clear() {
        text.setLength(0);
        scanned = 0;
        closer = "";
        depth = 0;
    }

    /** Whether nothing but blanks came since the last statement. */
    boolean between() {
        return text.toString().isBlank();
    }

    private static void keep(List<String> target, String statement) {
        if (!statement.isBlank()) {
            target.add(statement.strip());
        }
    }

    private int outside(int at) {
        char c = text.charAt(at);
        if (c == '\'' || c == '"') {
            closer = String.valueOf(c);
        } else if (at(at, "--")) {
            closer = "\n";
        } else if (at(at, "/*")) {
            closer = "*/";
            depth = 1;
            return at + 2;
        } else if (c == '$' && !partOfName(at)) {
            String tag = dollarTag(at);
            closer = tag;
            return at + Math.max(1, tag.length());
        }
        return at + 1;
    }

    private int inside(int at) {
        if (closer.equals("*/") && at(at, "/*")) {
            depth++;
            return at + 2;
        }
        if (!at(at, closer)) {
            return at + 1;
        }
        int end = at + closer.length();
        if (!closer.equals("*/") || --depth == 0) {
            closer = "";
        }
        return end;
    }

    private boolean at(int at, String what) {
        return text.length() >= at + what.length()
                && text.substring(at, at + what.length()).equals(what);
    }

    private boolean partOfName(int at) {
        return at > 0 && (Character.isLetterOrDigit(text.charAt(at - 1)) || text.charAt(at - 1) == '_');
    }

    /** {@code $$} or {@code $tag$} at this place, or empty. */
    private String dollarTag(int at) {
        int end = at + 1;
        while (end < text.length()
                && (Character.isLetter(text.charAt(end))
                        || text.charAt(end) == '_'
                        || (end > at + 1 && Character.isDigit(text.charAt(end))))) {
            end++;
        }
        return end < text.length() && text.charAt(end) == '$' ? text.substring(at, end + 1) : "";
    }
}
