package io.forebay.engine.reject;

import static org.assertj.core.api.Assertions.assertThat;

import io.forebay.engine.EngineTest;
import io.forebay.spi.CommonError;
import io.forebay.spi.store.ObjectUri;
import io.forebay.spi.store.StoredObject;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** REJECTS INTO: the rows that a job could not load are kept whole, exactly once. */
@Timeout(60)
class RejectsIntoTest extends EngineTest {
    private static final String KEPT = "SELECT file_name, line_number, raw_record, raw_complete FROM bad"
            + " ORDER BY file_name, line_number, reject_id";
    private static final String COUNT = "SELECT count(*), count(DISTINCT reject_id) FROM bad";

    private void create(String options) {
        engine.run(COPY + options + " JOB CREATE j AUTO OFF");
    }

    private StoredObject put(String key, String text) {
        return engine.store.put("s3://lake/in/" + key, text);
    }

    private void run() {
        engine.run("COPY JOB RUN j");
    }

    @Test
    void keepsEachBadRowWithAllThatIsKnownOfIt() {
        create("MAXERROR 5 REJECTS INTO bad");
        assertThat(engine.columns("SELECT * FROM bad").replaceAll("\\([0-9]+\\)", ""))
                .isEqualTo("reject_id bigint, job_id bigint, job_name character varying,"
                        + " file_name character varying, file_etag character varying, line_number bigint,"
                        + " position integer, error_code integer, error_message character varying,"
                        + " column_name character varying, raw_record character varying,"
                        + " raw_complete boolean, recorded timestamp without time zone, load_id bigint");
        StoredObject file = put("1", "1|a\nx|b\n3|much too long\n4\n");
        run();
        assertThat(engine.run(TOTALS)).isEqualTo("1|1");
        assertThat(engine.run("SELECT job_name, file_name, file_etag = '" + file.etag() + "', line_number, position,"
                        + " error_code, column_name, raw_record, raw_complete FROM bad ORDER BY line_number"))
                .isEqualTo("j|s3://lake/in/1|true|2|0|1207|a|x|b|true\n"
                        + "j|s3://lake/in/1|true|3|2|1204|b|3|much too long|true\n"
                        + "j|s3://lake/in/1|true|4|0|1214|a|4|true");
        assertThat(engine.run("SELECT count(*) FROM bad b JOIN stl_load_errors e ON e.query = b.load_id"
                        + " AND e.copy_job_id = b.job_id AND e.filename = b.file_name AND e.line_number = b.line_number"
                        + " AND e.err_code = b.error_code AND trim(e.err_reason) = b.error_message"
                        + " AND b.recorded <= e.starttime"))
                .isEqualTo("3");
        assertThat(engine.run(COUNT)).isEqualTo("3|3");
    }

    @Test
    void keepsNothingOfAFileThatFails() {
        create("MAXERROR 2 REJECTS INTO bad");
        put("1", "x|a\ny|b\n1|c\n");
        put("2", "x|a\n1|c\n");
        run();
        assertThat(engine.run(TOTALS)).isEqualTo("1|1");
        assertThat(engine.run(KEPT)).isEqualTo("s3://lake/in/2|1|x|a|true");
        assertThat(engine.run("SELECT count(*) FROM stl_load_errors")).isEqualTo("3");
    }

    @Test
    void keepsAnyNumberUnlessMaxErrorSaysOtherwise() {
        create("REJECTS INTO bad");
        put("1", "x|a\n".repeat(40_000) + "1|c\n");
        run();
        assertThat(engine.run(TOTALS)).isEqualTo("1|1");
        assertThat(engine.run(COUNT)).isEqualTo("40000|40000");
        engine.run(COPY + "MAXERROR 0 REJECTS INTO bad JOB ALTER j");
        put("2", "x|a\n");
        run();
        assertThat(engine.run("SELECT status FROM sys_copy_job_detail ORDER BY file_name"))
                .isEqualTo("I\nE");
        assertThat(engine.run(COUNT)).isEqualTo("40000|40000");
    }

    @Test
    void keepsEachRowOnceWhateverBecomesOfTheCommits() {
        create("REJECTS INTO bad");
        put("1", "x|a\n1|c\n");
        engine.commits.loseCommit(CommonError.CONNECTION_LOST);
        engine.commits.loseReply();
        run();
        assertThat(engine.commits.over()).isTrue();
        assertThat(engine.run(TOTALS)).isEqualTo("1|1");
        assertThat(engine.run(KEPT)).isEqualTo("s3://lake/in/1|1|x|a|true");
    }

    @Test
    void neitherLosesNorDoublesRowsWhenAGuiltyFileIsNarrowedDown() {
        create("REJECTS INTO bad");
        for (int file = 1; file <= 6; file++) {
            put(String.valueOf(file), "x|a\n1|c\n");
        }
        engine.commits.failLoads("in/5", CommonError.INTERNAL);
        run();
        assertThat(engine.run(TOTALS)).isEqualTo("5|5");
        assertThat(engine.run("SELECT count(*), count(DISTINCT file_name) FROM bad"))
                .isEqualTo("5|5");
    }

