package io.forebay.warehouse.redshift.text;

import static org.assertj.core.api.Assertions.assertThat;

import io.forebay.spi.warehouse.ColumnType;
import io.forebay.spi.warehouse.LiveTable;
import io.forebay.spi.warehouse.ResultColumn;
import io.forebay.spi.warehouse.TypeKind;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LedgerTextTest {
    private final LedgerText text = new LedgerText("fb");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "SELECT job_name FROM sys_copy_job | SELECT job_name FROM \"fb\".sys_copy_job",
                "SELECT * FROM t JOIN svv_copy_job_integrations c ON c.job_name = t.j"
                        + " | SELECT * FROM t JOIN \"fb\".svv_copy_job_integrations c ON c.job_name = t.j",
                "SELECT * FROM forebay.stl_load_errors | SELECT * FROM \"fb\".stl_load_errors",
                "SELECT * FROM \"forebay\".\"job_file\" | SELECT * FROM \"fb\".\"job_file\"",
                "SELECT * FROM stl_load_errors | SELECT * FROM stl_load_errors",
                "SELECT * FROM mine.sys_copy_job | SELECT * FROM mine.sys_copy_job",
                "SELECT * FROM forebay.orders | SELECT * FROM forebay.orders",
                "SELECT sys_copy_job FROM t | SELECT sys_copy_job FROM t",
                "SELECT 'FROM sys_copy_job' -- FROM sys_copy_job | SELECT 'FROM sys_copy_job' -- FROM sys_copy_job",
                "SELECT $1, $2, $1 | SELECT ?, ?, ?",
                "SELECT $$ $1 $$ | SELECT $$ $1 $$",
                "SELECT a FROM \" | SELECT a FROM \"",
                "CREATE TABLE t (a VARCHAR, b UUID) | CREATE TABLE t (a VARCHAR, b UUID)",
                "SELECT CAST(a AS VARCHAR) FROM t | SELECT CAST(a AS VARCHAR) FROM t"
            })
    void changesOnlyNamesOfTheLedgerInAUsersStatement(String written, String sent) {
        assertThat(text.ofUser(written).sql()).isEqualTo(sent);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "CREATE TEMP TABLE listing (file_key UUID, etag VARCHAR, x VARCHAR)"
                        + " | CREATE TEMP TABLE listing (file_key CHAR(36), etag VARCHAR(256), x VARCHAR(65535))",
                "SELECT CAST(file_key AS VARCHAR) FROM forebay.job_file"
                        + " | SELECT CAST(file_key AS VARCHAR(65535)) FROM \"fb\".job_file",
                "SELECT CAST(extract(epoch FROM (l.ended - l.started)) * 1000000 AS BIGINT)"
                        + " | SELECT CAST(DATEDIFF(microsecond, l.started, l.ended) AS BIGINT)",
                "SELECT 1 WHERE starts_with(k, CAST($3 AS VARCHAR))"
                        + " | SELECT 1 WHERE (LEFT(k, LEN(CAST(? AS VARCHAR(65535)))) = CAST(? AS VARCHAR(65535)))"
            })
    void carriesTheEnginesTypesAndFunctions(String written, String sent) {
        assertThat(text.ofEngine(written)).extracting(Placed::sql).containsExactly(sent);
    }

    @Test
    void takesAValueForEachPlaceThatNamesIt() {
        Placed placed = text.ofEngine("UPDATE forebay.job_lease SET holder = $2 WHERE job_id = $1 AND holder <> $2")
                .get(0);
        assertThat(placed.order()).containsExactly(2, 1, 2);
        assertThat(placed.parameters()).isEqualTo(2);
    }

    @Test
    void leavesOutWhatRedshiftHasNot() {
        assertThat(text.ofEngine("CREATE UNIQUE INDEX IF NOT EXISTS job_file_once ON forebay.job_file (file_key)"))
                .isEmpty();
        assertThat(text.ofEngine("CREATE SCHEMA IF NOT EXISTS public")).isEmpty();
    }

    @Test
    void makesAViewWithoutRowsForEachLiveTable() {
        text.register(new LiveTable(
                "pending_file",
                List.of(
                        new ResultColumn("job_id", ColumnType.of(TypeKind.BIGINT)),
                        new ResultColumn("bucket", ColumnType.varchar(0))),
                List::of));
        assertThat(text.ofEngine("CREATE SCHEMA IF NOT EXISTS forebay"))
                .extracting(Placed::sql)
                .containsExactly(
                        "CREATE SCHEMA IF NOT EXISTS \"fb\"",
                        "CREATE OR REPLACE VIEW \"fb\".\"live_pending_file\" AS SELECT CAST(NULL AS BIGINT) AS \"job_id\","
                                + " CAST(NULL AS VARCHAR(65535)) AS \"bucket\" WHERE false");
        assertThat(text.liveTable("pending_file")).isEqualTo("forebay.live_pending_file");
    }
}
