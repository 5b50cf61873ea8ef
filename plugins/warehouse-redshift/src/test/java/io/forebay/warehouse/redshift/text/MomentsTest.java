package io.forebay.warehouse.redshift.text;

import static org.assertj.core.api.Assertions.assertThat;

import io.forebay.spi.warehouse.TypeKind;
import java.time.Instant;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MomentsTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "2024-02-29 12:00:00 | 2024-02-29T12:00:00Z",
                "2024-02-29T12:00:00.000001 | 2024-02-29T12:00:00.000001Z",
                "10000-01-01 07:59:59.999999 | +10000-01-01T07:59:59.999999Z",
                "294246-12-31 23:59:59 | +294246-12-31T23:59:59Z",
                "0044-03-15 12:00:00.5 BC | -0043-03-15T12:00:00.500Z",
                "2024-02-29 24:00:00 | 2024-03-01T00:00:00Z",
                "2024-02-29 | 2024-02-29T00:00:00Z"
            })
    void readsTimestamps(String text, Instant expected) {
        assertThat(Moments.of(text, TypeKind.TIMESTAMP)).isEqualTo(micros(expected));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "2024-02-29 12:00:00+00 | 2024-02-29T12:00:00Z",
                "2024-02-29 12:00:00Z | 2024-02-29T12:00:00Z",
                "2024-02-29 12:00:00.25+05:30 | 2024-02-29T06:30:00.250Z",
                "10000-01-01 07:59:59.999999+00:00 | +10000-01-01T07:59:59.999999Z",
                "0001-12-31 23:00:00-01 BC | 0001-01-01T00:00:00Z",
                "1883-11-18 12:00:00-04:56:02 | 1883-11-18T16:56:02Z"
            })
    void readsTimestampsWithAZone(String text, Instant expected) {
        assertThat(Moments.of(text, TypeKind.TIMESTAMPTZ)).isEqualTo(micros(expected));
    }

    private static long micros(Instant instant) {
        return instant.getEpochSecond() * 1_000_000 + instant.getNano() / 1000;
    }

    @Test
    void readsDatesTimesAndInfinity() {
        assertThat(Moments.of("4713-01-01 BC", TypeKind.DATE))
                .isEqualTo(LocalDate.of(-4712, 1, 1).toEpochDay());
        assertThat(Moments.of("294276-12-31", TypeKind.DATE))
                .isEqualTo(LocalDate.of(294276, 12, 31).toEpochDay());
        assertThat(Moments.of("23:59:59.999999", TypeKind.TIME)).isEqualTo(86_399_999_999L);
        assertThat(Moments.of("24:00:00", TypeKind.TIME)).isEqualTo(86_400_000_000L);
        assertThat(Moments.of("infinity", TypeKind.TIMESTAMP)).isEqualTo(Long.MAX_VALUE);
        assertThat(Moments.of("-infinity", TypeKind.DATE)).isEqualTo(-Long.MAX_VALUE);
    }
}
