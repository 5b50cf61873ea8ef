package io.forebay.format.xml;

import static org.assertj.core.api.Assertions.assertThat;

import io.forebay.contract.format.Loaded;
import io.forebay.spi.format.ReadFlag;
import io.forebay.spi.format.RejectedRow;
import io.forebay.spi.format.ValueRules;
import io.forebay.spi.warehouse.Column;
import io.forebay.spi.warehouse.ColumnType;
import io.forebay.spi.warehouse.TypeKind;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Which elements are records, and what goes into which column. SOURCE of the prefix of attributes and of the name of
 * own texts: AWS Glue Developer Guide, "Using the XML format in AWS Glue".
 */
class RecordTest {
    private static final String XSI = " xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\"";

    private static String json(String element) {
        Loaded loaded = XmlLoad.of(TypeKind.SUPER).load("<record>" + element + "</record>");
        assertThat(loaded.rejected()).isEmpty();
        return String.valueOf(loaded.values().get(0));
    }

    @Test
    void takesChildrenAndAttributesByName() {
        String document =
                """
                <?xml version="1.0" encoding="UTF-8"?>
                <catalog>
                  <generated>2024-02-29</generated>
                  <record id="1" unknown="x">
                    <name>Chelsea</name>
                    <price>20.259</price>
                    <other>ignored</other>
                  </record>
                  <record id="2"><price>7</price></record>
                </catalog>
                """;
        assertThat(XmlLoad.of(
                                Column.of("price", ColumnType.decimal(6, 2)),
                                Column.of("id", ColumnType.of(TypeKind.INTEGER)),
                                Column.of("name", ColumnType.varchar(20)))
                        .load(document)
                        .rows())
                .containsExactly(
                        List.of(new java.math.BigDecimal("20.25"), 1L, "Chelsea"),
                        Arrays.asList(new java.math.BigDecimal("7.00"), 2L, null));
    }

    @Test
    void findsRecordsAtAnyDepthAndTakesTheOutermost() {
        String document =
                "<a><record><n>1</n><record><n>2</n></record></record><b><c><record><n>3</n></record></c></b></a>";
        assertThat(XmlLoad.texts("n").load(document).values()).containsExactly("1", "3");
        assertThat(XmlLoad.texts("record").load(document).values()).containsExactly("{\"n\":\"2\"}", null);
        assertThat(XmlLoad.texts("n").load("<record><n>root</n></record>").values())
                .containsExactly("root");
    }

    @Test
    void looksAtTheCaseOfTheTag() {
        assertThat(XmlLoad.texts("n").load("<a><Record><n>1</n></Record></a>").rows())
                .isEmpty();
        assertThat(XmlLoad.texts("n")
                        .rowTag("Record")
                        .load("<a><Record><n>1</n></Record></a>")
                        .rows())
                .hasSize(1);
    }

    @Test
    void passesOverTheCaseOfNamesUnlessAColumnHasItExactly() {
        String document = "<record ID='7'><CustomerName>Ann</CustomerName></record>";
        assertThat(XmlLoad.texts("id", "customername").load(document).rows()).containsExactly(List.of("7", "Ann"));
        assertThat(XmlLoad.texts("customername", "CustomerName").load(document).rows())
                .containsExactly(Arrays.asList(null, "Ann"));
    }

    @Test
    void decidesByTheLocalName() {
        String document = "<x:all xmlns:x='urn:x' xmlns='urn:y'><x:record x:id='1'><name>n</name></x:record></x:all>";
        assertThat(XmlLoad.texts("id", "name").load(document).rows()).containsExactly(List.of("1", "n"));
    }

    @Test
    void prefersTheColumnWithAnUnderscoreForAttributes() {
        assertThat(XmlLoad.texts("_id", "id")
                        .load("<record id='a'><id>e</id></record>")
                        .rows())
                .containsExactly(List.of("a", "e"));
    }

    @Test
    void refusesTwoFieldsForOneColumn() {
        for (String document : List.of(
                "<record id='a'><id>e</id></record>",
                "<record><id>1</id><ID>2</ID></record>",
                "<record id='1' ID='2'/>")) {
            RejectedRow rejected = XmlLoad.texts("id").load(document).onlyRejected();
            assertThat(rejected.code()).isEqualTo(1202);
            assertThat(rejected.column()).isNotNull().extracting(Column::name).isEqualTo("id");
        }
        assertThat(XmlLoad.texts("_value")
                        .load("<record value='1'>text</record>")
                        .onlyRejected()
                        .code())
                .isEqualTo(1202);
    }

