package io.forebay.engine.sql.rewrite;

import io.forebay.engine.sql.outline.Operand;
import io.forebay.engine.sql.text.Edits;
import io.forebay.engine.sql.text.Near;
import io.forebay.engine.sql.text.Token;
import java.util.List;

/**
 * Casts to a text, by functions of the library: they cut at the length of the type, and a string in a SUPER is its
 * content and not its JSON. SOURCE: Amazon Redshift Database Developer Guide, "CAST function", "Character types".
 */
final class TextCastRule implements RewriteRule {
    private static final String[] TYPES = {"varchar", "nvarchar", "char", "character", "nchar", "bpchar", "text"};

    /** @param end behind its last token @param length null for none or MAX */
    private record Type(int end, boolean padded, @org.jspecify.annotations.Nullable String length) {
        /** @param once whether the value must not be worked out several times */
        String function(boolean once) {
            return length == null
                    ? "forebay_type.to_text("
                    : "forebay_type." + (padded ? "to_fixed" : "to_varying") + (once ? "_once(" : "(");
        }

        String argument() {
            return length == null ? "" : ", " + length;
        }
    }

    @Override
    public void apply(List<Token> tokens, Edits edits) {
        for (int i = tokens.size() - 2; i > 0; i--) {
            if (tokens.get(i).isSymbol("::") && Near.word(tokens, i + 1, TYPES)) {
                Type type = type(tokens, i + 1);
                int start = Operand.start(tokens, i);
                edits.insert(tokens.get(start).start(), type.function(callsUsers(tokens, start, i)));
                edits.replace(tokens.get(i), tokens.get(type.end() - 1), type.argument() + ")");
            } else if (tokens.get(i).is("cast") && Near.symbol(tokens, i + 1, "(")) {
                written(tokens, i, edits);
            }
        }
        if (tokens.get(0).is("cast") && Near.symbol(tokens, 1, "(")) {
            written(tokens, 0, edits);
        }
    }

    /** {@code CAST(x AS VARCHAR(3))}. */
    private static void written(List<Token> tokens, int cast, Edits edits) {
        int close = Near.closing(tokens, cast + 1);
        int depth = 0;
        for (int i = cast + 2; i < close; i++) {
            Token token = tokens.get(i);
            depth += token.isSymbol("(") || token.isSymbol("[")
                    ? 1
                    : token.isSymbol(")") || token.isSymbol("]") ? -1 : 0;
            if (depth == 0 && token.is("as") && Near.word(tokens, i + 1, TYPES)) {
                Type type = type(tokens, i + 1);
                if (type.end() == close) {
                    boolean once = callsUsers(tokens, cast + 2, i);
                    edits.replace(tokens.get(cast), tokens.get(cast + 1), type.function(once));
                    edits.replace(token, tokens.get(close - 1), type.argument());
                }
                return;
            }
        }
    }

    /** Whether a user's function is called, as far as its name tells: {@code f_} is for them, and a schema. */
    private static boolean callsUsers(List<Token> tokens, int from, int to) {
        for (int i = from; i + 1 < to; i++) {
            Token name = tokens.get(i);
            if (name.isName()
                    && tokens.get(i + 1).isSymbol("(")
                    && (name.value().startsWith("f_") || Near.symbol(tokens, i - 1, "."))) {
                return true;
            }
        }
        return false;
    }

    private static Type type(List<Token> tokens, int at) {
        boolean varying = Near.word(tokens, at + 1, "varying");
        boolean padded = !varying && tokens.get(at).isAny("char", "character", "nchar", "bpchar");
        int end = varying ? at + 2 : at + 1;
        if (Near.symbol(tokens, end, "(") && Near.symbol(tokens, end + 2, ")")) {
            Token length = tokens.get(end + 1);
            return new Type(end + 3, padded, length.is("max") ? null : length.text());
        }
        return new Type(end, padded, null);
    }
}
