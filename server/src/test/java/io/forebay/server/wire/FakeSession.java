package io.forebay.server.wire;

import io.forebay.engine.session.Notice;
import io.forebay.engine.session.Prepared;
import io.forebay.engine.session.Result;
import io.forebay.engine.session.Session;
import io.forebay.engine.session.SessionListener;
import io.forebay.engine.sql.Position;
import io.forebay.engine.sql.Statement;
import io.forebay.engine.sql.Statement.Transaction.Kind;
import io.forebay.spi.CommonError;
import io.forebay.spi.ForebayException;
import io.forebay.spi.warehouse.ColumnType;
import io.forebay.spi.warehouse.ResultColumn;
import io.forebay.spi.warehouse.TypeKind;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/** A session over canned statements, with a true transaction state; it writes down what it is told. */
final class FakeSession implements Session {
    private final int id;
    private final SessionListener listener;
    private final List<String> events;
    private final Semaphore cancels = new Semaphore(0);
    private volatile boolean running;
    private Status status = Status.IDLE;
    private boolean implicit;

    FakeSession(int id, SessionListener listener, List<String> events) {
        this.id = id;
        this.listener = listener;
        this.events = events;
    }

    @Override
    public Status status() {
        return status;
    }

    @Override
    public int id() {
        return id;
    }

    @Override
    public List<Statement> parse(String text) {
        List<Statement> statements = new ArrayList<>();
        int offset = 0;
        for (String part : text.split(";", -1)) {
            if (!part.isBlank()) {
                int lead = part.length() - part.stripLeading().length();
                statements.add(statement(part.strip(), new Position(offset + lead, 1, offset + lead + 1)));
            }
            offset += part.length() + 1;
        }
        return statements;
    }

    private static Statement statement(String sql, Position at) {
        if (sql.startsWith("SYNTAX")) {
            throw new ForebayException(CommonError.SYNTAX, "syntax error at or near \"SYNTAX\"")
                    .withPosition(at.offset() + 1);
        }
        if (sql.startsWith("DROP JOB")) {
            return new Statement.DropJob(at, "j");
        }
        if (sql.startsWith("BEGIN")) {
            return new Statement.Transaction(at, Kind.BEGIN);
        }
        if (sql.startsWith("COMMIT")) {
            return new Statement.Transaction(at, Kind.COMMIT);
        }
        if (sql.startsWith("ROLLBACK")) {
            return new Statement.Transaction(at, Kind.ROLLBACK);
        }
        boolean query = !FakeStatements.columns(sql).isEmpty();
        return new Statement.Sql(
                at, query ? Statement.Sql.Kind.QUERY : Statement.Sql.Kind.DML, sql, sql.split(" ", 2)[0], List.of());
    }

    @Override
    public Prepared prepare(Statement statement, List<ColumnType> parameters) {
        boolean ends = statement instanceof Statement.Transaction t && t.kind() != Kind.BEGIN;
        if (status == Status.FAILED && !ends) {
            throw new ForebayException(CommonError.FAILED_TRANSACTION, "current transaction is aborted");
        }
        return new FakePrepared(statement, parameters);
    }

    @Override
    public void beginImplicit() {
        events.add("beginImplicit");
        implicit = true;
        status = Status.IN_TRANSACTION;
    }

    @Override
    public void endImplicit(boolean commit) {
        events.add("endImplicit " + commit);
        if (implicit) {
            implicit = false;
            status = Status.IDLE;
        }
    }

    @Override
    public Map<String, String> reportedParameters() {
        return FakeSessions.REPORTED;
    }

    @Override
    public void cancel() {
        events.add("cancel");
        if (running) {
            cancels.release();
        }
    }

    @Override
    public void close() {
        events.add("close");
    }

    private void block() {
        cancels.drainPermits();
        running = true;
        events.add("sleeping");
        cancels.acquireUninterruptibly();
        running = false;
        throw new ForebayException(CommonError.CANCELLED, "canceling statement due to user request");
    }

    private Result run(Statement statement, List<@Nullable Object> values) {
        if (statement instanceof Statement.Transaction transaction) {
            return transaction(transaction.kind());
        }
        if (statement instanceof Statement.DropJob) {
            if (implicit) {
                throw fail(new ForebayException(
                        CommonError.ACTIVE_TRANSACTION, "COPY JOB DROP cannot run inside a transaction block"));
            }
            return new Result(FakeRows.none(), "COPY JOB DROP");
        }
        Statement.Sql sql = (Statement.Sql) statement;
        events.add(sql.sql());
        return sql(sql, values);
    }

    private Result sql(Statement.Sql statement, List<@Nullable Object> values) {
        String sql = statement.sql();
        if (sql.startsWith("SELECT sleep")) {
            block();
        } else if (sql.startsWith("FAIL")) {
            throw fail(new ForebayException(CommonError.UNDEFINED_TABLE, "relation \"nowhere\" does not exist")
                    .withHint("Look again.")
                    .withPosition(6));
        } else if (sql.startsWith("BUG")) {
            throw new IllegalStateException("secret detail");
        } else if (sql.startsWith("NOTICE")) {
            listener.notice(Notice.info("Load into table 't' completed."));
        } else if (sql.startsWith("SET TimeZone")) {
            listener.parameterChanged(
                    "TimeZone", sql.substring(sql.indexOf('=') + 1).strip());
        } else if (sql.startsWith("INSERT")) {
            return new Result(FakeRows.none(), "INSERT 0 1");
        }
        return new Result(FakeStatements.rows(sql, values), statement.tag());
    }

    private ForebayException fail(ForebayException error) {
        status = status == Status.IDLE ? Status.IDLE : Status.FAILED;
        return error;
    }

    private Result transaction(Kind kind) {
        boolean failed = status == Status.FAILED;
        status = kind == Kind.BEGIN ? Status.IN_TRANSACTION : Status.IDLE;
        implicit = false;
        String word = kind == Kind.COMMIT && failed ? "ROLLBACK" : kind.name();
        events.add(word);
        return new Result(FakeRows.none(), word);
    }

    private final class FakePrepared implements Prepared {
        private final Statement statement;
        private final List<ColumnType> parameters;
        private boolean closed;

        FakePrepared(Statement statement, List<ColumnType> declared) {
            this.statement = statement;
            String sql = statement instanceof Statement.Sql s ? s.sql() : "";
            int count = (int) sql.chars().filter(c -> c == '$').count();
            List<ColumnType> all = new ArrayList<>(declared);
            all.addAll(Collections.nCopies(Math.max(0, count - declared.size()), ColumnType.of(TypeKind.OTHER)));
            parameters = all;
        }

        @Override
        public List<ColumnType> parameters() {
            return parameters;
        }

        @Override
        public List<ResultColumn> columns() {
            return statement instanceof Statement.Sql s ? FakeStatements.columns(s.sql()) : List.of();
        }

        @Override
        public Result execute(List<@Nullable Object> values) {
            if (closed) {
                throw new IllegalStateException("used after close");
            }
            return run(statement, values);
        }

        @Override
        public void close() {
            closed = true;
        }
    }
}
