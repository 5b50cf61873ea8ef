package io.forebay.engine.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.forebay.engine.sql.parse.StatementParser;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Users' SQL where the warehouse speaks it itself. */
class PassedSqlTest {
    private final StatementParser parser = new StatementParser(new TestDialect(), true);

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "SELECT TOP 3 NVL(a, 1) FROM t -- a remark | QUERY | SELECT",
                "WITH a AS (SELECT 1) SELECT * FROM a | QUERY | SELECT",
                "(SELECT 1) UNION (SELECT 2) | QUERY | SELECT",
                "SHOW search_path | QUERY | SHOW",
                "INSERT INTO t SELECT * FROM forebay.sys_load_history | DML | INSERT",
                "COPY t FROM 's3://b/k' ACCESS_KEY_ID 'a' SECRET_ACCESS_KEY 's' | DML | COPY",
                "UNLOAD ('SELECT 1') TO 's3://b/k' | DML | UNLOAD",
                "CREATE TABLE t (a int) DISTKEY(a) SORTKEY(a) | DDL | CREATE TABLE",
                "GRANT SELECT ON t TO GROUP g | DDL | GRANT",
                "CALL p(1) | QUERY | CALL",
                "SET query_group TO 'x' | DDL | SET",
                "TRUNCATE t | TRUNCATE | TRUNCATE TABLE"
            })
    void passesAsItIsWritten(String written, Statement.Sql.Kind kind, String tag) {
        List<Statement> statements = parser.parse(written + ";");
        assertThat(statements).hasSize(1);
        Statement.Sql sql = (Statement.Sql) statements.get(0);
        assertThat(written).startsWith(sql.sql());
        assertThat(sql.kind()).isEqualTo(kind);
        assertThat(sql.tag()).isEqualTo(tag);
    }

    @Test
    void splitsAndKeepsWhatStandsInStringsAndComments() {
        assertThat(parser.parse("SELECT ';' /* ; */ , 1; SELECT $$;$$"))
                .extracting(statement -> ((Statement.Sql) statement).sql())
                .containsExactly("SELECT ';' /* ; */ , 1", "SELECT $$;$$");
    }

    @Test
    void runsCopyJobsAndTransactionsItself() {
        assertThat(parser.parse("BEGIN; COPY JOB RUN j; COPY t FROM 's3://b/k' IAM_ROLE 'r' JOB CREATE j; COMMIT"))
                .extracting(statement -> statement.getClass().getSimpleName())
                .containsExactly("Transaction", "RunJob", "CreateJob", "Transaction");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "DELETE FROM forebay.job_file",
                "DELETE FROM Ledger_Here.job_file",
                "DROP SCHEMA ledger_here",
                "INSERT INTO \"forebay\".load VALUES (1)",
                "UPDATE FOREBAY.job_lease SET fence = 0",
                "DROP TABLE forebay.job",
                "DROP SCHEMA forebay CASCADE",
                "DROP TABLE IF EXISTS forebay.job",
                "TRUNCATE forebay.load_error",
                "ALTER TABLE forebay.job ADD COLUMN x int",
                "CREATE TABLE forebay.mine (a int)",
                "COPY forebay.job FROM 's3://b/k' IAM_ROLE 'r'",
                "SELECT 1 INTO forebay.mine"
            })
    void keepsASlipFromTheLedger(String written) {
        assertThatThrownBy(() -> parser.parse(written)).hasMessageContaining("permission denied for schema ");
    }
}
