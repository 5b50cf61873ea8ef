package io.forebay.engine.load;

import static org.assertj.core.api.Assertions.assertThat;

import io.forebay.engine.EngineTest;
import org.junit.jupiter.api.Test;

/** What the readers take for JSON, the warehouse takes too: else one file would end the load of all. */
class SuperTest extends EngineTest {
    @Test
    void refusesInOneFileWhatTheWarehouseWouldRefuse() {
        engine.run("CREATE TABLE s (id int, v super)");
        engine.run("COPY s FROM 's3://lake/in'" + ROLE + "JSON JOB CREATE j AUTO OFF");
        engine.store.put("s3://lake/in/1", "{\"id\":1,\"v\":\"\\ud83d\"}");
        engine.store.put("s3://lake/in/2", "{\"id\":2,\"v\":{\"\\ude00\":1}}");
        engine.store.put(
                "s3://lake/in/3", "{\"id\":3,\"v\":[\"\\ud83d\\ude00\\u0000\\uffff\",1e400,-0,{\"\":1,\"\":2}]}");
        engine.run("COPY JOB RUN j");
        assertThat(engine.run("SELECT file_name, status FROM sys_copy_job_detail ORDER BY file_name"))
                .isEqualTo("in/1|E\nin/2|E\nin/3|I");
        assertThat(engine.run("SELECT id FROM s")).isEqualTo("3");
        assertThat(engine.run("SELECT DISTINCT err_code, err_reason FROM stl_load_errors"))
                .isEqualTo("1224|Invalid JSON for SUPER");
    }
}