    @Test
    void givesTheTextOfTheRecordItselfToItsColumn() {
        XmlLoad load = XmlLoad.texts("_value", "k");
        assertThat(load.load("<record k='1'> own </record>").rows()).containsExactly(List.of(" own ", "1"));
        assertThat(load.load("<record>\n  own\n  <k>1</k>\n</record>").rows()).containsExactly(List.of("own", "1"));
        assertThat(load.load("<record><k>1</k>\n</record>").rows()).containsExactly(Arrays.asList(null, "1"));
    }

    @Test
    void takesEmptyElementsAsEmptyTextsAndElseAsNull() {
        for (String empty : List.of("<c/>", "<c></c>", "<c><!-- nothing --></c>")) {
            String document = "<record>" + empty + "</record>";
            assertThat(XmlLoad.of(TypeKind.VARCHAR).load(document).values()).containsExactly("");
            assertThat(XmlLoad.of(TypeKind.CHAR).load(document).values()).containsExactly("");
            assertThat(XmlLoad.of(TypeKind.VARCHAR)
                            .with(ReadFlag.EMPTYASNULL)
                            .load(document)
                            .values())
                    .containsExactly((Object) null);
            for (TypeKind kind : List.of(TypeKind.INTEGER, TypeKind.DATE, TypeKind.SUPER, TypeKind.DOUBLE)) {
                assertThat(XmlLoad.of(kind).load(document).values()).containsExactly((Object) null);
            }
        }
        assertThat(XmlLoad.of(TypeKind.INTEGER).load("<record c=''/>").values()).containsExactly((Object) null);
    }

    @Test
    void takesNilAsNull() {
        assertThat(XmlLoad.texts("c")
                        .load("<record" + XSI + "><c xsi:nil='true'/></record>")
                        .values())
                .containsExactly((Object) null);
        assertThat(XmlLoad.texts("c")
                        .load("<record" + XSI + "><c xsi:nil='1'/></record>")
                        .values())
                .containsExactly((Object) null);
        assertThat(XmlLoad.texts("c")
                        .load("<record" + XSI + "><c xsi:nil='false'/></record>")
                        .values())
                .containsExactly("");
        assertThat(XmlLoad.texts("c").load("<record><c nil='true'/></record>").values())
                .as("nil of no namespace is an attribute like others")
                .containsExactly("{\"_nil\":\"true\"}");
        assertThat(XmlLoad.texts("c")
                        .notNull()
                        .load("<record" + XSI + "><c xsi:nil='true'/></record>")
                        .onlyRejected()
                        .code())
                .isEqualTo(1213);
        assertThat(json("<c" + XSI + "><a xsi:nil='true'/></c>")).isEqualTo("{\"a\":null}");
    }

    @Test
    void takesTextFromAllThatXmlHasForIt() {
        assertThat(XmlLoad.texts("c")
                        .load(
                                "<record><c>a &lt;&gt;&amp;&apos;&quot;<![CDATA[<b>&amp;]]><!-- c --><?pi d?>&#228;&#x20AC;</c></record>")
                        .values())
                .containsExactly("a <>&'\"<b>&amp;ä€");
        assertThat(XmlLoad.texts("c").load("<record c='a&#10;&lt;b'/>").values())
                .containsExactly("a\n<b");
    }

    @Test
    void writesWhatIsNestedAsJson() {
        assertThat(json("<c><a>1</a><b/></c>")).isEqualTo("{\"a\":\"1\",\"b\":\"\"}");
        assertThat(json("<c k='v'>text</c>")).isEqualTo("{\"_k\":\"v\",\"_VALUE\":\"text\"}");
        assertThat(json("<c k='v'/>")).isEqualTo("{\"_k\":\"v\"}");
        assertThat(json("<c><a>1</a><b>x</b><a>2</a></c>")).isEqualTo("{\"a\":[\"1\",\"2\"],\"b\":\"x\"}");
        assertThat(json("<c>1</c><c>2</c>")).isEqualTo("[\"1\",\"2\"]");
        assertThat(json("<c>1</c>")).isEqualTo("\"1\"");
        assertThat(json("<c>mixed <i>with</i> text</c>")).isEqualTo("{\"i\":\"with\",\"_VALUE\":\"mixed  text\"}");
        assertThat(json("<c><q>say \"hi\"\\\n\t&#x7f;</q></c>"))
                .isEqualTo("{\"q\":\"say \\\"hi\\\"\\\\\\n\\t\u007f\"}");
    }

