package io.forebay.engine.spectrum;

import static org.assertj.core.api.Assertions.assertThat;

import io.forebay.contract.format.OrcBytes;
import io.forebay.contract.store.StoreCall;
import io.forebay.contract.store.StoreStall;
import io.forebay.engine.EngineFixture;
import io.forebay.engine.TestWarehouse;
import io.forebay.engine.session.Prepared;
import io.forebay.engine.session.Result;
import io.forebay.engine.session.Session;
import io.forebay.engine.sql.Statement;
import io.forebay.spi.ForebayException;
import io.forebay.spi.store.ObjectUri;
import io.forebay.spi.store.StoreError;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPOutputStream;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.file.DataFileWriter;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecordBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What files external tables can be over. */
class ExternalFilesTest {
    @TempDir
    Path folder = Path.of("");

    private EngineFixture engine;

    @BeforeEach
    void start() {
        TestWarehouse.assumeDuckDb("external tables need DuckDB");
        engine = new EngineFixture(folder);
        engine.run("CREATE EXTERNAL SCHEMA s FROM DATA CATALOG DATABASE 'd' IAM_ROLE default");
    }

    @AfterEach
    void stop() {
        if (engine != null) {
            engine.close();
        }
    }

    private void put(String key, String text) {
        put(key, text.getBytes(StandardCharsets.UTF_8));
    }

    private void put(String key, byte[] bytes) {
        engine.store.put(new ObjectUri("s3", "lake", key), bytes);
    }

