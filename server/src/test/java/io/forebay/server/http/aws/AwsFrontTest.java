package io.forebay.server.http.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AwsFrontTest {
    /** Broken UTF-8, UTF-16 and UTF-32, half of an object, what begins none. */
    @ParameterizedTest
    @ValueSource(strings = {"7b22ff223a317d", "007b00", "0000007b7fffffff", "0000007b000000", "7b", "5d"})
    void answersABodyThatIsNoText(String hexadecimal) {
        byte[] body = HexFormat.of().parseHex(hexadecimal);
        assertThatThrownBy(() -> AwsFront.parsed(body))
                .isInstanceOfSatisfying(
                        AwsException.class, e -> assertThat(e.status()).isEqualTo(400));
    }

    @Test
    void answersABodyThatIsTooDeep() {
        byte[] body = "[".repeat(1 << 20).getBytes(StandardCharsets.UTF_8);
        assertThatThrownBy(() -> AwsFront.parsed(body)).isInstanceOf(AwsException.class);
    }

    @Test
    void takesNoBodyForAnEmptyObject() throws AwsException {
        assertThat(AwsFront.parsed(new byte[0]).toString()).isEqualTo("{}");
        assertThat(AwsFront.parsed("{\"a\":1}".getBytes(Charset.forName("UTF-16BE")))
                        .toString())
                .isEqualTo("{\"a\":1}");
    }
}
