package io.forebay.warehouse.postgresql.ledger;

import io.forebay.spi.CommonError;
import io.forebay.spi.ForebayException;
import io.forebay.warehouse.postgresql.driver.PostgresErrors;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes the ledger, or carries over an older one. What was done is in {@code forebay.flyway_schema_history}; when nothing is
 * left to do, SELECT on that is all that it takes.
 */
public final class LedgerMigration {
    private static final Logger log = LoggerFactory.getLogger(LedgerMigration.class);

    private static final String SCHEMA = "forebay";
    private static final String SCRIPTS = "classpath:io/forebay/warehouse/postgresql/ledger/scripts";
    /** Of an advisory lock of the server's: the letters of "forebay" as a number. */
    private static final long TURN = 0x66_6f_72_65_62_61_79L;

    private LedgerMigration() {}

    /**
     * Several servers may do this at once: they take turns.
     *
     * @param functions of the live tables, one statement each
     * @param views over them and the ledger's tables, one statement each; both are run when they are not what was run last
     * @throws ForebayException NOT_ALLOWED when something is to be done that this user may not do
     */
    public static void migrate(DataSource server, List<String> functions, List<String> views) {
        List<String> repeated = new ArrayList<>(functions);
        repeated.addAll(views);
        Flyway flyway = Flyway.configure(LedgerMigration.class.getClassLoader())
                .dataSource(server)
                .initSql("SET default_transaction_isolation = 'read committed'")
                .schemas(SCHEMA)
                .locations(SCRIPTS)
                .javaMigrations(new RepeatedStatements(repeated))
                .load();
        try {
            if (flyway.info().pending().length > 0) {
                inTurn(server, flyway);
            }
        } catch (FlywayException e) {
            throw failure(e);
        } catch (SQLException e) {
            throw PostgresErrors.translate(e);
        }
    }

    private static void inTurn(DataSource server, Flyway flyway) throws SQLException {
        try (Connection turn = server.getConnection();
                Statement lock = turn.createStatement()) {
            lock.execute("SELECT pg_advisory_lock(" + TURN + ")");
            int done = flyway.migrate().migrationsExecuted;
            if (done > 0) {
                log.info("the ledger is up to date steps={}", done);
            }
        }
    }

    private static ForebayException failure(FlywayException e) {
        SQLException cause = cause(e);
        if (cause == null) {
            return new ForebayException(
                    CommonError.WRONG_STATE, "the ledger cannot be carried over: " + e.getMessage(), e);
        }
        ForebayException translated = PostgresErrors.translate(cause);
        return translated.is(CommonError.NOT_ALLOWED)
                ? new ForebayException(
                                CommonError.NOT_ALLOWED,
                                "the ledger in schema forebay is to be made or carried over, and this user may not: "
                                        + translated.getMessage(),
                                e)
                        .withHint("Start this version of Forebay once as the user that owns schema forebay, or is to"
                                + " own it, and grant this user what docs/reference/postgresql.md names.")
                : translated;
    }

    private static @Nullable SQLException cause(Throwable failure) {
        Throwable cause = failure;
        while (cause != null && !(cause instanceof SQLException)) {
            cause = cause.getCause();
        }
        return (SQLException) cause;
    }
}
