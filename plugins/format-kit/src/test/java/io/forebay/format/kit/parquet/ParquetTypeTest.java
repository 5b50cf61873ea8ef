package io.forebay.format.kit.parquet;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.forebay.spi.format.WriteColumn;
import io.forebay.spi.warehouse.ColumnType;
import org.junit.jupiter.api.Test;

class ParquetTypeTest {
    @Test
    void refusesNumbersOfAnyScale() {
        WriteColumn column = new WriteColumn(0, "total", ColumnType.UNLIMITED_DECIMAL);
        assertThatThrownBy(() -> ParquetType.of(column))
                .hasMessage("column \"total\" is numeric without a precision, which Parquet does not have");
    }
}
