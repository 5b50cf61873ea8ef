package io.forebay.engine.sql.rewrite;

import io.forebay.engine.sql.text.Near;
import io.forebay.engine.sql.text.Token;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a column is called that is worked out by an expression: its function, the type of its last cast, {@code case}, or
 * {@code ?column?}. SOURCE: PostgreSQL 8.0, which Redshift follows, names columns so when it transforms a target list.
 */
final class OutputName {
    static final String NONE = "?column?";

    private static final Set<String> OPERATORS =
            Set.of("and", "or", "not", "in", "is", "between", "like", "ilike", "similar", "at", "isnull", "notnull");
    private static final Map<String, String> TYPES = Map.ofEntries(
            Map.entry("int", "int4"),
            Map.entry("integer", "int4"),
            Map.entry("int2", "int2"),
            Map.entry("smallint", "int2"),
            Map.entry("bigint", "int8"),
            Map.entry("real", "float4"),
            Map.entry("float", "float8"),
            Map.entry("double", "float8"),
            Map.entry("decimal", "numeric"),
            Map.entry("dec", "numeric"),
            Map.entry("boolean", "bool"),
            Map.entry("character", "bpchar"),
            Map.entry("char", "bpchar"),
            Map.entry("nchar", "bpchar"),
            Map.entry("nvarchar", "varchar"));
    private static final Map<String, String> FUNCTIONS = Map.ofEntries(
            Map.entry("extract", "date_part"),
            Map.entry("trim", "btrim"),
            Map.entry("nvl", "coalesce"),
            Map.entry("decode", "case"),
            Map.entry("exists", NONE));

    /** Words that stand for a value, not for a column. */
    private static final Set<String> VALUES = Set.of(
            "null",
            "true",
            "false",
            "sysdate",
            "current_date",
            "current_schema",
            "current_user",
            "current_user_id",
            "session_user",
            "user");

    private OutputName() {}

    /** Whether a word without a schema or parentheses stands for a value. */
    static boolean value(Token word) {
        return VALUES.contains(word.value());
    }

    /** @param end behind the expression's last token */
    static String of(List<Token> tokens, int start, int end) {
        int around = parentheses(tokens, start, end);
        return around > 0 && Near.word(tokens, start + around, "select", "with")
                ? NONE
                : bare(tokens, start + around, end - around);
    }

    /** How many pairs of parentheses stand around all of it. */
    private static int parentheses(List<Token> tokens, int start, int end) {
        int first = start;
        while (first < end && Near.symbol(tokens, first, "(")) {
            first++;
        }
        int last = end;
        while (last > first && Near.symbol(tokens, last - 1, ")")) {
            last--;
        }
        int depth = first - start;
        int around = Math.min(depth, end - last);
        for (int i = first; i < last; i++) {
            depth += Near.symbol(tokens, i, "(") ? 1 : Near.symbol(tokens, i, ")") ? -1 : 0;
            around = Math.min(around, depth);
        }
        return around;
    }

    private static String bare(List<Token> tokens, int start, int end) {
        if (start >= end) {
            return NONE;
        }
        Token first = tokens.get(start);
        if (first.is("case") && ends(tokens, start, end)) {
            return "case";
        }
        int cast = lastCast(tokens, start, end);
        if (cast < 0) {
            return NONE;
        }
        if (cast > start) {
            String inner = of(tokens, start, cast);
            return inner.equals(NONE) || inner.equals("case") ? type(tokens, cast + 1) : inner;
        }
        return primary(tokens, start, end);
    }

    /** Whether CASE goes on to the last token. */
    private static boolean ends(List<Token> tokens, int start, int end) {
        int depth = 0;
        for (int i = start; i < end; i++) {
            depth += tokens.get(i).is("case") ? 1 : tokens.get(i).is("end") ? -1 : 0;
            if (depth == 0) {
                return i == end - 1;
            }
        }
        return false;
    }

