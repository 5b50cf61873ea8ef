package io.forebay.engine.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.forebay.engine.EngineTest;
import org.junit.jupiter.api.Test;

/**
 * Data that the guide shows, from the statement to the rows. SOURCE: Amazon Redshift Database Developer Guide, "Tutorial:
 * Loading data from Amazon S3", "Using the COPY command to load from Amazon S3", "UNLOAD examples".
 */
class GuideExamplesTest extends EngineTest {
    private static final String CUSTOMER_FIELDS =
            "c_custkey:10, c_name:25, c_address:25, c_city:10, c_nation:15, c_region"
                    + " :12, c_phone:15,c_mktsegment:10";

    private void put(String key, String content) {
        engine.store.put("s3://lake/" + key, content);
    }

    @Test
    void takesAllKeysThatStartWithThePrefix() {
        put("data/custdata.txt", "1|a\n");
        put("data/custdata.txt.1", "2|a\n");
        put("data/custdata.txt.bak", "4|a\n");
        put("data/custdata", "8|a\n");
        put("custfolder/x", "16|a\n");
        put("custfolder_1/x", "32|a\n");
        engine.run("COPY t FROM 's3://lake/data/custdata.txt'" + ROLE);
        assertThat(engine.run("SELECT sum(a) FROM t")).isEqualTo("7");
        engine.run("COPY t FROM 's3://lake/custfolder'" + ROLE);
        assertThat(engine.run("SELECT sum(a) FROM t")).isEqualTo("55");
    }

    /** The tutorial's prefix finds a log and a backup beside the data. */
    @Test
    void loadsTheCustomersOfTheTutorialWithAllThatLiesBesideThem() {
        engine.run(
                "CREATE TABLE customer (c_custkey INTEGER NOT NULL, c_name VARCHAR(25) NOT NULL, c_address VARCHAR(25)"
                        + " NOT NULL, c_city VARCHAR(10) NOT NULL, c_nation VARCHAR(15) NOT NULL, c_region VARCHAR(12) NOT NULL,"
                        + " c_phone VARCHAR(15) NOT NULL, c_mktsegment VARCHAR(10) NOT NULL)");
        String row = "%-10s%-25s%-25s%-10s%-15s%-12s%-15s%-10s\n"
                .formatted(
                        "1",
                        "Customer#000000001",
                        "IVhzIApeRb",
                        "MOROCCO  0",
                        "MOROCCO",
                        "AFRICA",
                        "25-989",
                        "BUILDING");
        put("customer-fw.tbl", row);
        put("customer-fw.tbl.log", "loaded\nok\n");
        put("customer-fw.tbl0000.bak", row);
        String copy = "COPY customer FROM 's3://lake/customer-fw.tbl'" + ROLE + "FIXEDWIDTH '" + CUSTOMER_FIELDS + "' ";
        assertFails(() -> engine.run(copy + "MAXERROR 2"), "LOAD_FAILED", "Check 'stl_load_errors'");
        engine.run(copy + "MAXERROR 10 TRIMBLANKS");
        assertThat(engine.run(
                        "SELECT DISTINCT count(*) OVER (), c_custkey, c_name, c_region, c_mktsegment FROM customer"))
                .isEqualTo("2|1|Customer#000000001|AFRICA|BUILDING");
        assertThat(engine.run("SELECT DISTINCT filename FROM stl_load_errors"))
                .isEqualTo("s3://lake/customer-fw.tbl.log");
    }

    @Test
    void takesNulForNullAsTheTutorialDoes() {
        engine.run("CREATE TABLE part (p_partkey INTEGER, p_name VARCHAR(22), p_mfgr VARCHAR(6))");
        put("part-csv.tbl", "15,\0,MFGR#3\n81,\0,MFGR#2\n133,cream azure,MFGR#1\n");
        assertFails(() -> engine.run("COPY part FROM 's3://lake/part-csv.tbl'" + ROLE + "CSV"), "LOAD_FAILED", "");
        for (String nul : new String[] {"\\000", "\\0"}) {
            engine.run("COPY part FROM 's3://lake/part-csv.tbl'" + ROLE + "CSV NULL AS '" + nul + "'");
        }
        assertThat(engine.run("SELECT count(*), count(p_name), min(p_name) FROM part"))
                .isEqualTo("6|2|cream azure");
    }

    @Test
    void putsQuotesAroundWhatHoldsTheDelimiter() {
        engine.run(
                "UNLOAD ('SELECT 1, \\'Hello, World\\', \\'Phoenix, AZ\\'') TO 's3://lake/q_' DELIMITER ',' ADDQUOTES"
                        + ROLE);
        engine.run("CREATE TABLE back (a int, b varchar(20), c varchar(20))");
        engine.run("COPY back FROM 's3://lake/q_' DELIMITER ',' REMOVEQUOTES" + ROLE);
        assertThat(engine.run("SELECT * FROM back")).isEqualTo("1|Hello, World|Phoenix, AZ");
    }
}
