package io.forebay.engine.spectrum;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.forebay.engine.EngineTest;
import io.forebay.engine.TestWarehouse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A warehouse that takes no rows from a process. */
@ExtendWith(TestWarehouse.OnPostgresql.class)
class ExternalOnPostgresqlTest extends EngineTest {
    @Test
    void isRefused() {
        for (String sql : new String[] {
            "CREATE EXTERNAL SCHEMA s FROM DATA CATALOG DATABASE 'd' IAM_ROLE default",
            "CREATE EXTERNAL TABLE s.t (a int) STORED AS PARQUET LOCATION 's3://lake/x/'",
            "ALTER TABLE s.t DROP PARTITION (a=1)",
            "SHOW EXTERNAL TABLE s.t"
        }) {
            assertThatThrownBy(() -> engine.run(sql))
                    .as(sql)
                    .hasMessage("external tables are not supported on postgresql");
        }
        engine.run("CREATE TABLE plain (a int); INSERT INTO plain VALUES (1)");
        assertThat(engine.run("SELECT a FROM plain")).isEqualTo("1");
        engine.run("DROP TABLE plain");
    }
}