    @Test
    void makesTheTableAnewWhenItWasDropped() {
        create("REJECTS INTO bad");
        engine.run("DROP TABLE bad");
        put("1", "x|a\n1|c\n");
        run();
        assertThat(engine.run(KEPT)).isEqualTo("s3://lake/in/1|1|x|a|true");
    }

    @Test
    void takesATableWithMoreColumnsInAnyOrder() {
        create("REJECTS INTO bad");
        engine.run("COPY JOB DROP j");
        engine.run("ALTER TABLE bad ADD COLUMN note varchar(20) DEFAULT 'new'");
        create("REJECTS INTO bad");
        put("1", "x|a\n");
        run();
        assertThat(engine.run("SELECT raw_record, note FROM bad")).isEqualTo("x|a|new");
    }

    @Test
    void findsTheTableBesideTheJobsTable() {
        engine.run("CREATE SCHEMA staging");
        engine.run("SET search_path TO staging, public");
        create("REJECTS INTO bad");
        assertThat(engine.run("SELECT count(*) FROM public.bad")).isEqualTo("0");
        engine.run(COPY + "REJECTS INTO staging.worse JOB ALTER j");
        put("1", "x|a\n");
        run();
        assertThat(engine.run("SELECT raw_record FROM staging.worse")).isEqualTo("x|a");
    }

    @Test
    void refusesATableThatCannotTakeThem() {
        engine.run("CREATE TABLE bad (reject_id bigint)");
        assertFails(() -> create("REJECTS INTO bad"), "UNDEFINED_COLUMN", "has no column \"job_id\" (bigint)");
        engine.run("DROP TABLE bad");
        create("REJECTS INTO bad");
        engine.run("COPY JOB DROP j");
        engine.run("CREATE VIEW v AS SELECT DISTINCT * FROM bad");
        assertFails(() -> create("REJECTS INTO v"), "WRONG_STATE", "v");
        engine.run("DROP VIEW v");
        engine.run("CREATE TABLE worse AS SELECT CAST(reject_id AS varchar(9)) AS reject_id, job_id, job_name,"
                + " file_name, file_etag, line_number, position, error_code, error_message, column_name, raw_record,"
                + " raw_complete, recorded, load_id FROM bad");
        assertFails(() -> create("REJECTS INTO worse"), "WRONG_TYPE", "REJECTS INTO needs bigint");
        engine.run("CREATE TABLE more (LIKE bad)");
        engine.run("CREATE TABLE full_of (must int not null, reject_id bigint, job_id bigint, job_name varchar(9),"
                + " file_name varchar(99), file_etag varchar(9), line_number bigint, position int, error_code int,"
                + " error_message varchar(9), column_name varchar(9), raw_record varchar(9), raw_complete boolean,"
                + " recorded timestamp, load_id bigint)");
        assertFails(() -> create("REJECTS INTO full_of"), "NOT_NULL_VIOLATION", "column \"must\"");
        assertFails(() -> create("REJECTS INTO public.t"), "SYNTAX", "another table");
        assertFails(() -> create("REJECTS INTO forebay.bad"), "NOT_ALLOWED", "permission denied");
        assertFails(() -> create("REJECTS INTO stl_load_errors"), "NOT_ALLOWED", "permission denied");
        assertFails(() -> create("REJECTS INTO nowhere.bad"), "UNDEFINED_SCHEMA", "nowhere");
        assertThat(engine.run("SELECT count(*) FROM sys_copy_job")).isEqualTo("0");
        create("REJECTS INTO more");
    }

    @Test
    void tellsOfATableThatFitsNoMore() {
        create("REJECTS INTO bad");
        engine.run("ALTER TABLE bad DROP COLUMN raw_record");
        put("1", "x|a\n1|c\n");
        assertFails(this::run, "UNDEFINED_COLUMN", "raw_record");
        assertThat(engine.run(TOTALS)).isEqualTo("0|null");
        engine.run("DROP TABLE bad");
        run();
        assertThat(engine.run(TOTALS)).isEqualTo("1|1");
        assertThat(engine.run(KEPT)).isEqualTo("s3://lake/in/1|1|x|a|true");
    }

    @Test
    void tellsWhichRecordsAreNotKeptByteForByte() {
        create("REJECTS INTO bad");
        byte[] latin = "1|caf\u00e9 x\n".getBytes(StandardCharsets.ISO_8859_1);
        engine.store.put(ObjectUri.parse("s3://lake/in/1"), latin);
        put("2", "2|a\0b\n");
        put("3", "3|" + "\u00e9".repeat(40_000) + "\n");
        put("4", "4|caf\u00e9\u00e9\u00e9\n");
        run();
        assertThat(engine.run("SELECT file_name, raw_record, raw_complete FROM bad WHERE file_name NOT LIKE '%3'"
                        + " ORDER BY file_name"))
                .isEqualTo("s3://lake/in/1|1|caf\uFFFD x|false\ns3://lake/in/2|2|a\uFFFDb|false\n"
                        + "s3://lake/in/4|4|caf\u00e9\u00e9\u00e9|true");
        assertThat(engine.run("SELECT length(raw_record), raw_complete FROM bad WHERE file_name LIKE '%3'"))
                .isEqualTo("32768|false");
    }