    @Test
    void putsJsonIntoTextColumnsWithTheirLength() {
        Column narrow = Column.of("c", ColumnType.varchar(9));
        assertThat(XmlLoad.of(narrow).load("<record><c>1</c><c>2</c></record>").values())
                .containsExactly("[\"1\",\"2\"]");
        assertThat(XmlLoad.of(narrow)
                        .load("<record><c>1</c><c>23</c></record>")
                        .onlyRejected()
                        .code())
                .isEqualTo(1204);
        RejectedRow number = XmlLoad.of(TypeKind.INTEGER)
                .load("<record><c>1</c><c>2</c></record>")
                .onlyRejected();
        assertThat(number.code()).isEqualTo(1207);
        assertThat(number.rawValue()).isEqualTo("[\"1\",\"2\"]");
    }

    @Test
    void appliesTheParametersOfConversion() {
        String document = "<record><c> 29.02.2024 </c></record>";
        assertThat(XmlLoad.of(TypeKind.DATE).load(document).onlyRejected().code())
                .isEqualTo(1205);
        assertThat(XmlLoad.of(TypeKind.DATE)
                        .with(new ValueRules("\\N", null, "DD.MM.YYYY", null))
                        .load(document)
                        .values())
                .containsExactly(LocalDate.of(2024, 2, 29).toEpochDay());
        assertThat(XmlLoad.of(TypeKind.DATE)
                        .with(ReadFlag.ACCEPTANYDATE)
                        .load(document)
                        .values())
                .containsExactly((Object) null);
        assertThat(XmlLoad.texts("c").with(ReadFlag.TRIMBLANKS).load(document).values())
                .containsExactly(" 29.02.2024");
        assertThat(XmlLoad.texts("c")
                        .with(ReadFlag.BLANKSASNULL)
                        .load("<record><c>  </c></record>")
                        .values())
                .containsExactly((Object) null);
        assertThat(XmlLoad.of(Column.of("c", ColumnType.character(3)))
                        .load("<record><c>ä</c></record>")
                        .onlyRejected()
                        .code())
                .isEqualTo(1220);
        assertThat(XmlLoad.of(Column.of("c", ColumnType.varchar(3)))
                        .with(ReadFlag.TRUNCATECOLUMNS)
                        .load("<record><c>aää</c></record>")
                        .values())
                .containsExactly("aä");
        assertThat(XmlLoad.of(Column.of("c", ColumnType.decimal(4, 2)))
                        .with(ReadFlag.ROUNDEC)
                        .load("<record><c>1.239</c></record>")
                        .values())
                .containsExactly(new java.math.BigDecimal("1.24"));
    }

    @Test
    void tellsOfARefusedRecordWithItsLine() {
        String document =
                "<all>\n<record><c>1</c></record>\n\n<record\n  a='&lt;'\n>\n<c>ein</c><d x='ä'/>\n</record>\n</all>";
        Loaded loaded = XmlLoad.of(TypeKind.SMALLINT).load(document);
        RejectedRow rejected = loaded.onlyRejected();
        assertThat(loaded.values()).containsExactly(1L);
        assertThat(rejected.line()).isEqualTo(4);
        assertThat(rejected.position()).isEqualTo(-1);
        assertThat(rejected.rawLine()).isEqualTo("<record a=\"&lt;\"><c>ein</c><d x=\".\"/></record>");
        assertThat(rejected.rawValue()).isEqualTo("ein");
        assertThat(rejected.reason()).isEqualTo("Invalid digit, Value 'e', Pos 0, Type: Short");
        assertThat(loaded.lines()).isEqualTo(9);
    }

    @Test
    void countsLinesOfAllKinds() {
        String document =
                "<all>\r\n<!--\r\n\r\n--><![CDATA[]]><record><c>x</c></record>\r\n<b>\n\n</b><record><c>y</c></record></all>"
                        .replace("<![CDATA[]]>", "<b><![CDATA[\n\n]]></b>");
        assertThat(XmlLoad.of(TypeKind.INTEGER).load(document).rejected())
                .extracting(RejectedRow::line)
                .containsExactly(6L, 9L);
    }
}
