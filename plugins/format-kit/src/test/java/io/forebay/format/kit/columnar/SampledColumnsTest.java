package io.forebay.format.kit.columnar;

import static org.assertj.core.api.Assertions.assertThat;

import io.forebay.spi.format.Layout;
import io.forebay.spi.format.ReadFlag;
import io.forebay.spi.format.ReadOptions;
import io.forebay.spi.warehouse.Column;
import io.forebay.spi.warehouse.ColumnType;
import io.forebay.spi.warehouse.TypeKind;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** COPY with the same parameters must load the files that were looked at. */
class SampledColumnsTest {
    private static final ColumnType NUMBER = ColumnType.of(TypeKind.INTEGER);
    private static final ColumnType TEXT = ColumnType.varchar(9);

    private static SampledColumns columns(String... arguments) {
        ReadOptions plain = ReadOptions.DEFAULT;
        return new SampledColumns(new ReadOptions(
                new Layout.Named("PARQUET", List.of(arguments)),
                plain.compression(),
                plain.encoding(),
                0,
                plain.values(),
                Set.<ReadFlag>of()));
    }

    @Test
    void goesByPositionWhateverTheNamesAre() {
        SampledColumns columns = columns();
        columns.add(0, "Id", NUMBER, false);
        columns.add(1, "ID", TEXT, false);
        columns.add(2, "", NUMBER, false);
        columns.add(0, "number", ColumnType.of(TypeKind.BIGINT), false);
        columns.add(1, "text", TEXT, false);
        columns.add(2, "x", NUMBER, false);
        assertThat(columns.columns())
                .extracting(Column::type)
                .containsExactly(ColumnType.of(TypeKind.BIGINT), TEXT, NUMBER);
        assertThat(columns.columns())
                .extracting(Column::name)
                .doesNotHaveDuplicates()
                .contains("id", "column_3");
    }

    @Test
    void goesByNamesWhenToldTo() {
        SampledColumns columns = columns("auto ignorecase");
        columns.add(0, "Id", NUMBER, false);
        columns.add(0, "name", TEXT, false);
        columns.add(1, "id", NUMBER, false);
        assertThat(columns.columns()).containsExactly(Column.of("id", NUMBER), Column.of("name", TEXT));
    }

    @Test
    void makesNoTextOfWhatGoesIntoNone() {
        SampledColumns columns = columns();
        columns.add(0, "a", NUMBER, false);
        columns.add(0, "a", TEXT, false);
        columns.add(0, "a", NUMBER, false);
        assertThat(columns.columns()).containsExactly(Column.of("a", ColumnType.of(TypeKind.SUPER)));
        SampledColumns texts = columns();
        texts.add(0, "a", TEXT, false);
        texts.add(0, "a", ColumnType.varchar(36), false);
        assertThat(texts.columns()).containsExactly(Column.of("a", ColumnType.varchar(36)));
    }

    @Test
    void tellsOfTreesWithoutTheirParameter() {
        SampledColumns columns = columns();
        columns.add(0, "a", ColumnType.of(TypeKind.SUPER), true);
        assertThat(columns.remarks("PARQUET", "lists"))
                .containsExactly("lists (\"a\") are loaded under SERIALIZETOJSON alone");
    }
}
