package io.forebay.server.cli.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WordsTest {
    @ParameterizedTest
    @CsvSource({
        "0,0 ms",
        "999,999 ms",
        "1000,1.0 s",
        "59999,59.9 s",
        "60000,1m 00s",
        "3599999,59m 59s",
        "7380000,2h 03m"
    })
    void writesTimesShort(long millis, String text) {
        assertThat(Words.took(Duration.ofMillis(millis))).isEqualTo(text);
    }

    @Test
    void cutsByColumnsAndNoCharacterInTwo() {
        assertThat(Words.cut(" a\n b ", 10)).isEqualTo("a b");
        assertThat(Words.cut("漢字漢字", 8)).isEqualTo("漢字漢字");
        assertThat(Words.cut("漢字漢字", 7)).isEqualTo("漢字漢…");
        assertThat(Words.cut("😀😀😀", 4)).isEqualTo("😀…");
    }

    @Test
    void namesAnExecutionByItsMachine() {
        assertThat(Words.name("arn:aws:states:local:000000000000:execution:m:a:b"))
                .isEqualTo("m:a:b");
    }
}
