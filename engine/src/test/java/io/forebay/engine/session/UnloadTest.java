package io.forebay.engine.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.forebay.contract.store.StoreCall;
import io.forebay.engine.EngineFixture;
import io.forebay.engine.TestWarehouse;
import io.forebay.engine.UnloadedObjects;
import io.forebay.spi.CommonError;
import io.forebay.spi.ForebayException;
import io.forebay.spi.store.StoreError;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UnloadTest {
    private static final String ROLE = " IAM_ROLE 'arn:aws:iam::123456789012:role/r' ";

    @TempDir
    Path folder;

    private EngineFixture engine;
    private UnloadedObjects objects;

    @BeforeEach
    void open() {
        engine = new EngineFixture(folder);
        objects = new UnloadedObjects(engine.store);
        engine.run("CREATE TABLE venue (venueid smallint, venuename varchar(100), venuestate char(2), seats int)");
        engine.run("INSERT INTO venue VALUES (1,'Toyota Park','IL',0), (2,'Columbus, Crew \"Stadium\"','OH',null),"
                + " (3,null,'DC',7), (4,'','NV',8)");
    }

    @AfterEach
    void close() {
        engine.close();
    }

    private String unload(String query, String rest) {
        return engine.run("UNLOAD ('" + query.replace("'", "''") + "') TO " + rest + ROLE);
    }

    private static void assertFails(ThrowingCallable call, String code, String message) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        ForebayException.class, e -> assertThat(e.code().name()).isEqualTo(code))
                .hasMessageContaining(message);
    }

    @Test
    void writesTextWithPipesAndSaysHowMany() {
        assertThat(unload("SELECT * FROM venue ORDER BY 1", "'s3://lake/out/venue_'"))
                .isEqualTo("UNLOAD");
        assertThat(objects.texts("out/")).containsOnlyKeys("out/venue_0000_part_00");
        assertThat(objects.text("out/venue_0000_part_00"))
                .isEqualTo("1|Toyota Park|IL|0\n2|Columbus, Crew \"Stadium\"|OH|\n3||DC|7\n4||NV|8\n");
        assertThat(engine.notices).containsExactly(Notice.info("UNLOAD completed, 4 record(s) unloaded successfully."));
        assertThat(engine.run("SELECT pg_last_unload_count()")).isEqualTo("4");
        assertThat(engine.run("SELECT count(*) FROM sys_unload_history WHERE query_id = pg_last_unload_id()"
                        + " AND status = 'completed' AND unloaded_rows = 4 AND unloaded_files_count = 1"
                        + " AND unloaded_files_size = 66 AND file_format = 'Text' AND compression_type = 'none'"
                        + " AND unloaded_location = 's3://lake/out/venue_' AND duration >= 0"))
                .isEqualTo("1");
        assertThat(engine.run("SELECT path, line_count, transfer_size, file_format, slice FROM stl_unload_log"))
                .isEqualTo("s3://lake/out/venue_0000_part_00|4|66|Text|0");
        assertThat(engine.run("SELECT file_name, line_count, session_id > 0 FROM sys_unload_detail"))
                .isEqualTo("s3://lake/out/venue_0000_part_00|4|true");
    }

    @Test
    void numbersOneSeriesWithParallelOff() {
        unload("SELECT 1", "'s3://lake/key' PARALLEL OFF CSV EXTENSION 'csv'");
        unload("SELECT 1", "'s3://lake/plain' PARALLEL FALSE");
        unload("SELECT 1", "'s3://lake/zip' PARALLEL OFF GZIP");
        assertThat(objects.keys("")).containsExactly("key000.csv", "plain000", "zip000.gz");
    }

    @Test
    void endsNamesAsTheCompressionDoesUnlessThereIsAnExtension() {
        unload("SELECT 1", "'s3://lake/a/' GZIP");
        unload("SELECT 1", "'s3://lake/b/' BZIP2");
        unload("SELECT 1", "'s3://lake/c/' ZSTD");
        unload("SELECT 1", "'s3://lake/d/' ZSTD EXTENSION 'x.y'");
        assertThat(objects.keys(""))
                .containsExactly("a/0000_part_00.gz", "b/0000_part_00.bz2", "c/0000_part_00.zst", "d/0000_part_00.x.y");
    }

    @Test
    void quotesOnlyWhatNeedsItInCsv() {
        unload("SELECT venueid, venuename FROM venue ORDER BY 1", "'s3://lake/c_' CSV HEADER NULL AS 'nil'");
        assertThat(objects.text("c_0000_part_00"))
                .isEqualTo("venueid,venuename\n1,Toyota Park\n2,\"Columbus, Crew \"\"Stadium\"\"\"\n3,nil\n4,\n");
        unload("SELECT venuename FROM venue WHERE venueid > 2 ORDER BY venueid", "'s3://lake/alone_' CSV");
        assertThat(objects.text("alone_0000_part_00")).isEqualTo("\"\"\n\"\"\n");
        engine.run("CREATE TABLE alone (n int)");
        engine.run("COPY alone FROM 's3://lake/alone_' CSV");
        assertThat(engine.run("SELECT count(*), count(n) FROM alone")).isEqualTo("2|0");
        unload("SELECT venuename, DATE '2020-01-02' FROM venue WHERE venueid = 2", "'s3://lake/d_' CSV DELIMITER '|'");
        assertThat(objects.text("d_0000_part_00")).isEqualTo("\"Columbus, Crew \"\"Stadium\"\"\"|2020-01-02\n");
        unload("SELECT DATE '2020-01-02', 'a'||chr(10)||'b', 'c'||chr(13)", "'s3://lake/e_' CSV DELIMITER '-'");
        assertThat(objects.text("e_0000_part_00")).isEqualTo("\"2020-01-02\"-\"a\nb\"-\"c\r\"\n");
    }

    @Test
    void addsQuotesAndEscapes() {
        String odd = "SELECT 1 a, 'x|y' b, 'q\"''q' c, 'back\\slash' d, 'two'||chr(10)||'lines' e, null f";
        engine.run("UNLOAD ($$" + odd + "$$) TO 's3://lake/a_' ADDQUOTES");
        assertThat(objects.text("a_0000_part_00"))
                .isEqualTo("\"1\"|\"x|y\"|\"q\"'q\"|\"back\\slash\"|\"two\nlines\"|\n");
        engine.run("UNLOAD ($$" + odd + "$$) TO 's3://lake/b_' ESCAPE");
        assertThat(objects.text("b_0000_part_00")).isEqualTo("1|x\\|y|q\"'q|back\\\\slash|two\\\nlines|\n");
        engine.run("UNLOAD ($$" + odd + "$$) TO 's3://lake/c_' ESCAPE ADDQUOTES NULL AS '\\N'");
        assertThat(objects.text("c_0000_part_00"))
                .isEqualTo("\"1\"|\"x\\|y\"|\"q\\\"\\'q\"|\"back\\\\slash\"|\"two\\\nlines\"|\\\\N\n");
    }

    @Test
    void writesFieldsOfFixedWidth() {
        unload(
                "SELECT venueid, venuename, venuestate FROM venue WHERE venueid <> 2 ORDER BY 1",
                "'s3://lake/f_' FIXEDWIDTH AS 'venueid:3,1:11,state:2'");
        assertThat(objects.text("f_0000_part_00")).isEqualTo("1  Toyota ParkIL\n3             DC\n4             NV\n");
        unload("SELECT 'äß€' a, 1 b", "'s3://lake/g_' FIXEDWIDTH 'a:4,b:1'");
        assertThat(objects.text("g_0000_part_00")).isEqualTo("äß€ 1\n");
        assertFails(
                () -> unload("SELECT 'abc' a", "'s3://lake/h_' FIXEDWIDTH 'a:2'"), "OUT_OF_RANGE", "has 3 characters");
        assertFails(() -> unload("SELECT 'abc' a", "'s3://lake/h_' FIXEDWIDTH 'a:2,b:3'"), "BAD_OPTIONS", "2 fields");
        unload("SELECT null::int a, 5 b", "'s3://lake/i_' FIXEDWIDTH 'a:2,b:1' NULL AS 'nil'");
        assertThat(objects.text("i_0000_part_00")).isEqualTo("  5\n");
        assertFails(
                () -> unload("SELECT 'a'::varchar(2) a", "'s3://lake/h_' FIXEDWIDTH 'a:2' NULL AS 'nil'"),
                "BAD_OPTIONS",
                "longer than its width");
        assertThat(objects.keys("h_")).isEmpty();
    }

    @Test
    void writesOneJsonObjectALine() {
        unload(
                "SELECT venueid AS ID, venuename, 1.50::decimal(5,2) d, true b, DATE '2020-01-02' t, 0.1::float8 f,"
                        + " 'NaN'::float8 n, '{\"a\": [1, 2]}'::super s FROM venue WHERE venueid > 1 ORDER BY 1",
                "'s3://lake/j_' JSON");
        String rest = "\"d\":1.50,\"b\":true,\"t\":\"2020-01-02\",\"f\":0.1,\"n\":\"NaN\",\"s\":{\"a\":[1,2]}}\n";
        assertThat(objects.text("j_0000_part_00"))
                .isEqualTo("{\"id\":2,\"venuename\":\"Columbus, Crew \\\"Stadium\\\"\"," + rest
                        + "{\"id\":3,\"venuename\":null," + rest + "{\"id\":4,\"venuename\":\"\"," + rest);
        assertFails(() -> unload("SELECT 1 a, 2 A", "'s3://lake/k_' JSON"), "DUPLICATE_OBJECT", "two columns");
        assertFails(
                () -> unload("SELECT 'ab'::varbyte v", "'s3://lake/k_' JSON"), "NOT_SUPPORTED", "text and CSV only");
    }

    @Test
    void writesEachTypeAsRedshiftDoes() {
        engine.run("CREATE TABLE k (a smallint, b bigint, c decimal(12,2), d real, e float8, f boolean, g char(5),"
                + " h date, i timestamp, j timestamptz, k time, l super, m varbyte(10), n timetz)");
        engine.run("INSERT INTO k VALUES (-5, 9223372036854775807, 363, 0.1, 1e300, true, 'ab  ', '0001-02-03',"
                + " '2001-01-01 10:00:00.120', '2001-01-01 10:00:00+02', '23:59:59.000001', '{\"x\": null}',"
                + " " + TestWarehouse.varbyte("00ff") + ", '10:00:00+02')");
        engine.run("INSERT INTO k (e, d) VALUES (0.1::float8 + 0.2::float8, 16777216)");
        unload("SELECT * FROM k", "'s3://lake/k_'");
        assertThat(objects.text("k_0000_part_00"))
                .isEqualTo("-5|9223372036854775807|363.00|0.1|1e+300|t|ab|0001-02-03|2001-01-01 10:00:00.12"
                        + "|2001-01-01 08:00:00+00|23:59:59.000001|{\"x\":null}|00ff|10:00:00+02\n"
                        + "|||1.6777216e+07|0.30000000000000004|||||||null||\n");
    }

    @Test
    void makesAFolderForEachPartition() {
        engine.run("CREATE TABLE l (id int, d date, s varchar(20))");
        engine.run("INSERT INTO l VALUES (1,'1992-01-02','a/b'), (2,'1992-01-02','a/b'), (3,'1992-01-03',null),"
                + " (4,null,'x=1% y')");
        unload("SELECT * FROM l ORDER BY id", "'s3://lake/l' PARTITION BY (d, s) MANIFEST CSV HEADER");
        assertThat(objects.texts("l/"))
                .containsOnlyKeys(
                        "l/d=1992-01-02/s=a%2Fb/0000_part_00",
                        "l/d=1992-01-03/s=__HIVE_DEFAULT_PARTITION__/0000_part_00",
                        "l/d=__HIVE_DEFAULT_PARTITION__/s=x%3D1%25 y/0000_part_00",
                        "l/manifest");
        assertThat(objects.text("l/d=1992-01-02/s=a%2Fb/0000_part_00")).isEqualTo("id\n1\n2\n");
        unload("SELECT * FROM l ORDER BY id", "'s3://lake/m/' PARTITION BY (d) INCLUDE PARALLEL OFF");
        assertThat(objects.text("m/d=1992-01-02/000")).isEqualTo("1|1992-01-02|a/b\n2|1992-01-02|a/b\n");
    }

    @Test
    void refusesPartitionsThatCannotBe() {
        assertFails(
                () -> unload("SELECT 1 a", "'s3://lake/p' PARTITION BY (b)"), "UNDEFINED_COLUMN", "\"b\" of PARTITION");
        assertFails(() -> unload("SELECT 1 a", "'s3://lake/p' PARTITION BY (a)"), "INVALID_PARAMETER", "add INCLUDE");
        assertFails(
                () -> unload("SELECT 1 a, 2::float8 b", "'s3://lake/p' PARTITION BY (b)"), "NOT_SUPPORTED", "double");
        assertFails(
                () -> unload("SELECT 1 a, 2 a, 3", "'s3://lake/p' PARTITION BY (a)"), "AMBIGUOUS", "more than once");
        unload("SELECT 1 a", "'s3://lake/p' PARTITION BY (a) INCLUDE");
        assertThat(objects.text("p/a=1/0000_part_00")).isEqualTo("1\n");
    }

    @Test
    void beginsAnotherFileBeforeOneGrowsTooLarge() {
        String query = "SELECT i, repeat('x', 1000) t FROM generate_series(0, 11999) r(i)";
        unload(query, "'s3://lake/big_' MAXFILESIZE 5 MB MANIFEST VERBOSE");
        assertThat(objects.keys("big_"))
                .containsExactly("big_0000_part_00", "big_0000_part_01", "big_0000_part_02", "big_manifest");
        for (int part = 0; part < 2; part++) {
            assertThat(objects.size("big_0000_part_0" + part)).isBetween((5L << 20) - 1010, 5L << 20);
        }
        unload(query, "'s3://lake/one_' MAXFILESIZE 5 MB GZIP");
        assertThat(objects.keys("one_")).hasSize(1);
        String noise = "SELECT md5(i::varchar) || md5((-i)::varchar) t FROM generate_series(0, 199999) r(i)";
        unload(noise, "'s3://lake/noise_' MAXFILESIZE 5 MB ZSTD");
        assertThat(objects.keys("noise_").size()).isGreaterThan(1);
        assertThat(objects.size("noise_0000_part_00.zst")).isBetween(4L << 20, 5L << 20);
        engine.run("CREATE TABLE back (t varchar(100))");
        engine.run("COPY back FROM 's3://lake/noise_' ZSTD");
        assertThat(engine.run("SELECT count(*), count(distinct t) FROM back")).isEqualTo("200000|200000");
    }

    @Test
    void listsItsObjectsInAManifestThatCopyTakes() {
        unload("SELECT venueid, venuename, seats * 1.5 AS m FROM venue ORDER BY 1", "'s3://lake/v_' MANIFEST");
        assertThat(objects.text("v_manifest"))
                .isEqualTo("{\"entries\":[{\"url\":\"s3://lake/v_0000_part_00\",\"meta\":{\"content_length\":"
                        + objects.size("v_0000_part_00") + "}}]}\n");
        unload("SELECT venueid, venuename, venuestate FROM venue", "'s3://lake/w_' MANIFEST VERBOSE CSV HEADER GZIP");
        assertThat(objects.text("w_manifest"))
                .isEqualTo("{\"entries\":[{\"url\":\"s3://lake/w_0000_part_00.gz\",\"meta\":{\"content_length\":"
                        + objects.size("w_0000_part_00.gz") + ",\"record_count\":5}}],"
                        + "\"schema\":{\"elements\":[{\"name\":\"venueid\",\"type\":{\"base\":\"smallint\"}},"
                        + "{\"name\":\"venuename\",\"type\":{\"base\":\"character varying\",\"max_length\":100}},"
                        + "{\"name\":\"venuestate\",\"type\":{\"base\":\"character\",\"max_length\":2}}]},"
                        + "\"meta\":{\"content_length\":" + objects.size("w_0000_part_00.gz")
                        + ",\"record_count\":5},\"author\":{\"name\":\"Forebay\",\"version\":\"1.0.0\"}}\n");
        engine.run("CREATE TABLE back (a int, b varchar(100), c char(2))");
        engine.run("COPY back FROM 's3://lake/w_manifest' MANIFEST CSV IGNOREHEADER 1 GZIP");
        assertThat(engine.run("SELECT count(*) FROM back")).isEqualTo("4");
    }

    @Test
    void writesNothingForNoRows() {
        unload("SELECT * FROM venue WHERE false", "'s3://lake/none' MANIFEST CSV HEADER");
        unload("SELECT * FROM venue WHERE false", "'s3://lake/none' PARTITION BY (venueid) JSON");
        assertThat(objects.keys("")).isEmpty();
        assertThat(engine.notices).hasSize(2).allMatch(n -> n.message().contains("completed, 0 record(s)"));
        assertThat(engine.run("SELECT status, unloaded_files_count FROM sys_unload_history LIMIT 1"))
                .isEqualTo("completed|0");
    }

    @Test
    void refusesAPlaceThatIsNotEmptyBeforeTheQueryRuns() {
        engine.store.put("s3://lake/full/sub/x", "old");
        for (String prefix : new String[] {"full", "full/", "ful", "full/sub/x"}) {
            assertFails(
                    () -> unload("SELECT 1/(venueid-1) FROM venue", "'s3://lake/" + prefix + "'"),
                    "WRONG_STATE",
                    "Specified unload destination on S3 is not empty. Consider using a different bucket / prefix,"
                            + " manually removing the target files in S3, or using the ALLOWOVERWRITE option.");
        }
        unload("SELECT 1", "'s3://lake/full/other/'");
        unload("SELECT 2 a, 3 b", "'s3://lake/ful' PARTITION BY (a)");
        assertThat(engine.run("SELECT count(*) FROM sys_unload_history WHERE status = 'aborted'"
                        + " AND error_message LIKE 'Specified unload destination%'"))
                .isEqualTo("4");
    }

    @Test
    void refusesWhatArrivedWhileTheQueryRan() {
        engine.store.faults().before(StoreCall.LIST, 2, uri -> engine.store.put("s3://lake/late/x", "new"));
        assertFails(() -> unload("SELECT 1", "'s3://lake/late/'"), "WRONG_STATE", "not empty");
        assertThat(objects.keys("")).containsExactly("late/x");
    }

    @Test
    void replacesObjectsOfTheSameNameOnly() {
        engine.store.put("s3://lake/o/0000_part_00", "old");
        engine.store.put("s3://lake/o/0000_part_07", "stale");
        unload("SELECT 1", "'s3://lake/o/' ALLOWOVERWRITE");
        assertThat(objects.texts("o/"))
                .containsEntry("o/0000_part_00", "1\n")
                .containsEntry("o/0000_part_07", "stale")
                .hasSize(2);
    }

    @Test
    void cleansThePathFirst() {
        engine.store.put("s3://lake/o/a", "old");
        engine.store.put("s3://lake/o/b/c", "old");
        engine.store.put("s3://lake/other", "stays");
        assertFails(() -> unload("SELECT 1/0.0::int % 0", "'s3://lake/o/' CLEANPATH"), "DIVISION_BY_ZERO", "");
        assertThat(objects.keys("")).hasSize(3);
        unload("SELECT 1", "'s3://lake/o/' CLEANPATH");
        assertThat(objects.keys("")).containsExactly("o/0000_part_00", "other");
        assertFails(() -> unload("SELECT 1", "'s3://lake/' CLEANPATH"), "INVALID_PARAMETER", "every object of bucket");
        assertThat(objects.keys("")).hasSize(2);
    }

    @Test
    void cleansOnlyTheFoldersThatGetFiles() {
        for (String key : new String[] {"p/a=1/old", "p/a=10/old", "p/a=2/old", "p/x"}) {
            engine.store.put("s3://lake/" + key, "old");
        }
        unload("SELECT i a, i b FROM generate_series(0, 1) r(i)", "'s3://lake/p' CLEANPATH PARTITION BY (a)");
        assertThat(objects.keys("p/"))
                .containsExactly("p/a=0/0000_part_00", "p/a=1/0000_part_00", "p/a=10/old", "p/a=2/old", "p/x");
    }

    @Test
    void deletesWhatItHadPutWhenAPutFails() {
        engine.store.put("s3://lake/q/a=1/0000_part_00", "old");
        engine.store.faults().fail(StoreCall.PUT, 3, StoreError.ACCESS_DENIED);
        assertFails(
                () -> unload(
                        "SELECT i a, i b FROM generate_series(0, 3) r(i)", "'s3://lake/z' MANIFEST PARTITION BY (a)"),
                "ACCESS_DENIED",
                "Fault");
        assertThat(objects.keys("z")).isEmpty();
        assertThat(engine.notices)
                .containsExactly(
                        Notice.warning("UNLOAD failed; the 2 object(s) that it had written are deleted again."));
        assertThat(engine.run("SELECT status, unloaded_rows, unloaded_files_count FROM sys_unload_history"))
                .isEqualTo("aborted|0|0");
        assertThat(engine.run("SELECT count(*) FROM stl_unload_log")).isEqualTo("0");
        assertThat(engine.run("SELECT pg_last_unload_id()")).isEqualTo("-1");
        engine.store.faults().fail(StoreCall.PUT, 2, StoreError.ACCESS_DENIED);
        assertFails(
                () -> unload(
                        "SELECT i a, i b FROM generate_series(0, 3) r(i)",
                        "'s3://lake/q' ALLOWOVERWRITE PARTITION BY (a)"),
                "ACCESS_DENIED",
                "Fault");
        assertThat(objects.texts("q")).containsOnly(java.util.Map.entry("q/a=1/0000_part_00", "old"));
    }

    @Test
    void refusesANameThatTheStoreDoesNotTakeBeforeTheQueryRuns() {
        engine.store.faults().fail(StoreCall.FIND, 1, StoreError.INVALID_KEY);
        assertFails(() -> unload("SELECT 1/(venueid-1) FROM venue", "'s3://lake/x/'"), "INVALID_KEY", "Fault");
        assertThat(engine.notices).isEmpty();
    }

    @Test
    void tellsNothingOfAnObjectWhoseNameWasRefused() {
        engine.store.faults().fail(StoreCall.PUT, 2, StoreError.INVALID_KEY);
        assertFails(
                () -> unload("SELECT i a, i b FROM generate_series(0, 1) r(i)", "'s3://lake/z' PARTITION BY (a)"),
                "INVALID_KEY",
                "Fault");
        assertThat(objects.keys("")).isEmpty();
        assertThat(engine.notices)
                .containsExactly(
                        Notice.warning("UNLOAD failed; the 1 object(s) that it had written are deleted again."));
    }

    @Test
    void leavesTheManifestOfBeforeWhenTheNewOneCannotBePut() {
        engine.store.put("s3://lake/m/manifest", "old");
        engine.store.faults().fail(StoreCall.PUT, 2, StoreError.ACCESS_DENIED);
        assertFails(
                () -> unload("SELECT 1 a, 2 b", "'s3://lake/m' CLEANPATH MANIFEST PARTITION BY (a)"),
                "ACCESS_DENIED",
                "Fault");
        assertThat(objects.texts("m/")).containsOnly(java.util.Map.entry("m/manifest", "old"));
    }

    @Test
    void refusesValuesThatWouldFillTheMemory() {
        TestWarehouse.assumeDuckDb("bounds of a value and a row");
        unload("SELECT length(x), x FROM (SELECT repeat('x', 16000000) x)", "'s3://lake/l_'");
        assertThat(objects.size("l_0000_part_00")).isEqualTo(16_000_010);
        assertFails(() -> unload("SELECT repeat('x', 17000000)", "'s3://lake/m_'"), "TOO_MUCH", "17000000 bytes");
        assertFails(() -> engine.run("SELECT repeat('x', 17000000)"), "TOO_MUCH", "16 MB");
        String wide = "SELECT x, x, x, x, x FROM (SELECT repeat('x', 16000000) x)";
        assertFails(() -> unload(wide, "'s3://lake/m_'"), "TOO_MUCH", "a row has more than");
        assertFails(() -> unload(wide, "'s3://lake/m_' CSV GZIP"), "TOO_MUCH", "a row has more than");
        assertThat(engine.run("SELECT 1")).isEqualTo("1");
        assertThat(objects.keys("m_")).isEmpty();
    }

    @Test
    void tellsWhatItCouldNotDeleteAgain() {
        engine.store.faults().fail(StoreCall.PUT, 2, StoreError.ACCESS_DENIED);
        engine.store.faults().failAlways(StoreCall.DELETE, StoreError.ACCESS_DENIED);
        assertFails(
                () -> unload("SELECT i a, i b FROM generate_series(0, 1) r(i)", "'s3://lake/z' PARTITION BY (a)"),
                "ACCESS_DENIED",
                "Fault");
        assertThat(engine.notices)
                .extracting(Notice::message)
                .containsExactly("UNLOAD failed, and 1 object(s) that it had written could not be deleted, delete"
                        + " them: s3://lake/z/a=0/0000_part_00");
    }

    @Test
    void triesAgainWhatTheStoreDidNotTakeForTheMoment() {
        engine.store.faults().fail(StoreCall.PUT, 1, StoreError.STORE_AWAY);
        unload("SELECT 1", "'s3://lake/r_'");
        assertThat(objects.text("r_0000_part_00")).isEqualTo("1\n");
    }

    @Test
    void deletesTheObjectsWhenTheLedgerCannotBeWritten() {
        engine.commits.loseCommit(CommonError.CONNECTION_LOST);
        assertFails(() -> unload("SELECT 1", "'s3://lake/r_'"), "CONFLICT", "commit of unload");
        assertThat(engine.commits.over()).isTrue();
        assertThat(objects.keys("")).isEmpty();
    }

    @Test
    void findsOutWhatBecameOfACommitWhoseReplyWasLost() {
        engine.commits.loseReply();
        unload("SELECT 1", "'s3://lake/r_'");
        assertThat(engine.commits.over()).isTrue();
        assertThat(engine.run("SELECT count(*) FROM stl_unload_log")).isEqualTo("1");
    }

    @Test
    void endsWhenItIsCancelledWhileTheQueryRuns() throws Exception {
        CompletableFuture<Throwable> ended = CompletableFuture.supplyAsync(() -> catchThrowableOfType(
                ForebayException.class,
                () -> unload(
                        "SELECT sum(CAST(a.i AS bigint) * b.i) FROM generate_series(1, 1000000) a(i),"
                                + " generate_series(1, 1000000) b(i)",
                        "'s3://lake/c_'")));
        try (Session watcher = engine.newSession()) {
            EngineFixture.await(
                    () -> EngineFixture.run(watcher, "SELECT count(*) FROM sys_unload_history WHERE status = 'running'")
                            .equals("1"),
                    () -> "no UNLOAD runs");
        }
        engine.session().cancel();
        ForebayException failure = (ForebayException) ended.get();
        assertThat(failure.code().name()).isEqualTo("CANCELLED");
        assertThat(objects.keys("")).isEmpty();
    }

    @Test
    void endsWhenItIsCancelledWhileItPuts() {
        engine.store.faults().before(StoreCall.PUT, 2, uri -> engine.session().cancel());
        assertFails(
                () -> unload("SELECT i a, i b FROM generate_series(0, 3) r(i)", "'s3://lake/z' PARTITION BY (a)"),
                "CANCELLED",
                "user request");
        assertThat(objects.keys("")).isEmpty();
        assertThat(engine.notices)
                .extracting(Notice::message)
                .containsExactly("UNLOAD failed; the 2 object(s) that it had written are deleted again.");
        assertThat(unload("SELECT 1", "'s3://lake/z'")).isEqualTo("UNLOAD");
    }

    @Test
    void seesTheRowsOfItsTransaction() {
        engine.run("BEGIN");
        engine.run("INSERT INTO venue VALUES (5, 'New', 'XX', 1)");
        engine.run("CREATE TEMP TABLE tt AS SELECT 1 x");
        unload("SELECT count(*), (SELECT x FROM tt) FROM venue", "'s3://lake/t_'");
        assertThat(objects.text("t_0000_part_00")).isEqualTo("5|1\n");
        assertThat(engine.run("SELECT pg_last_unload_id() > 0, pg_last_unload_count()"))
                .isEqualTo("true|1");
        assertThat(engine.run("SELECT count(*) FROM sys_unload_history WHERE status = 'completed'"))
                .isEqualTo("1");
        engine.run("ROLLBACK");
        assertThat(engine.run("SELECT pg_last_unload_id(), pg_last_unload_count()"))
                .isEqualTo("-1|1");
        assertThat(engine.run("SELECT count(*) FROM sys_unload_history")).isEqualTo("0");
        assertThat(objects.keys("t_")).hasSize(1);
        engine.run("BEGIN");
        unload("SELECT 1", "'s3://lake/u_'");
        engine.run("COMMIT");
        engine.run("BEGIN");
        engine.run("ROLLBACK");
        assertThat(engine.run("SELECT count(*) FROM sys_unload_history WHERE query_id = pg_last_unload_id()"))
                .isEqualTo("1");
    }

    @Test
    void failsTheTransactionThatItFailsIn() {
        engine.run("BEGIN");
        assertFails(() -> unload("SELECT nothere FROM venue", "'s3://lake/t_'"), "UNDEFINED_COLUMN", "nothere");
        assertFails(() -> engine.run("SELECT 1"), "FAILED_TRANSACTION", "aborted");
        assertThat(engine.run("ROLLBACK")).isEqualTo("ROLLBACK");
    }

    @Test
    void readsSystemViewsAndGuardsWhatSelectGuards() {
        unload("SELECT count(*) FROM sys_unload_history", "'s3://lake/s_'");
        assertThat(objects.text("s_0000_part_00")).isIn("0\n", "1\n");
        unload("SELECT nvl(null, 1), getdate() > DATE '2000-01-01', pg_last_unload_count()", "'s3://lake/n_'");
        assertThat(objects.text("n_0000_part_00")).isEqualTo("1|t|1\n");
        assertFails(
                () -> unload("SELECT * FROM " + TestWarehouse.fileReader() + "('/etc/passwd')", "'s3://lake/x'"),
                "NOT_ALLOWED",
                TestWarehouse.fileReader());
    }

    @Test
    void tellsWhereTheQueryIsWrong() {
        String sql = "  UNLOAD ('SELECT venueid,\n ''it''''s'' AS x,\n nothere FROM venue') TO 's3://lake/x'";
        ForebayException e = catchThrowableOfType(ForebayException.class, () -> engine.run(sql));
        assertThat(e.position()).hasValue(sql.indexOf("nothere") + 1);
        String late = "UNLOAD ($$SELECT 'x'::int + venueid FROM venue$$) TO 's3://lake/x'";
        assertThat(catchThrowableOfType(ForebayException.class, () -> engine.run(late))
                        .code()
                        .name())
                .isEqualTo("INVALID_TEXT");
    }

    @Test
    void refusesEncryptionThatTheStoreCannotDo() {
        assertFails(() -> unload("SELECT 1", "'s3://lake/e_' ENCRYPTED AUTO"), "NOT_SUPPORTED", "not encrypted");
        assertFails(
                () -> unload("SELECT 1", "'s3://lake/e_' ENCRYPTED KMS_KEY_ID 'k1'"), "NOT_SUPPORTED", "not encrypted");
        assertThat(objects.keys("")).isEmpty();
    }

    @Test
    void showsNoSecretAnywhere() {
        engine.run("UNLOAD ('SELECT text FROM stv_inflight') TO 's3://lake/s_' ACCESS_KEY_ID 'AKIATOP'"
                + " SECRET_ACCESS_KEY 'topsecret' SESSION_TOKEN 'tok'");
        assertThat(objects.text("s_0000_part_00"))
                .contains("UNLOAD ('SELECT text")
                .doesNotContain("AKIATOP", "topsecret");
    }
}
