package io.forebay.engine.spectrum;
import io.forebay.engine.EngineFixture;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
class ScratchTest {
    @TempDir Path folder = Path.of("");
    @Test void many() {
        try (EngineFixture engine = new EngineFixture(folder)) {
            engine.run("CREATE EXTERNAL SCHEMA s FROM DATA CATALOG DATABASE 'd' IAM_ROLE default");
            for (int n : new int[] {100, 365, 1000, 3000}) {
                engine.run("DROP TABLE IF EXISTS s.t");
                engine.run("CREATE EXTERNAL TABLE s.t (id int, b varchar(20), c date) PARTITIONED BY (y int) STORED AS TEXTFILE LOCATION 's3://lake/'");
                StringBuilder sql = new StringBuilder("ALTER TABLE s.t ADD");
                for (int i = 0; i < n; i++) sql.append(" PARTITION (y=" + i + ") LOCATION 's3://lake/y" + i + "/'");
                long t0 = System.nanoTime();
                engine.run(sql.toString());
                long t1 = System.nanoTime();
                engine.run("SELECT id FROM s.t WHERE y = 7");
                long t2 = System.nanoTime();
                engine.run("SELECT id FROM s.t WHERE y = 7");
                long t3 = System.nanoTime();
                engine.run("SELECT count(*) FROM s.t");
                long t4 = System.nanoTime();
                engine.run("ALTER TABLE s.t ADD PARTITION (y=-1) LOCATION 's3://lake/z/'");
                long t5 = System.nanoTime();
                System.out.println(n + " add " + (t1-t0)/1000000 + " one " + (t2-t1)/1000000 + " again " + (t3-t2)/1000000 + " all " + (t4-t3)/1000000+ " addone " + (t5-t4)/1000000);
            }
        }
    }
}
