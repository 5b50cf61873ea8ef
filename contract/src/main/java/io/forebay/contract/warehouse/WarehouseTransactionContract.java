package io.forebay.contract.warehouse;

import static org.assertj.core.api.Assertions.assertThat;

import io.forebay.spi.CommonError;
import io.forebay.spi.Effect;
import io.forebay.spi.ForebayException;
import io.forebay.spi.warehouse.Column;
import io.forebay.spi.warehouse.ColumnType;
import io.forebay.spi.warehouse.TypeKind;
import io.forebay.spi.warehouse.WarehouseConnection;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Transactions: what is visible when, and what a failure leaves behind. */
public abstract class WarehouseTransactionContract extends WarehouseContract {
    @BeforeEach
    void makeTable() {
        table(Column.of("a", ColumnType.of(TypeKind.INTEGER)));
    }

    @Test
    void showsUncommittedRowsToNobodyElse() {
        try (WarehouseConnection other = warehouse.connect()) {
            connection.begin();
            connection.execute("INSERT INTO t VALUES (1)");
            assertThat(rows(other, "SELECT a FROM t")).isEmpty();
            assertThat(connection.inTransaction()).isTrue();
            connection.commit();
            assertThat(connection.inTransaction()).isFalse();
            assertThat(rows(other, "SELECT a FROM t")).hasSize(1);
        }
    }

    @Test
    void undoesRowsAndTablesOnRollback() {
        connection.begin();
        connection.execute("INSERT INTO t VALUES (1)");
        connection.create(definition("made", Column.of("a", ColumnType.of(TypeKind.INTEGER))));
        connection.rollback();
        assertThat(value("SELECT count(*) FROM t")).isEqualTo(0L);
        assertThat(connection.find(null, "made")).isEmpty();
    }

    @Test
    void takesRollbackWithoutTransaction() {
        connection.rollback();
        assertThat(connection.usable()).isTrue();
    }

    @Test
    void refusesASecondBegin() {
        connection.begin();
        failure(CommonError.ACTIVE_TRANSACTION, connection::begin);
    }

    @Test
    void refusesEverythingButRollbackAfterAnErrorInATransaction() {
        connection.begin();
        connection.execute("INSERT INTO t VALUES (1)");
        failure(CommonError.UNDEFINED_TABLE, () -> connection.execute("INSERT INTO nosuch VALUES (1)"));
        failure(CommonError.FAILED_TRANSACTION, () -> connection.execute("INSERT INTO t VALUES (2)"));
        connection.rollback();
        assertThat(connection.usable()).isTrue();
        assertThat(value("SELECT count(*) FROM t")).isEqualTo(0L);
    }

    @Test
    void neverCommitsAFailedTransactionSilently() {
        connection.begin();
        connection.execute("INSERT INTO t VALUES (1)");
        failure(CommonError.DIVISION_BY_ZERO, () -> rows("SELECT 1 / (a - 1) FROM t"));
        failure(CommonError.FAILED_TRANSACTION, connection::commit);
        assertThat(connection.usable()).isFalse();
        try (WarehouseConnection other = warehouse.connect()) {
            assertThat(rows(other, "SELECT a FROM t")).isEmpty();
        }
    }

    @Test
    void staysUsableAfterAnErrorOutsideOfATransaction() {
        failure(CommonError.UNDEFINED_TABLE, () -> rows("SELECT * FROM nosuch"));
        assertThat(connection.usable()).isTrue();
        assertThat(value("SELECT 1")).isEqualTo(1L);
    }

    /** Whether a unique index is kept; without one, what must be there once is kept so by the jobs' leases. */
    protected boolean keepsKeysUnique() {
        return true;
    }

    /** Where no index is kept, asking for one is no error and changes nothing. */
    private boolean indexIsIgnored() {
        connection.execute("CREATE UNIQUE INDEX t_a ON t (a)");
        if (keepsKeysUnique()) {
            return false;
        }
        connection.execute("INSERT INTO t VALUES (7)");
        connection.execute("INSERT INTO t VALUES (7)");
        assertThat(rows("SELECT a FROM t")).hasSize(2);
        return true;
    }

    @Test
    void letsOneOfTwoWithTheSameUniqueKeyCommit() {
        if (indexIsIgnored()) {
            return;
        }
        try (WarehouseConnection other = warehouse.connect()) {
            connection.begin();
            connection.execute("INSERT INTO t VALUES (7)");
            ForebayException refused = loser(other);
            assertThat(refused.code().name()).isIn(CommonError.UNIQUE_VIOLATION.name(), CommonError.CONFLICT.name());
            assertThat(refused.code().effect()).isEqualTo(Effect.NOT_APPLIED);
        }
        try (WarehouseConnection third = warehouse.connect()) {
            assertThat(rows(third, "SELECT a FROM t")).hasSize(1);
        }
    }

    /** Inserts the same key as the open transaction of {@code connection}; one of the two commits is refused. */
    private ForebayException loser(WarehouseConnection other) {
        Thread winner = new Thread(connection::commit);
        return failureOf(() -> {
            other.begin();
            if (insertsBeforeCommit()) {
                other.execute("INSERT INTO t VALUES (7)");
                winner.start();
                join(winner);
            } else {
                winner.start();
                other.execute("INSERT INTO t VALUES (7)");
            }
            other.commit();
        });
    }

    /** Whether an insert of a key that another transaction has inserted returns at once, to fail at the commit. */
    protected boolean insertsBeforeCommit() {
        return true;
    }

    private static ForebayException failureOf(Runnable work) {
        try {
            work.run();
        } catch (ForebayException e) {
            return e;
        }
        throw new AssertionError("both transactions have committed");
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    @Test
    void endsTheConnectionAfterARefusedCommit() {
        if (indexIsIgnored()) {
            return;
        }
        connection.begin();
        connection.execute("INSERT INTO t VALUES (7)");
        try (WarehouseConnection other = warehouse.connect()) {
            if (!insertsBeforeCommit()) {
                return;
            }
            other.execute("INSERT INTO t VALUES (7)");
            failure(CommonError.UNIQUE_VIOLATION, connection::commit);
            assertThat(connection.usable()).isFalse();
            assertThat(connection.inTransaction()).isFalse();
            failure(CommonError.CONNECTION_LOST, () -> rows("SELECT 1"));
            assertThat(rows(other, "SELECT a FROM t")).hasSize(1);
        }
    }
}
