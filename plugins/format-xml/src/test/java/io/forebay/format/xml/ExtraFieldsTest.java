package io.forebay.format.xml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.forebay.contract.format.Loaded;
import io.forebay.spi.ForebayException;
import io.forebay.spi.format.ExtraFields;
import io.forebay.spi.format.ExtraFields.Policy;
import io.forebay.spi.format.FormatError;
import io.forebay.spi.format.ReadRequest;
import io.forebay.spi.format.RecordReaders;
import io.forebay.spi.warehouse.Column;
import io.forebay.spi.warehouse.ColumnType;
import io.forebay.spi.warehouse.TypeKind;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class ExtraFieldsTest {
    private static final ExtraFields ADDED = new ExtraFields(Policy.ADD, false);
    private static final ExtraFields REFUSED = new ExtraFields(Policy.ERROR, false);
    private static final ExtraFields RESCUED = new ExtraFields(Policy.IGNORE, true);
    private static final XmlLoad ID = XmlLoad.of(Column.of("id", ColumnType.of(TypeKind.INTEGER)));

    private static String added(String records) {
        Loaded loaded = ID.load(ADDED, "<all>" + records + "</all>");
        assertThat(loaded.rejected()).isEmpty();
        return loaded.newColumns().stream()
                .map(column -> column.name() + " " + column.type().sqlName())
                .collect(Collectors.joining(", "));
    }

    @Test
    void addsTheLargestTypeOfEachKind() {
        assertThat(added("<record id='1' at='2026-01-31 10:00:00'><n>5</n><list>1</list><list>2</list><s/></record>"
                        + "<record id='2'><n>2.5</n>own</record>"))
                .isEqualTo("at timestamp without time zone, n numeric(38,1), list super, s character varying(65535),"
                        + " _value character varying(65535)");
        assertThat(added("<record id='1'>\n</record>")).isEmpty();
    }

    @Test
    void givesAttributesOfNewNamesColumnsOfTheirOwn() {
        assertThat(added("<record a='1'/><record><a>x</a></record>"))
                .isEqualTo("_a bigint, a character varying(65535)");
    }

    @Test
    void failsAFileWhoseFieldWouldShareAColumn() {
        for (String record : new String[] {
            "<record id='1'><_id>2</_id></record>",
            "<record><a>1</a><A>2</A></record>",
            "<record value='1'>text</record>"
        }) {
            assertThatThrownBy(() -> added("<record id='1'><fine/></record>" + record))
                    .isInstanceOfSatisfying(ForebayException.class, e -> assertThat(e.is(FormatError.NO_NEW_COLUMN))
                            .isTrue());
        }
        Loaded rescued = ID.load(new ExtraFields(Policy.ADD, true), "<record id='1'><_id>2</_id><b>3</b></record>");
        assertThat(rescued.newColumns()).extracting(Column::name).containsExactly("b");
        assertThat(rescued.rows()).containsExactly(Arrays.asList(1L, "{\"_id\":\"2\",\"b\":\"3\"}"));
    }

    /** Whatever is done with the first, no field of the others is lost; and none that is well is blamed. */
    @Test
    void failsEveryFileOfALoadThatHasAFieldWithoutColumn() {
        String underscored = "_" + "r".repeat(126);
        for (String record : List.of(
                "<record " + underscored + "='1'/>",
                "<record value='1'>text</record>",
                "<record a='1' A='2'/>",
                "<record><e>1</e><E>2</E></record>",
                "<record " + "n".repeat(128) + "='1'/>")) {
            ReadRequest request = ID.request(ADDED);
            try (RecordReaders readers = new XmlFormat().open(request)) {
                assertRefused(readers, request, record);
                assertRefused(readers, request, record);
                assertThat(load(readers, request, "<record id='3'/>").values()).containsExactly(3L);
                assertThat(load(readers, request, "<record id='4' fine='5'/>").values())
                        .containsExactly(4L);
                assertRefused(readers, request, "<record id='5'/>" + record);
            }
        }
    }

    private static void assertRefused(RecordReaders readers, ReadRequest request, String records) {
        assertThatThrownBy(() -> load(readers, request, records))
                .isInstanceOfSatisfying(ForebayException.class, e -> assertThat(e.is(FormatError.NO_NEW_COLUMN))
                        .isTrue());
    }

    private static Loaded load(RecordReaders readers, ReadRequest request, String records) {
        byte[] bytes = ("<all>" + records + "</all>").getBytes(StandardCharsets.UTF_8);
        return Loaded.from(readers, request, new ByteArrayInputStream(bytes));
    }

    @Test
    void refusesARecordByTheNameOfItsFirstExtraField() {
        assertThat(ID.load(REFUSED, "<record id='1' \u00e9='2'/>")
                        .onlyRejected()
                        .rawValue())
                .isEqualTo("..");
        assertThat(ID.load(REFUSED, "<record id='1'><x/><y/></record>")
                        .onlyRejected()
                        .rawValue())
                .isEqualTo("x");
        assertThat(ID.load(REFUSED, "<record id='1'>own</record>")
                        .onlyRejected()
                        .rawValue())
                .isEqualTo("_value");
        assertThat(ID.load(REFUSED, "<record id='1'> \n </record>").rows()).hasSize(1);
    }

    @Test
    void rescuesAttributesElementsAndOwnText() {
        assertThat(ID.load(
                                RESCUED,
                                "<record id='one' lang='en'>own <b>1</b><b x='2'/><c xsi:nil='true'"
                                        + " xmlns:xsi='http://www.w3.org/2001/XMLSchema-instance'/>text</record>")
                        .rows())
                .containsExactly(
                        Arrays.asList(
                                null,
                                "{\"id\":\"one\",\"_lang\":\"en\",\"b\":[\"1\",{\"_x\":\"2\"}],\"c\":null,\"_VALUE\":\"own text\"}"));
        assertThat(ID.load(RESCUED, "<record><id>1</id><id>2</id></record>").rows())
                .containsExactly(Arrays.asList(null, "{\"id\":[\"1\",\"2\"]}"));
    }
}
