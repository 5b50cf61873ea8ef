package io.forebay.format.kit.columnar;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.forebay.contract.format.MemoryChunk;
import io.forebay.format.kit.columnar.FileType.Kind;
import io.forebay.spi.format.ReadOptions;
import io.forebay.spi.format.RejectedRow;
import io.forebay.spi.warehouse.Column;
import io.forebay.spi.warehouse.ColumnType;
import io.forebay.spi.warehouse.TypeKind;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RowBatchTest {
    private static final Column[] COLUMNS = {
        Column.of("id", ColumnType.of(TypeKind.SMALLINT)).notNull(), Column.of("name", ColumnType.varchar(3))
    };
    private final RowBatch batch = new RowBatch(Rows.OBJECT, COLUMNS, 8);
    private final MemoryChunk chunk = new MemoryChunk(List.of(COLUMNS), 8);
    private final List<RejectedRow> rejected = new ArrayList<>();

    @Test
    void leavesOutRowsOfWhichAValueHasFailedOrIsMissing() {
        fill(new @Nullable Long[] {1L, 70_000L, null, 4L, 5L}, "a", "b", "c", "long", null);
        assertThat(batch.fill(chunk, 0, 5, 11, rejected::add)).isEqualTo(2);
        assertThat(chunk.rows(2)).containsExactly(List.of(1L, "a"), Arrays.asList(5L, null));
        assertThat(rejected).extracting(RejectedRow::line).containsExactly(12L, 13L, 14L);
        assertThat(rejected).extracting(RejectedRow::code).containsExactly(1222, 1213, 1204);
        assertThat(rejected)
                .extracting(row -> requireNonNull(row.column()).name())
                .containsExactly("id", "id", "name");
        assertThat(rejected).extracting(RejectedRow::rawValue).containsExactly("70000", "", "long");
        assertThat(rejected)
                .extracting(RejectedRow::rawLine)
                .containsExactly(
                        "{\"id\":\"70000\",\"name\":\"b\"}",
                        "{\"id\":null,\"name\":\"c\"}",
                        "{\"id\":4,\"name\":\"long\"}");
    }

    @Test
    void fillsNothingWhenItIsToldToStop() {
        fill(new @Nullable Long[] {1L, null, null}, "a", "b", "c");
        assertThat(batch.fill(chunk, 0, 3, 1, row -> !rejected.add(row))).isEqualTo(-1);
        assertThat(rejected).hasSize(1);
        assertThat(chunk.rows(0)).isEmpty();
    }

    @Test
    void goesOnBehindRowsThatAreThere() {
        fill(new @Nullable Long[] {1L}, "a");
        assertThat(batch.fill(chunk, 0, 1, 1, rejected::add)).isEqualTo(1);
        fill(new @Nullable Long[] {2L, 3L}, null, "c");
        assertThat(batch.fill(chunk, 1, 2, 2, rejected::add)).isEqualTo(2);
        assertThat(chunk.rows(3)).containsExactly(List.of(1L, "a"), Arrays.asList(2L, null), List.of(3L, "c"));
    }

    @Test
    void convertsTheEntriesOfADictionaryOnce() {
        Values dictionary = new Values(3);
        dictionary.start(3);
        dictionary.bytes();
        put(dictionary, 0, "ab");
        put(dictionary, 1, "toolong");
        put(dictionary, 2, "");
        Conversions.of(FileType.of(Kind.TEXT), COLUMNS[1], ReadOptions.DEFAULT).convert(dictionary);
        for (int round = 0; round < 2; round++) {
            Values ids = batch.values(0);
            ids.start(5);
            ids.longs();
            Values values = batch.values(1);
            values.start(5);
            values.nulls = new boolean[] {false, true, false, false, true, false, false, false};
            values.anyNull = true;
            values.gather(dictionary, new int[] {0, round == 0 ? 1 : 0, 2}, 3);
            values.spread(3);
            MemoryChunk filled = new MemoryChunk(List.of(COLUMNS), 5);
            assertThat(batch.fill(filled, 0, 5, 1, rejected::add)).isEqualTo(4 + round);
            assertThat(filled.rows(4 + round)).element(3 + round).isEqualTo(Arrays.asList(0L, null));
        }
        assertThat(rejected).extracting(RejectedRow::line).containsExactly(3L);
        assertThat(rejected).extracting(RejectedRow::rawValue).containsExactly("toolong");
    }

    @Test
    void tellsRowsWhoseNumbersAreNarrowAndWhoseNullsAreBits() {
        Column[] columns = {Column.of("n", ColumnType.of(TypeKind.INTEGER)), COLUMNS[1]};
        RowBatch narrow = new RowBatch(Rows.OBJECT, columns, 8);
        MemoryChunk filled = new MemoryChunk(List.of(columns), 8);
        for (boolean wrong : new boolean[] {true, false}) {
            Values number = narrow.values(0);
            number.start(3);
            System.arraycopy(new int[] {10, 20, 30}, 0, number.ints(), 0, 3);
            number.count = 4;
            number.anyNull = true;
            number.packed = true;
            number.absent[0] = 0b0010;
            number.spread(3);
            Values name = narrow.values(1);
            name.start(4);
            name.bytes();
            List<String> names = List.of("a", wrong ? "toolong" : "b", "c", wrong ? "toolong" : "d");
            for (int row = 0; row < 4; row++) {
                put(name, row, names.get(row));
            }
            Conversions.of(FileType.of(Kind.TEXT), COLUMNS[1], ReadOptions.DEFAULT)
                    .convert(name);
            assertThat(narrow.fill(filled, wrong ? 0 : 2, 4, 1, rejected::add)).isEqualTo(wrong ? 2 : 4);
        }
        assertThat(filled.rows(6))
                .containsExactly(
                        List.of(10L, "a"),
                        List.of(20L, "c"),
                        List.of(10L, "a"),
                        Arrays.asList(null, "b"),
                        List.of(20L, "c"),
                        List.of(30L, "d"));
        assertThat(rejected)
                .extracting(RejectedRow::rawLine)
                .containsExactly("{\"n\":null,\"name\":\"toolong\"}", "{\"n\":30,\"name\":\"toolong\"}");
    }

    private void fill(@Nullable Long[] ids, @Nullable String... names) {
        Values id = batch.values(0);
        Values name = batch.values(1);
        id.start(ids.length);
        name.start(ids.length);
        id.longs();
        name.bytes();
        for (int row = 0; row < ids.length; row++) {
            Long number = ids[row];
            String text = names[row];
            id.nulls[row] = number == null;
            id.anyNull |= number == null;
            id.longs[row] = number == null ? 0 : number;
            name.nulls[row] = text == null;
            name.anyNull |= text == null;
            put(name, row, text == null ? "" : text);
        }
        Conversions.of(FileType.integer(64), COLUMNS[0], ReadOptions.DEFAULT).convert(id);
        Conversions.of(FileType.of(Kind.TEXT), COLUMNS[1], ReadOptions.DEFAULT).convert(name);
    }

    private static void put(Values values, int row, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        values.put(row, bytes, 0, bytes.length);
    }
}
