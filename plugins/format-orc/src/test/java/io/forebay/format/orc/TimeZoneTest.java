package io.forebay.format.orc;

import static org.assertj.core.api.Assertions.assertThat;

import io.forebay.spi.warehouse.TypeKind;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.TimeZone;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A timestamp is what the clock showed where it was written, whatever the zones of the writer and the reader are. */
class TimeZoneTest {
    private static final String[] ZONES = {
        "UTC", "America/New_York", "Asia/Kolkata", "Europe/Berlin", "Australia/Lord_Howe", "Pacific/Apia", "GMT+08:00"
    };

    private static final LocalDateTime[] TIMES = {
        LocalDateTime.of(2015, 1, 1, 0, 0),
        LocalDateTime.of(2014, 12, 31, 23, 59, 59, 999_999_000),
        LocalDateTime.of(2024, 7, 1, 12, 0, 0, 1000),
        LocalDateTime.of(2024, 3, 10, 1, 59, 59, 999_000_000),
        LocalDateTime.of(2024, 3, 10, 3, 0),
        LocalDateTime.of(2024, 11, 3, 0, 59, 59),
        LocalDateTime.of(2024, 11, 3, 2, 0),
        LocalDateTime.of(2024, 3, 31, 1, 59, 59),
        LocalDateTime.of(2024, 3, 31, 3, 0),
        LocalDateTime.of(2024, 10, 27, 3, 0),
        LocalDateTime.of(1969, 12, 31, 23, 59, 58, 500_000_000),
        LocalDateTime.of(1950, 6, 15, 8, 30),
        LocalDateTime.of(2100, 1, 1, 0, 0)
    };

    private final TimeZone own = TimeZone.getDefault();

    @AfterEach
    void restoreZone() {
        TimeZone.setDefault(own);
    }

    @Test
    void loadsWhatTheClockShowedWhereItWasWritten() {
        List<Object> expected = Arrays.stream(TIMES)
                .map(time -> (Object) (time.toEpochSecond(ZoneOffset.UTC) * 1_000_000 + time.getNano() / 1000))
                .toList();
        for (String writer : ZONES) {
            TimeZone.setDefault(TimeZone.getTimeZone(writer));
            byte[] file = OrcFiles.of("struct<x:timestamp>").inOwnZone().values((Object[]) TIMES);
            for (String reader : ZONES) {
                TimeZone.setDefault(TimeZone.getTimeZone(reader));
                assertThat(OrcLoad.of(TypeKind.TIMESTAMP).load(file).values())
                        .as("written in %s, read in %s", writer, reader)
                        .isEqualTo(expected);
            }
        }
    }

    @Test
    void loadsInstantsWhateverTheZones() {
        Instant instant = Instant.parse("2024-07-01T12:00:00.5Z");
        for (String writer : ZONES) {
            TimeZone.setDefault(TimeZone.getTimeZone(writer));
            byte[] file = OrcFiles.of("struct<x:timestamp with local time zone>")
                    .inOwnZone()
                    .values(instant);
            TimeZone.setDefault(TimeZone.getTimeZone("Asia/Tokyo"));
            assertThat(OrcLoad.of(TypeKind.TIMESTAMPTZ).load(file).values())
                    .as(writer)
                    .containsExactly(instant.toEpochMilli() * 1000);
        }
    }
}
