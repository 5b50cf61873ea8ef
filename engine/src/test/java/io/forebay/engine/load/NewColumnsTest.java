package io.forebay.engine.load;

import static org.assertj.core.api.Assertions.assertThat;

import io.forebay.contract.store.StoreCall;
import io.forebay.engine.EngineTest;
import io.forebay.spi.store.StoreError;
import org.junit.jupiter.api.Test;

/** ON NEW COLUMN and RESCUE: fields that the table has no column for, values that do not fit theirs. */
class NewColumnsTest extends EngineTest {
    private static final String JSON = COPY + "JSON 'auto' ";

    private void putDocuments() {
        engine.store.put("s3://lake/in/1", "{\"a\":1,\"b\":\"x\"}\n");
        engine.store.put(
                "s3://lake/in/2",
                "{\"a\":2,\"score\":1.5,\"tags\":[\"p\"],\"seen\":\"2026-01-31 10:00:00\"}\n{\"a\":3,\"score\":7}\n");
    }

    @Test
    void ignoresThemAsRedshiftDoes() {
        putDocuments();
        engine.run(JSON);
        assertThat(engine.run("SELECT * FROM t ORDER BY a")).isEqualTo("1|x\n2|null\n3|null");
    }

    @Test
    void addsColumnsForThemInTheTransactionOfTheRows() {
        putDocuments();
        engine.run(JSON + "ON NEW COLUMN ADD");
        assertThat(engine.columns("SELECT * FROM t"))
                .isEqualTo(
                        "a integer, b character varying, score numeric(38,1), tags super, seen timestamp without time zone");
        assertThat(engine.run("SELECT * FROM t ORDER BY a"))
                .isEqualTo("1|x|null|null|null\n2|null|1.5|[\"p\"]|1769853600000000\n3|null|7.0|null|null");
        assertThat(engine.run("SELECT count(*), sum(loaded_rows) FROM sys_load_history"))
                .isEqualTo("1|3");
        engine.store.put("s3://lake/more/1", "{\"a\":4,\"deep\":{\"er\":1}}");
        engine.run("COPY t FROM 's3://lake/more'" + ROLE + "JSON 'auto' ON NEW COLUMN ADD");
        assertThat(engine.run("SELECT a, deep FROM t WHERE deep IS NOT NULL")).isEqualTo("4|{\"er\":1}");
    }

    @Test
    void addsNoColumnForALoadThatFails() {
        putDocuments();
        engine.store.put("s3://lake/in/3", "{\"a\":\"no number\",\"other\":1}\n");
        assertFails(() -> engine.run(JSON + "ON NEW COLUMN ADD"), "LOAD_FAILED", "failed");
        assertThat(engine.columns("SELECT * FROM t")).isEqualTo("a integer, b character varying");
    }

    @Test
    void addsColumnsInAJobWithoutItsBadFiles() {
        engine.run(JSON + "ON NEW COLUMN ADD JOB CREATE j AUTO OFF");
        putDocuments();
        engine.store.put("s3://lake/in/3", "{\"a\":\"no number\",\"bad\":1}\n");
        engine.store.faults().fail(StoreCall.OPEN, 2, StoreError.STORE_AWAY);
        engine.run("COPY JOB RUN j");
        assertThat(engine.run("SELECT a, score FROM t ORDER BY a")).isEqualTo("1|null\n2|1.5\n3|7.0");
        assertThat(engine.run("SELECT file_name, status FROM sys_copy_job_detail ORDER BY file_name"))
                .isEqualTo("in/1|I\nin/2|I\nin/3|E");
        assertThat(engine.columns("SELECT * FROM t")).doesNotContain("bad");
    }

    @Test
    void refusesRowsThatHaveThem() {
        putDocuments();
        engine.run(JSON + "ON NEW COLUMN ERROR MAXERROR 10");
        assertThat(engine.run("SELECT * FROM t")).isEqualTo("1|x");
        assertThat(engine.run("SELECT line_number, err_code, raw_field_value FROM stl_load_errors ORDER BY 1"))
                .isEqualTo("1|1202|score\n2|1202|score");
    }