    /** The last {@code ::} outside of brackets; the start when there is none; -1 where an operator stands. */
    private static int lastCast(List<Token> tokens, int start, int end) {
        int depth = 0;
        int cast = start;
        for (int i = start; i < end; i++) {
            Token token = tokens.get(i);
            if (token.isSymbol("(") || token.isSymbol("[")) {
                depth++;
            } else if (token.isSymbol(")") || token.isSymbol("]")) {
                depth--;
            } else if (depth == 0 && token.isSymbol("::")) {
                cast = i;
            } else if (depth == 0 && operator(tokens, i, start)) {
                return -1;
            }
        }
        return cast;
    }

    private static boolean operator(List<Token> tokens, int at, int start) {
        Token token = tokens.get(at);
        if (token.kind() == Token.Kind.SYMBOL) {
            return !token.isSymbol(".");
        }
        return token.kind() == Token.Kind.WORD
                && OPERATORS.contains(token.value())
                && !Near.symbol(tokens, at - 1, ".")
                && !(at == start && Near.symbol(tokens, at + 1, "(") && !token.is("not"));
    }

    private static String primary(List<Token> tokens, int start, int end) {
        Token first = tokens.get(start);
        if (first.is("approximate") && start + 1 < end) {
            return primary(tokens, start + 1, end);
        }
        if (first.is("cast") || first.is("try_cast") || first.is("convert")) {
            return castName(tokens, start + 1, end);
        }
        if (first.isAny("true", "false")) {
            return "bool";
        }
        if (first.is("current_date")) {
            return "date";
        }
        if (first.is("user") && end - start == 1) {
            return "current_user";
        }
        if (first.isAny("interval", "date", "time", "timestamp", "timestamptz", "timetz")
                && end - start > 1
                && tokens.get(start + 1).isString()) {
            return first.value();
        }
        if (!first.isName() || first.is("null")) {
            return NONE;
        }
        String name = first.value();
        int i = start + 1;
        while (Near.symbol(tokens, i, ".") && i + 1 < end && Near.name(tokens, i + 1)) {
            name = tokens.get(i + 1).value();
            i += 2;
        }
        if (i < end && Near.symbol(tokens, i, "(")) {
            name = FUNCTIONS.getOrDefault(name, name);
            i = Near.closing(tokens, i) + 1;
        }
        return i < end && (Near.symbol(tokens, i, ".") || Near.symbol(tokens, i, "["))
                ? member(tokens, i, end, name)
                : name;
    }

    /** The last member of a path into a SUPER. */
    private static String member(List<Token> tokens, int from, int end, String before) {
        String name = before;
        for (int i = from; i < end; i++) {
            if (Near.symbol(tokens, i, "[")) {
                while (i < end && !Near.symbol(tokens, i, "]")) {
                    i++;
                }
            } else if (Near.symbol(tokens, i, ".") && Near.name(tokens, i + 1)) {
                name = tokens.get(i + 1).value();
            }
        }
        return name;
    }

    private static String castName(List<Token> tokens, int open, int end) {
        int close = Math.min(Near.closing(tokens, open), end - 1);
        int depth = 0;
        for (int i = open + 1; i < close; i++) {
            Token token = tokens.get(i);
            depth += token.isSymbol("(") ? 1 : token.isSymbol(")") ? -1 : 0;
            if (depth == 0 && token.is("as")) {
                String inner = of(tokens, open + 1, i);
                return inner.equals(NONE) || inner.equals("case") ? type(tokens, i + 1) : inner;
            }
            if (depth == 0 && token.isSymbol(",")) {
                return type(tokens, open + 1);
            }
        }
        return NONE;
    }

    private static String type(List<Token> tokens, int at) {
        Token name = tokens.get(at);
        if (name.is("character") && Near.word(tokens, at + 1, "varying")) {
            return "varchar";
        }
        if (name.is("timestamp") && Near.word(tokens, at + 1, "with")) {
            return "timestamptz";
        }
        return TYPES.getOrDefault(name.value(), name.value());
    }
}
