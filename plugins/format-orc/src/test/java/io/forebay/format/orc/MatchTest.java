package io.forebay.format.orc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.forebay.contract.format.Sampled;
import io.forebay.spi.ForebayException;
import io.forebay.spi.format.ExtraFields;
import io.forebay.spi.format.FormatError;
import io.forebay.spi.format.ReadFlag;
import io.forebay.spi.format.ReadRequest;
import io.forebay.spi.format.RecordPart;
import io.forebay.spi.format.RecordReader;
import io.forebay.spi.format.RecordReaders;
import io.forebay.spi.store.ObjectUri;
import io.forebay.spi.store.StoredObject;
import io.forebay.spi.warehouse.Column;
import io.forebay.spi.warehouse.ColumnType;
import io.forebay.spi.warehouse.TypeKind;
import java.io.ByteArrayInputStream;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Which of a file's columns goes into which of the table. */
class MatchTest {
    private static final ColumnType INTEGER = ColumnType.of(TypeKind.INTEGER);
    private static final byte[] FILE =
            OrcFiles.of("struct<_col0:int,_col1:string,_col2:int>").rows(List.of(1, "a", 10), List.of(2, "b", 20));
    private static final byte[] NAMED =
            OrcFiles.of("struct<Id:int,name:string,n:int>").rows(List.of(1, "a", 10), List.of(2, "b", 20));

    private static void refuses(OrcLoad load, byte[] file, String why) {
        assertThatThrownBy(() -> load.load(file))
                .isInstanceOfSatisfying(ForebayException.class, e -> assertThat(e.is(FormatError.WRONG_SCHEMA))
                        .isTrue())
                .hasMessageContaining(why);
    }

    @Test
    void goesByPositionWhateverNamesAre() {
        assertThat(OrcLoad.of(INTEGER, ColumnType.varchar(5), INTEGER)
                        .load(FILE)
                        .rows())
                .containsExactly(List.of(1L, "a", 10L), List.of(2L, "b", 20L));
    }

    @Test
    void refusesAnotherNumberOfColumns() {
        refuses(OrcLoad.of(INTEGER, ColumnType.varchar(5)), FILE, "Table columns: 2, Data columns: 3");
        OrcLoad more = OrcLoad.of(INTEGER, ColumnType.varchar(5), INTEGER, INTEGER);
        refuses(more, FILE, "Table columns: 4, Data columns: 3");
        assertThat(more.with(ReadFlag.FILLRECORD).load(FILE).rows())
                .containsExactly(Arrays.asList(1L, "a", 10L, null), Arrays.asList(2L, "b", 20L, null));
        refuses(
                OrcLoad.of(INTEGER, ColumnType.varchar(5)).with(ReadFlag.FILLRECORD),
                FILE,
                "Table columns: 2, Data columns: 3");
    }

    @Test
    void goesByNamesUnderAuto() {
        OrcLoad load = OrcLoad.of(
                Column.of("n", INTEGER), Column.of("other", INTEGER), Column.of("name", ColumnType.varchar(9)));
        assertThat(load.by("auto").load(NAMED).rows())
                .containsExactly(Arrays.asList(10L, null, "a"), Arrays.asList(20L, null, "b"));
        OrcLoad upper = OrcLoad.of(Column.of("id", INTEGER), Column.of("n", INTEGER));
        assertThat(upper.by("auto").load(NAMED).rows())
                .containsExactly(Arrays.asList(null, 10L), Arrays.asList(null, 20L));
        assertThat(upper.by("auto ignorecase").load(NAMED).rows()).containsExactly(List.of(1L, 10L), List.of(2L, 20L));
    }

    /** orc-core itself would give both columns the values of one. */
    @Test
    void tellsNamesApartThatDifferByCaseAlone() {
        byte[] file = OrcFiles.of("struct<a:int,A:int>").rows(List.of(1, 2));
        assertThat(OrcLoad.of(INTEGER, INTEGER).load(file).rows()).containsExactly(List.of(1L, 2L));
        assertThat(OrcLoad.of(Column.of("A", INTEGER))
                        .by("auto ignorecase")
                        .load(file)
                        .rows())
                .containsExactly(List.of(2L));
    }

    @Test
    void refusesColumnsThatNoColumnTakesWhereItIsTold() {
        OrcLoad load = OrcLoad.of(Column.of("n", INTEGER)).by("auto");
        refuses(load.with(new ExtraFields(ExtraFields.Policy.ERROR, false)), NAMED, "'Id'");
        assertThat(load.load(NAMED).rows()).hasSize(2);
    }

    @Test
    void tellsColumnsThatNoColumnTakes() {
        ReadRequest request = OrcLoad.of(Column.of("n", INTEGER))
                .by("auto ignorecase")
                .with(new ExtraFields(ExtraFields.Policy.ADD, false))
                .request();
        StoredObject object = new StoredObject(ObjectUri.parse("s3://lake/x"), NAMED.length, "", Instant.EPOCH);
        try (RecordReaders readers = new OrcFormat().open(request);
                RecordReader reader = readers.open(object, new ByteArrayInputStream(NAMED));
                RecordPart part = reader.nextPart()) {
            assertThat(part).isNotNull();
            assertThat(readers.newColumns()).extracting(Column::name).containsExactly("id", "name");
        }
    }

    @Test
    void tellsTheColumnsThatFilesNeed() {
        byte[] wider =
                OrcFiles.of("struct<Id:bigint,name:varchar(10),x:array<int>>").rows(List.of(1, "a", List.of()));
        Sampled byPosition = sample(OrcLoad.of(INTEGER), NAMED, wider);
        assertThat(byPosition.text()).isEqualTo("id bigint, name character varying(65535), n super");
        assertThat(byPosition.remarks()).singleElement().asString().contains("SERIALIZETOJSON");
        Sampled byName = sample(OrcLoad.of(INTEGER).by("auto").with(ReadFlag.SERIALIZETOJSON), NAMED, wider);
        assertThat(byName.text()).isEqualTo("id bigint, name character varying(65535), n integer, x super");
        assertThat(byName.remarks()).singleElement().asString().contains("\"Id\"");
    }

    private static Sampled sample(OrcLoad load, byte[]... files) {
        return Sampled.from(new OrcFormat(), load.request().options(), files);
    }
}
