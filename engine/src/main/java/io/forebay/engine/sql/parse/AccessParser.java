package io.forebay.engine.sql.parse;

import io.forebay.engine.sql.AccessCommand;
import io.forebay.engine.sql.Name;
import io.forebay.engine.sql.ObjectKind;
import io.forebay.engine.sql.Position;
import io.forebay.engine.sql.Statement;
import io.forebay.engine.sql.access.GrantParser;
import io.forebay.engine.sql.access.UserParser;
import io.forebay.engine.sql.procedure.ProcedureParser;
import io.forebay.engine.sql.text.Mistake;
import io.forebay.engine.sql.text.TokenStream;

/** Users, groups, rights, owners. */
final class AccessParser {
    private final TokenStream in;
    private final Position position;

    AccessParser(TokenStream in) {
        this.in = in;
        this.position = in.position();
    }

    /** Whether CREATE, ALTER or DROP is about one of these. */
    static boolean follows(TokenStream in) {
        return UserParser.follows(in)
                || in.peek(1).is("role")
                || in.at("alter", "default")
                || in.at("alter", "schema")
                || in.at("alter", "procedure");
    }

    Statement parse() {
        if (in.peek(1).is("role")) {
            throw Mistake.notSupported(in.peek(1).start(), "roles are not supported; use a GROUP");
        }
        if (in.at("alter", "default")) {
            return new Statement.Access(position, grants().defaults());
        }
        if (UserParser.follows(in)) {
            return new Statement.Access(position, new UserParser(in).parse());
        }
        in.expect("alter");
        return owner(in.next().is("schema"));
    }

    /** GRANT, REVOKE. */
    Statement rights() {
        return new Statement.Access(position, grants().parse());
    }

    private GrantParser grants() {
        return new GrantParser(in, () -> ProcedureParser.signature(in));
    }

    private Statement owner(boolean schema) {
        Name name = schema ? new Name(in.identifier("a schema's name"), "") : in.name("a procedure's name");
        if (!schema) {
            name = new Name(name.schema(), name.name() + "(" + ProcedureParser.signature(in) + ")");
        }
        if (!in.accept("owner", "to")) {
            throw Mistake.notSupported(
                    in.peek().start(), "of ALTER " + (schema ? "SCHEMA" : "PROCEDURE") + " only OWNER TO is supported");
        }
        String owner = in.identifier("a user's name");
        in.expectEnd();
        return new Statement.Access(
                position,
                new AccessCommand.ChangeOwner(schema ? ObjectKind.SCHEMA : ObjectKind.PROCEDURE, name, owner));
    }
}
