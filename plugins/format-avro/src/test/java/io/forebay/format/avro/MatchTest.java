package io.forebay.format.avro;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.forebay.spi.ForebayException;
import io.forebay.spi.format.FormatError;
import io.forebay.spi.format.RejectedRow;
import io.forebay.spi.warehouse.Column;
import io.forebay.spi.warehouse.ColumnType;
import io.forebay.spi.warehouse.TypeKind;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.file.CodecFactory;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Which value goes into which column. SOURCE: Amazon Redshift Database Developer Guide, "COPY from Avro format" and
 * "COPY from JSON format".
 */
class MatchTest {
    private static final Schema CATEGORY = Files.parse(
            """
            {'name': 'category', 'type': 'record', 'fields': [
                {'name': 'catid', 'type': 'int'}, {'name': 'catgroup', 'type': 'string'},
                {'name': 'catname', 'type': 'string'}, {'name': 'catdesc', 'type': 'string'}]}""");

    /** The guide's shape of nested data: the names of the inner types are in no path. */
    private static final Schema PERSON = Files.parse(
            """
            {'name': 'person', 'type': 'record', 'fields': [
                {'name': 'id', 'type': 'int'},
                {'name': 'guid', 'type': 'string'},
                {'name': 'friends', 'type': ['null', {'type': 'array', 'items': {
                    'name': 'inner_type', 'type': 'record', 'fields': [
                        {'name': 'id', 'type': 'int'},
                        {'name': 'name', 'type': 'string'},
                        {'name': 'tags', 'type': {'type': 'map', 'values': 'string'}}]}}]}]}""");

    private static final Column ID = Column.of("id", ColumnType.of(TypeKind.INTEGER));
    private static final Column NAME = Column.of("name", ColumnType.varchar(30));

    private static byte[] category() {
        GenericRecord record = new GenericData.Record(CATEGORY);
        record.put("catid", 1);
        record.put("catgroup", "Sports");
        record.put("catname", "MLB");
        record.put("catdesc", "Major League Baseball");
        return Files.write(CATEGORY, CodecFactory.nullCodec(), List.of(record));
    }

    private static GenericRecord friend(int id, String name) {
        GenericRecord friend = new GenericData.Record(
                PERSON.getField("friends").schema().getTypes().get(1).getElementType());
        friend.put("id", id);
        friend.put("name", name);
        friend.put("tags", Map.of("city", name + "ville", "x", "y"));
        return friend;
    }

    private static byte[] person(GenericRecord... friends) {
        GenericRecord person = new GenericData.Record(PERSON);
        person.put("id", 7);
        person.put("guid", "g-7");
        person.put("friends", friends.length == 0 ? null : List.of(friends));
        return Files.write(PERSON, CodecFactory.nullCodec(), List.of(person));
    }

    private static Column text(String name) {
        return Column.of(name, ColumnType.varchar(200));
    }

    @Test
    void matchesFieldsToColumnsOfTheSameNameWhateverTheirOrder() {
        assertThat(AvroLoad.of(text("catdesc"), Column.of("catid", ColumnType.of(TypeKind.SMALLINT)), text("catname"))
                        .load(category())
                        .rows())
                .containsExactly(List.of("Major League Baseball", 1L, "MLB"));
    }

    @Test
    void ignoresFieldsWithoutAColumnAndFillsColumnsWithoutAFieldWithNull() {
        assertThat(AvroLoad.of(text("catname"), text("nothing"))
                        .load(category())
                        .rows())
                .containsExactly(Arrays.asList("MLB", null));
        RejectedRow rejected = AvroLoad.of(text("catname"), text("nothing"))
                .notNull()
                .load(category())
                .onlyRejected();
        assertThat(rejected.code()).isEqualTo(1213);
        assertThat(rejected.column()).isNotNull().extracting(Column::name).isEqualTo("nothing");
    }

    @Test
    void looksAtTheCaseOfNamesUnlessToldNotTo() {
        Schema upper = Files.parse(
                """
                {'name': 'r', 'type': 'record', 'fields': [
                    {'name': 'CATID', 'type': 'int'}, {'name': 'CatName', 'type': 'string'}]}""");
        GenericRecord record = new GenericData.Record(upper);
        record.put("CATID", 4);
        record.put("CatName", "NBA");
        byte[] file = Files.write(upper, CodecFactory.nullCodec(), List.of(record));
        AvroLoad load = AvroLoad.of(Column.of("catid", ColumnType.of(TypeKind.INTEGER)), text("catname"));
        assertThat(load.load(file).rows()).containsExactly(Arrays.asList(null, null));
        assertThat(load.by("auto ignorecase").load(file).rows()).containsExactly(List.of(4L, "NBA"));
    }

    @Test
    void prefersTheFieldOfExactlyTheNameWhenCaseIsIgnored() {
        Schema both = Files.parse(
                """
                {'name': 'r', 'type': 'record', 'fields': [
                    {'name': 'ID', 'type': 'int'}, {'name': 'id', 'type': 'int'}]}""");
        GenericRecord record = new GenericData.Record(both);
        record.put("ID", 1);
        record.put("id", 2);
        assertThat(AvroLoad.of(ID)
                        .by("auto ignorecase")
                        .load(Files.write(both, CodecFactory.nullCodec(), List.of(record)))
                        .values())
                .containsExactly(2L);
    }

