package io.forebay.engine.sql.copy;

import io.forebay.engine.sql.CopyCommand.Authorization;
import io.forebay.engine.sql.Position;
import io.forebay.engine.sql.Statement;
import io.forebay.engine.sql.UnloadCommand;
import io.forebay.engine.sql.rewrite.Rewriter;
import io.forebay.engine.sql.text.Mistake;
import io.forebay.engine.sql.text.Token;
import io.forebay.engine.sql.text.TokenStream;
import io.forebay.spi.ForebayException;
import io.forebay.spi.store.ObjectUri;
import java.util.Locale;

/** UNLOAD ('SELECT …') TO 's3://…' authorization [ parameter … ]. */
public final class UnloadParser {
    private final TokenStream in;
    private final Rewriter rewriter;

    /** @param in before UNLOAD */
    public UnloadParser(TokenStream in, Rewriter rewriter) {
        this.in = in;
        this.rewriter = rewriter;
    }

    public Statement parse() {
        Position position = in.position();
        in.expect("unload");
        in.expectSymbol("(");
        Token literal = in.peek();
        in.string("the query in quotes, such as 'SELECT * FROM t',");
        in.expectSymbol(")");
        in.expect("to");
        ObjectUri prefix = prefix();
        CopyParameters given = new CopyParameters();
        new CopyParameterReader(in, CopyGrammar.UNLOAD, given).read();
        UnloadConflicts.check(given);
        Authorization authorization = new CopyAuthorization(given).read();
        UnloadOptions options = new UnloadOptions(given);
        UnloadQuery query = UnloadQuery.parse(literal, rewriter);
        return new Statement.Unload(
                position,
                new UnloadCommand(
                        query.statement(),
                        query.sources(),
                        options.write(),
                        options.target(prefix, authorization.masterKey()),
                        authorization));
    }

    private ObjectUri prefix() {
        int at = in.peek().start();
        String text = in.string("the destination in quotes, such as 's3://bucket/prefix',");
        String lower = text.strip().toLowerCase(Locale.ROOT);
        if (lower.matches("[^/]*://[^/]*:.*@.*")) {
            throw Mistake.syntax(at, "the destination must not hold keys; name a role: IAM_ROLE 'arn:…'");
        }
        if (!lower.startsWith("s3://")) {
            throw Mistake.notSupported(at, "UNLOAD destination is not supported.")
                    .withHint("only S3 based unload is allowed");
        }
        if (lower.startsWith("s3://arn:") || lower.matches("s3://[^/]*-s3alias(/.*)?")) {
            throw Mistake.notSupported(at, "an S3 access point is no destination of UNLOAD; name the bucket");
        }
        try {
            return ObjectUri.parse("s3://" + text.strip().substring("s3://".length()));
        } catch (ForebayException e) {
            throw e.withPosition(at + 1);
        }
    }
}
