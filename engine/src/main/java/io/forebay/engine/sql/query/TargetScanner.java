package io.forebay.engine.sql.query;

import io.forebay.engine.sql.Name;
import io.forebay.engine.sql.text.Mistake;
import io.forebay.engine.sql.text.Near;
import io.forebay.engine.sql.text.Token;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Finds every relation that a statement writes, at any depth: behind INTO, UPDATE, DELETE [FROM], MERGE INTO, TRUNCATE.
 * In doubt it names one too many. A name that is spelt as a string is refused, since the engine would take it for a name.
 */
final class TargetScanner {
    private final List<Token> tokens;
    private final Set<Name> found = new LinkedHashSet<>();
    private final List<Integer> places = new ArrayList<>();

    private TargetScanner(List<Token> tokens) {
        this.tokens = tokens;
    }

    static List<Name> scan(List<Token> tokens) {
        TargetScanner scanner = new TargetScanner(tokens);
        for (int i = 0; i < tokens.size(); i++) {
            scanner.at(i);
        }
        return new ArrayList<>(scanner.found);
    }

    /** Where the names stand, each by its first part. */
    static List<Integer> places(List<Token> tokens) {
        TargetScanner scanner = new TargetScanner(tokens);
        for (int i = 0; i < tokens.size(); i++) {
            scanner.at(i);
        }
        return scanner.places;
    }

    private void at(int i) {
        Token token = tokens.get(i);
        if (Near.symbol(tokens, i - 1, ".") || Near.symbol(tokens, i + 1, ".")) {
            return;
        }
        if (token.is("into")) {
            name(i + 1);
        } else if (token.is("update") && updates(i)) {
            name(i + 1);
        } else if (token.is("delete") && !Near.word(tokens, i - 1, "then", "select", "as", "on")) {
            name(Near.word(tokens, i + 1, "from") ? i + 2 : i + 1);
        } else if (token.is("truncate")) {
            names(Near.word(tokens, i + 1, "table") ? i + 2 : i + 1);
        }
    }

    private boolean updates(int i) {
        return !Near.word(tokens, i + 1, "set") && !Near.word(tokens, i - 1, "for", "do", "then");
    }

    private void names(int at) {
        int next = name(at);
        while (Near.symbol(tokens, next, ",")) {
            next = name(next + 1);
        }
    }

    /** Reads a name and gives the index behind it. */
    private int name(int at) {
        int i = at;
        if (Near.word(tokens, i, "only") && (Near.name(tokens, i + 1) || Near.symbol(tokens, i + 1, "("))) {
            add(List.of("only"));
            i++;
        }
        while (Near.symbol(tokens, i, "(")) {
            i++;
        }
        List<String> parts = new ArrayList<>();
        if (Near.name(tokens, i)) {
            places.add(i);
        }
        while (Near.name(tokens, i) || Near.string(tokens, i)) {
            if (Near.string(tokens, i)) {
                throw Mistake.notAllowed(tokens.get(i).start(), "a name must not be in single quotes");
            }
            parts.add(tokens.get(i).value());
            i++;
            if (!Near.symbol(tokens, i, ".")) {
                break;
            }
            i++;
        }
        add(parts);
        return i;
    }

    private void add(List<String> parts) {
        int size = parts.size();
        if (size > 0) {
            found.add(new Name(size > 1 ? parts.get(size - 2) : null, parts.get(size - 1)));
        }
    }
}
