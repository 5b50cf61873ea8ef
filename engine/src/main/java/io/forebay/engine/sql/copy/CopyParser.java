package io.forebay.engine.sql.copy;

import io.forebay.engine.sql.CopyCommand;
import io.forebay.engine.sql.CopyCommand.Authorization;
import io.forebay.engine.sql.CopyCommand.LoadFlag;
import io.forebay.engine.sql.Name;
import io.forebay.engine.sql.Position;
import io.forebay.engine.sql.Statement;
import io.forebay.engine.sql.text.Mistake;
import io.forebay.engine.sql.text.Token;
import io.forebay.engine.sql.text.TokenStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** COPY … FROM … [JOB CREATE | ALTER name [options]]. */
public final class CopyParser {
    private final TokenStream in;

    /** @param in before COPY */
    public CopyParser(TokenStream in) {
        this.in = in;
    }

    public Statement parse() {
        Position position = in.position();
        in.expect("copy");
        Name table = in.name("a table name");
        List<String> columns = columns(in);
        CopyParameters given = new CopyParameters();
        CopyCommand command = files(table, columns, given);
        return in.atEnd() ? new Statement.Copy(position, command) : job(position, command, given);
    }

    /**
     * FROM … and COPY's parameters up to the end, where another statement describes files as COPY does.
     *
     * @param in before FROM
     */
    public static CopyCommand files(TokenStream in, Name table) {
        CopyCommand command = new CopyParser(in).files(table, List.of(), new CopyParameters());
        in.expectEnd();
        return command;
    }

    private CopyCommand files(Name table, List<String> columns, CopyParameters given) {
        in.expect("from");
        String source = source();
        new CopyParameterReader(in, CopyGrammar.COPY, given).read();
        List<Token> written = in.all().subList(0, in.mark());
        refuseUnsupported(given);
        ConflictMatrix.check(given);
        Authorization authorization = new CopyAuthorization(given).read();
        if (!columns.isEmpty() && given.argument(CopyParameter.ON).orElse("").equals("add")) {
            throw Mistake.syntax(
                    given.offset(CopyParameter.ON),
                    "ON NEW COLUMN ADD and a column list cannot be used together; leave one out");
        }
        CopyOptions options = new CopyOptions(given);
        return new CopyCommand(
                table, columns, source, options.read(), options.load(), authorization, CopyText.of(in.text(), written));
    }

    /** The names in parentheses; empty without them. */
    static List<String> columns(TokenStream in) {
        List<String> columns = new ArrayList<>();
        if (in.acceptSymbol("(")) {
            do {
                int at = in.peek().start();
                String column = in.identifier("a column name");
                if (columns.contains(column)) {
                    throw Mistake.syntax(at, "the column \"" + column + "\" is listed twice");
                }
                columns.add(column);
            } while (in.acceptSymbol(","));
            in.expectSymbol(")");
        }
        return columns;
    }

    private String source() {
        int at = in.peek().start();
        String source = in.string("the source in quotes, such as 's3://bucket/prefix',");
        String scheme = source.strip().toLowerCase(Locale.ROOT);
        if (scheme.startsWith("dynamodb://")) {
            throw Mistake.notSupported(at, "COPY from DynamoDB is not supported; export the table to S3 first");
        }
        if (scheme.startsWith("emr://")) {
            throw Mistake.notSupported(at, "COPY from EMR is not supported; write the files to S3 first");
        }
        if (scheme.matches("[^/]*://[^/]*:.*@.*")) {
            throw Mistake.syntax(at, "the source must not hold keys; name a role: IAM_ROLE 'arn:…'");
        }
        if (!source.contains("://")) {
            throw Mistake.syntax(at, "the source must name an object store, such as 's3://bucket/prefix'");
        }
        return source;
    }

    private static void refuseUnsupported(CopyParameters given) {
        if (given.has(CopyParameter.SSH)) {
            throw Mistake.notSupported(
                    given.offset(CopyParameter.SSH), "COPY over SSH is not supported; write the files to S3 first");
        }
        if (given.has(CopyParameter.READRATIO) && !given.has(CopyParameter.JSON)) {
            throw Mistake.notSupported(
                    given.offset(CopyParameter.READRATIO),
                    "READRATIO is for COPY from DynamoDB, which is not supported; leave READRATIO out");
        }
    }

    private Statement job(Position position, CopyCommand command, CopyParameters given) {
        Statement statement = new JobClause(in, command, given).read(position);
        refuseInJob(command, given);
        return statement;
    }

    private static void refuseInJob(CopyCommand command, CopyParameters given) {
        refuseInJob(command.load().has(LoadFlag.IGNOREALLERRORS), given, CopyParameter.IGNOREALLERRORS);
        refuseInJob(command.load().has(LoadFlag.MANIFEST), given, CopyParameter.MANIFEST);
        refuseInJob(command.load().has(LoadFlag.NOLOAD), given, CopyParameter.NOLOAD);
        if (given.has(CopyParameter.ENCRYPTED)) {
            throw Mistake.syntax(
                    given.offset(CopyParameter.ENCRYPTED),
                    "ENCRYPTED and JOB CREATE cannot be used together, as a job must not keep the key;"
                            + " load such files with COPY, or let the store encrypt them");
        }
        Authorization authorization = command.authorization();
        if (authorization.kind() == Authorization.Kind.KEYS) {
            CopyParameter written =
                    given.has(CopyParameter.CREDENTIALS) ? CopyParameter.CREDENTIALS : CopyParameter.ACCESS_KEY_ID;
            throw Mistake.syntax(
                    given.offset(written), written + " with keys cannot be used in a job; use IAM_ROLE 'arn:…'");
        }
        if (authorization.role().equals("default")) {
            throw Mistake.syntax(
                    given.offset(CopyParameter.IAM_ROLE),
                    "IAM_ROLE DEFAULT cannot be used in a job; name the role: IAM_ROLE 'arn:…'");
        }
    }

    private static void refuseInJob(boolean refused, CopyParameters given, CopyParameter parameter) {
        if (refused) {
            throw Mistake.syntax(
                    given.offset(parameter), parameter.shown() + " cannot be used in a job; " + wayOut(parameter));
        }
    }

    private static String wayOut(CopyParameter parameter) {
        return switch (parameter) {
            case IGNOREALLERRORS -> "MAXERROR n says how many bad rows a file may have";
            case MANIFEST -> "TRIGGER MANIFEST 's3://…*.manifest' behind the job's name loads what manifests name";
            default -> "leave it out";
        };
    }
}
