package io.forebay.format.delimited;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.forebay.spi.ForebayException;
import io.forebay.spi.format.Encoding;
import io.forebay.spi.format.Layout;
import io.forebay.spi.format.ReadFlag;
import io.forebay.spi.warehouse.TypeKind;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class FixedWidthTest {
    private static final Loading VENUE = Loading.of(TypeKind.INTEGER, TypeKind.VARCHAR, TypeKind.CHAR, TypeKind.INTEGER)
            .layout(new Layout.FixedWidth(List.of(
                    new Layout.FixedWidth.Field("venueid", 3),
                    new Layout.FixedWidth.Field("venuename", 12),
                    new Layout.FixedWidth.Field("venuestate", 4),
                    new Layout.FixedWidth.Field("venueseats", 6))));

    @Test
    void readsFieldsByWidth() {
        assertThat(VENUE.load("1  Toyota Park IL  0     \n22 Gillette StaMA  68756 \n")
                        .rows())
                .containsExactly(
                        Arrays.asList(1L, "Toyota Park ", "IL", 0L), Arrays.asList(22L, "Gillette Sta", "MA", 68756L));
    }

    @Test
    void trimsVarcharOnlyUnderTrimblanks() {
        assertThat(VENUE.with(ReadFlag.TRIMBLANKS)
                        .load("1  Toyota Park IL  0\n")
                        .rows())
                .containsExactly(Arrays.asList(1L, "Toyota Park", "IL", 0L));
    }

    @Test
    void countsCharactersNotBytes() {
        assertThat(VENUE.load("1  Café €urope IL  7     \r\n").rows())
                .containsExactly(Arrays.asList(1L, "Café €urope ", "IL", 7L));
    }

    @Test
    void makesBlankNumberNull() {
        assertThat(VENUE.load("1  x           IL        \n").rows())
                .containsExactly(Arrays.asList(1L, "x           ", "IL", null));
    }

    @Test
    void recognisesNullMarkerBeforeBlanks() {
        assertThat(VENUE.load("\\N \\N          \\N  \\N\n").rows())
                .containsExactly(Arrays.asList(null, null, null, null));
    }

    @Test
    void rejectsShortAndLongLines() {
        assertThat(VENUE.load("1  Toyota Park \n").onlyRejected().code()).isEqualTo(1214);
        assertThat(VENUE.load("1  Toyota Park IL  0     x\n").onlyRejected().code())
                .isEqualTo(1202);
        assertThat(VENUE.load("1  Toyota Park IL  0         \n").rows()).hasSize(1);
        assertThat(VENUE.with(ReadFlag.FILLRECORD).load("1  Toyota Park \n").rows())
                .containsExactly(Arrays.asList(1L, "Toyota Park ", null, null));
    }

    @Test
    void refusesOptionsThatDoNotFit() {
        Loading three = Loading.texts(3).layout(VENUE.options().layout());
        assertThatThrownBy(three::open)
                .isInstanceOf(ForebayException.class)
                .hasMessage("FIXEDWIDTH describes 4 fields, but 3 columns are to be loaded");
        assertThatThrownBy(VENUE.with(Encoding.UTF16)::open).hasMessage("FIXEDWIDTH needs ENCODING UTF8, not UTF16");
    }
}
