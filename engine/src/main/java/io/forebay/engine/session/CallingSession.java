package io.forebay.engine.session;

import io.forebay.engine.access.Rights;
import io.forebay.engine.access.Secured;
import io.forebay.engine.access.Users;
import io.forebay.engine.access.Who;
import io.forebay.engine.procedure.Cursors;
import io.forebay.engine.procedure.Procedures;
import io.forebay.engine.procedure.Surroundings;
import io.forebay.engine.sql.Privilege;
import io.forebay.engine.sql.Procedure;
import io.forebay.engine.sql.Statement;
import io.forebay.spi.CommonError;
import io.forebay.spi.ForebayException;
import io.forebay.spi.warehouse.ResultColumn;
import io.forebay.spi.warehouse.WarehouseConnection;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A session as the procedures that it calls see it. */
final class CallingSession implements Surroundings {
    /** From the quietest; INFO is always told. */
    private static final List<String> LEVELS = List.of("DEBUG", "LOG", "NOTICE", "WARNING", "ERROR");

    private final EngineSession session;
    private boolean ofText;

    CallingSession(EngineSession session) {
        this.session = session;
    }

    @Override
    public List<Statement> parse(String sql) {
        return session.parseInside(sql).stream()
                .filter(statement -> !(statement instanceof Statement.Empty))
                .toList();
    }

    @Override
    public Ready prepare(Statement statement) {
        if (session.ofLoad()) {
            LoadCall.check(statement);
        }
        return new Inside(Preparing.of(session, statement, ""));
    }

    private record Inside(Prepared prepared) implements Ready {
        @Override
        public List<ResultColumn> columns() {
            return prepared.columns();
        }

        @Override
        public Outcome run(List<@Nullable Object> values) {
            Result result = prepared.execute(values);
            return new Outcome(result.rows(), result.tag());
        }

        @Override
        public void close() {
            prepared.close();
        }
    }

    @Override
    public WarehouseConnection connection() {
        return session.connection();
    }

    @Override
    public List<String> schemas() {
        return session.schemas();
    }

    @Override
    public String user() {
        return keepsUsers() ? session.rights().who().name() : session.who().name();
    }

    @Override
    public void requireExecute(Procedure procedure) {
        if (!keepsUsers() || session.who().server()) {
            return;
        }
        Secured object = Procedures.secured(procedure);
        Rights rights = Rights.load(session.connection(), session.who());
        rights.require(Privilege.USAGE, Secured.schema(object.schema()));
        rights.require(Privilege.EXECUTE, object);
    }

    private boolean keepsUsers() {
        return session.warehouse().dialect().lacksUsers();
    }

    @Override
    public Object become(Object user) {
        if (user instanceof Who before) {
            session.user().settle(before);
            return before;
        }
        if (!keepsUsers() || user.equals(user())) {
            return session.who();
        }
        if (user.equals(Who.SERVER.name())) {
            return session.user().become(Who.SERVER);
        }
        return session.user()
                .become(Users.find(session.connection(), user.toString())
                        .orElseThrow(() -> new ForebayException(
                                CommonError.UNDEFINED_OBJECT, "the procedure's owner \"" + user + "\" does not exist"))
                        .who());
    }

    @Override
    public void notice(String severity, String message) {
        String least = session.parameters().value("client_min_messages").toUpperCase(Locale.ROOT);
        int known = LEVELS.indexOf(least.startsWith("DEBUG") ? "DEBUG" : least);
        int wanted = known < 0 ? LEVELS.size() : known;
        int level = LEVELS.indexOf(severity);
        if (level < 0 || level >= wanted) {
            session.listener().notice(new Notice(severity, severity.equals("WARNING") ? "01000" : "00000", message));
        }
    }

    @Override
    public void throwIfCancelled() {
        session.throwIfCancelled();
    }

    @Override
    public long lastCopyCount() {
        return session.copies().lastCopyCount();
    }

    @Override
    public Cursors cursors() {
        return session.cursors();
    }

    @Override
    public String set(String name, String value) {
        String before = session.parameters().value(name);
        try {
            session.set(name, value);
            session.applySearchPath();
        } catch (RuntimeException e) {
            session.set(name, before);
            throw e;
        }
        return before;
    }

    @Override
    public boolean inTransaction() {
        return session.transaction().open();
    }

    @Override
    public void begin() {
        session.transaction().beginImplicit();
    }

    @Override
    public void commitEnd() {
        session.commitEnd();
    }

    @Override
    public void commit() {
        session.transaction().commit();
    }

    @Override
    public void rollback() {
        session.transaction().rollback();
    }

    @Override
    public void restart() {
        ofText = session.transaction().implicit();
        session.transaction().restart();
    }

    @Override
    public void abandon() {
        session.transaction().abandon(ofText);
    }
}
