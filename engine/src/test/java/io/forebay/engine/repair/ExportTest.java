package io.forebay.engine.repair;

import static org.assertj.core.api.Assertions.assertThat;

import io.forebay.contract.store.StoreCall;
import io.forebay.engine.EngineTest;
import io.forebay.engine.TestWarehouse;
import io.forebay.engine.TwoServers;
import io.forebay.engine.load.LoadStep;
import io.forebay.spi.CommonError;
import io.forebay.spi.ForebayException;
import io.forebay.spi.store.ObjectUri;
import io.forebay.spi.store.StoreError;
import io.forebay.spi.store.StoredObject;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** COPY JOB EXPORT and IMPORT. */
@Timeout(60)
class ExportTest extends EngineTest {
    private static final String STATES = "SELECT object_key, state FROM forebay.job_file ORDER BY object_key";
    private static final String ALL = "SELECT bucket, object_key, size_bytes, etag, last_modified, state,"
            + " enqueued FROM forebay.job_file ORDER BY object_key";
    private static final String ACTIONS = "SELECT object_key, user_id, detail FROM forebay.job_action"
            + " WHERE action = 'IMPORT' ORDER BY action_id, object_key";
    private static final String EXPORT = "COPY JOB EXPORT j TO 's3://other/l.gz'";
    private static final String IMPORT = "COPY JOB IMPORT j FROM 's3://other/l.gz'";

    private StoredObject put(String key, String text) {
        return engine.store.put("s3://lake/in/" + key, text);
    }

    private void run() {
        engine.run("COPY JOB RUN j");
    }

    private String told() {
        return engine.notices.get(engine.notices.size() - 1).message();
    }

    /** A job that is done with one file of each state but D, and an export of that. */
    private void exportFour() {
        put("before", "1|a\n");
        engine.run(COPY + "JOB CREATE j AUTO OFF");
        put("failed", "x|a\n");
        put("loaded", "1|a\n");
        engine.run("COPY JOB SKIP j FILE 's3://lake/in/skipped'");
        run();
        engine.run(EXPORT);
    }

    /** A warehouse that knows nothing, with the same buckets. */
    private void elsewhere() {
        engine.close();
        TestWarehouse.forget(folder);
        engine.reopen();
        engine.run("CREATE TABLE t (a int, b varchar(5))");
    }

    private byte[] exported() throws IOException {
        ObjectUri uri = ObjectUri.parse("s3://other/l.gz");
        try (InputStream in = engine.store.open(engine.store.find(uri).orElseThrow())) {
            return in.readAllBytes();
        }
    }

    private String text() throws IOException {
        try (InputStream in = new GZIPInputStream(new ByteArrayInputStream(exported()))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private void replace(byte[] bytes) {
        engine.store.put(ObjectUri.parse("s3://other/l.gz"), bytes);
    }

    private static byte[] gzip(String text) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
            out.write(text.getBytes(StandardCharsets.UTF_8));
        }
        return bytes.toByteArray();
    }

    /** With a last line that is right. */
    private static byte[] whole(String lines, int files, int contents) throws Exception {
        String sum = HexFormat.of()
                .formatHex(MessageDigest.getInstance("SHA-256").digest(lines.getBytes(StandardCharsets.UTF_8)));
        return gzip(lines + "{\"end\":true,\"files\":" + files + ",\"contents\":" + contents + ",\"sha256\":\"" + sum
                + "\"}\n");
    }

    private static final String HEAD =
            "{\"format\":\"forebay-ledger\",\"version\":1,\"job\":\"j\",\"source\":\"s3://lake/in\"}\n";

    private static String line(String key, String state) {
        return "{\"bucket\":\"lake\",\"key\":\"in/" + key + "\",\"state\":\"" + state
                + "\",\"size\":4,\"etag\":\"e\",\"modified\":\"2002-12-31T00:00:00Z\","
                + "\"recorded\":\"2003-01-01T00:00:00.000001Z\"}\n";
    }

    @Test
    void writesALineForEachFile() throws Exception {
        exportFour();
        assertThat(told()).isEqualTo("4 file(s) that copy job 'j' is done with are told of in 's3://other/l.gz'.");
        String[] lines = text().split("\n");
        assertThat(lines).hasSize(6);
        assertThat(lines[0])
                .startsWith(
                        "{\"format\":\"forebay-ledger\",\"version\":1,\"job\":\"j\",\"source\":\"s3://lake/in\",\"exported\":\"20");
        assertThat(lines[3])
                .matches("\\{\"bucket\":\"lake\",\"key\":\"in/loaded\",\"state\":\"I\",\"size\":4,"
                        + "\"etag\":\"[^\"]+\",\"modified\":\"20[^\"]+Z\",\"recorded\":\"20[^\"]+Z\"}");
        assertThat(lines[5]).startsWith("{\"end\":true,\"files\":4,\"contents\":0,\"sha256\":\"");
    }