    @Test
    void keepsNoMoreThanTheColumnTakes() {
        create("REJECTS INTO bad");
        engine.run("COPY JOB DROP j");
        engine.run("CREATE TABLE short (LIKE bad)");
        engine.run("DROP TABLE bad");
        engine.run("ALTER TABLE short DROP COLUMN raw_record");
        engine.run("ALTER TABLE short ADD COLUMN raw_record varchar(5)");
        create("REJECTS INTO short");
        put("1", "x|\u00e9\u00e9\ny|a\n");
        run();
        assertThat(engine.run("SELECT raw_record, raw_complete FROM short ORDER BY line_number"))
                .isEqualTo("x|\u00e9|false\ny|a|true");
    }

    @Test
    void keepsRecordsOfMoreThanOneLine() {
        create("CSV REJECTS INTO bad");
        put("1", "1,a\n\"x\",\"b\n\"\"c\"\"\"\n2,c\n");
        run();
        assertThat(engine.run(KEPT)).isEqualTo("s3://lake/in/1|2|\"x\",\"b\n\"\"c\"\"\"|true");
    }

    @Test
    void keepsDocumentsOfJsonAndRecordsOfXml() {
        create("FORMAT JSON 'auto' REJECTS INTO bad");
        put("1", "{\"a\": 1}\n{\n \"a\": \"x\",\n \"b\": \"caf\u00e9\"\n}\n{\"a\": 2} rubbish {\"a\": 3}");
        run();
        assertThat(engine.run(TOTALS)).isEqualTo("3|6");
        assertThat(engine.run("SELECT raw_record, raw_complete FROM bad ORDER BY reject_id"))
                .isEqualTo("{\n \"a\": \"x\",\n \"b\": \"caf\u00e9\"\n}|true\nrubbish|true");
        engine.run(
                "COPY t FROM 's3://lake/xml'" + ROLE + "FORMAT XML ROWTAG 'r' REJECTS INTO bad JOB CREATE x AUTO OFF");
        engine.store.put(
                "s3://lake/xml/1",
                "<all xmlns:i='http://www.w3.org/2001/XMLSchema-instance'><r><a>1</a></r>\n"
                        + "<r b='&lt;\u00e9&#9;\"'><a>x</a><c i:nil='true'/></r></all>");
        engine.run("COPY JOB RUN x");
        assertThat(engine.run("SELECT raw_record, raw_complete FROM bad WHERE job_name = 'x'"))
                .isEqualTo("<r xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" b=\"&lt;\u00e9&#9;&quot;\">"
                        + "<a>x</a><c xsi:nil=\"true\"/></r>|true");
    }

    @Test
    void keepsWhereARecordOfABinaryFormatIs() {
        engine.run("CREATE TABLE wide (a int, b varchar(20))");
        engine.run("INSERT INTO wide VALUES (1, 'a'), (2, 'much too long'), (3, 'c')");
        engine.run("UNLOAD ('SELECT a, b FROM wide ORDER BY a') TO 's3://lake/in/p' IAM_ROLE"
                + " 'arn:aws:iam::123456789012:role/r' FORMAT PARQUET PARALLEL OFF");
        engine.run(COPY + "FORMAT PARQUET REJECTS INTO bad JOB CREATE j AUTO OFF BACKFILL");
        run();
        assertThat(engine.run(TOTALS)).isEqualTo("2|4");
        assertThat(engine.run("SELECT line_number, column_name, error_code, raw_record, raw_complete FROM bad"))
                .isEqualTo("2|b|1204|null|false");
    }

    @Test
    void forgetsTheRecordsOfAVersionWhoseRowsGo() {
        engine.run("CREATE TABLE f (a int, b varchar(5), f varchar(1024))");
        engine.run("COPY f (a, b) FROM 's3://lake/in'" + ROLE
                + "LINEAGE (FILE f) REJECTS INTO bad JOB CREATE j AUTO OFF ON CHANGE REPLACE");
        put("1", "x|a\n1|c\n");
        put("2", "y|a\n");
        run();
        assertThat(engine.run(KEPT)).isEqualTo("s3://lake/in/1|1|x|a|true\ns3://lake/in/2|1|y|a|true");
        put("1", "2|a\nz|c\n");
        run();
        assertThat(engine.run("SELECT sum(a) FROM f")).isEqualTo("2");
        assertThat(engine.run(KEPT)).isEqualTo("s3://lake/in/1|2|z|c|true\ns3://lake/in/2|1|y|a|true");
        put("1", "3|a\n");
        run();
        assertThat(engine.run(KEPT)).isEqualTo("s3://lake/in/2|1|y|a|true");
    }
}