    @Test
    void rescuesWhatFitsNowhere() {
        engine.run("ALTER TABLE t ADD COLUMN rest super");
        engine.store.put(
                "s3://lake/in/1",
                "{\"a\":1,\"b\":\"x\"}{\"a\":\"one\",\"b\":\"too long\",\"c\":[1, 2]}{\"a\":3,\"q\\\"\":\"\\u00e9\"}");
        engine.run(JSON + "RESCUE COLUMN rest");
        assertThat(engine.run("SELECT * FROM t ORDER BY rest IS NOT NULL, a"))
                .isEqualTo("1|x|null\n3|null|{\"q\\\"\":\"\\u00e9\"}\n"
                        + "null|null|{\"a\":\"one\",\"b\":\"too long\",\"c\":[1, 2]}");
        assertThat(engine.run("SELECT count(*) FROM stl_load_errors")).isEqualTo("0");
    }

    @Test
    void rescuesNoValueThatMustBeThere() {
        engine.run("CREATE TABLE strict (a int NOT NULL, rest super)");
        engine.store.put("s3://lake/in/1", "{\"a\":\"x\"}");
        assertFails(
                () -> engine.run("COPY strict FROM 's3://lake/in'" + ROLE + "JSON RESCUE rest"),
                "LOAD_FAILED",
                "failed");
        assertThat(engine.run("SELECT err_code FROM stl_load_errors")).isEqualTo("1207");
    }

    @Test
    void tellsLinesBesideThem() {
        engine.run("ALTER TABLE t ADD COLUMN rest super");
        engine.run("ALTER TABLE t ADD COLUMN line bigint");
        engine.store.put("s3://lake/in/1", "{\"a\":1,\n\"c\":1}\n\n{\"a\":2}\n");
        engine.run(JSON + "RESCUE rest LINEAGE (LINE line)");
        assertThat(engine.run("SELECT a, rest, line FROM t ORDER BY a")).isEqualTo("1|{\"c\":1}|2\n2|null|4");
    }

    @Test
    void losesNoFieldWhoseNameAColumnHasThatFilesDoNotFill() {
        engine.run("CREATE TABLE u (id bigint identity(0,1), a int, place varchar(100), rest super)");
        engine.run("COPY u FROM 's3://lake/in'" + ROLE
                + "JSON ON NEW COLUMN ADD LINEAGE (FILE place) JOB CREATE j AUTO OFF");
        engine.store.put("s3://lake/in/1", "{\"a\":1,\"id\":7}");
        engine.store.put("s3://lake/in/2", "{\"a\":2,\"Place\":\"p\"}");
        engine.store.put("s3://lake/in/3", "{\"a\":3,\"more\":1}");
        engine.run("COPY JOB RUN j");
        assertThat(engine.run("SELECT file_name, status FROM sys_copy_job_detail ORDER BY file_name"))
                .isEqualTo("in/1|E\nin/2|E\nin/3|I");
        assertThat(engine.run("SELECT a, more FROM u")).isEqualTo("3|1");
        engine.run("COPY u FROM 's3://lake/in'" + ROLE + "JSON ON NEW COLUMN ADD RESCUE rest LINEAGE (FILE place)");
        assertThat(engine.run("SELECT a, rest FROM u WHERE rest IS NOT NULL ORDER BY a"))
                .isEqualTo("1|{\"id\":7}\n2|{\"Place\":\"p\"}");
    }

    @Test
    void saysWhereTheyCannotBe() {
        putDocuments();
        assertFails(() -> engine.run(COPY + "ON NEW COLUMN ADD"), "NOT_SUPPORTED", "by their names");
        assertFails(() -> engine.run(COPY + "CSV RESCUE rest"), "SYNTAX", "CSV and RESCUE");
        assertFails(() -> engine.run(JSON + "RESCUE b"), "WRONG_TYPE", "needs a super");
        assertFails(
                () -> engine.run("COPY t (a) FROM 's3://lake/in'" + ROLE + "JSON ON NEW COLUMN ADD"),
                "SYNTAX",
                "column list");
        engine.run("BEGIN");
        assertFails(() -> engine.run(JSON + "ON NEW COLUMN ADD"), "ACTIVE_TRANSACTION", "transaction block");
        engine.run("ROLLBACK");
    }
}
