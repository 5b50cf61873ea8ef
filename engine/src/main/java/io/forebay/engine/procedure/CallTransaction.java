package io.forebay.engine.procedure;

import io.forebay.spi.CommonError;
import io.forebay.spi.ForebayException;

/**
 * The transactions of one call, nested ones included. SOURCE: Amazon Redshift Database Developer Guide, "Managing
 * transactions", "Trapping errors".
 */
final class CallTransaction {
    private final Surroundings session;
    private final boolean nonatomic;
    private final boolean callers;
    private int settings;
    private boolean abandoned;

    /** The call that is about to start, in the caller's transaction when one is open. */
    CallTransaction(Surroundings session, boolean nonatomic) {
        this.session = session;
        this.nonatomic = nonatomic;
        this.callers = session.inTransaction();
        if (!nonatomic && !callers) {
            session.begin();
        }
    }

    /** Procedures with SET must not end the transaction that their settings are for. */
    void settings(int more) {
        settings += more;
    }

    void requireEnding(String verb) {
        if (callers || settings > 0) {
            throw new ForebayException(
                            ProcedureError.TRANSACTION_TERMINATION,
                            verb + " cannot be invoked from a procedure that is executing in an atomic context.")
                    .withHint("Call the procedure outside of a transaction block, and make it and those that call it"
                            + " without SET.");
        }
    }

    /** After a statement of SQL: TRUNCATE has committed, and so has every statement of a NONATOMIC procedure. */
    void afterStatement() {
        if (!session.inTransaction()) {
            session.cursors().closeAll();
            if (!nonatomic) {
                session.begin();
            }
        }
    }

    /** Does nothing in a transaction that is open, as there are none inside others. */
    void start() {
        if (!nonatomic) {
            throw new ForebayException(CommonError.NOT_SUPPORTED, "START TRANSACTION is for NONATOMIC procedures");
        }
        if (!session.inTransaction()) {
            session.begin();
        }
    }

    void commit() {
        requireEnding("COMMIT");
        session.cursors().closeAll();
        session.commit();
        if (!nonatomic) {
            session.begin();
        }
    }

    void rollback() {
        requireEnding("ROLLBACK");
        session.cursors().closeAll();
        session.rollback();
        if (!nonatomic) {
            session.begin();
        }
    }

    /** An error is to be handled: what it leaves is undone, and the handler works in another transaction. */
    void enterHandler() {
        session.cursors().closeAll();
        if (callers && session.inTransaction()) {
            session.restart();
        } else {
            session.rollback();
            if (!nonatomic) {
                session.begin();
            }
        }
    }

    /** The handler has done its work, which stays, whatever becomes of the error. */
    void leaveHandler() {
        if (nonatomic) {
            return;
        }
        session.cursors().closeAll();
        session.commit();
        abandoned = callers;
        session.begin();
    }

    /** The call is over. */
    void end(boolean successful) {
        if (callers) {
            if (abandoned) {
                session.rollback();
                session.abandon();
            }
            return;
        }
        if (session.inTransaction()) {
            session.cursors().closeAll();
            if (successful) {
                session.commitEnd();
            } else {
                session.rollback();
            }
        }
    }
}
