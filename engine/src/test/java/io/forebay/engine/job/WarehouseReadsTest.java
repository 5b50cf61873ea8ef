package io.forebay.engine.job;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.forebay.engine.sql.Statement;
import io.forebay.engine.sql.TestDialect;
import io.forebay.engine.sql.parse.StatementParser;
import io.forebay.spi.store.ObjectUri;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WarehouseReadsTest {
    private static final ObjectUri STAGING = ObjectUri.parse("s3://lake/staging/");

    private static void check(String from, String options) {
        String role = "' IAM_ROLE 'arn:aws:iam::123456789012:role/load' CSV JOB CREATE j ";
        Statement.CreateJob job = (Statement.CreateJob) new StatementParser(new TestDialect())
                .parse("COPY t FROM '" + from + role + options)
                .get(0);
        WarehouseReads.check(job.command(), job.options(), STAGING);
    }

    @ParameterizedTest
    @ValueSource(strings = {"s3://lake/", "s3://lake/sta", "s3://lake/staging/", "s3://lake/staging/forebay-1"})
    void refusesASourceWhoseFilesMayBeManifestsOfLoads(String from) {
        assertThatThrownBy(() -> check(from, "")).hasMessageContaining("has the manifests of loads below it");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "s3://lake/staging/*.manifest",
                "s3://lake/*/*",
                "s3://lake/sta*/forebay-*",
                "s3://lake/staging/f*"
            })
    void refusesAJobThatManifestsOfLoadsMayTrigger(String manifests) {
        assertThatThrownBy(() -> check("s3://lake/in/", "TRIGGER MANIFEST '" + manifests + "'"))
                .hasMessageContaining("has the manifests of loads below it");
    }

    @Test
    void takesACallOfTheWarehousesProceduresAlone() {
        assertThatCode(() -> check("s3://lake/in/", "THEN CALL public.forebay(1)"))
                .doesNotThrowAnyException();
        for (String call : new String[] {"forebay.upsert('a', 'b', 'c')", "\"Forebay\" . scd2()"}) {
            assertThatThrownBy(() -> check("s3://lake/in/", "THEN CALL " + call))
                    .hasMessageContaining("THEN CALL of schema forebay");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"s3://lake/*.manifest", "s3://lake/in/*", "s3://other/staging/*", "s3://lake/*/x*.manifest"})
    void takesAJobThatTheyCannotTrigger(String manifests) {
        assertThatCode(() -> check("s3://lake/in/", "TRIGGER MANIFEST '" + manifests + "'"))
                .doesNotThrowAnyException();
        assertThatCode(() -> check("s3://lake/in/", "")).doesNotThrowAnyException();
    }
}
