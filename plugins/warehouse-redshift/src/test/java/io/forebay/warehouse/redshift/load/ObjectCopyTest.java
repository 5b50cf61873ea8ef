package io.forebay.warehouse.redshift.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.forebay.spi.format.Compression;
import io.forebay.spi.format.Encoding;
import io.forebay.spi.format.Layout;
import io.forebay.spi.format.ReadOptions;
import io.forebay.spi.format.RejectedRow;
import io.forebay.spi.format.ValueRules;
import io.forebay.spi.store.ObjectUri;
import io.forebay.spi.store.StoredObject;
import io.forebay.spi.warehouse.Column;
import io.forebay.spi.warehouse.ColumnType;
import io.forebay.spi.warehouse.LoadBatch;
import io.forebay.spi.warehouse.ObjectLoad;
import io.forebay.spi.warehouse.ObjectLoadResult;
import io.forebay.spi.warehouse.Table;
import io.forebay.spi.warehouse.TableName;
import io.forebay.spi.warehouse.TypeKind;
import io.forebay.warehouse.redshift.text.CopyText;
import io.forebay.warehouse.redshift.text.SystemViews;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ObjectCopyTest {
    private static final StoredObject A = object("in/a.csv", 10);
    private static final StoredObject B = object("in/b.csv", 10);
    private static final String NAME_A = "s3://lake/in/a.csv";
    private static final String NAME_B = "s3://lake/in/b.csv";
    private static final Table TABLE = new Table(
            new TableName("public", "event"),
            7,
            List.of(Column.of("id", ColumnType.of(TypeKind.INTEGER)), Column.of("name", ColumnType.varchar(20))),
            false);

    private final AnsweringTransport redshift = new AnsweringTransport();

    private static StoredObject object(String key, long size) {
        return new StoredObject(new ObjectUri("s3", "lake", key), size, "e", Instant.EPOCH);
    }

    private static ObjectLoad load(int header, StoredObject... objects) {
        ReadOptions options = new ReadOptions(
                new Layout.Delimited((byte) ','),
                Compression.NONE,
                Encoding.UTF8,
                header,
                ValueRules.DEFAULT,
                Set.of());
        return new ObjectLoad(
                new LoadBatch(1, TABLE, TABLE.columns(), options, List.of(objects)),
                List.of("id"),
                ObjectUri.parse("s3://lake/stage/it's.manifest"),
                "IAM_ROLE 'r' CSV");
    }

    private ObjectLoadResult run(ObjectLoad load, long rows, List<List<Object>> lines) {
        redshift.answer(SystemViews.BEFORE, List.of(List.of(99L, -1L, 1_700_000_000_500_000L)));
        redshift.answer(SystemViews.AFTER, List.of(List.of(500L, rows)));
        redshift.answer(SystemViews.STL.files(), lines);
        return new ObjectCopy(redshift, SystemViews.STL, load).run();
    }

    @Test
    void sendsTheJobsOwnParametersAndTheManifest() {
        run(load(0, A), 2, List.of(List.of(NAME_A, 2L)));
        assertThat(redshift.sent())
                .containsExactly(
                        SystemViews.BEFORE,
                        "COPY \"public\".\"event\" (\"id\") FROM 's3://lake/stage/it''s.manifest' IAM_ROLE 'r' CSV MANIFEST",
                        SystemViews.AFTER,
                        SystemViews.STL.files() + " [500]");
    }

    @Test
    void knowsTheRowsOfEachFileWhenLinesAreRows() {
        assertThat(run(load(0, A, B), 5, List.of(List.of(NAME_A, 2L), List.of(NAME_B, 3L)))
                        .objects())
                .containsExactly(new ObjectLoadResult.OfObject(A, 2, 2), new ObjectLoadResult.OfObject(B, 3, 3));
        assertThat(run(load(1, A, B), 3, List.of(List.of(NAME_A, 2L), List.of(NAME_B, 3L)))
                        .objects())
                .as("headers are lines too")
                .containsExactly(new ObjectLoadResult.OfObject(A, 2, 1), new ObjectLoadResult.OfObject(B, 3, 2));
    }

    @Test
    void saysThatItDoesNotKnowTheRowsOfAFileWhenLinesAreNotRows() {
        ObjectLoadResult result = run(load(0, A, B), 4, List.of(List.of(NAME_A, 2L), List.of(NAME_B, 3L)));
        assertThat(result.rows()).isEqualTo(4);
        assertThat(result.objects()).extracting(ObjectLoadResult.OfObject::rows).containsOnly(ObjectLoadResult.UNKNOWN);
        assertThat(run(load(0, A), 4, List.of(List.of(NAME_A, 9L))).objects())
                .as("one file has them all")
                .containsExactly(new ObjectLoadResult.OfObject(A, 9, 4));
    }

    @Test
    void takesAnEmptyFileThatIsNotTold() {
        StoredObject empty = object("in/empty.csv", 0);
        assertThat(run(load(0, A, empty), 2, List.of(List.of(NAME_A, 2L))).objects())
                .containsExactly(new ObjectLoadResult.OfObject(A, 2, 2), new ObjectLoadResult.OfObject(empty, 0, 0));
    }

    @Test
    void failsWhenTheFilesThatWereReadAreNotThoseOfTheBatch() {
        assertThatThrownBy(() -> run(load(0, A, B), 2, List.of(List.of(NAME_A, 2L))))
                .hasMessageContaining("1 of the 2 files of the load, not of 's3://lake/in/b.csv'; nothing is loaded");
        assertThatThrownBy(() -> run(load(0, A), 2, List.of(List.of(NAME_A, 1L), List.of("s3://lake/in/c.csv", 1L))))
                .hasMessageContaining("has read 's3://lake/in/c.csv', which is not in the load");
    }

    @Test
    void failsWhenNoCopyIsTold() {
        redshift.answer(SystemViews.BEFORE, List.of(List.of(99L, 500L, 0L)));
        redshift.answer(SystemViews.AFTER, List.of(List.of(500L, 3L)));
        assertThatThrownBy(() -> new ObjectCopy(redshift, SystemViews.STL, load(0, A)).run())
                .hasMessageContaining("no COPY behind the one that was sent");
    }

    @Test
    void knowsFilesByNamesThatAreCut() {
        String key = "in/" + "x".repeat(300);
        StoredObject one = object(key + "1", 10);
        StoredObject two = object(key + "2", 10);
        String cut = ("s3://lake/" + key).substring(0, 256);
        assertThat(run(load(0, one, two), 4, List.of(List.of(cut, 4L))).objects())
                .extracting(ObjectLoadResult.OfObject::object)
                .containsExactly(one, two);
    }

    @Test
    void knowsAFileWhoseNameIsCutInsideACharacter() {
        String key = "in/" + "x".repeat(243) + "\u20acy.csv";
        StoredObject one = object(key, 10);
        String whole = "s3://lake/" + key.substring(0, key.indexOf('\u20ac'));
        assertThat(whole).hasSize(256);
        StoredObject inside = object(key.substring(1), 10);
        String shown = "s3://lake/"
                + inside.uri().key().substring(0, inside.uri().key().indexOf('\u20ac'));
        assertThat(shown).hasSize(255);
        assertThat(run(load(0, one), 4, List.of(List.of(whole, 4L))).objects()).hasSize(1);
        assertThat(run(load(0, inside), 4, List.of(List.of(shown, 4L))).objects())
                .hasSize(1);
    }

    @Test
    void tellsAnErrorOnceThatBothCopiesHaveMet() {
        ObjectLoad load = load(0, A, B);
        redshift.answer(SystemViews.BEFORE, List.of(List.of(99L, 7L, 1_700_000_000_500_000L)));
        redshift.fail(CopyText.load(load), "Load into table 'event' failed.  Check 'stl_load_errors' system table");
        ObjectCopy copy = new ObjectCopy(redshift, SystemViews.STL, load);
        assertThatThrownBy(copy::run).hasMessageContaining("stl_load_errors");
        redshift.answer(
                SystemViews.STL.errors(),
                List.of(List.of(NAME_A, 3L, "id", 0L, "x,1", "x", 1207L, "Invalid digit", 8L)),
                List.of());
        assertThat(copy.refused()).hasSize(1);
        assertThat(redshift.sent())
                .as("the second is asked for what is behind the first, whatever pg_last_copy_id tells")
                .contains(SystemViews.STL.errors() + " [99, 8, 2023-11-14T22:13:20]");
    }

    @Test
    void looksForAllBadFilesBehindTheFirstError() {
        ObjectLoad load = load(0, A, B);
        redshift.answer(SystemViews.BEFORE, List.of(List.of(99L, 7L, 1_700_000_000_500_000L)));
        redshift.fail(CopyText.load(load), "Load into table 'event' failed.  Check 'stl_load_errors' system table");
        ObjectCopy copy = new ObjectCopy(redshift, SystemViews.STL, load);
        assertThatThrownBy(copy::run).hasMessageContaining("stl_load_errors");
        List<Object> first = List.of(NAME_A, 3L, "id", 0L, "x,1", "x", 1207L, "Invalid digit", 8L);
        List<Object> second = List.of(NAME_B, 1L, "", -1L, "", "", 1202L, "Extra column(s) found", 9L);
        redshift.answer(SystemViews.STL.errors(), List.of(first), List.of(first, second));
        assertThat(copy.refused())
                .containsExactly(
                        new RejectedRow(A.uri(), 3, TABLE.columns().get(0), 0, "x,1", "x", 1207, "Invalid digit"),
                        new RejectedRow(B.uri(), 1, null, -1, "", "", 1202, "Extra column(s) found"));
        assertThat(redshift.sent()).contains("BEGIN", CopyText.load(load) + " NOLOAD MAXERROR 100000", "ROLLBACK");
        assertThat(redshift.sent()).contains(SystemViews.STL.errors() + " [99, 7, 2023-11-14T22:13:20]");
    }
}
