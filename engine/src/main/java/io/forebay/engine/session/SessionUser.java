package io.forebay.engine.session;

import io.forebay.engine.access.Rights;
import io.forebay.engine.access.Users;
import io.forebay.engine.access.Who;
import io.forebay.engine.sql.Statement;
import io.forebay.spi.CommonError;
import io.forebay.spi.ForebayException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Who a session works for, and what he may do: looked up once for as long as it holds. */
final class SessionUser {
    private final EngineSession session;
    private final Who login;
    private final CheckedTexts checks = new CheckedTexts();
    private Who sessionUser;
    private Who who;
    private boolean changing;

    /** @param login who has logged in */
    SessionUser(EngineSession session, Who login) {
        this.session = session;
        this.login = login;
        this.sessionUser = login;
        this.who = login;
    }

    /** Who has logged in. */
    Who login() {
        return login;
    }

    /** Who has logged in, or was put in his place. */
    Who sessionUser() {
        return sessionUser;
    }

    /** Whose rights hold: the session's user, or the owner of the procedure that runs. */
    Who who() {
        return who;
    }

    /** Whose rights hold from now on, unless that fails. @return whose did */
    Who become(Who other) {
        Who before = who;
        try {
            settle(other);
        } catch (RuntimeException e) {
            who = before;
            throw e;
        }
        return before;
    }

    /** Whose rights hold from now on, whatever else fails. */
    void settle(Who other) {
        Who before = who;
        who = other;
        if (!other.equals(before)) {
            session.userNamed(other.name());
        }
    }

    /** SET SESSION AUTHORIZATION, for one who has logged in as a superuser. @param name null for that one */
    void set(@Nullable String name) {
        if (session.calling()) {
            throw new ForebayException(
                    CommonError.NOT_SUPPORTED, "SET SESSION AUTHORIZATION cannot stand in a procedure");
        }
        Who other = name == null || name.equals(login.name()) ? login : other(name);
        sessionUser = other;
        settle(other);
        session.userChanged(Rights.load(session.connection(), other).superuser());
    }

    private Who other(String name) {
        Rights.load(session.connection(), login).requireSuperuser("set session authorization");
        if (name.equals(Who.SERVER.name())) {
            return Who.SERVER;
        }
        return Users.find(session.connection(), name)
                .orElseThrow(() ->
                        new ForebayException(CommonError.UNDEFINED_OBJECT, "user \"" + name + "\" does not exist"))
                .who();
    }

    private CheckedTexts.Moment moment() {
        Transaction transaction = session.transaction();
        long inside =
                transaction.open() ? transaction.number() : session.connection().inTransaction() ? -2 : -1;
        return new CheckedTexts.Moment(who, session.grants().version(), inside);
    }

    /** What the user may do. */
    Rights rights() {
        CheckedTexts.Moment now = moment();
        return checks.rights(now).orElseGet(() -> {
            Rights loaded = Rights.load(session.connection(), who);
            boolean own = session.transaction().open() || !session.connection().inTransaction();
            if (own) {
                checks.rights(now, loaded);
            }
            return loaded;
        });
    }

    /** The search path, or what it leads to, is another. */
    void namesChanged() {
        checks.clear();
    }

    /** Users, rights or names have changed: what was looked up does not hold any more, nor after this transaction's end. */
    void accessChanged() {
        changing = true;
        session.grants().changed();
    }

    void transactionEnded() {
        if (changing) {
            changing = false;
            session.grants().changed();
        }
    }

    /** The statement as its user may run it, which says where its tables are. @throws ForebayException NOT_ALLOWED */
    Statement.Sql checked(Statement.Sql current) {
        if (who.server() || !session.warehouse().dialect().lacksUsers()) {
            return current;
        }
        CheckedTexts.Moment now = moment();
        Rights rights = rights();
        if (rights.superuser()) {
            return current;
        }
        Optional<Statement.Sql> known = checks.find(now, current);
        if (known.isPresent()) {
            return known.get();
        }
        try {
            Statement.Sql result = new Reach(session.connection(), session.grants(), rights).checked(current);
            checks.add(now, current, result);
            return result;
        } catch (ForebayException e) {
            throw e.position().isPresent()
                    ? e.withPosition(current.positions().inUserText(e.position().getAsInt()))
                    : e;
        }
    }
}
