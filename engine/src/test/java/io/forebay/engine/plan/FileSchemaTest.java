package io.forebay.engine.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.forebay.engine.EngineTest;
import io.forebay.engine.session.Notice;
import org.junit.jupiter.api.Test;

class FileSchemaTest extends EngineTest {
    private static final String FILES = "'s3://lake/rides/'" + ROLE + "CSV IGNOREHEADER 1";

    private void putRides() {
        engine.store.put("s3://lake/rides/1.csv", "id,city,fare\n1,Rome,12.50\n");
        engine.store.put("s3://lake/rides/2.csv", "id,city,fare,tip\n3000000000,Palma de Mallorca,7,\n");
        engine.store.put("s3://lake/rides/empty.csv", "");
    }

    @Test
    void showsTheTableThatTheFilesNeed() {
        putRides();
        assertThat(engine.run("SHOW SCHEMA FROM " + FILES))
                .isEqualTo(
                        """
                CREATE TABLE rides (
                  id bigint,
                  city varchar(64),
                  fare decimal(18,2),
                  tip varchar(16)
                );""");
    }

    @Test
    void makesThatTableAndLoadsItsFiles() {
        putRides();
        assertThat(engine.run("CREATE TABLE rides FROM " + FILES)).isEqualTo("CREATE TABLE");
        assertThat(engine.columns("SELECT * FROM rides"))
                .isEqualTo("id bigint, city character varying, fare numeric(18,2), tip character varying");
        engine.run("COPY rides FROM " + FILES + " FILLRECORD");
        assertThat(engine.run("SELECT * FROM rides ORDER BY id"))
                .isEqualTo("1|Rome|12.50|\n3000000000|Palma de Mallorca|7.00|");
        engine.run("CREATE TABLE IF NOT EXISTS rides FROM " + FILES);
        assertThat(engine.notices).extracting(Notice::sqlState).contains("42P07");
        assertFails(() -> engine.run("CREATE TABLE rides FROM " + FILES), "DUPLICATE_TABLE", "already exists");
    }

    @Test
    void saysWhyThereIsNoTable() {
        assertFails(() -> engine.run("SHOW SCHEMA FROM 's3://lake/none'" + ROLE), "OBJECT_NOT_FOUND", "none");
        engine.store.put("s3://lake/void", "");
        assertFails(() -> engine.run("SHOW SCHEMA FROM 's3://lake/void'" + ROLE), "DAMAGED_FILE", "has a record");
        engine.store.put("s3://lake/zip", "1|2\n");
        assertFails(
                () -> engine.run("CREATE TABLE z FROM 's3://lake/zip'" + ROLE + "GZIP"),
                "WRONG_COMPRESSION",
                "is not GZIP-compressed");
    }
}
