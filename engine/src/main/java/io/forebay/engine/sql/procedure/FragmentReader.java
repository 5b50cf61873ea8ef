package io.forebay.engine.sql.procedure;

import io.forebay.engine.sql.text.Mistake;
import io.forebay.engine.sql.text.SqlText;
import io.forebay.engine.sql.text.Token;
import io.forebay.engine.sql.text.TokenStream;
import java.util.ArrayList;
import java.util.List;

/** Cuts SQL out of a body. */
final class FragmentReader {
    private final TokenStream in;
    private final SqlText body;
    private final int linesBefore;

    /** @param linesBefore lines that are not counted: the one that ends behind the opening dollars */
    FragmentReader(TokenStream in, SqlText body, int linesBefore) {
        this.in = in;
        this.body = body;
        this.linesBefore = linesBefore;
    }

    int line(int offset) {
        return Math.max(1, body.position(offset).line() - linesBefore);
    }

    int line() {
        return line(in.peek().start());
    }

    /** All up to one of these words or symbols, which is not read, outside of parentheses and CASE expressions. */
    Fragment until(String what, String... ends) {
        return cut(what, tokensUntil(what, ends));
    }

    List<Token> tokensUntil(String what, String... ends) {
        List<Token> tokens = new ArrayList<>();
        int depth = 0;
        int cases = 0;
        while (depth > 0 || cases > 0 || !ends(in.peek(), ends)) {
            Token token = in.peek();
            if (token.kind() == Token.Kind.END || token.isSymbol(";")) {
                throw Mistake.syntax(
                        token.start(), "expected " + ends[0].toUpperCase(java.util.Locale.ROOT) + " behind " + what);
            }
            depth += token.isSymbol("(") ? 1 : token.isSymbol(")") ? -1 : 0;
            cases += token.is("case") ? 1 : token.is("end") && cases > 0 ? -1 : 0;
            tokens.add(in.next());
        }
        return tokens;
    }

    private static boolean ends(Token token, String... ends) {
        for (String end : ends) {
            if (token.is(end) || token.isSymbol(end)) {
                return true;
            }
        }
        return false;
    }

    Fragment cut(String what, List<Token> tokens) {
        if (tokens.isEmpty()) {
            throw in.expected(what);
        }
        return cut(tokens.get(0).start(), tokens.get(tokens.size() - 1).end());
    }

    Fragment cut(int from, int to) {
        return Fragment.of(line(from), from, body.masked().substring(from, to));
    }

    /** The same without what is between two places. */
    Fragment cutWithout(int from, int to, int gapFrom, int gapTo) {
        String text = body.masked().substring(from, to);
        String blank = " ".repeat(gapTo - gapFrom);
        return Fragment.of(line(from), from, text.substring(0, gapFrom - from) + blank + text.substring(gapTo - from));
    }
}
