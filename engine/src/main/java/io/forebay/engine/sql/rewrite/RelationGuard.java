package io.forebay.engine.sql.rewrite;

import io.forebay.engine.sql.text.Mistake;
import io.forebay.engine.sql.text.Near;
import io.forebay.engine.sql.text.Token;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.function.IntPredicate;
import java.util.regex.Pattern;

/**
 * Refuses a string where a relation's name is expected ({@code FROM 'file.csv'}), and in front of or behind a dot: there
 * the engine would open a file, or take the string for a name that no check has seen. Refuses the engine's own views
 * that tell about the server, wherever such a name stands.
 */
final class RelationGuard {
    private static final Set<String> STARTS = Set.of("from", "join", "into", "update", "using");
    private static final Set<String> ENDS = Set.of(
            "select",
            "where",
            "group",
            "having",
            "order",
            "limit",
            "offset",
            "fetch",
            "window",
            "qualify",
            "union",
            "except",
            "intersect",
            "returning");
    private static final Set<String> SHOWS = Set.of("pivot", "unpivot", "describe", "summarize", "show", "table");

    /** Names in double quotes that an engine would open as a file. */
    private static final Pattern FILE =
            Pattern.compile("[/\\\\*]|\\.(?:csv|tsv|txt|parquet|json|jsonl|ndjson|gz|zst|db|duckdb|xlsx|avro)$");

    /** Functions whose arguments are separated by FROM. */
    private static final Set<String> FROM_ARGUMENTS = Set.of("extract", "trim", "substring", "overlay", "position");

    /** One pair of parentheses. */
    private static final class Level {
        final boolean arguments;
        boolean relations;
        boolean written;

        Level(boolean arguments, boolean relations) {
            this.arguments = arguments;
            this.relations = relations;
        }
    }

    private final List<Token> tokens;
    private final Set<String> refused;
    private final IntPredicate replaced;
    private final Deque<Level> levels = new ArrayDeque<>();
    private boolean expected;

    private RelationGuard(List<Token> tokens, Set<String> refused, IntPredicate replaced) {
        this.tokens = tokens;
        this.refused = refused;
        this.replaced = replaced;
    }

    /**
     * @param refused names of relations, in lower case
     * @param replaced whether the token at an index is a name that another is put in the place of, so that it may stand
     */
    static void check(List<Token> tokens, Set<String> refused, IntPredicate replaced) {
        new RelationGuard(tokens, refused, replaced).run();
    }

    private void run() {
        levels.push(new Level(false, false));
        for (int i = 0; i < tokens.size(); i++) {
            Token token = tokens.get(i);
            if (token.isString()) {
                string(i);
            } else if (token.isName() && refused.contains(token.value()) && !replaced.test(i)) {
                throw Mistake.notAllowed(
                        token.start(),
                        token.value() + " is not allowed: it shows the server's own settings and files;"
                                + " SHOW ALL shows those of this session");
            } else if (expected
                    && token.kind() == Token.Kind.QUOTED
                    && FILE.matcher(token.value()).find()) {
                throw Mistake.notAllowed(
                        token.start(), "a file is not allowed where a table's name is expected; load it with COPY");
            }
            step(i, token);
        }
    }

    private void string(int at) {
        boolean shown = at > 0
                && tokens.get(at - 1).kind() == Token.Kind.WORD
                && SHOWS.contains(tokens.get(at - 1).value());
        boolean named = Near.symbol(tokens, at - 1, ".");
        if (expected || shown || named) {
            throw Mistake.notAllowed(
                    tokens.get(at).start(),
                    "a string is not allowed where a table's name is expected;"
                            + " names go without quotes or in double quotes, and files are loaded with COPY");
        }
    }

    private Level level() {
        Level level = levels.peek();
        return level == null ? new Level(false, false) : level;
    }

    private void step(int at, Token token) {
        if (token.isSymbol("(")) {
            open(at);
        } else if (token.isSymbol("[") || token.isSymbol("{")) {
            levels.push(new Level(false, false));
            expected = false;
        } else if (token.isSymbol(")") || token.isSymbol("]") || token.isSymbol("}")) {
            close();
        } else if (token.isSymbol(",") || token.isSymbol(":")) {
            expected = level().relations;
        } else if (token.kind() == Token.Kind.WORD && !Near.symbol(tokens, at - 1, ".")) {
            word(at, token.value());
        } else {
            expected = false;
        }
    }

    private void open(int at) {
        boolean called = at > 0
                && tokens.get(at - 1).kind() == Token.Kind.WORD
                && FROM_ARGUMENTS.contains(tokens.get(at - 1).value());
        levels.push(new Level(called, expected));
    }

    private void close() {
        if (levels.size() > 1) {
            levels.pop();
        }
        expected = false;
    }

    private void word(int at, String word) {
        if (STARTS.contains(word) && !insideCall(at, word)) {
            level().relations = true;
            level().written = word.equals("into") || word.equals("update");
            expected = true;
        } else if (ENDS.contains(word) || endsHere(at, word)) {
            level().relations = false;
            expected = false;
        } else if (!word.equals("lateral") && !word.equals("only")) {
            expected = false;
        }
    }

    /** Words that end a list of relations in one place, and are names in others. */
    private boolean endsHere(int at, String word) {
        return switch (word) {
            case "set", "values" -> level().written;
            case "when" -> Near.word(tokens, at + 1, "matched", "not");
            case "minus" -> MinusRule.queryFollows(tokens, at + 1);
            default -> false;
        };
    }

    private boolean insideCall(int at, String word) {
        boolean distinct = Near.word(tokens, at - 1, "distinct") && Near.word(tokens, at - 2, "is", "not");
        return word.equals("from") && (distinct || level().arguments);
    }
}
