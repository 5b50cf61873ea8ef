package io.forebay.engine.sql.parse;

import io.forebay.engine.sql.Name;
import io.forebay.engine.sql.Position;
import io.forebay.engine.sql.Statement;
import io.forebay.engine.sql.copy.ClientCopyParser;
import io.forebay.engine.sql.copy.CopyParser;
import io.forebay.engine.sql.copy.JobParser;
import io.forebay.engine.sql.copy.UnloadParser;
import io.forebay.engine.sql.ddl.AlterTableParser;
import io.forebay.engine.sql.ddl.CreateParser;
import io.forebay.engine.sql.ddl.DropParser;
import io.forebay.engine.sql.ddl.MaterializedViewParser;
import io.forebay.engine.sql.function.FunctionParser;
import io.forebay.engine.sql.procedure.ProcedureParser;
import io.forebay.engine.sql.query.QueryParser;
import io.forebay.engine.sql.rewrite.Rewriter;
import io.forebay.engine.sql.text.Mistake;
import io.forebay.engine.sql.text.Nearest;
import io.forebay.engine.sql.text.Token;
import io.forebay.engine.sql.text.TokenStream;
import io.forebay.spi.ForebayException;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Chooses the parser by the first word. */
final class StatementDispatch {
    private static final List<String> KNOWN = List.of(
            "ABORT",
            "ALTER",
            "ANALYZE",
            "BEGIN",
            "CALL",
            "CLOSE",
            "COMMENT",
            "COMMIT",
            "COPY",
            "CREATE",
            "DEALLOCATE",
            "DECLARE",
            "DELETE",
            "DISCARD",
            "DROP",
            "END",
            "EXECUTE",
            "EXPLAIN",
            "FETCH",
            "GRANT",
            "INSERT",
            "LOCK",
            "MERGE",
            "PREPARE",
            "REFRESH",
            "RESET",
            "REVOKE",
            "ROLLBACK",
            "SELECT",
            "SET",
            "SHOW",
            "START",
            "TRUNCATE",
            "UNLOAD",
            "UPDATE",
            "VACUUM",
            "VALUES",
            "WITH");

    private static final String LATER = " is not supported yet";
    private static final Map<String, String> REFUSED = Map.ofEntries(
            Map.entry("cancel", "CANCEL" + LATER + "; cancel a statement from your client"),
            Map.entry(
                    "savepoint",
                    "SAVEPOINT is not supported, as in Redshift; end the transaction with COMMIT or ROLLBACK"),
            Map.entry("release", "RELEASE SAVEPOINT is not supported"),
            Map.entry("listen", "LISTEN is not supported"),
            Map.entry("unlisten", "UNLISTEN is not supported"),
            Map.entry("notify", "NOTIFY is not supported"),
            Map.entry("do", "DO is not supported"),
            Map.entry("reindex", "REINDEX is not supported; nothing needs it"),
            Map.entry("cluster", "CLUSTER is not supported; nothing needs it"),
            Map.entry("use", "USE is not supported; write SET search_path TO schema"),
            Map.entry("from", "a query must start with SELECT: write SELECT * FROM …"),
            Map.entry("table", "TABLE is not supported; write SELECT * FROM …"),
            Map.entry("describe", "DESCRIBE is not supported; ask information_schema.columns"),
            Map.entry("desc", "DESC is not supported; ask information_schema.columns"),
            Map.entry("summarize", "SUMMARIZE is not supported; write a SELECT with the aggregates you need"),
            Map.entry("pivot", "PIVOT as a statement is not supported; write SELECT … FROM … PIVOT (…)"),
            Map.entry("unpivot", "UNPIVOT as a statement is not supported; write SELECT … FROM … UNPIVOT (…)"),
            Map.entry("checkpoint", "CHECKPOINT is not supported; Forebay does it by itself"),
            Map.entry("force", "FORCE CHECKPOINT is not supported; Forebay does it by itself"));

    private static final Set<String> FOREIGN =
            Set.of("attach", "detach", "pragma", "install", "load", "export", "import");

    private final TokenStream in;
    private final Rewriter rewriter;

    StatementDispatch(TokenStream in, Rewriter rewriter) {
        this.in = in;
        this.rewriter = rewriter;
    }

