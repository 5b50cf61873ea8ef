package io.forebay.engine.sql.text;

import java.util.List;

/** Questions about the neighbours of a token; what lies outside the list answers no. */
public final class Near {
    private static final String[] BEFORE_RELATIONS = {"from", "join", "using", "lateral", "only"};

    private Near() {}

    public static boolean symbol(List<Token> tokens, int at, String symbol) {
        return at >= 0 && at < tokens.size() && tokens.get(at).isSymbol(symbol);
    }

    public static boolean word(List<Token> tokens, int at, String... words) {
        return at >= 0 && at < tokens.size() && tokens.get(at).isAny(words);
    }

    public static boolean name(List<Token> tokens, int at) {
        return at >= 0 && at < tokens.size() && tokens.get(at).isName();
    }

    public static boolean string(List<Token> tokens, int at) {
        return at >= 0 && at < tokens.size() && tokens.get(at).isString();
    }

    /** Whether an opening parenthesis follows, as behind a function's name. */
    public static boolean called(List<Token> tokens, int at) {
        return symbol(tokens, at + 1, "(") && !symbol(tokens, at - 1, ".");
    }

    /** Whether a relation that is read may begin here: behind FROM and its kin, or a comma. */
    public static boolean relation(List<Token> tokens, int at) {
        return word(tokens, at - 1, BEFORE_RELATIONS) || symbol(tokens, at - 1, ",");
    }

    /** Whether a dot stands on either side. */
    public static boolean partOfName(List<Token> tokens, int at) {
        return symbol(tokens, at - 1, ".") || symbol(tokens, at + 1, ".");
    }

    /** The index of the parenthesis that closes the one at this index; the list's size when there is none. */
    public static int closing(List<Token> tokens, int open) {
        int depth = 0;
        for (int i = open; i < tokens.size(); i++) {
            Token token = tokens.get(i);
            depth += token.isSymbol("(") ? 1 : token.isSymbol(")") ? -1 : 0;
            if (depth == 0) {
                return i;
            }
        }
        return tokens.size();
    }
}