    @Test
    void carriesEverythingToAnotherWarehouse() throws Exception {
        for (String key : new String[] {"a\"b\\", "ä\uD83D\uDE00", "new\nline"}) {
            put(key, "1|a\n");
        }
        exportFour();
        String content =
                "{\"bucket\":\"lake\",\"key\":\"in/loaded\",\"content\":\"0000000000000001fffffffffffffffe\"}\n";
        engine.store.put(ObjectUri.parse("s3://other/content"), whole(HEAD + content, 0, 1));
        engine.run("COPY JOB IMPORT j FROM 's3://other/content'");
        engine.run("COPY JOB EXPORT j TO 's3://other/with content'");
        String before = engine.run(ALL);
        elsewhere();
        engine.run(COPY + "JOB CREATE j AUTO OFF BACKFILL");
        engine.run("COPY JOB IMPORT j FROM 's3://other/with content'");
        assertThat(told())
                .isEqualTo("Of the files in 's3://other/with content', 7 are added to those that copy job 'j' is done"
                        + " with, 0 are raised, 0 were known.");
        assertThat(engine.run(ALL)).isEqualTo(before);
        assertThat(engine.run(ACTIONS)).isEqualTo("with content|100|7 file(s) added, 0 raised, 0 kept");
        assertThat(engine.run("SELECT hash_high, hash_low, bucket, object_key FROM forebay.job_content"))
                .isEqualTo("1|-2|lake|in/loaded");
        put("later", "1|a\n");
        put("skipped", "1|a\n");
        run();
        assertThat(engine.run(TOTALS)).isEqualTo("1|1");
        engine.run("COPY JOB IMPORT j FROM 's3://other/with content'");
        assertThat(told()).contains(" 0 are added ", ", 0 are raised, 7 were known.");
        engine.run("COPY JOB RETRY j");
        put("failed", "2|a\n");
        run();
        assertThat(engine.run(TOTALS)).isEqualTo("2|3");
        assertThat(engine.run("COPY JOB EXPLAIN j FILE 's3://lake/in/loaded'")).contains("|loaded|");
    }

    @Test
    void mergesByTheGreaterState() throws Exception {
        for (String key : new String[] {"b_b", "b_e", "b_i"}) {
            put(key, "1|a\n");
        }
        engine.run(COPY + "JOB CREATE j AUTO OFF");
        for (String key : new String[] {"e_b", "e_e", "e_i", "e_s"}) {
            put(key, "x|a\n");
        }
        put("i_b", "1|a\n");
        put("i_i", "1|a\n");
        for (String key : new String[] {"s_e", "s_d", "s_i"}) {
            engine.run("COPY JOB SKIP j FILE 's3://lake/in/" + key + "'");
        }
        run();
        String mine = engine.run(ALL + " LIMIT 1");
        StringBuilder lines = new StringBuilder(HEAD);
        for (String key : "b_b b_e b_i e_b e_e e_i e_s i_b i_i s_e s_d s_i".split(" ")) {
            lines.append(line(key, key.substring(2).toUpperCase(java.util.Locale.ROOT)));
        }
        lines.append(line("z", "E"));
        replace(whole(lines.toString(), 13, 0));
        engine.run(IMPORT);
        assertThat(told()).contains(", 1 are added ", ", 6 are raised, 6 were known.");
        assertThat(engine.run(STATES).replace("in/", "").replace("\n", " "))
                .isEqualTo("b_b|B b_e|E b_i|I e_b|E e_e|E e_i|I e_s|S i_b|I i_i|I s_d|D s_e|S s_i|I z|E");
        assertThat(engine.run(ALL + " LIMIT 1")).isEqualTo(mine);
        assertThat(engine.run(ACTIONS))
                .isEqualTo("in/b_e|100|state E, was B\nin/b_i|100|state I, was B\nin/e_i|100|state I, was E\n"
                        + "in/e_s|100|state S, was E\nin/s_d|100|state D, was S\nin/s_i|100|state I, was S\n"
                        + "l.gz|100|1 file(s) added, 6 raised, 6 kept");
        run();
        assertThat(engine.run(TOTALS)).isEqualTo("2|2");
    }

