package io.forebay.engine.procedure;

import io.forebay.engine.sql.text.Near;
import io.forebay.engine.sql.text.Token;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Set;

/** Where in a statement a name can stand for a value. Steps through the tokens one by one. */
final class Places {
    /** Behind these an expression may start. */
    private static final Set<String> BEFORE_VALUES = Set.of(
            "select",
            "distinct",
            "all",
            "where",
            "and",
            "or",
            "not",
            "on",
            "having",
            "by",
            "when",
            "then",
            "else",
            "case",
            "in",
            "like",
            "ilike",
            "to",
            "between",
            "limit",
            "offset",
            "values",
            "escape",
            "from",
            "for",
            "set",
            "using",
            "top",
            "any",
            "some",
            "both",
            "leading",
            "trailing",
            "return",
            "is",
            "over",
            "qualify",
            "rows",
            "range");

    private static final Set<String> QUERY_STARTS =
            Set.of("select", "with", "insert", "update", "delete", "merge", "values");

    /** Functions whose arguments are separated by FROM. */
    private static final Set<String> FROM_ARGUMENTS =
            Set.of("extract", "trim", "substring", "overlay", "position", "btrim");

    private static final Set<String> ENDS_RELATIONS = Set.of(
            "select",
            "where",
            "group",
            "order",
            "having",
            "limit",
            "offset",
            "union",
            "except",
            "intersect",
            "minus",
            "qualify",
            "window",
            "values",
            "when");

    /** One pair of parentheses. */
    private static final class Level {
        private final boolean columns;
        private final boolean arguments;
        private boolean relations;
        private boolean sets;

        Level(boolean columns, boolean arguments) {
            this.columns = columns;
            this.arguments = arguments;
        }
    }

    private final List<Token> tokens;
    private final Deque<Level> levels = new ArrayDeque<>();
    private boolean relation;
    private boolean relationNow;
    private boolean columnsFollow;

    Places(List<Token> tokens) {
        this.tokens = tokens;
        levels.push(new Level(false, false));
    }

    /** The first token that may be a value: of statements that make something, behind their AS; of most others none. */
    int first() {
        Token verb = tokens.get(0);
        if (!verb.isAny(
                "create",
                "drop",
                "alter",
                "truncate",
                "copy",
                "unload",
                "set",
                "grant",
                "revoke",
                "analyze",
                "vacuum",
                "lock",
                "comment",
                "refresh",
                "show",
                "reset",
                "call",
                "auto")) {
            return 0;
        }
        for (int i = 0; verb.is("create") && i + 1 < tokens.size(); i++) {
            boolean query = QUERY_STARTS.contains(tokens.get(i + 1).value())
                    || tokens.get(i + 1).isSymbol("(");
            if (tokens.get(i).is("as") && query && Near.word(tokens, 1, "table", "temp", "temporary", "local")) {
                return i + 1;
            }
        }
        return tokens.size();
    }

    /** Looks at a token; to be called for each in order, before {@link #takesValue}. */
    void step(int at) {
        Token token = tokens.get(at);
        relationNow = relation;
        if (token.isSymbol("(")) {
            open(at);
        } else if (token.isSymbol(")")) {
            if (levels.size() > 1) {
                levels.pop();
            }
            relation = false;
        } else if (token.isSymbol(",")) {
            relation = level().relations;
        } else if (token.kind() == Token.Kind.WORD && !Near.symbol(tokens, at - 1, ".")) {
            word(at, token.value());
        } else if (!token.isSymbol(".")) {
            boolean named = relation && token.isName();
            columnsFollow &= named || Near.symbol(tokens, at - 1, ".");
            relation = false;
        }
    }

    private Level level() {
        return levels.element();
    }

    private void open(int at) {
        boolean insert = Near.word(tokens, at - 1, "insert");
        boolean using = Near.word(tokens, at - 1, "using") && !Near.word(tokens, at + 1, "select", "with");
        boolean query = Near.word(tokens, at + 1, "select", "with", "values");
        boolean called = at > 0 && FROM_ARGUMENTS.contains(tokens.get(at - 1).value());
        levels.push(new Level((columnsFollow || insert || using) && !query, called));
        level().relations = relationNow && !query;
        relation = relationNow && !query;
        columnsFollow = false;
    }

    private void word(int at, String word) {
        boolean into = word.equals("into") && Near.word(tokens, at - 1, "insert");
        if (word.equals("from") && !isValueFrom(at) || word.equals("join") || word.equals("using")) {
            level().relations = true;
            level().sets = false;
            relation = true;
        } else if (word.equals("into") || (word.equals("update") && !Near.word(tokens, at - 1, "for", "then"))) {
            relation = true;
            columnsFollow = into;
        } else if (word.equals("set")) {
            level().sets = true;
            relation = false;
        } else if (ENDS_RELATIONS.contains(word)) {
            level().relations = false;
            level().sets = false;
            relation = false;
            columnsFollow = false;
        } else if (!word.equals("lateral") && !word.equals("only") && !Near.symbol(tokens, at + 1, ".")) {
            relation = false;
        }
    }

    /** {@code IS DISTINCT FROM}, {@code EXTRACT(… FROM …)}. */
    private boolean isValueFrom(int at) {
        return level().arguments || (Near.word(tokens, at - 1, "distinct") && Near.word(tokens, at - 2, "is", "not"));
    }

    /** Whether the name at this place, which was stepped to last, can stand for a value. */
    boolean takesValue(int at) {
        if (relationNow || level().columns) {
            return false;
        }
        boolean called = Near.symbol(tokens, at + 1, "(");
        boolean typed = Near.string(tokens, at + 1);
        if (at == 0) {
            return !called && !typed;
        }
        Token before = tokens.get(at - 1);
        boolean set = level().sets && Near.symbol(tokens, at + 1, "=") && (before.is("set") || before.isSymbol(","));
        boolean behind = before.kind() == Token.Kind.WORD
                ? BEFORE_VALUES.contains(before.value()) && !Near.symbol(tokens, at - 2, ".")
                : before.kind() == Token.Kind.SYMBOL
                        && !before.isSymbol(".")
                        && !before.isSymbol("::")
                        && !before.isSymbol(")")
                        && !before.isSymbol("]");
        return behind && !called && !typed && !set;
    }
}
