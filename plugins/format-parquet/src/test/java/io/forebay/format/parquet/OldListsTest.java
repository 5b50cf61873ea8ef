package io.forebay.format.parquet;

import static io.forebay.format.parquet.FileMaker.group;
import static io.forebay.format.parquet.FileMaker.leaf;
import static io.forebay.format.parquet.FileMaker.levels;
import static io.forebay.format.parquet.FileMaker.littles;
import static io.forebay.format.parquet.FileMaker.texts;
import static org.apache.parquet.format.FieldRepetitionType.OPTIONAL;
import static org.apache.parquet.format.FieldRepetitionType.REPEATED;
import static org.apache.parquet.format.FieldRepetitionType.REQUIRED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.forebay.spi.warehouse.TypeKind;
import java.util.Arrays;
import java.util.List;
import org.apache.parquet.format.ConvertedType;
import org.apache.parquet.format.Encoding;
import org.apache.parquet.format.SchemaElement;
import org.apache.parquet.format.Type;
import org.junit.jupiter.api.Test;

/** Lists and maps as older writers wrote them. SOURCE: Apache Parquet format, {@code LogicalTypes.md}. */
class OldListsTest {
    private static SchemaElement list(SchemaElement group) {
        return group.setConverted_type(ConvertedType.LIST);
    }

    private static List<?> load(byte[] file) {
        return Reading.load(file, Reading.column("x", TypeKind.SUPER)).values();
    }

    @Test
    void readsRepeatedColumnsOfNoList() {
        byte[] file = new FileMaker(leaf("x", Type.INT32, REPEATED))
                .page(4, Encoding.PLAIN, levels(1, 0, 1, 0, 0), levels(1, 1, 1, 0, 1), littles(4, 1, 2, 3))
                .endColumn()
                .endGroup(3)
                .end();
        assertThat(load(file)).isEqualTo(List.of("[1,2]", "[]", "[3]"));
    }

    @Test
    void readsListsOfTwoLevels() {
        byte[] file = new FileMaker(list(group("x", OPTIONAL, 1)), leaf("array", Type.INT32, REPEATED))
                .page(4, Encoding.PLAIN, levels(1, 0, 1, 0, 0), levels(2, 2, 2, 1, 0), littles(4, 1, 2))
                .endColumn()
                .endGroup(3)
                .end();
        assertThat(load(file)).isEqualTo(Arrays.asList("[1,2]", "[]", null));
    }

    @Test
    void readsGroupsThatAreItemsThemselves() {
        for (String name : List.of("array", "x_tuple")) {
            byte[] file = new FileMaker(
                            list(group("x", REQUIRED, 1)), group(name, REPEATED, 1), leaf("a", Type.INT32, OPTIONAL))
                    .page(3, Encoding.PLAIN, levels(1, 0, 1, 0), levels(2, 2, 1, 0), littles(4, 7))
                    .endColumn()
                    .endGroup(2)
                    .end();
            assertThat(load(file)).isEqualTo(List.of("[{\"a\":7},{\"a\":null}]", "[]"));
        }
        byte[] other = new FileMaker(
                        list(group("x", REQUIRED, 1)), group("element", REPEATED, 1), leaf("a", Type.INT32, OPTIONAL))
                .page(3, Encoding.PLAIN, levels(1, 0, 1, 0), levels(2, 2, 1, 0), littles(4, 7))
                .endColumn()
                .endGroup(2)
                .end();
        assertThat(load(other)).isEqualTo(List.of("[7,null]", "[]"));
        byte[] two = new FileMaker(
                        list(group("x", REQUIRED, 1)),
                        group("item", REPEATED, 2),
                        leaf("a", Type.INT32, REQUIRED),
                        leaf("b", Type.INT32, OPTIONAL))
                .page(2, Encoding.PLAIN, levels(1, 0, 1), levels(1, 1, 1), littles(4, 1, 2))
                .endColumn()
                .page(2, Encoding.PLAIN, levels(1, 0, 1), levels(2, 2, 1), littles(4, 9))
                .endColumn()
                .endGroup(1)
                .end();
        assertThat(load(two)).isEqualTo(List.of("[{\"a\":1,\"b\":9},{\"a\":2,\"b\":null}]"));
    }

    @Test
    void readsMapsOfAllNames() {
        for (ConvertedType type : List.of(ConvertedType.MAP, ConvertedType.MAP_KEY_VALUE)) {
            byte[] file = new FileMaker(
                            group("x", OPTIONAL, 1).setConverted_type(type),
                            group("map", REPEATED, 2),
                            leaf("key", Type.BYTE_ARRAY, REQUIRED).setConverted_type(ConvertedType.UTF8),
                            leaf("value", Type.INT32, OPTIONAL))
                    .page(3, Encoding.PLAIN, levels(1, 0, 1, 0), levels(2, 2, 2, 1), texts("a", "b\""))
                    .endColumn()
                    .page(3, Encoding.PLAIN, levels(1, 0, 1, 0), levels(2, 3, 2, 1), littles(4, 5))
                    .endColumn()
                    .endGroup(2)
                    .end();
            assertThat(load(file)).isEqualTo(List.of("{\"a\":5,\"b\\\"\":null}", "{}"));
        }
        byte[] keys = new FileMaker(
                        group("x", REQUIRED, 1).setConverted_type(ConvertedType.MAP),
                        group("key_value", REPEATED, 1),
                        leaf("key", Type.INT32, REQUIRED))
                .page(2, Encoding.PLAIN, levels(1, 0, 1), levels(1, 1, 1), littles(4, 5, 6))
                .endColumn()
                .endGroup(1)
                .end();
        assertThat(load(keys)).isEqualTo(List.of("{\"5\":null,\"6\":null}"));
    }

    /** Two columns of one list that do not have as many items would shift values from row to row. */
    @Test
    void refusesColumnsThatDisagree() {
        for (int[] second : new int[][] {{0, 1, 1, 0}, {0, 0, 1, 1}, {0, 1, 0, 0}, {0, 0, 0, 0}}) {
            byte[] file = new FileMaker(
                            list(group("x", REQUIRED, 1)),
                            group("item", REPEATED, 2),
                            leaf("a", Type.INT32, REQUIRED),
                            leaf("b", Type.INT32, REQUIRED))
                    .page(4, Encoding.PLAIN, levels(1, 0, 1, 0, 1), levels(1, 1, 1, 1, 1), littles(4, 1, 2, 3, 4))
                    .endColumn()
                    .page(4, Encoding.PLAIN, levels(1, second), levels(1, 1, 1, 1, 1), littles(4, 1, 2, 3, 4))
                    .endColumn()
                    .endGroup(2)
                    .end();
            assertThatThrownBy(() -> load(file)).hasMessageContaining("is damaged");
        }
    }
}
