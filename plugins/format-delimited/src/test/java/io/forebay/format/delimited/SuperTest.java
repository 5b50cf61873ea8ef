package io.forebay.format.delimited;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.forebay.spi.ForebayException;
import io.forebay.spi.format.RejectedRow;
import io.forebay.spi.warehouse.ColumnType;
import io.forebay.spi.warehouse.TypeKind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** SUPER and VARBYTE, and the types that text cannot hold. */
class SuperTest {
    private static final Loading SUPER = Loading.of(TypeKind.SUPER);
    private static final Loading VARBYTE = Loading.of(ColumnType.varbyte(4));

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "[]",
                "{\"a\": 1, \"b\": [true, false, null]}",
                "\"text\"",
                "-0.5e+10",
                "0",
                "null",
                "[[[]]]",
                "\"\\u00e9\\n\\\"\"",
                "[\"\\ud83d\\ude00\\uDBFF\\uDFFF\\uffff\\u0000\"]",
                "{\"é\":\"€\"}",
                "[1 , 2]",
                "1E5"
            })
    void keepsWellFormedJson(String json) {
        assertThat(SUPER.load(json + "\n").values()).containsExactly(json);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "text",
                "{",
                "}",
                "[1,]",
                "{\"a\"}",
                "{\"a\":}",
                "{a:1}",
                "01",
                "1.",
                ".5",
                "+1",
                "-",
                "1e",
                "\"a",
                "\"\\x\"",
                "\"\\u12g4\"",
                "\"\\ud83d\"",
                "\"\\ude00\"",
                "{\"\\ud83d\\ud83d\":1}",
                "\"\\ud83dx\\ude00\"",
                "\"\\ude00\\ud83d\"",
                "\"\\ud83d\\ude0",
                "[1 2]",
                "{} {}",
                "tru",
                "nul",
                "NaN",
                "'a'",
                "{\"a\":1,}",
                "\"\t\"",
                "[,1]",
                "\"\\"
            })
    void rejectsMalformedJsonWithCode1224(String json) {
        assertThat(SUPER.load(json + "\n").onlyRejected().code()).isEqualTo(1224);
    }

    @Test
    void rejectsJsonNestedDeeperThan1000() {
        assertThat(SUPER.load("[".repeat(1000) + "]".repeat(1000) + "\n").rows())
                .hasSize(1);
        assertThat(SUPER.load("[".repeat(100_000) + "]".repeat(100_000) + "\n")
                        .onlyRejected()
                        .code())
                .isEqualTo(1224);
    }

    @Test
    void makesNothingNull() {
        assertThat(SUPER.load("  \n").values()).containsExactly((Object) null);
    }

    @Test
    void readsVarbyteAsHexadecimal() {
        assertThat((byte[]) VARBYTE.load("00fF\n").values().get(0)).containsExactly(0x00, 0xFF);
        RejectedRow odd = VARBYTE.load("abc\n").onlyRejected();
        assertThat(odd.code()).isEqualTo(1219);
        assertThat(VARBYTE.load("0g\n").onlyRejected().reason())
                .isEqualTo("Invalid hexadecimal digit, Value 'g', Pos 1, Type: Varbyte");
        assertThat(VARBYTE.load("0011223344\n").onlyRejected().code()).isEqualTo(1204);
    }

    @Test
    void refusesTypesThatTextCannotHold() {
        assertThatThrownBy(() -> Loading.of(TypeKind.TIMETZ).open())
                .isInstanceOf(ForebayException.class)
                .hasMessage("column \"c1\" is of type time with time zone, which COPY cannot load from text");
    }
}