    private void assertRefused(String why) {
        assertFails(() -> engine.run(IMPORT), "INVALID_PARAMETER", why);
    }

    @Test
    void refusesWhatIsDamagedOrCut() throws Exception {
        exportFour();
        byte[] bytes = exported();
        String text = text();
        String states = engine.run(ALL);
        for (int length = 0; length < bytes.length; length += 7) {
            replace(Arrays.copyOf(bytes, length));
            assertRefused("the exported ledger is not taken: ");
        }
        for (int at = 10; at < bytes.length; at++) {
            byte[] damaged = bytes.clone();
            damaged[at] ^= 1;
            replace(damaged);
            assertRefused("the exported ledger is not taken: ");
        }
        String[] lines = text.split("(?<=\n)");
        for (int left = 0; left < lines.length; left++) {
            StringBuilder without = new StringBuilder();
            for (int i = 0; i < lines.length; i++) {
                without.append(i == left ? "" : lines[i]);
            }
            replace(gzip(without.toString()));
            assertRefused("the exported ledger is not taken: ");
        }
        replace(gzip(text + "\n"));
        assertRefused("it goes on behind its end");
        replace(gzip(text.replace("\"state\":\"E\"", "\"state\":\"I\"")));
        assertRefused("its check sum is another");
        assertThat(engine.run(ALL)).isEqualTo(states);
        assertThat(engine.run(ACTIONS)).isEmpty();
    }

    @Test
    void refusesWhatIsNoSuchLedger() throws Exception {
        engine.run(COPY + "JOB CREATE j AUTO OFF");
        replace(whole(HEAD.replace(":1,", ":2,"), 0, 0));
        assertRefused("it is of version 2, and this server reads version 1");
        replace(whole(HEAD.replace("forebay-ledger", "x"), 0, 0));
        assertRefused("its first line is not that of an exported ledger");
        replace(whole(HEAD.replace("lake/in", "lake/else"), 0, 0));
        assertRefused("it tells of files under 's3://lake/else', and the job loads from 's3://lake/in'");
        replace(whole(HEAD + line("1", "I") + line("1", "E"), 2, 0));
        assertRefused("1 file(s) or contents are there more than once");
        String line = line("1", "I");
        String[][] wrong = {
            {line.replace("\"I\"", "\"Q\""), "line 2: no state of a file: Q"},
            {line.replace(":4,", ":-1,"), "the size of 's3://lake/in/1' is -1"},
            {line.replace(":4,", ":4.5,"), "\"size\" is no number"},
            {line.replace(":4,", ":99999999999999999999,"), "\"size\" is no number"},
            {line.replace("in/1", ""), "it names no object"},
            {line.replace("in/1", "\\ud800"), "\"key\" is no Unicode text"},
            {line.replace("in/1", "in/\\u0000"), "\"key\" is no Unicode text, or has a NUL"},
            {line.replace("2002-12-31", "2002-13-31"), "is no moment"},
            {line.replace("2002-12-31", "+99999-12-31"), "is no moment of the years 1 to 9999"},
            {line.replace("\"etag\":\"e\",", ""), "\"etag\" is no text"},
            {line.replace("\"etag\":\"e\"", "\"etag\":\"e\",\"etag\":\"e\""), "it is no JSON"},
            {line.replace("\n", "{}\n"), "it is no JSON"},
            {"[]\n", "it is no JSON object"},
            {"\n", "it is no JSON object"},
            {"{\"bucket\":\"lake\",\"key\":\"in/1\",\"content\":\"x\"}\n", "'x' is no content"},
            {line.replace("\"e\"", "\"" + "e".repeat(70_000) + "\""), "line 2: it has more than 65536 bytes"},
        };
        for (String[] each : wrong) {
            replace(whole(HEAD + each[0], 1, 0));
            assertRefused(each[1]);
        }
        engine.store.delete(ObjectUri.parse("s3://other/l.gz"));
        assertFails(() -> engine.run(IMPORT), "OBJECT_NOT_FOUND", "there is no object 's3://other/l.gz'");
        assertFails(() -> engine.run("COPY JOB IMPORT k FROM 's3://other/l.gz'"), "UNDEFINED_OBJECT", "does not exist");
        assertThat(engine.run(STATES)).isEmpty();
    }

