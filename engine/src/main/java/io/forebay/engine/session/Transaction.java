package io.forebay.engine.session;

import io.forebay.spi.CommonError;
import io.forebay.spi.ForebayException;
import io.forebay.spi.warehouse.WarehouseConnection;
import java.util.function.Supplier;

/**
 * A session's transaction: the user's own block, the implicit one of a text with several statements, or none. After an
 * error it is over in the warehouse at once and FAILED here until the user ends it. SOURCE: PostgreSQL manual, "Message
 * Flow", and SQLSTATE class 25.
 */
final class Transaction {
    private final Supplier<WarehouseConnection> connection;
    private final Runnable begun;
    private final Runnable undo;
    private final Runnable ended;
    private final Runnable committing;
    private Session.Status status = Session.Status.IDLE;
    private boolean implicit;
    private long number;

    /**
     * @param connection gives the connection, which is the same one as long as a transaction is open
     * @param begun is told when a transaction has begun in the warehouse
     * @param undo rolls back what is open in the warehouse; harmless when the connection is lost
     * @param ended is told when a transaction is over
     * @param committing does what is last in each transaction; when it throws, the transaction stays open
     */
    Transaction(
            Supplier<WarehouseConnection> connection,
            Runnable begun,
            Runnable undo,
            Runnable ended,
            Runnable committing) {
        this.connection = connection;
        this.begun = begun;
        this.undo = undo;
        this.ended = ended;
        this.committing = committing;
    }

    Session.Status status() {
        return status;
    }

    boolean open() {
        return status == Session.Status.IN_TRANSACTION;
    }

    /** @throws ForebayException 25P02 when the transaction has failed */
    void checkNotFailed() {
        if (status == Session.Status.FAILED) {
            throw new ForebayException(
                    CommonError.FAILED_TRANSACTION,
                    "current transaction is aborted, commands ignored until end of transaction block");
        }
    }

    /** @throws ForebayException 25001 inside any transaction */
    void checkNone(String what) {
        if (status != Session.Status.IDLE) {
            throw new ForebayException(CommonError.ACTIVE_TRANSACTION, what + " cannot run inside a transaction block");
        }
    }

    /** @return false when the user's block was open already */
    boolean begin() {
        if (open() && !implicit) {
            return false;
        }
        if (!open()) {
            start();
        }
        status = Session.Status.IN_TRANSACTION;
        implicit = false;
        return true;
    }

    /** The transaction that is open in the warehouse, which is somebody else's to end. */
    void join() {
        status = Session.Status.IN_TRANSACTION;
        number++;
    }

    void beginImplicit() {
        if (status == Session.Status.IDLE) {
            start();
            status = Session.Status.IN_TRANSACTION;
            implicit = true;
        }
    }

    void endImplicit(boolean commit) {
        if (!implicit) {
            return;
        }
        if (commit && open()) {
            commit();
        } else {
            rollback();
        }
    }

    /** @return whether something was committed: not when the transaction had failed or there was none */
    boolean commit() {
        boolean committed = open();
        if (committed) {
            committing.run();
        }
        try {
            if (committed) {
                connection.get().commit();
            }
        } finally {
            over();
        }
        return committed;
    }

    void rollback() {
        if (open()) {
            undo.run();
        }
        over();
    }

    /** Whether the open transaction is not a block of the user's. */
    boolean implicit() {
        return implicit;
    }

    /** Undoes what is open, and opens another one of the same kind in its place. */
    void restart() {
        undo.run();
        ended.run();
        start();
    }

    private void start() {
        connection.get().begin();
        begun.run();
        number++;
    }

    /** Tells this session's transactions apart. */
    long number() {
        return number;
    }

    /** Leaves a transaction that was undone as one that has failed. @param ofText whether it was an implicit one */
    void abandon(boolean ofText) {
        status = Session.Status.FAILED;
        implicit = ofText;
    }

    private void over() {
        status = Session.Status.IDLE;
        implicit = false;
        ended.run();
    }

    /** A statement failed: undoes all at once, and remembers it when there was a transaction. */
    void failed() {
        if (open()) {
            status = Session.Status.FAILED;
            undo.run();
            ended.run();
        }
    }
}
