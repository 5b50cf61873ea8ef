package io.forebay.torture.wire;

import io.forebay.engine.session.Notice;
import io.forebay.engine.session.Prepared;
import io.forebay.engine.session.Result;
import io.forebay.engine.session.Session;
import io.forebay.engine.session.SessionListener;
import io.forebay.engine.sql.Statement;
import io.forebay.engine.sql.Statement.Transaction.Kind;
import io.forebay.engine.sql.parse.StatementParser;
import io.forebay.spi.CommonError;
import io.forebay.spi.ForebayException;
import io.forebay.spi.warehouse.ColumnType;
import io.forebay.spi.warehouse.ResultColumn;
import io.forebay.spi.warehouse.TypeKind;
import io.forebay.torture.sql.PlainDialect;
import java.math.BigDecimal;
import java.time.temporal.Temporal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A session with the real parser: every query gives {@link CannedRows}, and takes a parameter of each type. */
final class CannedSession implements Session {
    private static final StatementParser PARSER = new StatementParser(new PlainDialect());
    private static final Pattern PARAMETER = Pattern.compile("\\$([1-9][0-9]?)");

    private final SessionListener listener;
    private Status status = Status.IDLE;
    private boolean implicit;

    CannedSession(SessionListener listener) {
        this.listener = listener;
    }

    @Override
    public Status status() {
        return status;
    }

    @Override
    public int id() {
        return 7;
    }

    @Override
    public List<Statement> parse(String text) {
        try {
            return PARSER.parse(text);
        } catch (ForebayException e) {
            throw failed(e);
        }
    }

    private ForebayException failed(ForebayException error) {
        status = status == Status.IDLE ? Status.IDLE : Status.FAILED;
        return error;
    }

    @Override
    public Prepared prepare(Statement statement, List<ColumnType> declared) {
        boolean ends = statement instanceof Statement.Transaction t && t.kind() != Kind.BEGIN;
        if (status == Status.FAILED && !ends) {
            throw new ForebayException(CommonError.FAILED_TRANSACTION, "current transaction is aborted");
        }
        return new CannedPrepared(statement, declared);
    }

    @Override
    public void beginImplicit() {
        if (status == Status.IDLE) {
            implicit = true;
            status = Status.IN_TRANSACTION;
        }
    }

    @Override
    public void endImplicit(boolean commit) {
        if (implicit) {
            implicit = false;
            status = Status.IDLE;
        }
    }

    @Override
    public Map<String, String> reportedParameters() {
        return Map.of("client_encoding", "UTF8", "TimeZone", "UTC");
    }

    @Override
    public void cancel() {}

    @Override
    public void close() {}

    private Result run(Statement statement) {
        if (statement instanceof Statement.Transaction transaction) {
            implicit = false;
            status = transaction.kind() == Kind.BEGIN ? Status.IN_TRANSACTION : Status.IDLE;
            return new Result(new CannedRows(List.of()), transaction.kind().name());
        }
        if (statement instanceof Statement.SetParameter set) {
            listener.parameterChanged(set.name(), String.valueOf(set.value()));
        } else if (statement instanceof Statement.DropJob) {
            throw failed(new ForebayException(CommonError.UNDEFINED_OBJECT, "there is no job"));
        } else {
            listener.notice(Notice.info("done"));
        }
        return new Result(new CannedRows(columns(statement)), "SELECT");
    }

    private static List<ResultColumn> columns(Statement statement) {
        boolean query = statement instanceof Statement.Sql sql && sql.kind() == Statement.Sql.Kind.QUERY;
        return query ? CannedRows.COLUMNS : List.of();
    }

    private final class CannedPrepared implements Prepared {
        private final Statement statement;
        private final List<ColumnType> parameters;
        private boolean closed;

        CannedPrepared(Statement statement, List<ColumnType> declared) {
            this.statement = statement;
            this.parameters = new ArrayList<>(declared);
            if (statement instanceof Statement.Sql sql) {
                Matcher numbers = PARAMETER.matcher(sql.sql());
                while (numbers.find()) {
                    for (int n = parameters.size(); n < Integer.parseInt(numbers.group(1)); n++) {
                        parameters.add(ColumnType.of(TypeKind.values()[n % TypeKind.values().length]));
                    }
                }
            }
        }

        @Override
        public List<ColumnType> parameters() {
            return parameters;
        }

        @Override
        public List<ResultColumn> columns() {
            return CannedSession.columns(statement);
        }

        @Override
        public Result execute(List<@Nullable Object> values) {
            if (closed) {
                throw new IllegalStateException("used after close");
            }
            if (values.size() != parameters.size()) {
                throw failed(new ForebayException(CommonError.SYNTAX, "there is no parameter $1"));
            }
            values.forEach(CannedSession::check);
            return run(statement);
        }

        @Override
        public void close() {
            closed = true;
        }
    }

    private static void check(@Nullable Object value) {
        boolean known = value == null
                || value instanceof Boolean
                || value instanceof Long
                || value instanceof Double
                || value instanceof BigDecimal
                || value instanceof byte[]
                || value instanceof String
                || value instanceof Temporal;
        if (!known) {
            throw new IllegalStateException("a warehouse takes no " + value);
        }
    }
}
