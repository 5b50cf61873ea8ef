package io.forebay.engine.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.forebay.engine.EngineFixture;
import io.forebay.spi.store.ObjectStore;
import io.forebay.spi.store.ObjectUri;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** AFTER LOAD MOVE in a store of which one bucket lies in another, as mounted folders may. */
class MovePlaceTest {
    private static final String JOB = "COPY t FROM 's3://lake/in/' IAM_ROLE 'arn:aws:iam::123456789012:role/r'"
            + " JOB CREATE j AUTO OFF AFTER LOAD MOVE TO 's3://other/done/'";

    /** Where bucket other really is. */
    private final AtomicReference<String> other = new AtomicReference<>("s3://other/");

    private ObjectStore around(ObjectStore store) {
        return (ObjectStore) Proxy.newProxyInstance(
                store.getClass().getClassLoader(), new Class<?>[] {ObjectStore.class}, (self, method, arguments) -> {
                    if (method.getName().equals("place")) {
                        ObjectUri uri = (ObjectUri) arguments[0];
                        return uri.bucket().equals("other") ? other.get() + uri.key() : uri.toString();
                    }
                    try {
                        return method.invoke(store, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    private EngineFixture open(Path folder) {
        EngineFixture engine = new EngineFixture(folder, this::around, JobSettings.DEFAULT);
        engine.run("CREATE TABLE t (a int)");
        return engine;
    }

    @Test
    void refusesAPlaceThatLiesUnderTheSourceOrHoldsIt(@TempDir Path folder) {
        try (EngineFixture engine = open(folder)) {
            for (String place : new String[] {"s3://lake/in/x/", "s3://lake/in/"}) {
                other.set(place);
                assertThatThrownBy(() -> engine.run(JOB)).hasMessageContaining("would be loaded again");
            }
        }
    }

    /** Folders may be linked after the job was made. */
    @Test
    void movesNothingToAPlaceThatHasComeToLieUnderTheSource(@TempDir Path folder) {
        try (EngineFixture engine = open(folder)) {
            engine.run(JOB);
            engine.store.put("s3://lake/in/1", "1\n");
            other.set("s3://lake/in/x/");
            engine.run("COPY JOB RUN j");
            assertThat(engine.run(
                            "SELECT action, detail LIKE '%lies under the job''s source%' FROM forebay.job_action"))
                    .isEqualTo("LEFT|true");
            assertThat(engine.store.find(ObjectUri.parse("s3://lake/in/1"))).isPresent();
            assertThat(engine.run("SELECT count(*) FROM t")).isEqualTo("1");
        }
    }
}
