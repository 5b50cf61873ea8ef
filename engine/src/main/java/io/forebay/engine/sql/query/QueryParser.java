package io.forebay.engine.sql.query;

import io.forebay.engine.sql.Name;
import io.forebay.engine.sql.Statement;
import io.forebay.engine.sql.Statement.Sql.Kind;
import io.forebay.engine.sql.rewrite.Rewriter;
import io.forebay.engine.sql.text.Edits;
import io.forebay.engine.sql.text.Mistake;
import io.forebay.engine.sql.text.Token;
import io.forebay.engine.sql.text.TokenStream;
import java.util.List;
import java.util.Locale;

/** SELECT, WITH, VALUES, INSERT, UPDATE, DELETE, MERGE, EXPLAIN: checked, rewritten, passed on. */
public final class QueryParser {
    private static final String[] VERBS = {"select", "values", "insert", "update", "delete", "merge"};

    private final TokenStream in;
    private final Rewriter rewriter;

    public QueryParser(TokenStream in, Rewriter rewriter) {
        this.in = in;
        this.rewriter = rewriter;
    }

    public Statement parse() {
        Token verb = verb(in);
        if (verb.is("update") && in.at("extensions") && !in.peek(1).is("set")) {
            throw Mistake.notSupported(
                    verb.start(), "UPDATE EXTENSIONS is not part of Redshift's SQL and is not allowed");
        }
        if (verb.is("select") && SelectInto.find(in.all()) >= 0) {
            return new SelectInto(in, rewriter).parse();
        }
        if (verb.is("merge") && MergeDuplicates.follows(in.all())) {
            return new MergeDuplicates(in, rewriter).parse();
        }
        List<Name> targets = TargetScanner.scan(in.all());
        Edits.Result result = rewriter.rewrite(in.text(), in.all());
        boolean query = targets.isEmpty() && verb.isAny("select", "values");
        String tag = verb.isAny("select", "values") ? "SELECT" : verb.value().toUpperCase(Locale.ROOT);
        return new Statement.Sql(
                in.position(), query ? Kind.QUERY : Kind.DML, result.sql(), tag, targets, result.positions());
    }

    /** EXPLAIN [ANALYZE] [VERBOSE] of such a statement. */
    public Statement explain() {
        in.expect("explain");
        Token explain = in.previous();
        boolean analyze = in.accept("analyze");
        Token verbose = in.accept("verbose") ? in.previous() : null;
        Token verb = verb(in);
        if (verb.is("select") && SelectInto.find(in.all()) >= 0) {
            throw Mistake.notSupported(explain.start(), "EXPLAIN of SELECT … INTO is not supported");
        }
        List<Name> targets = TargetScanner.scan(in.all());
        Edits edits = new Edits(in.text());
        if (verbose != null) {
            edits.replace(verbose, "");
        }
        rewriter.apply(in.all(), edits);
        Edits.Result result =
                edits.apply(explain.start(), in.all().get(in.all().size() - 1).end());
        Kind kind = analyze && !targets.isEmpty() ? Kind.DML : Kind.QUERY;
        return new Statement.Sql(in.position(), kind, result.sql(), "EXPLAIN", targets, result.positions());
    }

    /** Refuses what does not start as a query must start, such as a FROM without SELECT. */
    static void requireQuery(TokenStream in) {
        Token verb = verb(in);
        if (!verb.isAny("select", "values")) {
            throw Mistake.syntax(verb.start(), "expected a query (SELECT, WITH or VALUES) but found " + verb.shown());
        }
    }

    /** The word that says what the statement does, behind its WITH queries. */
    private static Token verb(TokenStream in) {
        while (in.peek().isSymbol("(")) {
            in.next();
        }
        if (in.accept("with")) {
            in.accept("recursive");
            do {
                withQuery(in);
            } while (in.acceptSymbol(","));
            while (in.peek().isSymbol("(")) {
                in.next();
            }
        }
        if (!in.peek().isAny(VERBS)) {
            throw in.expected("SELECT, VALUES, INSERT, UPDATE, DELETE or MERGE");
        }
        return in.next();
    }

    private static void withQuery(TokenStream in) {
        in.identifier("the name of a WITH query");
        if (in.acceptSymbol("(")) {
            in.skipParentheses();
        }
        in.expect("as");
        in.accept("not");
        in.accept("materialized");
        in.expectSymbol("(");
        in.skipParentheses();
    }
}
