package io.forebay.engine.sql.copy;

import io.forebay.engine.sql.Position;
import io.forebay.engine.sql.Statement;
import io.forebay.engine.sql.text.Mistake;
import io.forebay.engine.sql.text.Nearest;
import io.forebay.engine.sql.text.Token;
import io.forebay.engine.sql.text.TokenStream;
import java.util.List;
import java.util.Set;

/** COPY JOB ALTER | RUN | LIST | SHOW | DROP. */
public final class JobParser {
    private static final Set<String> VERBS = Set.of("alter", "run", "list", "show", "drop");

    private final TokenStream in;

    private JobParser(TokenStream in) {
        this.in = in;
    }

    /** Whether COPY JOB comes next, and not a COPY into a table that is named {@code job}. */
    public static boolean follows(TokenStream in) {
        boolean table =
                in.peek(2).is("from") || in.peek(2).isSymbol("(") || in.peek(2).isSymbol(".");
        return in.at("copy", "job") && !table;
    }

    /** Whether {@code AUTO-COPY JOB} comes next, as the AWS blog post on auto-copy writes COPY JOB. */
    public static boolean blogSpellingFollows(TokenStream in) {
        return in.at("auto")
                && in.peek(1).isSymbol("-")
                && in.peek(2).is("copy")
                && in.peek(3).is("job");
    }

    /** @param in before COPY JOB or AUTO-COPY JOB */
    public static Statement parse(TokenStream in) {
        Position position = in.position();
        if (in.accept("auto")) {
            in.expectSymbol("-");
        }
        in.expect("copy", "job");
        Statement statement = new JobParser(in).statement(position);
        in.expectEnd();
        return statement;
    }

    private Statement statement(Position position) {
        Token verb = in.next();
        if (verb.is("create")) {
            throw Mistake.syntax(
                    verb.start(), "a job is created at the end of a COPY: COPY table FROM '…' … JOB CREATE name");
        }
        if (verb.kind() != Token.Kind.WORD || !VERBS.contains(verb.value())) {
            throw Mistake.syntax(
                    verb.start(),
                    "expected ALTER, RUN, LIST, SHOW or DROP behind COPY JOB but found " + verb.shown()
                            + Nearest.hint(verb.value(), List.of("ALTER", "RUN", "LIST", "SHOW", "DROP")));
        }
        return switch (verb.value()) {
            case "alter" -> new Statement.AlterJob(position, jobName(in), in.atEnd() || auto(in));
            case "run" -> new Statement.RunJob(position, jobName(in));
            case "list" -> new Statement.ListJobs(position);
            case "show" -> new Statement.ShowJob(position, jobName(in));
            default -> new Statement.DropJob(position, jobName(in));
        };
    }

    static String jobName(TokenStream in) {
        Token token = in.peek();
        String name = in.identifier("a job name");
        boolean hyphen =
                name.indexOf('-') >= 0 || (in.peek().isSymbol("-") && in.peek().start() == token.end());
        if (hyphen) {
            throw Mistake.syntax(token.start(), "a job name must not contain \"-\"; use \"_\" instead");
        }
        return name;
    }

    /** AUTO ON | OFF. */
    static boolean auto(TokenStream in) {
        in.expect("auto");
        if (in.acceptAny("on", "off")) {
            return in.previous().is("on");
        }
        throw in.expected("ON or OFF behind AUTO");
    }
}
