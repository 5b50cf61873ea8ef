package io.forebay.engine.load;

import static org.assertj.core.api.Assertions.assertThat;

import io.forebay.engine.EngineTest;
import org.junit.jupiter.api.Test;

class LineageTest extends EngineTest {
    private static final String LINEAGE = " LINEAGE (FILE src, LINE src_line, LOAD_ID load_id, LOAD_TIME loaded_at)";

    private void addColumns() {
        engine.run("ALTER TABLE t ADD COLUMN src varchar(30)");
        engine.run("ALTER TABLE t ADD COLUMN src_line bigint");
        engine.run("ALTER TABLE t ADD COLUMN load_id bigint");
        engine.run("ALTER TABLE t ADD COLUMN loaded_at timestamp");
    }

    @Test
    void tellsWhereEachRowCameFrom() {
        addColumns();
        engine.store.put("s3://lake/in/1", "a|b\n1|x\n\nbad|y\n2|z\n");
        engine.store.put("s3://lake/in/2", "a|b\n" + "7|q\n".repeat(5_000));
        engine.run(COPY + "IGNOREHEADER 1 IGNOREBLANKLINES MAXERROR 2" + LINEAGE);
        assertThat(engine.run("SELECT a, b, src, src_line FROM t WHERE a < 7 ORDER BY a"))
                .isEqualTo("1|x|s3://lake/in/1|2\n2|z|s3://lake/in/1|5");
        assertThat(engine.run("SELECT count(*), count(DISTINCT src_line), min(src_line), max(src_line) FROM t"
                        + " WHERE src = 's3://lake/in/2'"))
                .isEqualTo("5000|5000|2|5001");
        assertThat(engine.run("SELECT count(*) FROM t JOIN sys_load_history h"
                        + " ON h.query_id = t.load_id AND h.start_time = t.loaded_at"))
                .isEqualTo("5002");
    }

    @Test
    void worksInAJobAndWithAColumnList() {
        addColumns();
        engine.run("COPY t (b, a) FROM 's3://lake/in'" + ROLE + "LINEAGE (LINE src_line) JOB CREATE j AUTO OFF");
        engine.store.put("s3://lake/in/1", "x|1\ny|2\n");
        engine.run("COPY JOB RUN j");
        assertThat(engine.run("SELECT a, b, src, src_line FROM t ORDER BY a")).isEqualTo("1|x|null|1\n2|y|null|2");
    }

    @Test
    void refusesColumnsThatDoNotFit() {
        addColumns();
        engine.store.put("s3://lake/in/1", "1|x\n");
        assertFails(() -> engine.run(COPY + "LINEAGE (FILE nowhere)"), "UNDEFINED_COLUMN", "nowhere");
        assertFails(() -> engine.run(COPY + "LINEAGE (LINE src)"), "WRONG_TYPE", "needs bigint");
        assertFails(() -> engine.run(COPY + "LINEAGE (LINE load_id, LOAD_ID load_id)"), "SYNTAX", "twice");
        assertFails(() -> engine.run(COPY + "LINEAGE (ROW load_id)"), "SYNTAX", "LOAD_TIME");
        assertFails(
                () -> engine.run("COPY t (a, b, src) FROM 's3://lake/in'" + ROLE + "LINEAGE (FILE src)"),
                "SYNTAX",
                "column list");
        engine.store.put("s3://lake/in/with_a_very_long_name_of_its_own", "2|y\n");
        assertFails(() -> engine.run(COPY + LINEAGE), "BAD_OPTIONS", "column \"src\" of LINEAGE takes 30");
        assertThat(engine.run("SELECT count(*) FROM t")).isEqualTo("0");
    }
}
