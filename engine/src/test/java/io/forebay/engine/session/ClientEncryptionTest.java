package io.forebay.engine.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.forebay.engine.EngineFixture;
import io.forebay.engine.UnloadedObjects;
import io.forebay.spi.store.MasterKey;
import io.forebay.spi.store.ObjectUri;
import io.forebay.spi.store.StoredObject;
import java.io.InputStream;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** UNLOAD and COPY with a master symmetric key; the store in memory only plays at encrypting. */
class ClientEncryptionTest {
    private static final String ROLE = " IAM_ROLE 'arn:aws:iam::123456789012:role/r' ";
    private static final String KEY = "MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE=";
    private static final String OTHER_KEY = "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=";
    private static final String ENCRYPTED = "ENCRYPTED MASTER_SYMMETRIC_KEY '" + KEY + "' ";
    private static final String CONTENT = "1|one\n2|two\n";

    @TempDir
    Path folder;

    private EngineFixture engine;
    private UnloadedObjects objects;

    @BeforeEach
    void open() {
        engine = new EngineFixture(folder);
        objects = new UnloadedObjects(engine.store);
        engine.run("CREATE TABLE t (a int, b varchar(9))");
        engine.run("INSERT INTO t VALUES (1, 'one'), (2, 'two')");
    }

    @AfterEach
    void close() {
        engine.close();
    }

    private void unload(String rest) {
        engine.run("UNLOAD ('SELECT * FROM t ORDER BY a') TO 's3://lake/out/' " + rest);
    }

    private String rows() {
        return engine.run("SELECT count(*), sum(a), min(b) FROM t");
    }

    @Test
    void encryptsFilesButNotTheManifest() throws Exception {
        unload(ROLE + ENCRYPTED + "MANIFEST VERBOSE");
        assertThat(objects.text("out/0000_part_00")).doesNotContain("one").hasSizeGreaterThan(CONTENT.length());
        StoredObject file =
                engine.store.find(ObjectUri.parse("s3://lake/out/0000_part_00")).orElseThrow();
        assertThat(file.size()).isEqualTo(CONTENT.length() + 16);
        try (InputStream decrypted = engine.store.open(file, MasterKey.parse(KEY))) {
            assertThat(decrypted.readAllBytes()).asString().isEqualTo(CONTENT);
        }
        assertThat(objects.text("out/manifest"))
                .contains(
                        "{\"url\":\"s3://lake/out/0000_part_00\",\"meta\":{\"content_length\":28,\"record_count\":2}}")
                .contains("\"meta\":{\"content_length\":28,\"record_count\":2},\"author\"");
        assertThat(engine.run("SELECT transfer_size FROM stl_unload_log")).isEqualTo("28");
        assertThat(engine.run("SELECT unloaded_files_size FROM sys_unload_history"))
                .isEqualTo("28");
    }

    @Test
    void loadsWhatItHasUnloaded() {
        unload(ROLE + ENCRYPTED + "MANIFEST");
        engine.run("COPY t FROM 's3://lake/out/manifest' MANIFEST" + ROLE + ENCRYPTED);
        engine.run("COPY t FROM 's3://lake/out/0' ENCRYPTED CREDENTIALS"
                + " 'aws_iam_role=arn:aws:iam::123456789012:role/r;master_symmetric_key=" + KEY + "'");
        engine.run("COPY t FROM 's3://lake/out/0' ENCRYPTED CREDENTIALS"
                + " 'aws_access_key_id=AKIA;aws_secret_access_key=s;master_symmetric_key=" + KEY + "'");
        engine.run("COPY t FROM 's3://lake/out/0' ENCRYPTED ACCESS_KEY_ID 'AKIA' SECRET_ACCESS_KEY 's'"
                + " MASTER_SYMMETRIC_KEY '" + KEY + "'");
        assertThat(rows()).isEqualTo("10|15|one");
    }

    @Test
    void takesTheKeyOfCredentialsInUnload() {
        unload("ENCRYPTED GZIP CREDENTIALS 'aws_iam_role=arn:aws:iam::1:role/r;master_symmetric_key=" + KEY + "'");
        engine.run("COPY t FROM 's3://lake/out/' GZIP" + ROLE + ENCRYPTED);
        assertThat(rows()).isEqualTo("4|6|one");
    }

    @Test
    void makesATableOfEncryptedFiles() {
        unload(ROLE + ENCRYPTED + "CSV HEADER");
        engine.run("CREATE TABLE made FROM 's3://lake/out/' CSV IGNOREHEADER 1" + ROLE + ENCRYPTED);
        engine.run("COPY made FROM 's3://lake/out/' CSV IGNOREHEADER 1" + ROLE + ENCRYPTED);
        assertThat(engine.run("SELECT count(*) FROM made")).isEqualTo("2");
    }

    @Test
    void anotherKeyLoadsNothing() {
        unload(ROLE + ENCRYPTED);
        for (String more : new String[] {"", "MAXERROR 10", "IGNOREALLERRORS"}) {
            Throwable failure = catchThrowable(() -> engine.run("COPY t FROM 's3://lake/out/'" + ROLE
                    + "ENCRYPTED MASTER_SYMMETRIC_KEY '" + OTHER_KEY + "' " + more));
            assertThat(failure).hasMessageNotContaining(OTHER_KEY);
        }
        assertThat(rows()).isEqualTo("2|3|one");
        assertThat(engine.run("SELECT DISTINCT err_code, err_reason FROM stl_load_errors"))
                .isEqualTo("1216|s3://lake/out/0000_part_00 is not encrypted with the key that was given");
    }

    @Test
    void filesThatAreNotEncryptedAreRefusedWithAKey() {
        unload(ROLE);
        assertThat(catchThrowable(() -> engine.run("COPY t FROM 's3://lake/out/'" + ROLE + ENCRYPTED)))
                .isNotNull();
        assertThat(rows()).isEqualTo("2|3|one");
    }

    @Test
    void aJobTakesNoKey() {
        Throwable failure = catchThrowable(
                () -> engine.run("COPY t FROM 's3://lake/out/'" + ROLE + ENCRYPTED + "JOB CREATE j AUTO ON"));
        assertThat(failure).hasMessageContaining("ENCRYPTED and JOB CREATE").hasMessageNotContaining(KEY);
    }

    @Test
    void aKeyOfAnotherLengthIsRefusedWithoutBeingShown() {
        String shortKey = "dG9wc2VjcmV0dG9wc2VjcmV0";
        Throwable failure = catchThrowable(() -> unload(ROLE + "ENCRYPTED MASTER_SYMMETRIC_KEY '" + shortKey + "'"));
        assertThat(failure).hasMessageContaining("256 bits").hasMessageNotContaining(shortKey);
    }

    @Test
    void showsNoKeyAmongRunningStatements() throws Exception {
        engine.run("UNLOAD ('SELECT text FROM stv_inflight') TO 's3://lake/s_' " + ENCRYPTED + ROLE);
        StoredObject file =
                engine.store.find(ObjectUri.parse("s3://lake/s_0000_part_00")).orElseThrow();
        try (InputStream decrypted = engine.store.open(file, MasterKey.parse(KEY))) {
            assertThat(decrypted.readAllBytes())
                    .asString()
                    .contains("UNLOAD", "ENCRYPTED MASTER_SYMMETRIC_KEY '*")
                    .doesNotContain(KEY.substring(0, 4));
        }
    }
}