    @Test
    void takesPathsInTheOrderOfTheColumns() {
        byte[] file = person(friend(1, "Carlos"), friend(2, "Dana"));
        AvroLoad load = AvroLoad.of(NAME, ID, text("city"));
        assertThat(load.by("paths", "$.friends[1].name", "$.friends[0].id", "$.friends[1].tags.city")
                        .load(file)
                        .rows())
                .containsExactly(List.of("Dana", 1L, "Danaville"));
        assertThat(load.by("paths", "$['friends'][1]['name']", "$['id']", "$['guid']")
                        .load(file)
                        .rows())
                .containsExactly(List.of("Dana", 7L, "g-7"));
    }

    @Test
    void letsSeveralColumnsTakeTheSameValueAndWhatIsInIt() {
        AvroLoad load = AvroLoad.of(text("a"), text("b"), ID);
        assertThat(load.by("paths", "$.friends[0].tags.x", "$.friends[0].tags.x", "$.friends[0].id")
                        .load(person(friend(1, "Carlos")))
                        .rows())
                .containsExactly(List.of("y", "y", 1L));
        assertThat(AvroLoad.of(text("a"), ID)
                        .by("paths", "$.friends[0].tags", "$.friends[0].id")
                        .load(person(friend(3, "Eve")))
                        .rows()
                        .get(0)
                        .get(1))
                .isEqualTo(3L);
    }

    @Test
    void takesTheWholeRecordByTheRoot() {
        assertThat(AvroLoad.of(TypeKind.SUPER).by("paths", "$").load(category()).values())
                .containsExactly(
                        "{\"catid\":1,\"catgroup\":\"Sports\",\"catname\":\"MLB\",\"catdesc\":\"Major League Baseball\"}");
    }

    @Test
    void fillsWhatAPathDoesNotFindWithNull() {
        AvroLoad load = AvroLoad.of(NAME);
        assertThat(load.by("paths", "$.nothing").load(person()).values()).containsExactly((Object) null);
        assertThat(load.by("paths", "$.friends[0].tags.nothing")
                        .load(person(friend(1, "Carlos")))
                        .values())
                .containsExactly((Object) null);
        assertThat(load.by("paths", "$.friends[0].name").load(person()).values())
                .as("friends is null")
                .containsExactly((Object) null);
    }

    @Test
    void refusesItemsThatAnArrayDoesNotHave() {
        AvroLoad load = AvroLoad.of(NAME);
        RejectedRow beyond = load.by("paths", "$.friends[1].name")
                .load(person(friend(1, "Carlos")))
                .onlyRejected();
        assertThat(beyond.reason()).isEqualTo("Invalid JSONPath format: Not an array or index out of range.");
        assertThat(load.by("paths", "$.guid[0]").load(person()).onlyRejected().reason())
                .isEqualTo(beyond.reason());
    }

    @Test
    void refusesMembersOfWhatIsNoObject() {
        AvroLoad load = AvroLoad.of(NAME);
        String why = "Invalid JSONPath format: Member is not an object.";
        assertThat(load.by("paths", "$.id.inner").load(person()).onlyRejected().reason())
                .isEqualTo(why);
        assertThat(load.by("paths", "$.friends.name")
                        .load(person(friend(1, "Carlos")))
                        .onlyRejected()
                        .reason())
                .isEqualTo(why);
    }

    @Test
    void refusesAnotherNumberOfPathsThanOfColumns() {
        AvroLoad load = AvroLoad.of(ID, NAME).by("paths", "$.id");
        assertThatThrownBy(() -> load.load(person()))
                .isInstanceOf(ForebayException.class)
                .hasMessageContaining("JSONPath size: 1")
                .hasMessageContaining("columns in table or column list: 2");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"id", "", "$id", "$.", "$..id", "$.a[", "$.a[x]", "$.a[-1]", "$['a", "$.a[*]", "$.a[9999999999]"
            })
    void refusesWhatIsNoPath(String path) {
        AvroLoad load = AvroLoad.of(ID).by("paths", path);
        assertThatThrownBy(() -> load.load(person()))
                .isInstanceOfSatisfying(ForebayException.class, e -> assertThat(e.is(FormatError.BAD_OPTIONS))
                        .isTrue());
    }

    @Test
    void refusesBothNotationsInOneFile() {
        AvroLoad load = AvroLoad.of(ID, NAME).by("paths", "$.id", "$['guid']");
        assertThatThrownBy(() -> load.load(person())).hasMessageContaining("mix bracket and dot notation");
    }

    @Test
    void refusesArgumentsThatItDoesNotKnow() {
        AvroLoad load = AvroLoad.of(ID).by("noshred");
        assertThatThrownBy(() -> load.load(person())).hasMessageContaining("not 'noshred'");
    }
}
