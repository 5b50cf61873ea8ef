package io.forebay.engine.sql.rewrite;

import io.forebay.engine.sql.text.Edits;
import io.forebay.engine.sql.text.Near;
import io.forebay.engine.sql.text.Token;
import java.util.List;

/** SELECT [DISTINCT] TOP n … becomes SELECT … LIMIT n. */
final class TopRule implements RewriteRule {
    @Override
    public void apply(List<Token> tokens, Edits edits) {
        for (int i = 0; i + 1 < tokens.size(); i++) {
            Token count = tokens.get(i + 1);
            boolean top = tokens.get(i).is("top") && Near.word(tokens, i - 1, "select", "distinct", "all");
            if (top && (count.kind() == Token.Kind.NUMBER || count.kind() == Token.Kind.PARAMETER)) {
                edits.replace(tokens.get(i), count, "");
                int next = end(tokens, i);
                int end = tokens.get(next - 1).end();
                boolean operatorTouches = next < tokens.size()
                        && tokens.get(next).start() == end
                        && !tokens.get(next).isSymbol(")");
                edits.insert(end, " LIMIT " + count.text() + (operatorTouches ? " " : ""));
            }
        }
    }

    /** The place of the first token behind the SELECT: its parenthesis, the next set operator, or the end. */
    private static int end(List<Token> tokens, int from) {
        int depth = 0;
        for (int i = from; i < tokens.size(); i++) {
            Token token = tokens.get(i);
            depth += token.isSymbol("(") ? 1 : token.isSymbol(")") ? -1 : 0;
            if (depth < 0 || (depth == 0 && token.isAny("union", "except", "intersect", "minus"))) {
                return i;
            }
        }
        return tokens.size();
    }
}
