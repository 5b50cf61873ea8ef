package io.forebay.engine.migrate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.forebay.contract.store.MemoryObjectStore;
import io.forebay.engine.CommitFaults;
import io.forebay.engine.EngineFixture;
import io.forebay.spi.CommonError;
import io.forebay.spi.ForebayException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A job moves from one DuckDB to another, through crashes, lost replies and other servers. */
@Timeout(300)
@SuppressWarnings("NullAway.Init")
class MigrationTest {
    private static final String ROLE = " IAM_ROLE 'arn:aws:iam::123456789012:role/r' ";
    private static final String COPY = "COPY t FROM 's3://lake/in'" + ROLE;
    private static final String TABLE = "CREATE TABLE t (a int, b varchar(5))";
    private static final String JOBS = "SELECT job_name, is_auto FROM forebay.current_job ORDER BY job_name";
    private static final String FILES = "SELECT object_key, state FROM forebay.job_file ORDER BY object_key";

    /** HELD and LEFT. */
    private static final int FROM_COMMITS = 2;

    /** COPIED, RENUMBERED and ARRIVED. */
    private static final int TO_COMMITS = 3;

    private static MigrationFixture template;
    private static MemoryObjectStore lake;
    private static List<String> past;

    private MigrationFixture both;

    /** A job with a file of each state and more of a past; a target with the table and a load of its own. */
    @BeforeAll
    static void load(@TempDir Path folder) {
        template = new MigrationFixture(folder);
        lake = new MemoryObjectStore("lake", "other");
        try (EngineFixture engine = MigrationFixture.engine(template.from(), lake)) {
            engine.run(TABLE);
            lake.put("s3://lake/in/before", "1|a\n");
            engine.run(COPY + "JOB CREATE j AUTO OFF ON DUPLICATE CONTENT SKIP");
            lake.put("s3://lake/in/bad", "x|a\n");
            lake.put("s3://lake/in/good", "2|b\n3|c\n");
            engine.run("COPY JOB SKIP j FILE 's3://lake/in/skipped'");
            engine.run("COPY JOB RUN j");
            lake.put("s3://lake/in/same", "2|b\n3|c\n");
            engine.run("COPY JOB RUN j");
            engine.run(COPY + "DELIMITER ';' JOB ALTER j ON DUPLICATE CONTENT SKIP");
            engine.run(COPY + "JOB ALTER j ON DUPLICATE CONTENT SKIP");
            engine.run("COPY t FROM 's3://lake/in/good'" + ROLE);
        }
        try (EngineFixture engine = MigrationFixture.engine(template.to(), lake)) {
            engine.run(TABLE);
            lake.put("s3://lake/own", "7|o\n");
            engine.run("COPY t FROM 's3://lake/own'" + ROLE);
        }
        past = MigrationFixture.rows(template.from(), history(job(template.from()), "0"));
        MigrationFixture.shut();
    }

    @AfterEach
    void shut() {
        MigrationFixture.shut();
    }

    @BeforeEach
    void copy(@TempDir Path folder) {
        both = template.copy(folder);
    }

    /** Queries of all rows of the job, with the numbers of the ledger that it was in, and whether keys are right. */
    private static String[] history(String job, String shift) {
        List<String> queries = new ArrayList<>();
        for (MovedTable table : MovedTable.values()) {
            StringBuilder sql = new StringBuilder("SELECT '" + table.table() + "'");
            table.columns().forEach(column -> sql.append(", ").append(shown(column, shift)));
            queries.add(sql + " FROM " + table.qualified() + " WHERE job_id = " + job);
        }
        return queries.toArray(String[]::new);
    }

    private static String shown(MovedTable.Moving column, String shift) {
        return switch (column.kind()) {
            case JOB -> "job_id - " + shift;
            case NUMBER -> "CASE WHEN " + column.name() + " = 0 THEN 0 ELSE " + column.name() + " - " + shift + " END";
            case KEY ->
                "sha256(bucket || '/' || object_key)[1:32]"
                        + " = lower(lpad(to_hex(xor(CAST('0x' || replace(CAST(file_key AS VARCHAR), '-', '')[1:16]"
                        + " AS UBIGINT), CAST(job_id AS UBIGINT))), 16, '0'))"
                        + " || replace(CAST(file_key AS VARCHAR), '-', '')[17:32]";
            case TABLE -> column.name() + " > 0";
            default -> column.name();
        };
    }

