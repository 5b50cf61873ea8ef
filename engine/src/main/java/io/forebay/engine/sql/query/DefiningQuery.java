package io.forebay.engine.sql.query;

import io.forebay.engine.sql.Name;
import io.forebay.engine.sql.text.Mistake;
import io.forebay.engine.sql.text.SqlText;
import io.forebay.engine.sql.text.Token;
import io.forebay.engine.sql.text.TokenStream;
import java.util.List;

/** A query that defines a table or a view: what SELECT … INTO, CREATE TABLE … AS and CREATE VIEW have in common. */
public final class DefiningQuery {
    private DefiningQuery() {}

    /** Refuses what is no query, or a query that writes. */
    public static void require(SqlText text, List<Token> query, TokenStream in) {
        if (query.isEmpty()) {
            throw in.expected("a query");
        }
        QueryParser.requireQuery(new TokenStream(text, query));
        refuseWrites(query);
    }

    static void refuseWrites(List<Token> query) {
        List<Name> written = TargetScanner.scan(query);
        if (!written.isEmpty()) {
            throw Mistake.notSupported(
                    query.get(0).start(), "a query that defines a table or a view must not write to " + written.get(0));
        }
    }

    /** What stands before the query of a table, in the warehouse's SQL. */
    public static String createTable(Name name, boolean temporary, boolean ifNotExists) {
        return "CREATE " + (temporary ? "TEMP " : "") + "TABLE " + (ifNotExists ? "IF NOT EXISTS " : "") + name.quoted()
                + " AS ";
    }
}
