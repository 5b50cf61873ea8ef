package io.forebay.engine.spectrum;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.forebay.engine.EngineFixture;
import io.forebay.spi.store.ObjectUri;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
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
        engine = new EngineFixture(folder);
        engine.run(SCHEMA);
    }

    @AfterEach
    void stop() {
        engine.close();
    }

    private void put(String key, String text) {
        engine.store.put(new ObjectUri("s3", "lake", key), text.getBytes(StandardCharsets.UTF_8));
    }

    private void sales(String location) {
        engine.run("CREATE EXTERNAL TABLE spectrum.sales (id int, item varchar(20), price decimal(8,2))"
                + " ROW FORMAT DELIMITED FIELDS TERMINATED BY ',' STORED AS TEXTFILE LOCATION '" + location + "'");
    }

    @Test
    void readsAllFilesBelowAFolder() {
        put("sales/a.csv", "1,apple,1.50\n2,pear,2.25\n");
        put("sales/2008/b.csv", "3,fig,0.10\n");
        sales("s3://lake/sales/");

        assertThat(engine.run("SELECT * FROM spectrum.sales ORDER BY id"))
                .isEqualTo("1|apple|1.50\n2|pear|2.25\n3|fig|0.10");
        assertThat(engine.run("SELECT count(*) FROM spectrum.sales")).isEqualTo("3");
        assertThat(engine.run("SELECT sum(price) FROM spectrum.sales WHERE id > 1")).isEqualTo("2.35");
    }
}
