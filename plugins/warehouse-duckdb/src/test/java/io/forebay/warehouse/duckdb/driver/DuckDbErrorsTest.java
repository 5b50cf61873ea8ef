package io.forebay.warehouse.duckdb.driver;

import static org.assertj.core.api.Assertions.assertThat;

import io.forebay.spi.CommonError;
import io.forebay.spi.Effect;
import io.forebay.spi.ForebayException;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DuckDbErrorsTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            Out of Memory Error: could not allocate block of size 30.5 MiB | OUT_OF_MEMORY
            IO Error: Could not write file "x": No space left on device | DISK_FULL
            INTERRUPT Error: Interrupted! | CANCELLED
            TransactionContext Error: Conflict on update! | CONFLICT
            TransactionContext Error: Current transaction is aborted (please ROLLBACK) | FAILED_TRANSACTION
            Parser Error: syntax error at or near "x" | SYNTAX
            Permission Error: Cannot access file "/etc/passwd" | NOT_ALLOWED
            Not implemented Error: no | NOT_SUPPORTED
            FATAL Error: Failed: database has been invalidated because of a previous fatal error | CONNECTION_LOST
            Invalid Input Error: Connection was closed | CONNECTION_LOST
            INTERNAL Error: Assertion | CONNECTION_LOST
            """)
    void namesErrorsThatAreHardToProvoke(String text, String code) {
        assertThat(DuckDbErrors.translate(new SQLException(text), "").code().name())
                .isEqualTo(code);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            TransactionContext Error: Failed to commit: PRIMARY KEY or UNIQUE constraint violation: duplicate key "1" | UNIQUE_VIOLATION
            TransactionContext Error: Failed to commit: Transaction conflict: attempting to insert into table "t" but it has been altered by a different transaction | CONFLICT
            TransactionContext Error: Failed to commit: Conflict on update! | CONFLICT
            """)
    void knowsCommitsThatWereRefused(String text, String code) {
        ForebayException thrown = DuckDbErrors.translateCommit(new SQLException(text));
        assertThat(thrown.code().name()).isEqualTo(code);
        assertThat(thrown.code().effect()).isEqualTo(Effect.NOT_APPLIED);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            FATAL Error: Transaction COMMIT succeeded and is durable, but the autocheckpoint failed
            IO Error: Could not write file: No space left on device
            INTERRUPT Error: Interrupted!
            Connection was closed
            FATAL Error: Conflict: database has been invalidated
            """)
    void doesNotGuessTheOutcomeOfOtherCommits(String text) {
        ForebayException thrown = DuckDbErrors.translateCommit(new SQLException(text));
        assertThat(thrown.is(CommonError.COMMIT_UNKNOWN)).isTrue();
        assertThat(thrown.retryable()).isFalse();
    }

    @Test
    void namesTheProcessThatHoldsTheFile() {
        ForebayException thrown = DuckDbErrors.translateOpening(
                new SQLException("IO Error: Could not set lock on file \"/d/dev.duckdb\": Conflicting lock is held in"
                        + " /usr/bin/java (PID 4711). See also https://duckdb.org/docs"),
                "/d/dev.duckdb");
        assertThat(thrown.is(CommonError.WRONG_STATE)).isTrue();
        assertThat(thrown).hasMessageContaining("/d/dev.duckdb").hasMessageContaining("PID 4711");
        assertThat(thrown.hint()).hasValueSatisfying(hint -> assertThat(hint).contains("4711"));
    }

    @Test
    void countsPositionsInCharacters() {
        ForebayException thrown = DuckDbErrors.translate(
                new SQLException(
                        "Binder Error: {\"exception_type\":\"Binder\",\"exception_message\":\"Referenced column"
                                + " \\\"x\\\" not found\",\"name\":\"x\",\"position\":\"15\"}"),
                "SELECT '😀', x");
        assertThat(thrown.position()).hasValue(13);
        assertThat(thrown).hasMessage("column \"x\" does not exist");
    }
}
