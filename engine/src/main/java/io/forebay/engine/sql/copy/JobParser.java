package io.forebay.engine.sql.copy;

import io.forebay.engine.sql.JobVerb;
import io.forebay.engine.sql.Position;
import io.forebay.engine.sql.Statement;
import io.forebay.engine.sql.text.Mistake;
import io.forebay.engine.sql.text.Nearest;
import io.forebay.engine.sql.text.Token;
import io.forebay.engine.sql.text.TokenStream;
import io.forebay.spi.ForebayException;
import io.forebay.spi.store.ObjectUri;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** COPY JOB ALTER | RUN | LIST | SHOW | DROP, and the verbs of {@link JobVerb}. */
public final class JobParser {
    private static final List<String> VERBS = List.of(
            "ALTER",
            "RUN",
            "LIST",
            "SHOW",
            "DROP",
            "RETRY",
            "SKIP",
            "EXPLAIN",
            "RECONCILE",
            "REMOVE",
            "REPLAY",
            "EXPORT",
            "IMPORT",
            "DRY RUN");

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
        if (verb.kind() != Token.Kind.WORD) {
            throw unknown(verb);
        }
        return switch (verb.value()) {
            case "alter" -> alter(position, jobName(in));
            case "run" -> new Statement.RunJob(position, jobName(in));
            case "list" -> new Statement.ListJobs(position);
            case "show" -> new Statement.ShowJob(position, jobName(in));
            case "drop" -> new Statement.DropJob(position, jobName(in));
            default -> repair(position, verb);
        };
    }

    private Statement alter(Position position, String name) {
        Boolean auto = in.atEnd() ? Boolean.TRUE : null;
        String then = null;
        while (!in.atEnd()) {
            if (then == null && in.accept("then")) {
                then = JobClause.then(in);
            } else if (auto == null) {
                auto = auto(in);
            } else {
                in.expectEnd();
            }
        }
        return new Statement.AlterJob(position, name, auto, then);
    }

    private Statement repair(Position position, Token verb) {
        if (verb.is("dry")) {
            in.expect("run");
        } else if (!VERBS.contains(verb.value().toUpperCase(Locale.ROOT))) {
            throw unknown(verb);
        }
        String name = jobName(in);
        return new Statement.RepairJob(position, name, verb(verb));
    }

    private JobVerb verb(Token verb) {
        return switch (verb.value()) {
            case "retry" -> new JobVerb.Retry(retried());
            case "skip" -> new JobVerb.Skip(JobUri.file(in));
            case "explain" -> new JobVerb.Explain(JobUri.file(in));
            case "reconcile" -> new JobVerb.Reconcile();
            case "remove" -> new JobVerb.Remove(JobUri.file(in));
            case "replay" -> new JobVerb.Replay();
            case "export" -> {
                in.expect("to");
                yield new JobVerb.Export(JobUri.object(in, "TO"));
            }
            case "import" -> {
                in.expect("from");
                yield new JobVerb.Import(JobUri.object(in, "FROM"));
            }
            case "dry" -> new JobVerb.DryRun();
            default -> throw unknown(verb);
        };
    }

    private @Nullable ObjectUri retried() {
        if (in.atEnd() || in.accept("failed")) {
            return null;
        }
        if (!in.at("file")) {
            throw in.expected("FILE '…' or FAILED behind the job's name");
        }
        return JobUri.file(in);
    }

    private static ForebayException unknown(Token verb) {
        String hint = verb.kind() == Token.Kind.WORD ? Nearest.hint(verb.value(), VERBS) : "";
        return Mistake.syntax(
                verb.start(),
                "expected " + String.join(", ", VERBS.subList(0, VERBS.size() - 1)) + " or "
                        + VERBS.get(VERBS.size() - 1) + " behind COPY JOB but found " + verb.shown() + hint);
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
    private static boolean auto(TokenStream in) {
        in.expect("auto");
        if (in.acceptAny("on", "off")) {
            return in.previous().is("on");
        }
        throw in.expected("ON or OFF behind AUTO");
    }
}
