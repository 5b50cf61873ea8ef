package io.forebay.spi.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.forebay.spi.CommonError;
import io.forebay.spi.ForebayException;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MasterKeyTest {
    private static final String ZEROS = Base64.getEncoder().encodeToString(new byte[32]);

    @Test
    void isThe32BytesOfItsText() {
        assertThat(MasterKey.parse(ZEROS).bytes()).isEqualTo(new byte[32]);
        assertThat(MasterKey.parse(ZEROS)).isEqualTo(MasterKey.parse(ZEROS));
        assertThat(MasterKey.parse(ZEROS)).isNotEqualTo(MasterKey.parse("B" + ZEROS.substring(1)));
    }

    @Test
    void isNotShown() {
        Encryption byClient = new Encryption.ByClient(MasterKey.parse(ZEROS));
        assertThat(byClient.toString()).contains("***").doesNotContain("AAAA");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "***",
                "topsecret",
                "dG9wc2VjcmV0dG9wc2VjcmV0",
                "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
                "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA-="
            })
    void refusesOtherTextsWithoutShowingThem(String text) {
        assertThatThrownBy(() -> MasterKey.parse(text))
                .isInstanceOfSatisfying(
                        ForebayException.class, e -> assertThat(e.code()).isEqualTo(CommonError.INVALID_PARAMETER))
                .hasMessageContaining("256 bits")
                .hasMessageNotContaining(text.isEmpty() ? "no text" : text)
                .hasNoCause();
    }
}
