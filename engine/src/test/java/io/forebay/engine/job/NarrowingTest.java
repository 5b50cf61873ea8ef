package io.forebay.engine.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.forebay.contract.store.StoreCall;
import io.forebay.engine.EngineFixture;
import io.forebay.engine.plan.BatchLimits;
import io.forebay.spi.CommonError;
import io.forebay.spi.ForebayException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Batches that the warehouse refuses as a whole because of one file. */
class NarrowingTest {
    private static final String STATES =
            "SELECT status, count(*) FROM sys_copy_job_detail GROUP BY status ORDER BY status";
    private static final int FILES = 40;

    private EngineFixture engine;

    @BeforeEach
    void open(@TempDir Path folder) {
        JobSettings settings = new JobSettings(
                Duration.ofMillis(50),
                Duration.ofMillis(200),
                BatchLimits.DEFAULT,
                4,
                Duration.ofSeconds(10),
                new JobSettings.Waits(Duration.ofHours(1), Duration.ZERO, Duration.ZERO));
        engine = new EngineFixture(folder, store -> store, settings);
        engine.run("CREATE TABLE t (a int)");
        engine.run("COPY t FROM 's3://lake/in/' IAM_ROLE 'arn:aws:iam::123456789012:role/r' JOB CREATE j AUTO OFF");
        for (int file = 10; file < 10 + FILES; file++) {
            engine.store.put("s3://lake/in/" + file, file + "\n");
        }
    }

    @AfterEach
    void close() {
        engine.close();
    }

    private void assertRunFails(CommonError reason) {
        assertThatThrownBy(() -> engine.run("COPY JOB RUN j"))
                .isInstanceOfSatisfying(
                        ForebayException.class,
                        e -> assertThat(e.is(reason)).as(e.toString()).isTrue());
    }

    @Test
    void failsTheFileThatADefectStopsAndLoadsTheOthers() {
        engine.commits.failLoads("in/27", CommonError.INTERNAL);
        engine.run("COPY JOB RUN j");
        assertThat(engine.run(STATES)).isEqualTo("E|1\nI|39");
        assertThat(engine.run("SELECT filename, line_number, err_reason FROM stl_load_errors"))
                .isEqualTo("s3://lake/in/27|0|a load with in/27 fails");
        assertThat(engine.run("SELECT count(DISTINCT a) FROM t")).isEqualTo("39");
    }

    @Test
    void failsAFileThatIsTooLargeWhenOthersHaveLoadedSinceItWasTriedFirst() {
        engine.commits.failLoads("in/27", CommonError.OUT_OF_MEMORY);
        assertRunFails(CommonError.OUT_OF_MEMORY);
        assertThat(engine.run(STATES)).isEqualTo("I|39");
        engine.store.put("s3://lake/in/60", "60\n");
        engine.run("COPY JOB RUN j");
        assertThat(engine.run(STATES)).isEqualTo("E|1\nI|40");
    }

    @Test
    void failsNoFileWhenTheWarehouseTakesNone() {
        engine.commits.failLoads("in/", CommonError.INTERNAL);
        assertRunFails(CommonError.INTERNAL);
        assertThat(engine.commits.loads()).isLessThan(30);
        assertThat(engine.run(STATES)).isEmpty();
        engine.commits.failLoads("", CommonError.INTERNAL);
        engine.run("COPY JOB RUN j");
        assertThat(engine.run(STATES)).isEqualTo("I|40");
    }

    @Test
    void loadsTheOthersThoughTheFirstThreeStopEveryLoad() {
        for (String name : new String[] {"0a", "0b", "0c"}) {
            engine.store.put("s3://lake/in/" + name, "1\n");
        }
        engine.commits.failLoads("in/0", CommonError.INTERNAL);
        assertRunFails(CommonError.INTERNAL);
        assertThat(engine.run(STATES)).isEmpty();
        engine.run("COPY JOB RUN j");
        assertThat(engine.run(STATES)).isEqualTo("E|3\nI|40");
    }

    @Test
    void failsFilesWhoseValuesTheWarehouseRefusesThoughNoOtherLoads() {
        engine.commits.failLoads("in/", CommonError.NOT_NULL_VIOLATION);
        engine.run("COPY JOB RUN j");
        assertThat(engine.run(STATES)).isEqualTo("E|40");
    }

    @Test
    void countsWhatWasDoneBeforeTheBatchEnded() {
        engine.store.put("s3://lake/in/27", "x\n");
        engine.store
                .faults()
                .before(
                        StoreCall.OPEN,
                        Integer.MAX_VALUE,
                        uri -> engine.commits.failLoads("in/", CommonError.UNDEFINED_TABLE));
        assertRunFails(CommonError.UNDEFINED_TABLE);
        assertThat(engine.run(STATES)).isEqualTo("E|1");
        assertThat(engine.run("SELECT loaded_files, failed_files FROM job_status"))
                .isEqualTo("0|1");
    }
}
