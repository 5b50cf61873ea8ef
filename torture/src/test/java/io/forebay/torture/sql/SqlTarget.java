package io.forebay.torture.sql;

import io.forebay.engine.sql.CopyCommand;
import io.forebay.engine.sql.JobOptions;
import io.forebay.engine.sql.SessionValues;
import io.forebay.engine.sql.Statement;
import io.forebay.engine.sql.parse.StatementParser;
import io.forebay.spi.Blame;
import io.forebay.spi.ForebayException;
import io.forebay.torture.Input;
import io.forebay.torture.Target;
import java.util.List;

/** The lexer, the parsers of all statements and the rewriter. */
public final class SqlTarget implements Target {
    private static final SessionValues VALUES = new SessionValues() {
        @Override
        public String parameter(String name) {
            return name;
        }

        @Override
        public String user() {
            return "forebay";
        }

        @Override
        public String sessionUser() {
            return "forebay";
        }

        @Override
        public int userId() {
            return 100;
        }

        @Override
        public int session() {
            return 7;
        }

        @Override
        public long lastCopyId() {
            return 1;
        }

        @Override
        public long lastCopyCount() {
            return 2;
        }

        @Override
        public long lastUnloadId() {
            return 3;
        }

        @Override
        public long lastUnloadCount() {
            return 4;
        }
    };

    private static final String SECRET = "hUsHhUsH0123";
    private static final List<String> PLANTS = List.of(
            "",
            " credentials '" + SECRET + "'",
            " with credentials as 'aws_access_key_id=" + SECRET + ";aws_secret_access_key=" + SECRET + "'",
            " access_key_id '" + SECRET + "' secret_access_key /* " + SECRET + " */ as $$" + SECRET + "$$",
            " encrypted master_symmetric_key -- " + SECRET + "\n '" + SECRET.repeat(3) + "hUsHhUk=' gzip");

    private final StatementParser parser = new StatementParser(new PlainDialect());

    @Override
    public String name() {
        return "sql";
    }

    @Override
    public List<byte[]> seeds() {
        return SqlSeeds.ALL.stream()
                .map(sql -> Input.of(sql, sql.length() % PLANTS.size()))
                .toList();
    }

    @Override
    public void run(byte[] bytes) {
        Input input = new Input(bytes);
        String plant = input.pick(PLANTS);
        String sql = input.restText().replace(SECRET, "") + plant;
        List<Statement> statements;
        try {
            statements = parser.parse(sql);
        } catch (ForebayException e) {
            int position = e.position().orElse(0);
            if (e.code().blame() == Blame.BUG || position < 1 || position > sql.length() + 1) {
                throw new AssertionError("position " + position + " of " + e, e);
            }
            return;
        }
        int last = -1;
        for (Statement statement : statements) {
            int offset = statement.position().offset();
            if (offset <= last || offset >= sql.length()) {
                throw new AssertionError("statement at " + offset + " behind " + last);
            }
            last = offset;
            parser.rewrite(statement, VALUES);
            if (statement instanceof Statement.Copy copy) {
                again(copy.command());
            } else if (statement instanceof Statement.CreateJob job) {
                again(job.command());
                again(job.command(), job.options());
            } else if (statement instanceof Statement.RedefineJob job) {
                again(job.command());
                again(job.command(), job.options());
            }
        }
    }

    /** A job's options are written so that they mean the same. */
    private void again(CopyCommand command, JobOptions options) {
        List<Statement> again = parser.parse(command.text() + " JOB CREATE again " + options.text());
        boolean same = again.size() == 1
                && again.get(0) instanceof Statement.CreateJob job
                && job.options().equals(options);
        if (!same) {
            throw new AssertionError("'" + options.text() + "' is not " + options + " but " + again);
        }
        if (options.toString().contains(SECRET)) {
            throw new AssertionError("a secret in " + options);
        }
    }

    /** A COPY's text means the same COPY, unless that has a key which no text may hold, and tells no secret. */
    private void again(CopyCommand command) {
        if (command.toString().contains(SECRET)) {
            throw new AssertionError("a secret in " + command);
        }
        if (command.authorization().masterKey() != null) {
            return;
        }
        List<Statement> again = parser.parse(command.text());
        boolean same = again.size() == 1
                && again.get(0) instanceof Statement.Copy copy
                && copy.command().equals(command);
        if (!same) {
            throw new AssertionError("'" + command.text() + "' is not " + command + " but " + again);
        }
    }
}
