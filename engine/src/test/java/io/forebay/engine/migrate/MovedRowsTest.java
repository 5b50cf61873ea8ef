package io.forebay.engine.migrate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.forebay.contract.store.MemoryObjectStore;
import io.forebay.engine.EngineFixture;
import io.forebay.spi.CommonError;
import io.forebay.spi.ForebayException;
import io.forebay.spi.store.ObjectUri;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Rows of users' tables that are where a job comes to tell of its loads by the numbers that they have there. */
@Timeout(120)
@SuppressWarnings("NullAway.Init")
class MovedRowsTest {
    private static final String ROLE = " IAM_ROLE 'arn:aws:iam::123456789012:role/r' ";
    private static final String TABLE = "CREATE TABLE t (a int, load_id bigint, file varchar(1024))";
    private static final String COPY =
            "COPY t (a) FROM 's3://lake/in/'" + ROLE + "LINEAGE (LOAD_ID load_id, FILE file) ";
    private static final String REJECTING = "REJECTS INTO r ";
    private static final String ROWS = "SELECT a, load_id, file FROM public.t ORDER BY a, load_id";
    private static final String REJECTS =
            "SELECT reject_id, job_id, load_id, file_name FROM public.r ORDER BY reject_id";

    private final MemoryObjectStore lake = new MemoryObjectStore("lake", "other");

    @TempDir
    Path folder;

    private MigrationFixture both;

    @BeforeEach
    void open() {
        both = new MigrationFixture(folder);
    }

    @AfterEach
    void shut() {
        MigrationFixture.shut();
    }

    private static void execute(Path warehouse, String... sql) {
        for (String each : sql) {
            MigrationFixture.execute(warehouse, each);
        }
    }

    private void run(Path warehouse, String... sql) {
        try (EngineFixture engine = MigrationFixture.engine(warehouse, lake)) {
            for (String each : sql) {
                engine.run(each);
            }
        }
    }

    private String tell(Path warehouse, String before, String query) {
        try (EngineFixture engine = MigrationFixture.engine(warehouse, lake)) {
            engine.run(before);
            return engine.run(query);
        }
    }

    /** A job has loaded two files. @return the number of its load */
    private long load(String copyOptions, String jobOptions) {
        run(both.from(), TABLE, COPY + copyOptions + "JOB CREATE j AUTO OFF " + jobOptions);
        lake.put("s3://lake/in/one", "1\n2\n");
        lake.put("s3://lake/in/two", copyOptions.equals(REJECTING) ? "3\nx\n" : "3\n");
        run(both.from(), "COPY JOB RUN j");
        run(both.to(), TABLE);
        return number(both.from(), "SELECT max(load_id) FROM public.t");
    }

    private static long number(Path warehouse, String sql) {
        return Long.parseLong(MigrationFixture.rows(warehouse, sql).get(0));
    }

