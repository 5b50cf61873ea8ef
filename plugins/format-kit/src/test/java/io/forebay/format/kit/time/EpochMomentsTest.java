package io.forebay.format.kit.time;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class EpochMomentsTest {
    private static final long MILLIS = EpochMoments.SECONDS * 1000;

    @Test
    void writesDatesBeforeOurEraAsRedshiftDoes() {
        long ides = LocalDate.of(-43, 3, 15).toEpochDay();
        assertThat(EpochMoments.date(ides)).isEqualTo("0044-03-15 BC");
        assertThat(EpochMoments.date(LocalDate.of(0, 12, 31).toEpochDay())).isEqualTo("0001-12-31 BC");
        assertThat(EpochMoments.date(LocalDate.of(1, 1, 1).toEpochDay())).isEqualTo("0001-01-01");
        assertThat(EpochMoments.timestamp(ides * MILLIS + 500, MILLIS, true)).isEqualTo("0044-03-15 00:00:00.5+00 BC");
        assertThat(EpochMoments.timestamp(ides * MILLIS, MILLIS, false)).isEqualTo("0044-03-15 00:00:00 BC");
        assertThat(EpochMoments.date(Long.MIN_VALUE)).isEqualTo("-9223372036854775808");
    }

    @Test
    void writesDigitsThatEveryReaderKnowsWhateverTheServersLanguage() {
        Locale before = Locale.getDefault();
        Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
        try {
            assertThat(EpochMoments.date(0)).isEqualTo("1970-01-01");
            assertThat(EpochMoments.timestamp(3_723_004, MILLIS, false)).isEqualTo("1970-01-01 01:02:03.004");
        } finally {
            Locale.setDefault(before);
        }
    }
}
