package io.forebay.warehouse.redshift.driver;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazon.redshift.util.RedshiftException;
import com.amazon.redshift.util.ServerErrorMessage;
import io.forebay.spi.ForebayException;
import java.io.IOException;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RedshiftErrorsTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "XX000 | ERROR: Load into table 'event' failed.  Check 'stl_load_errors' system table for details. |"
                        + " LOAD_FAILED",
                "XX000 | ERROR: Load into table 'e' failed. Check 'sys_load_error_detail' system table for details. |"
                        + " LOAD_FAILED",
                "XX000 | ERROR: 1023 DETAIL: Serializable isolation violation on table - 100123 | CONFLICT",
                "40001 | ERROR: could not serialize access | CONFLICT",
                "XX000 | ERROR: S3ServiceException:Access Denied,Status 403,Error AccessDenied | ACCESS_DENIED",
                "XX000 | ERROR: S3ServiceException:The specified bucket does not exist,Error NoSuchBucket |"
                        + " BUCKET_NOT_FOUND",
                "XX000 | ERROR: S3ServiceException:The specified key does not exist.,Status 404,Error NoSuchKey |"
                        + " OBJECT_NOT_FOUND",
                "XX000 | ERROR: S3ServiceException:Please reduce your request rate,Status 503 | STORE_AWAY",
                "XX000 | ERROR: S3ServiceException:Please reduce your request rate,Status 503,Rid 7A403C | STORE_AWAY",
                "XX000 | ERROR: S3CurlException: Connection timed out after 50001 milliseconds,CurlError 28 | STORE_AWAY",
                "XX000 | ERROR: Spectrum Scan Error. File 'https://s3/x' has an incompatible Parquet schema |"
                        + " INVALID_TEXT",
                "XX000 | ERROR: Disk Full | DISK_FULL",
                "XX000 | ERROR: something else | SERVER_SAYS_NO",
                "42P01 | ERROR: relation \"x\" does not exist | UNDEFINED_TABLE",
                "P0001 | ERROR: no more than 7 deadlocks, please | RAISED",
                "42501 | ERROR: permission denied for relation x | NOT_ALLOWED",
                "57014 | ERROR: Query cancelled on user's request | CANCELLED",
                "57P01 | FATAL: terminating connection due to administrator command | CONNECTION_LOST",
                "08006 | An I/O error occurred while sending to the backend. | CONNECTION_LOST"
            })
    void knowsWhatRedshiftSays(String state, String message, String code) {
        ForebayException known = RedshiftErrors.translate(new SQLException(message, state));
        assertThat(known.code().name()).isEqualTo(code);
        assertThat(known.getMessage()).doesNotStartWith("ERROR");
    }

    @Test
    void keepsWhatTheServerSaysApart() {
        ForebayException known = RedshiftErrors.translate(new RedshiftException(
                new ServerErrorMessage("SERROR\0C42703\0Mcolumn \"b\" does not exist in t\0Hlook again\0P8\0\0")));
        assertThat(known).hasMessage("column \"b\" does not exist in t");
        assertThat(known.code().name()).isEqualTo("UNDEFINED_COLUMN");
        assertThat(known.hint()).contains("look again");
        assertThat(known.position()).hasValue(8);
        ForebayException raised = RedshiftErrors.translate(new RedshiftException(
                new ServerErrorMessage("SERROR\0CP0001\0Mno\0WPL/pgSQL function \"p\" line 2 at raise\0\0")));
        assertThat(raised.context()).contains("PL/pgSQL function \"p\" line 2 at raise");
        ForebayException conflict = RedshiftErrors.translate(new RedshiftException(
                new ServerErrorMessage("SERROR\0CXX000\0M1023\0DSerializable isolation violation on table - 1\0\0")));
        assertThat(conflict).hasMessage("1023\nDetail: Serializable isolation violation on table - 1");
        assertThat(conflict.code().name()).isEqualTo("CONFLICT");
    }

    @Test
    void takesACommitWithoutAReplyForUnknownAndARefusedOneForRefused() {
        assertThat(RedshiftErrors.translateCommit(new SQLException("gone", "XX000", new IOException("reset")))
                        .code()
                        .name())
                .isEqualTo("COMMIT_UNKNOWN");
        assertThat(RedshiftErrors.translateCommit(new SQLException("gone", "08006"))
                        .code()
                        .name())
                .isEqualTo("COMMIT_UNKNOWN");
        assertThat(RedshiftErrors.translateCommit(new SQLException("1023 serializable isolation violation", "XX000"))
                        .code()
                        .name())
                .isEqualTo("CONFLICT");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "ERROR: relation \"x\" does not exist; UNDEFINED_TABLE",
                "ERROR: column \"x\" does not exist in t; UNDEFINED_COLUMN",
                "ERROR: schema \"x\" does not exist; UNDEFINED_SCHEMA",
                "ERROR: function f(integer) does not exist; UNDEFINED_FUNCTION",
                "ERROR: Relation \"x\" already exists; DUPLICATE_TABLE",
                "ERROR: syntax error at or near \"FROM\"; SYNTAX",
                "ERROR: permission denied for relation x; NOT_ALLOWED",
                "ERROR: current transaction is aborted, commands ignored until end of transaction block;"
                        + " FAILED_TRANSACTION",
                "ERROR: Divide by zero; DIVISION_BY_ZERO",
                "ERROR: 1023 DETAIL: Serializable isolation violation on table - 1; CONFLICT",
                "ERROR: Load into table 'x' failed.  Check 'stl_load_errors' system table for details.; LOAD_FAILED",
                "ERROR: what nobody has said before; SERVER_SAYS_NO"
            })
    void knowsErrorsByTheirWordsAlone(String message, String code) {
        assertThat(RedshiftErrors.translate(message).code().name()).isEqualTo(code);
    }
}
