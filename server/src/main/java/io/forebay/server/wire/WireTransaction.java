package io.forebay.server.wire;

import io.forebay.engine.session.Session;
import io.forebay.engine.session.Session.Status;
import io.forebay.engine.sql.Statement;
import io.forebay.engine.sql.Statement.Transaction.Kind;
import io.forebay.spi.CommonError;
import io.forebay.spi.ForebayException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A session's transaction as its client sees it: the session's own, the implicit one over several statements, and the
 * failure of a block by an error that the session never saw (a wrong parameter, an unknown portal). SOURCE: PostgreSQL's
 * manual, "Multiple Statements in a Simple Query" and "Extended Query".
 */
final class WireTransaction {
    private static final Logger log = LoggerFactory.getLogger(WireTransaction.class);

    private final Session session;
    private boolean implicit;
    private boolean failedHere;

    WireTransaction(Session session) {
        this.session = session;
    }

    Status status() {
        Status status = session.status();
        failedHere &= status == Status.IN_TRANSACTION;
        return failedHere ? Status.FAILED : status;
    }

    /** Whether a statement may only run outside a transaction, ends one, or starts one. */
    static boolean standsAlone(Statement statement) {
        return statement instanceof Statement.CreateJob
                || statement instanceof Statement.RedefineJob
                || statement instanceof Statement.RepairJob
                || statement instanceof Statement.DropJob
                || statement instanceof Statement.RunJob
                || statement instanceof Statement.Transaction
                || (statement instanceof Statement.Sql sql && sql.kind() == Statement.Sql.Kind.TRUNCATE);
    }

    static boolean ends(Statement statement) {
        return statement instanceof Statement.Transaction transaction && transaction.kind() != Kind.BEGIN;
    }

    /** Opens the implicit transaction unless one is open. */
    void enter() {
        if (session.status() == Status.IDLE) {
            session.beginImplicit();
            implicit = true;
        }
    }

    /** The statement to run for one that the client sent; FAILED_TRANSACTION for what a failed block does not take. */
    Statement admit(Statement statement) {
        if (status() != Status.FAILED || !failedHere) {
            return statement;
        }
        if (!ends(statement)) {
            throw new ForebayException(
                    CommonError.FAILED_TRANSACTION,
                    "current transaction is aborted, commands ignored until end of transaction block");
        }
        return new Statement.Transaction(statement.position(), Kind.ROLLBACK);
    }

    /** A statement has run. */
    void ran(Statement statement) {
        if (statement instanceof Statement.Transaction) {
            implicit = false;
        }
    }

    /** Commits the implicit transaction, if there is one. */
    void commit() {
        if (implicit) {
            implicit = false;
            session.endImplicit(true);
        }
    }

    /** An error has been met: the implicit transaction is rolled back, a block of the user has failed. */
    void fail() {
        if (implicit) {
            implicit = false;
            try {
                session.endImplicit(false);
            } catch (RuntimeException e) {
                log.warn("a transaction could not be rolled back", e);
            }
        } else if (session.status() == Status.IN_TRANSACTION) {
            failedHere = true;
        }
    }
}