    private static String job(Path folder) {
        return MigrationFixture.rows(folder, "SELECT max(job_id) FROM forebay.job")
                .get(0);
    }

    /** The job is at work in the target alone, with all that it had. */
    private void assertMoved() {
        assertThat(MigrationFixture.rows(both.from(), JOBS)).isEmpty();
        String shift = "(SELECT max(job_id) - " + past.get(0).split("\\|", -1)[1] + " FROM forebay.job)";
        List<String> after = MigrationFixture.rows(both.to(), history("(SELECT max(job_id) FROM forebay.job)", shift));
        past.forEach(row -> assertThat(after.remove(row)).as(row).isTrue());
        // What is left is what the moves themselves have written.
        assertThat(after).allMatch(row -> row.matches("(?s)job_(state|message)\\|.*"));
        assertThat(MigrationFixture.rows(both.to(), JOBS, "SELECT count(*) FROM forebay.job"))
                .containsExactly("j|false", "1");
    }

    private void assertAtWorkAtMostOnce() {
        assertThat(MigrationFixture.rows(both.from(), JOBS).size()
                        + MigrationFixture.rows(both.to(), JOBS).size())
                .isLessThanOrEqualTo(1);
    }

    private void loadsOnlyWhatIsNew() {
        lake.put("s3://lake/in/new", "9|n\n");
        try (EngineFixture target = MigrationFixture.engine(both.to(), lake)) {
            target.run("COPY JOB RUN j");
            target.run("COPY JOB RUN j");
            assertThat(target.run("SELECT a, b FROM t ORDER BY a")).isEqualTo("7|o\n9|n");
        } finally {
            lake.delete(lake.find(io.forebay.spi.store.ObjectUri.parse("s3://lake/in/new"))
                    .orElseThrow()
                    .uri());
        }
    }

    private static void assertFails(ForebayException e, CommonError code, String message) {
        assertThat(e.code().name()).isEqualTo(code.name());
        assertThat(e).hasMessageContaining(message);
    }

    private ForebayException failure() {
        return catchThrowableOfType(ForebayException.class, () -> both.move("j"));
    }

    @Test
    void movesAllThatTheLedgerHoldsAndLoadsNothingAgain() {
        assertThat(past.stream().map(row -> row.replaceFirst("(?s)\\|.*", "")).distinct())
                .contains("job_file", "job_action", "job_content", "job_duplicate", "load", "load_file", "load_error");
        assertThat(past)
                .filteredOn(row -> row.startsWith("job_file|"))
                .hasSize(5)
                .allMatch(row -> row.split("\\|", -1)[2].equals("true"));
        Moved moved = both.move("j");
        assertMoved();
        assertThat(Long.toString(moved.toId())).isEqualTo(job(both.to()));
        assertThat(moved.toId()).isEqualTo(moved.fromId() + moved.shift());
        assertThat(moved.summary()).isEqualTo("5 files that it is done with, 2 loads of 1 file, 1 error, 2 repairs");
        loadsOnlyWhatIsNew();
    }

    @Test
    void keepsAutomaticWhatWasAutomatic() {
        execute(both.from(), "UPDATE forebay.job_state SET is_auto = true");
        both.haltAt(MoveStep.HELD);
        assertThatThrownBy(() -> both.move("j")).isInstanceOf(MigrationFixture.Halt.class);
        assertThat(MigrationFixture.rows(both.from(), JOBS)).containsExactly("j|false");
        assertThat(both.move("j").auto()).isTrue();
        assertThat(MigrationFixture.rows(both.to(), JOBS)).containsExactly("j|true");
        try (EngineFixture target = MigrationFixture.engine(both.to(), lake)) {
            lake.put("s3://lake/in/z", "5|z\n");
            target.await("SELECT count(*) FROM t WHERE a = 5", "1");
            target.run("COPY JOB DROP j");
            lake.delete(io.forebay.spi.store.ObjectUri.parse("s3://lake/in/z"));
        }
    }

    private static void execute(Path folder, String sql) {
        MigrationFixture.execute(folder, sql);
    }

