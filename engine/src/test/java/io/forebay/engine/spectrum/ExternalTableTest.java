package io.forebay.engine.spectrum;

import static org.assertj.core.api.Assertions.assertThat;

import io.forebay.engine.EngineFixture;
import io.forebay.engine.TestWarehouse;
import io.forebay.engine.session.Session;
import io.forebay.spi.ForebayException;
import io.forebay.spi.store.ObjectUri;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExternalTableTest {
    private static final String SCHEMA = "CREATE EXTERNAL SCHEMA spectrum FROM DATA CATALOG DATABASE 'spectrumdb'"
            + " IAM_ROLE default CREATE EXTERNAL DATABASE IF NOT EXISTS";

    @TempDir
    Path folder = Path.of("");

    private EngineFixture engine;

    @BeforeEach
    void start() {
        TestWarehouse.assumeDuckDb("external tables need DuckDB");
        engine = new EngineFixture(folder);
        engine.run(SCHEMA);
    }

    @AfterEach
    void stop() {
        if (engine != null) {
            engine.close();
        }
    }

    private void put(String key, String text) {
        engine.store.put(new ObjectUri("s3", "lake", key), text.getBytes(StandardCharsets.UTF_8));
    }

    private void sales(String location) {
        engine.run("CREATE EXTERNAL TABLE spectrum.sales (id int, item varchar(20), price decimal(8,2))"
                + " ROW FORMAT DELIMITED FIELDS TERMINATED BY ',' STORED AS TEXTFILE LOCATION '" + location + "'");
    }

    private void partitioned() {
        engine.run(
                "CREATE EXTERNAL TABLE spectrum.part (id int, item varchar(20)) PARTITIONED BY (saledate date, region"
                        + " char(2)) ROW FORMAT DELIMITED FIELDS TERMINATED BY '|' STORED AS TEXTFILE LOCATION"
                        + " 's3://lake/part/'");
    }

    private String failure(String sql) {
        return failure(engine.session(), sql);
    }

    private static String failure(Session session, String sql) {
        try {
            return "no failure: " + EngineFixture.run(session, sql);
        } catch (ForebayException e) {
            return e.code().sqlState() + " " + e.getMessage();
        }
    }

    @Test
    void readsAllFilesBelowAFolder() {
        put("sales/a.csv", "1,apple,1.50\n2,pear,2.25\n");
        put("sales/2008/b.csv", "3,fig,0.10\n");
        sales("s3://lake/sales/");

        assertThat(engine.run("SELECT * FROM spectrum.sales ORDER BY id"))
                .isEqualTo("1|apple|1.50\n2|pear|2.25\n3|fig|0.10");
        assertThat(engine.run("SELECT count(*) FROM spectrum.sales")).isEqualTo("3");
        assertThat(engine.run("SELECT sum(price) FROM spectrum.sales WHERE id > 1"))
                .isEqualTo("2.35");
    }

    @Test
    void addsDropsAndMovesPartitions() {
        put("jan/a", "1|x\n");
        put("feb/a", "2|y\n3|z\n");
        partitioned();
        assertThat(engine.run("SELECT * FROM spectrum.part")).isEmpty();

        engine.run("ALTER TABLE spectrum.part ADD PARTITION (saledate='2008-01-01', region='eu') LOCATION"
                + " 's3://lake/jan/' PARTITION (region='us', saledate='2008-2-01') LOCATION 's3://lake/feb'");
        assertThat(engine.run("SELECT id, item, saledate::varchar, region FROM spectrum.part ORDER BY id"))
                .isEqualTo("1|x|2008-01-01|eu\n2|y|2008-02-01|us\n3|z|2008-02-01|us");
        assertThat(failure("ALTER TABLE spectrum.part ADD PARTITION (saledate='2008-02-01', region='us') LOCATION"
                        + " 's3://lake/other/'"))
                .isEqualTo("42710 partition (2008-02-01, us) already exists");
        engine.run("ALTER TABLE spectrum.part ADD IF NOT EXISTS PARTITION (saledate='2008-02-01', region='us')"
                + " LOCATION 's3://lake/other/'");
        engine.run("ALTER TABLE spectrum.part PARTITION (saledate='2008-01-01', region='eu') SET LOCATION"
                + " 's3://lake/feb/'");
        assertThat(engine.run("SELECT count(*) FROM spectrum.part")).isEqualTo("4");
        assertThat(failure("ALTER TABLE spectrum.part ADD PARTITION (saledate='2009-02-29', region='eu') LOCATION"
                        + " 's3://lake/'"))
                .startsWith("22");
        engine.run("ALTER TABLE spectrum.part DROP PARTITION (saledate='2008-01-01', region='eu')");
        assertThat(engine.run("SELECT count(*) FROM spectrum.part")).isEqualTo("2");
        assertThat(failure("ALTER TABLE spectrum.part DROP PARTITION (saledate='2008-01-01', region='eu')"))
                .isEqualTo("42704 partition (2008-01-01, eu) does not exist");
        assertThat(failure("ALTER TABLE spectrum.part ADD PARTITION (saledate='x', region='eu') LOCATION"
                        + " 's3://lake/'"))
                .isEqualTo("22007 \"x\" is no value of partition column \"saledate\" of type date");
        assertThat(failure("ALTER TABLE spectrum.part ADD PARTITION (saledate='2008-01-01') LOCATION 's3://lake/'"))
                .contains("partition column \"region\" has no value");
    }

    @Test
    void losesNoPartitionThatTwoSessionsAddAtOnce() {
        put("jan/a", "1|x\n");
        put("feb/a", "2|y\n");
        partitioned();
        String add =
                "ALTER TABLE spectrum.part ADD PARTITION (saledate='2008-01-01', region='eu') LOCATION 's3://lake/";
        try (Session other = engine.newSession()) {
            engine.run("BEGIN");
            EngineFixture.run(other, "BEGIN");
            EngineFixture.run(other, "SELECT count(*) FROM spectrum.part");
            engine.run("SELECT count(*) FROM spectrum.part");
            engine.run(add + "jan/'");
            assertThat(failure(other, add.replace("'eu'", "'us'") + "feb/'")).startsWith("40001");
            EngineFixture.run(other, "ROLLBACK");
            EngineFixture.run(other, "BEGIN");
            EngineFixture.run(other, "SELECT count(*) FROM spectrum.part");
            engine.run("COMMIT");
            assertThat(failure(other, add.replace("'eu'", "'us'") + "feb/'")).startsWith("40001");
            EngineFixture.run(other, "ROLLBACK");
            EngineFixture.run(other, add.replace("'eu'", "'us'") + "feb/'");
        }
        assertThat(engine.run("SELECT id FROM spectrum.part ORDER BY id")).isEqualTo("1\n2");
    }

    @Test
    void dropsExternalAndOtherTablesAtOnce() {
        sales("s3://lake/sales/");
        engine.run("CREATE TABLE local (a int); CREATE VIEW v AS SELECT * FROM local");
        engine.run("DROP TABLE spectrum.sales, local CASCADE");
        assertThat(engine.run("SELECT count(*) FROM svv_tables WHERE table_schema IN ('public', 'spectrum')"))
                .isEqualTo("0");
    }

    @Test
    void readsOnlyThePartitionsThatAFilterLeaves() {
        put("jan/a", "1|x\n");
        put("bad/a", "not a number|x\n");
        partitioned();
        engine.run("ALTER TABLE spectrum.part ADD PARTITION (saledate='2008-01-01', region='eu') LOCATION"
                + " 's3://lake/jan/' PARTITION (saledate='2008-02-01', region='eu') LOCATION 's3://lake/bad/'");

        assertThat(engine.run("SELECT id FROM spectrum.part WHERE saledate < '2008-01-15'"))
                .isEqualTo("1");
        assertThat(engine.run("SELECT p.id FROM spectrum.part p WHERE p.saledate IN ('2008-01-01', '2009-01-01')"))
                .isEqualTo("1");
        assertThat(failure("SELECT id FROM spectrum.part")).startsWith("22P02 s3://lake/bad/a, line 1, column id");
    }

    @Test
    void anErrorNamesTheFileTheLineAndTheColumn() {
        put("sales/good", "1,a,1.00\n");
        put("sales/bad", "1,a,1.00\n2,b,1x\n");
        sales("s3://lake/sales/");

        assertThat(failure("SELECT * FROM spectrum.sales"))
                .startsWith(
                        "22P02 s3://lake/sales/bad, line 2, column price: \"1x\" is no value of type numeric(8,2): ");
        put("sales/bad", "1,a,1.00,more\n");
        assertThat(failure("SELECT * FROM spectrum.sales")).startsWith("22P02 s3://lake/sales/bad, line 1");
        put("sales/bad", "1,a\n");
        assertThat(failure("SELECT * FROM spectrum.sales")).startsWith("22P02 s3://lake/sales/bad, line 1");
        put("sales/bad", "1,012345678901234567890,1\n");
        assertThat(failure("SELECT * FROM spectrum.sales"))
                .startsWith("22003 s3://lake/sales/bad, line 1, column item");
        put("sales/bad.gz", "no gzip");
        put("sales/bad", "");
        assertThat(failure("SELECT * FROM spectrum.sales WHERE id = 3")).contains("s3://lake/sales/bad.gz");
    }

    @Test
    void passesOverHiddenAndEmptyFiles() {
        for (String name : List.of("_SUCCESS", ".crc", "#x", "x~", "_temporary/0/x", "a/.hidden")) {
            put("sales/" + name, "no row");
        }
        put("sales/", "");
        put("sales/empty", "");
        sales("s3://lake/sales");
        assertThat(engine.run("SELECT count(*) FROM spectrum.sales")).isEqualTo("0");
        put("sales/a", "1,a,1\n");
        put("salesman/a", "no row");
        assertThat(engine.run("SELECT count(*) FROM spectrum.sales")).isEqualTo("1");
    }

    @Test
    void readsWhatAManifestNames() {
        put("x/1", "1,a,1\n");
        put("x/2", "2,b,2\n");
        put("x/3", "3,b,2\n");
        put(
                "manifest",
                """
                {"entries":[{"url":"s3://lake/x/1","mandatory":true,"meta":{"content_length":6}},
                 {"url":"s3://lake/x/3"},{"url":"s3://lake/x/none","mandatory":false}]}""");
        sales("s3://lake/manifest");
        assertThat(engine.run("SELECT id FROM spectrum.sales ORDER BY 1")).isEqualTo("1\n3");
        put("manifest", "{\"entries\":[{\"url\":\"s3://lake/x/none\",\"mandatory\":true}]}");
        assertThat(failure("SELECT id FROM spectrum.sales")).contains("s3://lake/x/none is mandatory in manifest");
        put("manifest", "1,a,1\n");
        assertThat(failure("SELECT id FROM spectrum.sales")).contains("the manifest is not valid");
    }

    @Test
    void tellsThePathAndSizeOfFilesWhenAsked() {
        put("sales/a", "1,a,1\n");
        put("sales/it's", "2,b,2\n3,c,3\n");
        sales("s3://lake/sales/");
        engine.run("CREATE TABLE local (id int, n int); INSERT INTO local VALUES (1, 10), (2, 20)");

        assertThat(engine.run("SELECT \"$path\", \"$size\", id FROM spectrum.sales ORDER BY id"))
                .isEqualTo("s3://lake/sales/a|6|1\ns3://lake/sales/it's|12|2\ns3://lake/sales/it's|12|3");
        assertThat(engine.run("SELECT *, \"$path\" FROM spectrum.sales WHERE \"$path\" LIKE '%a'"))
                .isEqualTo("1|a|1.00|s3://lake/sales/a");
        assertThat(engine.run("SELECT s.*, l.*, s.\"$size\" FROM spectrum.sales s JOIN local l ON s.id = l.id"
                        + " ORDER BY s.id"))
                .isEqualTo("1|a|1.00|1|10|6\n2|b|2.00|2|20|12");
        assertThat(engine.run("SELECT DISTINCT sales.\"$path\" FROM spectrum.sales WHERE sales.id = 2"))
                .isEqualTo("s3://lake/sales/it's");
        engine.run("CREATE TABLE files AS SELECT \"$path\" AS path, count(*) AS n FROM spectrum.sales GROUP BY 1");
        engine.run("INSERT INTO files SELECT \"$path\" || '!', 7 FROM spectrum.sales WHERE id = 1");
        assertThat(engine.run("SELECT n FROM files ORDER BY n")).isEqualTo("1\n2\n7");
        engine.run("CREATE VIEW v AS SELECT \"$path\" AS p, * FROM spectrum.sales");
        assertThat(engine.run("SELECT * FROM v WHERE id = 1")).isEqualTo("s3://lake/sales/a|1|a|1.00");
        engine.run("SET search_path TO public, spectrum");
        assertThat(engine.run("SELECT s.\"$size\" FROM sales s WHERE id = 1")).isEqualTo("6");
        assertThat(failure("SELECT \"$path\" FROM local")).startsWith("42703");
    }

    @Test
    void survivesARestartAndIsUndoneByARollback() {
        put("sales/a", "1,a,1\n");
        sales("s3://lake/sales/");
        partitioned();
        engine.run("BEGIN");
        engine.run("ALTER TABLE spectrum.part ADD PARTITION (saledate='2008-01-01', region='eu') LOCATION"
                + " 's3://lake/x/'");
        engine.run("DROP TABLE spectrum.sales");
        engine.run("ROLLBACK");
        engine.restart();

        assertThat(engine.run("SELECT id FROM spectrum.sales")).isEqualTo("1");
        assertThat(engine.run("SELECT count(*) FROM svv_external_partitions")).isEqualTo("0");
        assertThat(engine.columns("SELECT * FROM spectrum.sales"))
                .isEqualTo("id integer, item character varying, price numeric(8,2)");
        engine.run("DROP TABLE spectrum.sales, spectrum.part");
        assertThat(failure("SELECT * FROM spectrum.sales")).startsWith("42P01");
        assertThat(engine.store.find(new ObjectUri("s3", "lake", "sales/a"))).isPresent();
        engine.run("DROP TABLE IF EXISTS spectrum.sales");
        sales("s3://lake/sales/");
        assertThat(failure("DROP SCHEMA spectrum")).startsWith("55000");
        engine.run("DROP SCHEMA spectrum DROP EXTERNAL DATABASE CASCADE");
        engine.run("CREATE SCHEMA spectrum; CREATE TABLE spectrum.sales (a int)");
        assertThat(engine.run("SELECT count(*) FROM svv_external_schemas")).isEqualTo("0");
    }

    @Test
    void isRefusedWhatWouldChangeIt() {
        put("sales/a", "1,a,1\n");
        sales("s3://lake/sales/");
        String refused = "0A000 cannot change external table \"sales\": its rows are the files of its location";
        for (String sql : List.of(
                "INSERT INTO spectrum.sales VALUES (1, 'a', 1)",
                "UPDATE spectrum.sales SET id = 1",
                "DELETE FROM spectrum.sales",
                "TRUNCATE spectrum.sales",
                "COPY spectrum.sales FROM 's3://lake/sales/' IAM_ROLE default CSV",
                "COPY spectrum.sales FROM 's3://lake/sales/' IAM_ROLE 'arn:aws:iam::0123456789012:role/r' CSV JOB CREATE j AUTO OFF")) {
            assertThat(failure(sql)).as(sql).isEqualTo(refused);
        }
        for (String sql : List.of(
                "CREATE TABLE spectrum.t (a int)",
                "CREATE TABLE spectrum.t AS SELECT 1 AS a",
                "CREATE VIEW spectrum.t AS SELECT 1 AS a",
                "CREATE OR REPLACE VIEW spectrum.sales AS SELECT 1 AS a",
                "CREATE MATERIALIZED VIEW spectrum.t AS SELECT 1 AS a")) {
            assertThat(failure(sql))
                    .as(sql)
                    .isEqualTo("0A000 Operations on local objects in external schema are not enabled.");
        }
        assertThat(failure("CREATE EXTERNAL TABLE public.t (a int) STORED AS PARQUET LOCATION 's3://lake/x/'"))
                .isEqualTo("55000 \"public\" is not an external schema");
        assertThat(failure("CREATE EXTERNAL TABLE none.t (a int) STORED AS PARQUET LOCATION 's3://lake/x/'"))
                .isEqualTo("3F000 schema \"none\" does not exist");
        assertThat(failure("CREATE EXTERNAL TABLE spectrum.sales (a int) STORED AS PARQUET LOCATION 's3://lake/x/'"))
                .isEqualTo("42P07 relation \"sales\" already exists");
        assertThat(failure("CREATE EXTERNAL TABLE spectrum.t (a int) STORED AS PARQUET LOCATION 's3://nowhere/x/'"))
                .contains("no store serves s3://nowhere");
        for (String action : List.of(
                "RENAME TO x", "RENAME COLUMN id TO x", "ADD COLUMN x int", "DROP COLUMN id", "ALTER id TYPE bigint")) {
            assertThat(failure("ALTER TABLE spectrum.sales " + action))
                    .as(action)
                    .startsWith("0A000 ALTER TABLE cannot");
        }
        assertThat(failure("COMMENT ON TABLE spectrum.sales IS 'x'")).startsWith("0A000");
        assertThat(failure("DROP VIEW spectrum.sales")).startsWith("55000 \"sales\" is an external table");
        for (String sql : List.of(
                "CREATE SCHEMA \"$public\"",
                "CREATE SCHEMA AUTHORIZATION \"$public\"",
                "CREATE EXTERNAL SCHEMA \"$public\" FROM DATA CATALOG DATABASE 'd' IAM_ROLE default",
                "CREATE VIEW \"$spectrum\".x AS SELECT 1 AS a",
                "CREATE TABLE \"$spectrum\".x (a int)",
                "CREATE OR REPLACE VIEW \"$spectrum\".sales AS SELECT 1 AS a",
                "COMMENT ON VIEW \"$spectrum\".sales IS '{}'",
                "DROP VIEW \"$spectrum\".sales",
                "DROP SCHEMA \"$spectrum\" CASCADE",
                "ALTER TABLE \"$spectrum\".sales RENAME TO x",
                "ALTER TABLE \"$spectrum\".sales SET LOCATION 's3://lake/x/'")) {
            assertThat(failure(sql)).as(sql).startsWith("42501 permission denied for");
        }
        assertThat(failure("CREATE VIEW v AS SELECT * FROM forebay_scan('INTEGER', '{}', 's3://lake/', '')"))
                .startsWith("42501");
        engine.run("CREATE TABLE local (a int)");
        assertThat(failure("ALTER TABLE local SET LOCATION 's3://lake/x/'"))
                .isEqualTo("55000 \"local\" is not an external table");
    }

    @Test
    void whoMayUseTheSchemaMayReadItsTables() {
        put("sales/a", "1,a,1\n");
        sales("s3://lake/sales/");
        engine.run("CREATE USER reader PASSWORD 'Abcdefg1'; CREATE USER maker PASSWORD 'Abcdefg1';"
                + "GRANT CREATE ON DATABASE dev TO maker");
        try (Session reader = engine.newSession("reader");
                Session maker = engine.newSession("maker")) {
            for (String sql : List.of(
                    "SELECT id FROM spectrum.sales",
                    "SELECT \"$path\" FROM spectrum.sales",
                    "SELECT id FROM \"$spectrum\".sales",
                    "CREATE TEMP TABLE x (LIKE \"$spectrum\".sales)",
                    "CREATE TEMP TABLE x (LIKE spectrum.sales)")) {
                assertThat(failure(reader, sql)).as(sql).isEqualTo("42501 permission denied for schema spectrum");
            }
            String views =
                    "SELECT (SELECT count(*) FROM svv_external_schemas), (SELECT count(*) FROM svv_external_tables),"
                            + " (SELECT count(*) FROM svv_external_columns), (SELECT count(*) FROM svv_external_partitions)";
            assertThat(EngineFixture.run(reader, views)).isEqualTo("0|0|0|0");
            engine.run("GRANT USAGE ON SCHEMA spectrum TO reader");
            assertThat(EngineFixture.run(reader, views)).isEqualTo("1|1|3|0");
            assertThat(EngineFixture.run(reader, "SELECT id, \"$size\" FROM spectrum.sales"))
                    .isEqualTo("1|6");
            for (String sql : List.of(
                    "CREATE EXTERNAL TABLE spectrum.t (a int) STORED AS PARQUET LOCATION 's3://lake/x/'",
                    "ALTER TABLE spectrum.sales SET LOCATION 's3://lake/x/'",
                    "DROP TABLE spectrum.sales",
                    "DELETE FROM spectrum.sales",
                    "DROP SCHEMA spectrum CASCADE",
                    "CREATE EXTERNAL SCHEMA other FROM DATA CATALOG DATABASE 'x' IAM_ROLE default")) {
                assertThat(failure(reader, sql)).as(sql).startsWith("42501 ");
            }
            EngineFixture.run(
                    maker,
                    "CREATE EXTERNAL SCHEMA own FROM DATA CATALOG DATABASE 'x' IAM_ROLE default;"
                            + "CREATE EXTERNAL TABLE own.t (id int, i varchar, p varchar) ROW FORMAT DELIMITED FIELDS"
                            + " TERMINATED BY ',' STORED AS TEXTFILE LOCATION 's3://lake/sales/'");
            assertThat(EngineFixture.run(maker, "SELECT id FROM own.t")).isEqualTo("1");
            assertThat(failure(reader, "SELECT id FROM own.t")).isEqualTo("42501 permission denied for schema own");
            EngineFixture.run(
                    maker,
                    "CREATE SCHEMA v; CREATE VIEW v.t AS SELECT id FROM own.t;"
                            + " GRANT USAGE ON SCHEMA v TO reader; GRANT SELECT ON v.t TO reader");
            assertThat(EngineFixture.run(reader, "SELECT id FROM v.t")).isEqualTo("1");
            EngineFixture.run(maker, "DROP TABLE own.t; DROP SCHEMA own");
        }
    }

    @Test
    void isInRedshiftsViewsAndNotInThoseOfTables() {
        sales("s3://lake/sales/");
        partitioned();
        engine.run("ALTER TABLE spectrum.part ADD PARTITION (saledate='2008-01-01', region='e''') LOCATION"
                + " 's3://lake/x/'");
        engine.run("CREATE TABLE local (a int)");

        assertThat(engine.run("SELECT eskind, schemaname, databasename, esoptions FROM svv_external_schemas"))
                .isEqualTo("1|spectrum|spectrumdb|{\"IAM_ROLE\":\"default\"}");
        assertThat(engine.run("SELECT eskind, databasename FROM svv_external_databases"))
                .isEqualTo("1|spectrumdb");
        assertThat(engine.run("SELECT schemaname, tablename, location, input_format, serde_parameters, parameters"
                        + " FROM svv_external_tables WHERE tablename = 'sales'"))
                .isEqualTo("spectrum|sales|s3://lake/sales/|org.apache.hadoop.mapred.TextInputFormat|"
                        + "{\"field.delim\":\",\"}|{}");
        assertThat(engine.run("SELECT columnname, external_type, columnnum, part_key FROM svv_external_columns"
                        + " WHERE tablename = 'part' ORDER BY columnnum"))
                .isEqualTo(
                        "id|integer|1|0\nitem|character varying(20)|2|0\nsaledate|date|3|1\nregion|character(2)|4|2");
        assertThat(engine.run("SELECT schemaname, tablename, \"values\", location FROM svv_external_partitions"))
                .isEqualTo("spectrum|part|[\"2008-01-01\",\"e'\"]|s3://lake/x/");
        assertThat(engine.run("SELECT table_name, table_type FROM svv_tables WHERE table_schema = 'spectrum'"
                        + " ORDER BY 1"))
                .isEqualTo("part|EXTERNAL TABLE\nsales|EXTERNAL TABLE");
        assertThat(engine.run("SELECT column_name, character_maximum_length FROM svv_columns WHERE table_name ="
                        + " 'sales' ORDER BY ordinal_position"))
                .isEqualTo("id|null\nitem|20\nprice|null");
        for (String view : List.of(
                "pg_class WHERE relname IN ('sales', '$')",
                "pg_tables WHERE schemaname LIKE '%spectrum'",
                "pg_views WHERE schemaname LIKE '%spectrum'",
                "information_schema.tables WHERE table_schema LIKE '%spectrum'",
                "information_schema.columns WHERE table_schema LIKE '%spectrum'",
                "information_schema.views WHERE table_schema LIKE '%spectrum'",
                "svv_table_info WHERE \"schema\" LIKE '%spectrum'",
                "pg_namespace WHERE nspname = '$spectrum'",
                "svv_tables WHERE table_schema = '$spectrum'",
                "svv_columns WHERE table_schema = '$spectrum'",
                "svv_all_schemas WHERE schema_name = '$spectrum'")) {
            assertThat(engine.run("SELECT count(*) FROM " + view)).as(view).isEqualTo("0");
        }
        assertThat(engine.run("SHOW EXTERNAL TABLE spectrum.part PARTITION"))
                .contains("PARTITIONED BY", "\"region\"='e'''");
    }

    @Test
    void worksWithTables() {
        put("sales/a", "1,a,1\n2,b,2.5\n");
        sales("s3://lake/sales/");
        engine.run("CREATE TABLE items (item varchar(20), name varchar(20)); INSERT INTO items VALUES ('b', 'beta')");
        engine.run("CREATE TABLE copied AS SELECT * FROM spectrum.sales");
        engine.run("INSERT INTO copied SELECT id + 10, item, price FROM spectrum.sales WHERE id = 1");
        engine.run("CREATE PROCEDURE load() AS $$ BEGIN INSERT INTO copied SELECT id + 20, item, price FROM"
                + " spectrum.sales; EXECUTE 'ALTER TABLE spectrum.sales SET LOCATION ''s3://lake/none/'''; END; $$"
                + " LANGUAGE plpgsql");
        engine.run("CREATE VIEW v AS SELECT item, price FROM spectrum.sales WITH NO SCHEMA BINDING");

        assertThat(engine.run("SELECT name, price FROM v JOIN items USING (item)"))
                .isEqualTo("beta|2.50");
        engine.run("CALL load()");
        assertThat(engine.run("SELECT id, price FROM copied ORDER BY id"))
                .isEqualTo("1|1.00\n2|2.50\n11|1.00\n21|1.00\n22|2.50");
        assertThat(engine.run("SELECT count(*) FROM v")).isEqualTo("0");
        assertThat(engine.run("SELECT character_maximum_length FROM svv_columns WHERE table_name = 'copied' AND"
                        + " column_name = 'item'"))
                .isEqualTo("20");
    }

    @Test
    void takesOddNamesAndValuesAsTheyAre() {
        String odd = "it's \\ \u00fc\ud83d\ude00 \"q\" 100% $1 ;--/../x/";
        String quoted = odd.replace("'", "''");
        put(odd + "a", "1|x\n");
        engine.run("CREATE EXTERNAL TABLE spectrum.\"odd table\" (\"a b\" int, \"q\"\"q\" varchar) PARTITIONED BY"
                + " (\"p p\" varchar(60)) ROW FORMAT DELIMITED FIELDS TERMINATED BY '|' STORED AS TEXTFILE LOCATION"
                + " 's3://lake/'");
        engine.run("ALTER TABLE spectrum.\"odd table\" ADD PARTITION (\"p p\"='" + quoted + "') LOCATION 's3://lake/"
                + quoted + "'");
        engine.restart();

        assertThat(engine.run("SELECT \"a b\", \"q\"\"q\", \"p p\", \"$path\" FROM spectrum.\"odd table\""))
                .isEqualTo("1|x|" + odd + "|s3://lake/" + odd + "a");
        assertThat(engine.run("SELECT count(*) FROM spectrum.\"odd table\" WHERE \"p p\" = 'x'"))
                .isEqualTo("0");
        engine.run("ALTER TABLE spectrum.\"odd table\" DROP PARTITION (\"p p\"='" + quoted + "')");
        assertThat(engine.run("SELECT count(*) FROM spectrum.\"odd table\"")).isEqualTo("0");
    }
}