    private static byte[] gzip(String text) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (OutputStream out = new GZIPOutputStream(bytes)) {
            out.write(text.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private String failure(String sql) {
        try {
            return "no failure: " + engine.run(sql);
        } catch (ForebayException e) {
            return e.code().sqlState() + " " + e.getMessage();
        }
    }

    private void table(String columns, String format) {
        engine.run("DROP TABLE IF EXISTS s.t");
        engine.run("CREATE EXTERNAL TABLE s.t (" + columns + ") " + format);
    }

    @Test
    void everyTypeComesAsCopyLoadsIt() {
        String columns =
                "a smallint, b int, c bigint, d decimal(30,4), e real, f double precision, g boolean, h char(3),"
                        + " i varchar(10), j date, k timestamp, l timestamptz, m time, n super, o varbyte(4), p decimal(5,2)";
        String row = "1|2|3|12345678901234567890.1234|1.5|2.5|t|x|y|2008-01-02|2008-01-02 03:04:05.678|"
                + "2008-01-02 03:04:05+00|03:04:05|{\"a\":[1]}|0aff|3.14\n|||||||||||||||\n";
        put("text/a", row);
        engine.run("CREATE TABLE copied (" + columns + "); COPY copied FROM 's3://lake/text/' IAM_ROLE default");
        table(columns, "ROW FORMAT DELIMITED FIELDS TERMINATED BY '|' STORED AS TEXTFILE LOCATION 's3://lake/text/'");

        assertThat(engine.columns("SELECT * FROM s.t")).isEqualTo(engine.columns("SELECT * FROM copied"));
        assertThat(engine.run("SELECT count(*) FROM (SELECT * FROM s.t INTERSECT SELECT * FROM copied)"))
                .isEqualTo("2");
        engine.run(
                "UNLOAD ('SELECT a, b, c, d, e, f, g, h, i, j, k, p FROM copied') TO 's3://lake/pq/x' IAM_ROLE default"
                        + " FORMAT PARQUET");
        table(
                "P decimal(5,2), a smallint, b int, c bigint, d decimal(30,4), e real, f double precision, g boolean,"
                        + " h char(3), i varchar(10), j date, k timestamp",
                "STORED AS PARQUET LOCATION 's3://lake/pq/'");
        assertThat(engine.run("SELECT a, b, c, d, e, f, g, h, i, j, k, p FROM s.t ORDER BY a"))
                .isEqualTo(engine.run("SELECT a, b, c, d, e, f, g, h, i, j, k, p FROM copied ORDER BY a"));
        assertThat(engine.run("SELECT d, j FROM s.t WHERE a = 1"))
                .isEqualTo(engine.run("SELECT d, j FROM copied WHERE a = 1"));
    }

    @Test
    void findsColumnsOfParquetByNameAndFillsThoseThatAFileLacks() {
        engine.run("UNLOAD ('SELECT 1 AS id, ''x'' AS name') TO 's3://lake/p/old' IAM_ROLE default FORMAT PARQUET");
        engine.run("UNLOAD ('SELECT 9.5 AS price, 2 AS id') TO 's3://lake/p/new' IAM_ROLE default FORMAT PARQUET");
        table("id int, name varchar, price decimal(18,1)", "STORED AS PARQUET LOCATION 's3://lake/p/'");

        assertThat(engine.run("SELECT price FROM s.t ORDER BY 1")).isEqualTo("9.5\nnull");
        assertThat(engine.run("SELECT name, price, id FROM s.t ORDER BY id")).isEqualTo("x|null|1\nnull|9.5|2");
        assertThat(engine.run("SELECT count(*) FROM s.t")).isEqualTo("2");
        table("nothing int", "STORED AS PARQUET LOCATION 's3://lake/p/'");
        assertThat(failure("SELECT * FROM s.t")).contains("s3://lake/p/");
        table("id date", "STORED AS PARQUET LOCATION 's3://lake/p/'");
        assertThat(failure("SELECT * FROM s.t")).contains("s3://lake/p/", "id");
    }

    @Test
    void readsOrcByPlaceAndByName() {
        put(
                "o/a.orc",
                OrcBytes.of(OrcBytes.Kind.BIGINT, OrcBytes.Kind.STRING, OrcBytes.Kind.STRINGS)
                        .stripe(List.of(List.of(1L, "Rome", List.of("a", "b"))))
                        .bytes());
        table("id int, city varchar(9), tags super", "STORED AS ORC LOCATION 's3://lake/o/'");
        assertThat(engine.run("SELECT tags, id FROM s.t")).isEqualTo("[\"a\",\"b\"]|1");
        engine.run("ALTER TABLE s.t SET TABLE PROPERTIES ('orc.schema.resolution'='name')");
        assertThat(failure("SELECT city FROM s.t")).contains("s3://lake/o/a.orc");
        table(
                "c super, a int",
                "STORED AS ORC LOCATION 's3://lake/o/' TABLE PROPERTIES ('orc.schema.resolution'='name')");
        assertThat(engine.run("SELECT a, c FROM s.t")).isEqualTo("1|[\"a\",\"b\"]");
        table("id int", "STORED AS ORC LOCATION 's3://lake/o/'");
        assertThat(failure("SELECT id FROM s.t")).contains("s3://lake/o/a.orc");
    }

    @Test
    void readsAvroByName() throws IOException {
        Schema schema = SchemaBuilder.record("person")
                .fields()
                .requiredInt("id")
                .requiredString("NAME")
                .endRecord();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataFileWriter<Object> writer = new DataFileWriter<>(new GenericDatumWriter<>(schema))) {
            writer.create(schema, bytes);
            writer.append(new GenericRecordBuilder(schema)
                    .set("id", 1)
                    .set("NAME", "x")
                    .build());
        }
        put("avro/a", bytes.toByteArray());
        table("name varchar(9), id int, more date", "STORED AS AVRO LOCATION 's3://lake/avro/'");
        assertThat(engine.run("SELECT * FROM s.t")).isEqualTo("x|1|null");
        assertThat(engine.run("SELECT more FROM s.t")).isEqualTo("null");
        assertThat(engine.run("SELECT id, count(*) FROM s.t GROUP BY id")).isEqualTo("1|1");
    }

    @Test
    void readsCompressedTextsByTheirSuffix() {
        put("c/a.gz", gzip("1\n"));
        put("c/b.csv", "2\n");
        table("id int", "STORED AS TEXTFILE LOCATION 's3://lake/c/'");
        assertThat(engine.run("SELECT id FROM s.t ORDER BY 1")).isEqualTo("1\n2");
        put("d/a", gzip("3\n"));
        table(
                "id int",
                "STORED AS TEXTFILE LOCATION 's3://lake/d/' TABLE PROPERTIES ('compression_type'='gzip', 'numRows'='1')");
        assertThat(engine.run("SELECT id FROM s.t")).isEqualTo("3");
        put("e/a.snappy", "x");
        table("id int", "STORED AS TEXTFILE LOCATION 's3://lake/e/'");
        assertThat(failure("SELECT id FROM s.t")).startsWith("0A000 s3://lake/e/a.snappy: texts");
    }

    @Test
    void readsCsvWithQuotesAndAHeader() {
        String format = "ROW FORMAT SERDE 'org.apache.hadoop.hive.serde2.OpenCSVSerde' WITH SERDEPROPERTIES"
                + " ('separatorChar'=';', 'quoteChar'='''', 'escapeChar'='\\\\') STORED AS TEXTFILE LOCATION"
                + " 's3://lake/csv/' TABLE PROPERTIES ('skip.header.line.count'='1')";
        put("csv/a", "id;name\n1;'a;''b'\n;c\n");
        table("id int, name varchar", format);
        assertThat(engine.run("SELECT * FROM s.t ORDER BY id")).isEqualTo("1|a;'b\nnull|c");
        put("csv/a", "id;name\n1;ok\n2;'a\\'\n");
        assertThat(failure("SELECT * FROM s.t"))
                .startsWith("0A000 s3://lake/csv/a, line 3, column name: the value has the character \\");
        assertThat(engine.run("SELECT id FROM s.t ORDER BY 1")).isEqualTo("1\n2");
    }

    @Test
    void takesANumberAsTheCodeOfADelimiter() {
        put("one/a", "110\0012\n");
        String serde = "ROW FORMAT SERDE 'org.apache.hadoop.hive.serde2.lazy.LazySimpleSerDe' WITH SERDEPROPERTIES (";
        String stored = ") STORED AS TEXTFILE LOCATION 's3://lake/one/'";
        table("a varchar, b int", serde + "'serialization.format'='1'" + stored);
        assertThat(engine.run("SELECT * FROM s.t")).isEqualTo("110|2");
        put("one/a", "110,2\n");
        table("a varchar, b int", serde + "'serialization.format'='1', 'field.delim'=','" + stored);
        assertThat(engine.run("SELECT * FROM s.t")).isEqualTo("110|2");
        table("a varchar, b int", serde + "'serialization.format'=','" + stored);
        assertThat(engine.run("SELECT * FROM s.t")).isEqualTo("110|2");
    }

    @Test
    void readsJsonAndTheSerdesNullAndEscape() {
        put("j/a", "{\"ID\":1,\"more\":true}\n{\"id\":2,\"name\":\"x\"}\n");
        table(
                "id int, name varchar",
                "ROW FORMAT SERDE 'org.openx.data.jsonserde.JsonSerDe' STORED AS TEXTFILE LOCATION 's3://lake/j/'");
        assertThat(engine.run("SELECT * FROM s.t ORDER BY id")).isEqualTo("1|null\n2|x");
        assertThat(engine.run("SELECT name FROM s.t ORDER BY 1")).isEqualTo("x\nnull");
        put("n/a", "1\tnone\n2\ta\\\tb\n");
        table(
                "id int, name varchar",
                "ROW FORMAT SERDE 'org.apache.hadoop.hive.serde2.lazy.LazySimpleSerDe' WITH SERDEPROPERTIES"
                        + " ('field.delim'='\\t', 'escape.delim'='\\\\', 'serialization.null.format'='none')"
                        + " STORED AS INPUTFORMAT 'org.apache.hadoop.mapred.TextInputFormat' OUTPUTFORMAT"
                        + " 'org.apache.hadoop.hive.ql.io.HiveIgnoreKeyTextOutputFormat' LOCATION 's3://lake/n/'");
        assertThat(engine.run("SELECT * FROM s.t ORDER BY id")).isEqualTo("1|null\n2|a\tb");
    }

    @Test
    void followsOrRefusesWhatPropertiesSayOfValues() {
        put("v/a", "abcdef\n");
        String text = "STORED AS TEXTFILE LOCATION 's3://lake/v/' TABLE PROPERTIES ";
        table("a varchar(3)", text + "('surplus_char_handling'='TRUNCATE')");
        assertThat(engine.run("SELECT a FROM s.t")).isEqualTo("abc");
        engine.run("ALTER TABLE s.t SET TABLE PROPERTIES ('surplus_char_handling'='fail')");
        assertThat(failure("SELECT a FROM s.t")).startsWith("22003 s3://lake/v/a, line 1, column a");
        put("v/a", new byte[] {'a', (byte) 0xff, '\n'});
        assertThat(failure("SELECT a FROM s.t")).contains("s3://lake/v/a, line 1, column a");
        engine.run("ALTER TABLE s.t SET TABLE PROPERTIES ('invalid_char_handling'='REPLACE', 'replacement_char'='?')");
        assertThat(engine.run("SELECT a FROM s.t")).isEqualTo("a?");
        for (String property : new String[] {
            "'invalid_char_handling'='DROP_ROW'",
            "'numeric_overflow_handling'='SET_TO_NULL'",
            "'column_count_mismatch_handling'='SET_TO_NULL'",
            "'surplus_char_handling'='SET_TO_NULL'",
            "'skip.footer.line.count'='1'",
            "'compression_type'='snappy'"
        }) {
            assertThat(failure("CREATE EXTERNAL TABLE s.x (a int) " + text + "(" + property + ")"))
                    .as(property)
                    .startsWith("0A000");
            assertThat(failure("ALTER TABLE s.t SET TABLE PROPERTIES (" + property + ")"))
                    .as(property)
                    .startsWith("0A000");
        }
        assertThat(failure(
                        "CREATE EXTERNAL TABLE s.x (a int) ROW FORMAT SERDE 'org.apache.hadoop.hive.serde2.RegexSerDe'"
                                + " STORED AS TEXTFILE LOCATION 's3://lake/v/'"))
                .startsWith("0A000 the serde");
    }

    @Test
    void opensNoFileOfAPartitionThatAFilterLeavesOut() {
        engine.run("CREATE EXTERNAL TABLE s.t (id int) PARTITIONED BY (y int, r varchar) STORED AS TEXTFILE LOCATION"
                + " 's3://lake/'");
        for (int year = 2000; year < 2010; year++) {
            put("y" + year + "/a", year % 100 + "\n");
            engine.run("ALTER TABLE s.t ADD PARTITION (y=" + year + ", r='" + (year % 2 == 0 ? "eu" : "us")
                    + "') LOCATION 's3://lake/y" + year + "/'");
        }
        assertThat(opened("SELECT id FROM s.t WHERE y = 2003", "3")).isEqualTo(1);
        assertThat(opened("SELECT sum(id) FROM s.t WHERE y BETWEEN 2002 AND 2004 AND r = 'eu'", "6"))
                .isEqualTo(2);
        assertThat(opened("SELECT sum(id) FROM s.t WHERE y IN (2001, 2005)", "6"))
                .isEqualTo(2);
        assertThat(opened("SELECT count(*) FROM s.t WHERE y = 1999", "0")).isEqualTo(0);
        assertThat(opened("SELECT count(*) FROM s.t", "10")).isEqualTo(10);
        int before = engine.store.faults().calls(StoreCall.OPEN);
        Statement statement = engine.session()
                .parse("SELECT id FROM s.t WHERE y = $1 AND r = $2")
                .get(0);
        try (Prepared prepared = engine.session().prepare(statement, List.of());
                Result result = prepared.execute(List.of(2003L, "us"))) {
            assertThat(result.rows().next()).isTrue();
            assertThat(result.rows().longAt(0)).isEqualTo(3);
            assertThat(result.rows().next()).isFalse();
        }
        assertThat(engine.store.faults().calls(StoreCall.OPEN) - before).isEqualTo(1);
    }

    private int opened(String sql, String expected) {
        int before = engine.store.faults().calls(StoreCall.OPEN);
        assertThat(engine.run(sql)).isEqualTo(expected);
        return engine.store.faults().calls(StoreCall.OPEN) - before;
    }

    @Test
    void aCancelledQueryStopsReading() throws Exception {
        put("slow/a", "1\n");
        put("slow/b", "2\n");
        table("id int", "STORED AS TEXTFILE LOCATION 's3://lake/slow/'");
        try (Session session = engine.newSession();
                StoreStall stall = engine.store.faults().stallReads("slow/")) {
            CompletableFuture<String> query = CompletableFuture.supplyAsync(() -> {
                try {
                    return EngineFixture.run(session, "SELECT sum(id) FROM s.t");
                } catch (ForebayException e) {
                    return e.code().sqlState();
                }
            });
            stall.awaitReader();
            session.cancel();
            assertThat(query.get(20, TimeUnit.SECONDS)).isEqualTo("57014");
            stall.close();
            assertThat(EngineFixture.run(session, "SELECT sum(id) FROM s.t")).isEqualTo("3");
        }
    }

    @Test
    void aQueryMayEndBeforeTheFilesDo() {
        StringBuilder lines = new StringBuilder();
        for (int i = 0; i < 300_000; i++) {
            lines.append(i).append('\n');
        }
        put("big/a", lines.toString());
        put("big/b", gzip(lines.toString()));
        table("id int", "STORED AS TEXTFILE LOCATION 's3://lake/big/' TABLE PROPERTIES ('compression_type'='none')");
        put("big/b", lines.toString());

        assertThat(engine.run("SELECT count(*) FROM (SELECT id FROM s.t LIMIT 10)"))
                .isEqualTo("10");
        assertThat(engine.run("SELECT count(*), count(DISTINCT id), min(id), max(id) FROM s.t"))
                .isEqualTo("600000|300000|0|299999");
        engine.store.faults().failAlways(StoreCall.LIST, StoreError.ACCESS_DENIED);
        assertThat(failure("SELECT count(*) FROM s.t")).contains("Fault: LIST");
    }
}