    Statement parse() {
        Token first = in.peek();
        if (first.isSymbol("(")) {
            return new QueryParser(in, rewriter).parse();
        }
        if (first.kind() != Token.Kind.WORD) {
            throw Mistake.syntax(first.start(), "a statement cannot start with " + first.shown());
        }
        return switch (first.value()) {
            case "select", "with", "values", "insert", "update", "delete", "merge" ->
                new QueryParser(in, rewriter).parse();
            case "explain" -> in.at("explain", "call") ? explainCall() : new QueryParser(in, rewriter).explain();
            case "call" -> new ProcedureParser(in).call();
            case "copy" -> copy();
            case "unload" -> new UnloadParser(in, rewriter).parse();
            case "begin", "start", "commit", "end", "rollback", "abort" -> new TransactionParser(in).parse();
            case "set", "reset", "show" ->
                in.at("show", "procedure")
                        ? new ProcedureParser(in).show()
                        : in.at("show", "function") ? new FunctionParser(in).show() : new SettingParser(in).parse();
            case "comment" -> new CommentParser(in).parse();
            case "declare" -> new CursorParser(in).declare(rewriter);
            case "fetch" -> new CursorParser(in).fetch();
            case "close" -> new CursorParser(in).close();
            case "prepare" -> new PrepareParser(in).prepare();
            case "execute" -> new PrepareParser(in).execute();
            case "deallocate" -> new PrepareParser(in).deallocate();
            case "analyze", "analyse", "vacuum", "lock", "discard" -> new MaintenanceParser(in).parse();
            case "grant", "revoke" -> new AccessParser(in).rights();
            case "create", "alter", "drop" -> AccessParser.follows(in) ? new AccessParser(in).parse() : defines(first);
            case "truncate" -> truncate();
            case "refresh" -> MaterializedViewParser.refresh(in);
            default -> other(first);
        };
    }

    private Statement defines(Token verb) {
        return switch (verb.value()) {
            case "create" -> creates();
            case "alter" -> new AlterTableParser(in, rewriter).parse();
            default -> drops();
        };
    }

    private Statement copy() {
        if (JobParser.follows(in)) {
            return JobParser.parse(in);
        }
        return ClientCopyParser.follows(in) ? new ClientCopyParser(in, rewriter).parse() : new CopyParser(in).parse();
    }

    private Statement creates() {
        if (createsProcedure()) {
            return new ProcedureParser(in).create();
        }
        return FunctionParser.creates(in) ? new FunctionParser(in).create() : new CreateParser(in, rewriter).parse();
    }

    private Statement drops() {
        if (in.at("drop", "procedure")) {
            return new ProcedureParser(in).drop();
        }
        return in.at("drop", "function") ? new FunctionParser(in).drop() : new DropParser(in).parse();
    }

    private boolean createsProcedure() {
        return in.at("create", "procedure") || in.at("create", "or", "replace", "procedure");
    }

    private Statement other(Token first) {
        if (JobParser.blogSpellingFollows(in)) {
            return JobParser.parse(in);
        }
        throw refused(first);
    }

    private static ForebayException refused(Token first) {
        String reason = REFUSED.get(first.value());
        if (reason != null) {
            return Mistake.notSupported(first.start(), reason);
        }
        if (FOREIGN.contains(first.value())) {
            return Mistake.notSupported(
                    first.start(),
                    first.text() + " is not part of Redshift's SQL and is not allowed; load files with COPY");
        }
        return Mistake.syntax(first.start(), "unknown statement " + first.shown() + Nearest.hint(first.value(), KNOWN));
    }

    private Statement explainCall() {
        Position position = in.position();
        in.expect("explain");
        return new Statement.ExplainCall(position, (Statement.Call) new ProcedureParser(in).call());
    }

    private Statement truncate() {
        in.expect("truncate");
        in.accept("table");
        Name table = in.name("a table name");
        in.expectEnd();
        return new Statement.Sql(
                in.position(),
                Statement.Sql.Kind.TRUNCATE,
                "TRUNCATE TABLE " + table.quoted(),
                "TRUNCATE TABLE",
                List.of(table));
    }
}
