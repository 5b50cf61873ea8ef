package io.forebay.engine.sql.ddl;

import io.forebay.engine.sql.Name;
import io.forebay.engine.sql.Position;
import io.forebay.engine.sql.Statement;
import io.forebay.engine.sql.Statement.MaterializedView.Verb;
import io.forebay.engine.sql.query.DefiningQuery;
import io.forebay.engine.sql.rewrite.Rewriter;
import io.forebay.engine.sql.text.Edits;
import io.forebay.engine.sql.text.Token;
import io.forebay.engine.sql.text.TokenStream;
import java.util.List;

/**
 * MATERIALIZED VIEW: distribution, sort keys and backups are taken and without effect. SOURCE: Amazon Redshift Database
 * Developer Guide, "CREATE MATERIALIZED VIEW", "REFRESH MATERIALIZED VIEW", "DROP MATERIALIZED VIEW".
 */
public final class MaterializedViewParser {
    private final TokenStream in;
    private final Rewriter rewriter;

    MaterializedViewParser(TokenStream in, Rewriter rewriter) {
        this.in = in;
        this.rewriter = rewriter;
    }

    Statement create() {
        Position position = in.position();
        in.expect("materialized");
        in.expect("view");
        Name name = in.name("a view name");
        attributes();
        List<Token> query = in.rest();
        DefiningQuery.require(in.text(), query, in);
        Edits.Result result = rewriter.rewrite(in.text(), query);
        return new Statement.MaterializedView(position, Verb.CREATE, name, result.sql(), false, result.positions());
    }

    /** BACKUP, AUTO REFRESH, and the attributes of a table, up to AS. */
    private void attributes() {
        while (!in.accept("as")) {
            if (in.acceptSymbol("(")) {
                in.skipParentheses();
            } else if (!in.acceptAny(
                    "backup",
                    "yes",
                    "no",
                    "auto",
                    "refresh",
                    "diststyle",
                    "even",
                    "all",
                    "key",
                    "distkey",
                    "sortkey",
                    "compound",
                    "interleaved")) {
                throw in.expected("AS and a query");
            }
        }
    }

    public static Statement refresh(TokenStream in) {
        Position position = in.position();
        in.expect("refresh");
        in.expect("materialized");
        in.expect("view");
        Name name = in.name("a view name");
        in.acceptAny("cascade", "restrict");
        in.expectEnd();
        return new Statement.MaterializedView(position, Verb.REFRESH, name, false);
    }

    static Statement drop(TokenStream in) {
        Position position = in.position();
        in.expect("materialized");
        in.expect("view");
        boolean ifExists = in.accept("if", "exists");
        Name name = in.name("a view name");
        in.acceptAny("cascade", "restrict");
        in.expectEnd();
        return new Statement.MaterializedView(position, Verb.DROP, name, ifExists);
    }
}
