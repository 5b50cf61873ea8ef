package io.forebay.warehouse.postgresql;

import io.forebay.spi.CommonError;
import io.forebay.spi.ForebayException;
import io.forebay.warehouse.postgresql.driver.Answer;
import io.forebay.warehouse.postgresql.driver.Backend;
import io.forebay.warehouse.postgresql.driver.PostgresErrors;
import io.forebay.warehouse.postgresql.driver.Statement;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a statement runs: in the open transaction, in one of its own, or, where the server allows none (VACUUM, CREATE
 * DATABASE, a procedure that commits), without.
 */
final class Execution {
    private static final String NOT_IN_TRANSACTION = "25001";
    private static final String TERMINATES_TRANSACTION = "2D000";

    private final Backend backend;
    private final OwnCommit commit;

    /** Ends the transaction of a single statement. */
    interface OwnCommit {
        void commit() throws SQLException;
    }

    private interface Attempt {
        Answer run(boolean begin) throws SQLException;
    }

    Execution(Backend backend, OwnCommit commit) {
        this.backend = backend;
        this.commit = commit;
    }

    /** Runs a statement without parameters for its count. */
    Answer run(String sql, boolean inTransaction) throws SQLException {
        return inTransaction ? backend.run(sql) : alone(begin -> backend.run(sql, begin));
    }

    Answer run(PostgresQuery query, List<@Nullable Object> values, boolean inTransaction) throws SQLException {
        Statement statement = known(query);
        if (inTransaction) {
            return backend.run(statement, values, false, statement.firstRows());
        }
        try {
            return alone(begin -> backend.run(statement, values, begin, begin ? statement.firstRows() : 0));
        } catch (SQLException e) {
            if (!PostgresErrors.staleStatement(e)) {
                throw e;
            }
            backend.run("ROLLBACK");
            query.replace(backend.prepare(query.sql()));
            Statement anew = query.statement();
            return alone(begin -> backend.run(anew, values, begin, begin ? anew.firstRows() : 0));
        }
    }

    private Statement known(PostgresQuery query) throws SQLException {
        if (!backend.knows(query.statement())) {
            query.replace(backend.prepare(query.sql()));
        }
        return query.statement();
    }

    private Answer alone(Attempt attempt) throws SQLException {
        Answer answer;
        try {
            answer = attempt.run(true);
        } catch (SQLException e) {
            String state = PostgresErrors.state(e);
            if (!state.equals(NOT_IN_TRANSACTION) && !state.equals(TERMINATES_TRANSACTION)) {
                throw e;
            }
            backend.run("ROLLBACK");
            return bare(attempt);
        }
        if (answer.portal() == null) {
            commit.commit();
        }
        return answer;
    }

    /** The server commits as it likes; when it is lost meanwhile, nobody knows what it has done. */
    private static Answer bare(Attempt attempt) throws SQLException {
        try {
            return attempt.run(false);
        } catch (SQLException e) {
            if (PostgresErrors.endsConnection(e)) {
                throw new ForebayException(
                        CommonError.COMMIT_UNKNOWN,
                        "the connection was lost, and it is not known what the statement has done: "
                                + PostgresErrors.message(e),
                        e);
            }
            throw e;
        }
    }
}