    @Test
    void movesAllColumnsOfAllTablesThatTellOfJobs() {
        List<String> moved = new ArrayList<>();
        for (MovedTable table : MovedTable.values()) {
            table.columns().forEach(column -> moved.add(table.table() + "|" + column.name()));
        }
        List<String> there = MigrationFixture.rows(
                both.from(),
                "SELECT c.table_name, c.column_name FROM information_schema.columns c"
                        + " JOIN information_schema.tables t ON t.table_name = c.table_name"
                        + " AND t.table_schema = c.table_schema WHERE c.table_schema = 'forebay'"
                        + " AND t.table_type = 'BASE TABLE' AND c.table_name NOT IN ('job_lease', 'job_move', 'job_signal')"
                        + " AND c.table_name IN (SELECT table_name FROM information_schema.columns"
                        + " WHERE table_schema = 'forebay' AND column_name = 'job_id') ORDER BY c.ordinal_position");
        List<String> inOrder = there.stream()
                .sorted((one, other) -> Integer.compare(place(one), place(other)))
                .toList();
        assertThat(moved).isEqualTo(inOrder);
    }

    private static int place(String row) {
        return MovedTable.valueOf(row.replaceFirst("\\|.*", "").toUpperCase(Locale.ROOT))
                .ordinal();
    }

    @ParameterizedTest
    @EnumSource(MoveStep.class)
    void goesOnWhereItWasKilled(MoveStep step) {
        both.haltAt(step);
        assertThatThrownBy(() -> both.move("j")).isInstanceOf(MigrationFixture.Halt.class);
        assertAtWorkAtMostOnce();
        if (step == MoveStep.ARRIVED) {
            assertThat(both.plan("j").get(0).stage()).isEqualTo(Plan.Stage.DONE);
        } else {
            assertThat(both.plan("j").get(0).trouble()).isEmpty();
            both.move("j");
        }
        assertMoved();
    }

    @ParameterizedTest
    @EnumSource(names = {"NUMBERED", "BEFORE_COPIED", "COPIED", "LEFT"})
    void goesOnWhereItWasKilledAgain(MoveStep step) {
        both.haltAt(MoveStep.COPIED);
        assertThatThrownBy(() -> both.move("j")).isInstanceOf(MigrationFixture.Halt.class);
        // Somebody runs the job where it is, so that the copy is worth nothing.
        execute(both.from(), "UPDATE forebay.job_lease SET holder = '', fence = fence + 1");
        both.haltAt(step);
        assertThatThrownBy(() -> both.move("j")).isInstanceOf(MigrationFixture.Halt.class);
        assertAtWorkAtMostOnce();
        both.move("j");
        assertMoved();
    }

    @Test
    void findsOutWhatBecameOfCommitsWithoutReply(@TempDir Path folder) {
        for (boolean durable : List.of(true, false)) {
            for (int commit = 0; commit < FROM_COMMITS + TO_COMMITS; commit++) {
                both = template.copy(folder.resolve(durable + "-" + commit));
                boolean struck = commit < FROM_COMMITS
                        ? movedWithFault(durable, both.fromCommits, commit)
                        : movedWithFault(durable, both.toCommits, commit - FROM_COMMITS);
                assertThat(struck).isTrue();
            }
        }
        both = template.copy(folder.resolve("unhurt"));
        both.fromCommits.pass(FROM_COMMITS);
        both.toCommits.pass(TO_COMMITS);
        both.fromCommits.loseReply();
        both.toCommits.loseReply();
        both.move("j");
        assertThat(both.fromCommits.clear())
                .as("a commit that is not tried above")
                .isFalse();
        assertThat(both.toCommits.clear())
                .as("a commit that is not tried above")
                .isFalse();
    }

    /** @return whether there were so many commits */
    private boolean movedWithFault(boolean durable, CommitFaults faults, int commit) {
        both.faults = () -> {
            faults.pass(commit);
            if (durable) {
                faults.loseReply();
            } else {
                faults.loseCommit(CommonError.CONNECTION_LOST);
            }
        };
        ForebayException e = failure();
        boolean struck = faults.clear();
        both.faults = () -> {};
        if (e != null) {
            assertAtWorkAtMostOnce();
            both.move("j");
        }
        assertMoved();
        return struck;
    }

    @ParameterizedTest
    @EnumSource(names = {"LEFT", "RENUMBERED", "ARRIVED"})
    void isEndedByAnotherRun(MoveStep wanted) {
        both.meanwhile = (step, warehouses) -> {
            if (step == wanted) {
                both.meanwhile = (ignored, none) -> {};
                if (step == MoveStep.ARRIVED) {
                    assertThat(both.plan("j").get(0).stage()).isEqualTo(Plan.Stage.DONE);
                } else {
                    both.move("j");
                }
            }
        };
        assertThat(both.move("j").auto()).isFalse();
        assertMoved();
        assertThat(MigrationFixture.rows(both.to(), "SELECT step FROM forebay.job_move ORDER BY step"))
                .containsExactly("ARRIVED", "COPIED", "RENUMBERED");
    }

