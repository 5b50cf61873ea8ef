package io.forebay.engine.stream;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EndMarkerTest {
    /** Ends of lines are written as n and rn; the marker as a backslash and a dot. */
    @ParameterizedTest
    @CsvSource({
        "'',''",
        "a,a",
        "an,an",
        "\\.,''",
        "\\.n,''",
        "\\.rn,''",
        "an\\.,an",
        "abcdefgn\\.n,abcdefgn",
        "abcdefgrn\\.rn,abcdefgrn",
        "x\\.n,x\\.n",
        "abcdefx\\.n,abcdefx\\.n",
        "an\\.nn,an\\.nn",
        "\\.nbn,\\.nbn",
        "an\\\\.n,an\\\\.n",
        "abcdefghij,abcdefghij"
    })
    void dropsTheLastLineWhenItIsTheMarker(String given, String expected) throws IOException {
        for (int step : new int[] {1, 2, 3, 7, 100}) {
            assertThat(read(text(given), step)).as("steps of %s", step).isEqualTo(text(expected));
        }
    }

    private static String text(String written) {
        return written.replace('n', '\n').replace('r', '\r');
    }

    private static String read(String text, int step) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        byte[] part = new byte[step];
        try (EndMarker marker = new EndMarker(new ByteArrayInputStream(text.getBytes(UTF_8)))) {
            for (int read = marker.read(part, 0, step); read >= 0; read = marker.read(part, 0, step)) {
                out.write(part, 0, read);
            }
        }
        return out.toString(UTF_8);
    }
}