    /** What a user does who copies a table. */
    private void copyRows() {
        for (String row : MigrationFixture.rows(both.from(), ROWS)) {
            String[] values = row.split("\\|", -1);
            execute(
                    both.to(),
                    "INSERT INTO public.t VALUES (" + values[0] + ", " + values[1] + ", '" + values[2] + "')");
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void haveTheNewNumbersOfLoads(boolean toPostgresql) {
        MigrationFixture.onPostgresql(toPostgresql ? both.to() : both.from());
        long load = load(REJECTING, "");
        copyRows();
        // Another job here has a load of the same number that has brought the same file; a row without a load, one of
        // none.
        execute(
                both.to(),
                "INSERT INTO forebay.load_file SELECT " + load + ", 7, 'lake', 'in/two', 1, '', now(), 1, 1, 0, now(),"
                        + " now()",
                "INSERT INTO public.t VALUES (4, NULL, 's3://lake/in/one'), (5, 77, 's3://lake/in/one'), (6, " + load
                        + ", 's3://other/in/one')");
        run(both.to(), "CREATE TABLE r AS SELECT * FROM (SELECT " + rejected(load) + ") x");
        Moved moved = both.move("j");
        long now = load + moved.shift();
        assertThat(MigrationFixture.rows(both.to(), ROWS))
                .containsExactly(
                        "1|" + now + "|s3://lake/in/one",
                        "2|" + now + "|s3://lake/in/one",
                        "3|" + load + "|s3://lake/in/two",
                        "4|null|s3://lake/in/one",
                        "5|77|s3://lake/in/one",
                        "6|" + load + "|s3://other/in/one");
        assertThat(moved.notes())
                .containsExactly(
                        "2 rows of table public.t got the new numbers of loads",
                        "1 row of table public.r got the new numbers of loads");
        assertThat(MigrationFixture.rows(both.to(), "SELECT message FROM forebay.job_message"))
                .contains("2 rows of table public.t got the new numbers of loads");
        assertThat(MigrationFixture.rows(both.to(), REJECTS))
                .containsExactly((1000 + moved.shift()) + "|" + moved.toId() + "|" + now + "|s3://lake/in/two");
        assertThat(tell(both.to(), "COPY JOB REMOVE j FILE 's3://lake/in/one'", "SELECT a FROM t ORDER BY a"))
                .isEqualTo("3\n4\n5\n6");
        execute(both.to(), "UPDATE public.r SET raw_record = '33'");
        assertThat(tell(both.to(), "COPY JOB REPLAY j", "SELECT a FROM t ORDER BY a"))
                .isEqualTo("3\n4\n5\n6\n33");
    }

    private String rejected(long load) {
        return "CAST(1000 AS BIGINT) reject_id, CAST("
                + number(both.from(), "SELECT max(job_id) FROM forebay.job")
                + " AS BIGINT) job_id, CAST('j' AS varchar(256)) job_name, CAST('s3://lake/in/two' AS varchar(1280))"
                + " file_name, CAST('' AS varchar(256)) file_etag, CAST(2 AS BIGINT) line_number, CAST(0 AS INTEGER)"
                + " position, CAST(1207 AS INTEGER) error_code, CAST('bad' AS varchar(256)) error_message, CAST('a' AS"
                + " varchar(128)) column_name, CAST('x' AS varchar(65535)) raw_record, true raw_complete,"
                + " CAST('2026-01-01' AS TIMESTAMP) recorded, CAST(" + load + " AS BIGINT) load_id";
    }

    @Test
    void cannotTellOfLoadsWhereTheWarehouseReadsFilesItself() {
        load("", "");
        both.staging = Optional.of(ObjectUri.parse("s3://lake/staging/"));
        assertThat(both.plan("j").get(0).trouble())
                .hasValueSatisfying(e -> assertThat(e).hasMessageContaining("LINEAGE is not supported here"));
        assertThatThrownBy(() -> both.move("j")).hasMessageContaining("LINEAGE is not supported here");
        assertThat(MigrationFixture.rows(both.from(), "SELECT count(*) FROM forebay.job_move"))
                .containsExactly("0");
    }

    @Test
    void keepANumberOfNoLoad() {
        load(REJECTING, "");
        run(both.to(), "CREATE TABLE r AS SELECT * FROM (SELECT " + rejected(0) + ") x");
        Moved moved = both.move("j");
        assertThat(MigrationFixture.rows(both.to(), REJECTS))
                .containsExactly((1000 + moved.shift()) + "|" + moved.toId() + "|0|s3://lake/in/two");
    }

    @Test
    void areFoundByTheirLoadAlone() {
        run(
                both.from(),
                TABLE,
                "COPY t (a) FROM 's3://lake/in/'" + ROLE + "LINEAGE (LOAD_ID load_id) JOB CREATE j AUTO OFF");
        lake.put("s3://lake/in/one", "1\n2\n");
        run(both.from(), "COPY JOB RUN j");
        run(both.to(), TABLE);
        long load = number(both.from(), "SELECT max(load_id) FROM public.t");
        execute(both.to(), "INSERT INTO public.t VALUES (1, " + load + ", NULL), (2, 77, NULL)");
        Moved moved = both.move("j");
        assertThat(MigrationFixture.rows(both.to(), ROWS))
                .containsExactly("1|" + (load + moved.shift()) + "|null", "2|77|null");
    }

    /** Each row once: the number that one gets is the one that another had. */
    @Test
    void haveNumbersThatOverlap() {
        long load = load("", "");
        long shift = number(both.to(), "SELECT last_id + 10000 FROM forebay.counter");
        execute(
                both.from(),
                "INSERT INTO forebay.load_file SELECT " + (load + shift) + ", job_id, bucket, object_key, 1, '', now(),"
                        + " 1, 1, 0, now(), now() FROM forebay.load_file WHERE object_key = 'in/one'",
                "UPDATE forebay.counter SET last_id = " + (load + shift));
        execute(
                both.to(),
                "INSERT INTO public.t VALUES (1, " + load + ", 's3://lake/in/one'), (2, " + (load + shift)
                        + ", 's3://lake/in/one')");
        assertThat(both.move("j").shift()).isEqualTo(shift);
        assertThat(MigrationFixture.rows(both.to(), ROWS))
                .containsExactly(
                        "1|" + (load + shift) + "|s3://lake/in/one", "2|" + (load + 2 * shift) + "|s3://lake/in/one");
    }

    /** A job that comes back finds the rows that it has loaded here before it went away. */
    @Test
    void areTheJobsAgainWhenItComesBack() {
        MigrationFixture.onPostgresql(both.to());
        long load = load("", "ON CHANGE REPLACE");
        Moved away = both.move("j");
        lake.put("s3://lake/in/three", "7\n");
        run(both.to(), "COPY JOB RUN j");
        String[] row = MigrationFixture.rows(both.to(), ROWS).get(0).split("\\|", -1);
        execute(both.from(), "INSERT INTO public.t VALUES (7, " + row[1] + ", '" + row[2] + "')");
        MigrationFixture back = new MigrationFixture(both.to(), both.from());
        Moved moved = back.move("j");
        long now = load + away.shift() + moved.shift();
        assertThat(MigrationFixture.rows(back.to(), ROWS))
                .containsExactly(
                        "1|" + now + "|s3://lake/in/one",
                        "2|" + now + "|s3://lake/in/one",
                        "3|" + now + "|s3://lake/in/two",
                        "7|" + (Long.parseLong(row[1]) + moved.shift()) + "|s3://lake/in/three");
        lake.put("s3://lake/in/one", "11\n");
        assertThat(tell(back.to(), "COPY JOB RUN j", "SELECT a FROM t ORDER BY a"))
                .isEqualTo("3\n7\n11");
        assertThat(MigrationFixture.rows(back.from(), "SELECT count(*) FROM forebay.current_job"))
                .containsExactly("0");
        // And once more.
        both.move("j");
        assertThat(MigrationFixture.rows(both.from(), "SELECT count(*) FROM forebay.current_job"))
                .containsExactly("0");
        assertThat(tell(both.to(), "COPY JOB RUN j", "SELECT a FROM t ORDER BY a"))
                .isEqualTo("7");
    }

    /** Rows that came after the ledger tell of loads that it does not know. */
    @Test
    void areReplacedWhenTheyCameLater() {
        load("", "ON CHANGE REPLACE");
        both.move("j");
        copyRows();
        run(both.to(), "COPY t (a) FROM 's3://lake/in/one'" + ROLE + "LINEAGE (LOAD_ID load_id, FILE file)");
        lake.put("s3://lake/in/one", "11\n");
        assertThat(tell(both.to(), "COPY JOB RUN j", "SELECT a FROM t ORDER BY a"))
                .isEqualTo("1\n2\n3\n11");
    }

    @Test
    void areLookedAtBeforeTheJobLeaves() {
        MigrationFixture.onPostgresql(both.to());
        long load = load("", "");
        execute(
                both.to(),
                "DO $$ BEGIN CREATE ROLE mover LOGIN; EXCEPTION WHEN duplicate_object THEN NULL; END $$",
                "GRANT USAGE ON SCHEMA forebay, public TO mover",
                "GRANT SELECT, INSERT ON ALL TABLES IN SCHEMA forebay TO mover",
                "GRANT UPDATE ON forebay.counter, forebay.server, forebay.job_lease, forebay.job_owed TO mover",
                "GRANT DELETE ON forebay.server, forebay.job_signal, forebay.job_file, forebay.job_content,"
                        + " forebay.job_owed TO mover",
                "GRANT SELECT, INSERT ON public.t TO mover");
        MigrationFixture.as("mover", both.to());
        assertThat(both.plan("j").get(0).trouble()).isEmpty();
        execute(both.to(), "INSERT INTO public.t VALUES (1, " + load + ", 's3://lake/in/one')");
        assertThat(both.plan("j").get(0).trouble())
                .hasValueSatisfying(e -> assertThat(e).hasMessageContaining("permission denied for table t"));
        assertThatThrownBy(() -> both.move("j"))
                .isInstanceOfSatisfying(ForebayException.class, e -> assertThat(e.is(CommonError.NOT_ALLOWED))
                        .isTrue());
        assertThat(MigrationFixture.rows(both.from(), "SELECT count(*) FROM forebay.job_move"))
                .containsExactly("0");
        MigrationFixture.as("postgres", both.to());
        execute(both.to(), "GRANT UPDATE ON public.t TO mover");
        MigrationFixture.as("mover", both.to());
        Moved moved = both.move("j");
        assertThat(MigrationFixture.rows(both.to(), ROWS))
                .containsExactly("1|" + (load + moved.shift()) + "|s3://lake/in/one");
    }
}