    @Test
    void keepsAJobThatSomebodyRunsWhileItMoves() {
        both.meanwhile = (step, warehouses) -> {
            if (step == MoveStep.COPIED) {
                MigrationFixture.execute(
                        warehouses.from(), "UPDATE forebay.job_lease SET holder = 'other', fence = fence + 1");
            }
        };
        assertFails(failure(), CommonError.LEASE_LOST, "was run or altered in duckdb:from");
        assertThat(MigrationFixture.rows(both.from(), JOBS)).containsExactly("j|false");
        assertThat(MigrationFixture.rows(both.to(), FILES)).isEmpty();
        both.meanwhile = (step, warehouses) -> {};
        both.move("j");
        assertMoved();
    }

    /** It was automatic, and is so again, unless somebody has said otherwise. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void isAsItWasWhenItStays(boolean altered) {
        execute(both.from(), "UPDATE forebay.job_state SET is_auto = true");
        both.meanwhile = (step, warehouses) -> {
            if (step == MoveStep.COPIED) {
                MigrationFixture.execute(
                        warehouses.from(), "UPDATE forebay.job_lease SET holder = 'other', fence = fence + 1");
                if (altered) {
                    MigrationFixture.execute(
                            warehouses.from(),
                            "INSERT INTO forebay.job_state SELECT job_id, change_id + 1, false, false, changed FROM"
                                    + " forebay.job_state ORDER BY change_id DESC LIMIT 1");
                }
            }
        };
        assertFails(failure(), CommonError.LEASE_LOST, "was run or altered in duckdb:from");
        assertThat(MigrationFixture.rows(both.from(), JOBS)).containsExactly("j|" + !altered);
        assertThat(MigrationFixture.rows(both.from(), "SELECT holder FROM forebay.job_lease"))
                .containsExactly("other");
    }

    @Test
    void goesOnWhereItIsWhenItCannotBeCopied() {
        execute(both.from(), "UPDATE forebay.job_state SET is_auto = true");
        boolean[] once = {true};
        both.steps = step -> {
            if (step == MoveStep.BEFORE_COPIED && once[0]) {
                once[0] = false;
                throw new ForebayException(CommonError.DISK_FULL, "the disk is full");
            }
        };
        assertFails(failure(), CommonError.DISK_FULL, "the disk is full");
        assertThat(MigrationFixture.rows(both.from(), JOBS)).containsExactly("j|true");
        assertThat(MigrationFixture.rows(both.to(), FILES)).isEmpty();
        assertThat(both.move("j").auto()).isTrue();
    }

    @Test
    void refusesAJobWhoseNameIsTaken() {
        try (EngineFixture target = MigrationFixture.engine(both.to(), lake)) {
            target.run("COPY t FROM 's3://other/x'" + ROLE + "JOB CREATE j AUTO OFF");
        }
        assertThat(both.plan("j").get(0).trouble())
                .hasValueSatisfying(e -> assertThat(e).hasMessageContaining("exists"));
        assertFails(failure(), CommonError.DUPLICATE_OBJECT, "copy job \"j\" exists in the warehouse");
        assertThat(MigrationFixture.rows(both.from(), JOBS)).containsExactly("j|false");
    }

    @Test
    void arrivesWhenANameIsFreeAgain() {
        both.haltAt(MoveStep.LEFT);
        assertThatThrownBy(() -> both.move("j")).isInstanceOf(MigrationFixture.Halt.class);
        try (EngineFixture target = MigrationFixture.engine(both.to(), lake)) {
            target.run("COPY t FROM 's3://other/x'" + ROLE + "JOB CREATE j AUTO OFF");
            assertThat(both.steps).isSameAs(MoveStep.Listener.NONE);
        }
        assertFails(failure(), CommonError.DUPLICATE_OBJECT, "copy job \"j\" exists in the warehouse");
        try (EngineFixture target = MigrationFixture.engine(both.to(), lake)) {
            target.run("COPY JOB DROP j");
        }
        assertThat(both.plan()).singleElement().satisfies(plan -> assertThat(plan.stage())
                .isEqualTo(Plan.Stage.HALF));
        both.move("j");
        assertThat(MigrationFixture.rows(both.to(), JOBS)).containsExactly("j|false");
        loadsOnlyWhatIsNew();
    }

    @Test
    void refusesATargetWithoutTheTableOrItsColumns() {
        execute(both.to(), "ALTER TABLE public.t RENAME TO u");
        assertFails(failure(), CommonError.UNDEFINED_TABLE, "\"public.t\" does not exist");
        execute(both.to(), "CREATE TABLE public.t (a INTEGER, b VARCHAR, c INTEGER NOT NULL)");
        execute(
                both.from(),
                "UPDATE forebay.job_definition SET copy_text = replace(copy_text, 'COPY t', 'COPY t (a)')");
        assertFails(failure(), CommonError.NOT_NULL_VIOLATION, "\"c\" is NOT NULL");
        assertThat(MigrationFixture.rows(both.from(), "SELECT count(*) FROM forebay.job_move"))
                .containsExactly("0");
    }

    @Test
    void refusesWhatIsNoJobAndAWarehouseWithoutLedger(@TempDir Path empty) {
        assertThat(both.plan("k").get(0).trouble())
                .hasValueSatisfying(e -> assertThat(e).hasMessage("copy job \"k\" does not exist"));
        MigrationFixture none = new MigrationFixture(empty);
        assertThatThrownBy(() -> none.plan()).hasMessageContaining("there is no ledger");
        assertThatThrownBy(() -> none.move("j")).hasMessageContaining("there is no ledger");
        assertThat(MigrationFixture.rows(
                        none.from(),
                        "SELECT count(*) FROM information_schema.tables WHERE table_catalog = current_database()"))
                .containsExactly("0");
    }

    @Test
    void tellsWhereAJobHasLeftFor(@TempDir Path folder) {
        both.move("j");
        assertThat(both.plan()).isEmpty();
        MigrationFixture third = template.copy(folder);
        MigrationFixture wrong = new MigrationFixture(both.from(), third.to());
        assertThat(wrong.plan("j").get(0).trouble())
                .hasValueSatisfying(e -> assertThat(e).hasMessageContaining("has left for duckdb:to"));
    }

    @Test
    void plansAndWritesNothing(@TempDir Path empty) {
        String[] all = {
            "SELECT * FROM forebay.counter",
            "SELECT * FROM forebay.job_lease",
            "SELECT * FROM forebay.job_state ORDER BY change_id",
            "SELECT * FROM forebay.server",
            "SELECT * FROM forebay.job_message",
            "SELECT table_schema, table_name FROM information_schema.tables WHERE table_catalog = current_database()"
                    + " ORDER BY 1, 2"
        };
        execute(both.to(), "ALTER TABLE public.t ALTER a TYPE BIGINT");
        List<String> before = MigrationFixture.rows(both.from(), all);
        List<String> there = MigrationFixture.rows(both.to(), all);
        Plan plan = both.plan().get(0);
        assertThat(both.plan("j", "j")).hasSize(1);
        assertThat(MigrationFixture.rows(both.from(), all)).isEqualTo(before);
        assertThat(MigrationFixture.rows(both.to(), all)).isEqualTo(there);
        MigrationFixture toEmpty = new MigrationFixture(both.from(), empty);
        execute(toEmpty.to(), "CREATE SCHEMA public");
        execute(toEmpty.to(), "CREATE TABLE public.t (a int, b varchar(5))");
        assertThat(toEmpty.plan().get(0).trouble()).isEmpty();
        assertThat(MigrationFixture.rows(toEmpty.to(), all[all.length - 1])).containsExactly("public|t");
        assertThat(plan.trouble()).isEmpty();
        assertThat(plan.summary()).startsWith("5 files that it is done with, ");
        assertThat(plan.notes()).anyMatch(note -> note.contains("\"a\" of table public.t is integer in the first"));
        assertThat(MigrationFixture.rows(both.from(), "SELECT count(*) FROM forebay.job_move"))
                .containsExactly("0");
    }

    @Test
    void takesNoJobFromARunThatLives() {
        both.haltAt(MoveStep.COPIED);
        assertThatThrownBy(() -> both.move("j")).isInstanceOf(MigrationFixture.Halt.class);
        execute(both.from(), "UPDATE forebay.server SET seen = seen + INTERVAL '1 hour'");
        both.alive = true;
        both.lease = Duration.ofMillis(300);
        assertFails(failure(), CommonError.WRONG_STATE, "is being moved to duckdb:to by the process on ");
        both.alive = false;
        both.move("j");
        assertMoved();
    }
}
