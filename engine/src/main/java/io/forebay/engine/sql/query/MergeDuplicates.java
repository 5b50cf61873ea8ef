package io.forebay.engine.sql.query;

import io.forebay.engine.sql.Name;
import io.forebay.engine.sql.Position;
import io.forebay.engine.sql.Statement;
import io.forebay.engine.sql.rewrite.Rewriter;
import io.forebay.engine.sql.text.Edits;
import io.forebay.engine.sql.text.Mistake;
import io.forebay.engine.sql.text.Near;
import io.forebay.engine.sql.text.Token;
import io.forebay.engine.sql.text.TokenStream;
import io.forebay.spi.warehouse.TableName;
import java.util.List;

/**
 * {@code MERGE INTO t USING s ON … REMOVE DUPLICATES}: rows of the target that match are replaced by the source's, once;
 * the others of the source are added. SOURCE: Amazon Redshift Database Developer Guide, "MERGE", simplified mode.
 */
final class MergeDuplicates {
    private static final String SEVERAL = "Found multiple matches to update the same tuple.";

    private final TokenStream in;
    private final Rewriter rewriter;

    MergeDuplicates(TokenStream in, Rewriter rewriter) {
        this.in = in;
        this.rewriter = rewriter;
    }

    static boolean follows(List<Token> tokens) {
        int size = tokens.size();
        return size > 2 && Near.word(tokens, size - 2, "remove") && Near.word(tokens, size - 1, "duplicates");
    }

    Statement parse() {
        Position position = in.position();
        List<Token> tokens = in.all();
        in.reset(0);
        in.expect("merge");
        in.expect("into");
        Name target = in.name("a table name");
        in.expect("using");
        int source = tokens.indexOf(in.peek());
        int on = word(tokens, source, "on");
        int end = tokens.size() - 2;
        if (on < 0 || word(tokens, on, "when") >= 0) {
            throw Mistake.syntax(
                    tokens.get(end).start(), "MERGE … REMOVE DUPLICATES takes ON and a condition, and no WHEN");
        }
        Edits edits = new Edits(in.text());
        rewriter.apply(tokens.subList(0, end), edits);
        String from = text(edits, tokens, source, on);
        String condition = "(" + text(edits, tokens, on + 1, end) + ")";
        String into = target.quoted();
        String matches = "SELECT 1 FROM " + into + " JOIN " + from + " ON " + condition + " GROUP BY "
                + TableName.quote(target.name()) + "." + rewriter.rowId() + " HAVING count(*) > 1";
        return new Statement.Several(
                position,
                new Statement.Several.Check(matches, SEVERAL),
                List.of(
                        "DELETE FROM " + into + " USING " + from + " WHERE " + condition,
                        "INSERT INTO " + into + " SELECT * FROM " + from),
                "MERGE",
                true,
                List.of(target));
    }

    private static String text(Edits edits, List<Token> tokens, int from, int to) {
        return edits.apply(tokens.get(from).start(), tokens.get(to - 1).end()).sql();
    }

    private static int word(List<Token> tokens, int from, String word) {
        int depth = 0;
        for (int i = from; i < tokens.size(); i++) {
            depth += tokens.get(i).isSymbol("(") ? 1 : tokens.get(i).isSymbol(")") ? -1 : 0;
            if (depth == 0 && tokens.get(i).is(word) && !Near.partOfName(tokens, i)) {
                return i;
            }
        }
        return -1;
    }
}