    @Test
    void importsOnceWhateverBecomesOfTheCommit() {
        exportFour();
        elsewhere();
        engine.run(COPY + "JOB CREATE j AUTO OFF BACKFILL");
        engine.commits.loseCommit(CommonError.DISK_FULL);
        assertFails(() -> engine.run(IMPORT), "DISK_FULL", "IMPORT of job");
        assertThat(engine.run(STATES)).isEmpty();
        engine.commits.loseReply();
        engine.run(IMPORT);
        assertThat(engine.commits.over()).isTrue();
        assertThat(told()).contains(" 4 are added ");
        assertThat(engine.run(ACTIONS)).isEqualTo("l.gz|100|4 file(s) added, 0 raised, 0 kept");
        run();
        assertThat(engine.run(TOTALS)).isEqualTo("0|null");
    }

    @Test
    void exportsOnlyWhereNothingIsLostOrLoaded() {
        exportFour();
        assertFails(() -> engine.run(EXPORT), "WRONG_STATE", "there is an object 's3://other/l.gz' already");
        assertFails(
                () -> engine.run("COPY JOB EXPORT j TO 's3://lake/in/l.gz'"),
                "INVALID_PARAMETER",
                "lies under the source of copy job \"j\", which would load it");
        assertFails(() -> engine.run("COPY JOB EXPORT j TO 's3://other/x/'"), "INVALID_PARAMETER", "names no object");
        assertFails(() -> engine.run("COPY JOB EXPORT j TO 's3://none/x'"), "BUCKET_NOT_FOUND", "");
        engine.store.faults().failAlways(StoreCall.PUT, StoreError.ACCESS_DENIED);
        assertFails(() -> engine.run("COPY JOB EXPORT j TO 's3://other/x'"), "ACCESS_DENIED", "");
        engine.store.faults().clear();
        assertThat(engine.store.find(ObjectUri.parse("s3://other/x"))).isEmpty();
    }

    @Test
    void importsAgainAfterTheStoreWasAway() {
        exportFour();
        engine.store.faults().fail(StoreCall.OPEN, 1, StoreError.STORE_AWAY);
        assertFails(() -> engine.run(IMPORT), "STORE_AWAY", "");
        engine.run(IMPORT);
        assertThat(told()).contains(" 4 were known.");
    }

    @Test
    void carriesMany() throws Exception {
        engine.run(COPY + "JOB CREATE j AUTO OFF");
        StringBuilder lines = new StringBuilder(HEAD);
        for (int file = 0; file < 50_000; file++) {
            lines.append(line(Integer.toString(file), "I"));
        }
        engine.store.put(ObjectUri.parse("s3://other/many"), whole(lines.toString(), 50_000, 0));
        engine.run("COPY JOB IMPORT j FROM 's3://other/many'");
        engine.run(EXPORT);
        elsewhere();
        engine.run(COPY + "JOB CREATE j AUTO OFF BACKFILL");
        engine.run(IMPORT);
        assertThat(told()).contains(" 50000 are added ");
        put("17", "1|a\n");
        put("50000", "2|a\n");
        run();
        assertThat(engine.run(TOTALS)).isEqualTo("1|2");
    }

    @Test
    void importsNothingAfterTheJobChangedHands() throws Exception {
        exportFour();
        byte[] bytes = exported();
        Path apart = Files.createDirectory(folder.resolve("two"));
        try (TwoServers servers = new TwoServers(apart, Duration.ofSeconds(60), false);
                TwoServers.Server first = servers.start();
                TwoServers.Server second = servers.start()) {
            first.run("CREATE TABLE t (a int, b varchar(5))");
            first.run(COPY + "JOB CREATE j AUTO OFF BACKFILL");
            servers.store.put(ObjectUri.parse("s3://lake/l.gz"), bytes);
            first.haltAt(LoadStep.BEFORE_COMMIT);
            CompletableFuture<String> imported = CompletableFuture.supplyAsync(() -> {
                try {
                    return first.run("COPY JOB IMPORT j FROM 's3://lake/l.gz'");
                } catch (ForebayException e) {
                    return e.code().name();
                }
            });
            first.awaitHalt();
            second.run(COPY + "JOB ALTER j");
            first.resume();
            assertThat(imported.get(20, TimeUnit.SECONDS)).isEqualTo("LEASE_LOST");
            assertThat(second.run(STATES)).isEmpty();
            second.run("COPY JOB IMPORT j FROM 's3://lake/l.gz'");
            assertThat(second.run("SELECT count(*) FROM forebay.job_file")).isEqualTo("4");
        }
    }
}
