package io.forebay.format.delimited;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.forebay.spi.ForebayException;
import io.forebay.spi.format.Compression;
import io.forebay.spi.format.Encoding;
import io.forebay.spi.format.FormatError;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class EncodingTest {
    private static final Loading TEXTS = Loading.texts(2);
    private static final String TEXT = "é|€uro\n\uD83D\uDE00|z\n";
    private static final List<List<String>> ROWS = List.of(List.of("é", "€uro"), List.of("\uD83D\uDE00", "z"));

    @Test
    void skipsByteOrderMarkOfUtf8() throws IOException {
        byte[] marked = ("\uFEFF" + TEXT).getBytes(StandardCharsets.UTF_8);
        assertThat(TEXTS.load(marked).rows()).isEqualTo(ROWS);
        assertThat(TEXTS.with(Compression.GZIP).load(Packing.gzip(marked)).rows())
                .isEqualTo(ROWS);
        assertThat(TEXTS.load("\uFEFF").rows()).isEmpty();
    }

    @Test
    void readsUtf16WithMark() {
        assertThat(load(Encoding.UTF16, "\uFEFF", true)).isEqualTo(ROWS);
        assertThat(load(Encoding.UTF16, "\uFEFF", false)).isEqualTo(ROWS);
        assertThat(load(Encoding.UTF16LE, "\uFEFF", true)).isEqualTo(ROWS);
        assertThat(load(Encoding.UTF16BE, "\uFEFF", false)).isEqualTo(ROWS);
    }

    @Test
    void readsUtf16WithoutMarkWhenOrderIsNamed() {
        assertThat(load(Encoding.UTF16LE, "", true)).isEqualTo(ROWS);
        assertThat(load(Encoding.UTF16BE, "", false)).isEqualTo(ROWS);
        assertThatThrownBy(() -> load(Encoding.UTF16, "", true)).hasMessageContaining("no byte order mark");
    }

    @Test
    void refusesOtherEncoding() {
        assertWrong(() -> load(Encoding.UTF16LE, "\uFEFF", false));
        assertWrong(() -> load(Encoding.UTF16BE, "\uFEFF", true));
        assertWrong(() -> load(Encoding.UTF8, "\uFEFF", true));
        assertWrong(() -> TEXTS.with(Encoding.UTF16).load("\uFEFFa|b\n"));
    }

    @Test
    void refusesMalformedUtf16() {
        assertWrong(() -> TEXTS.with(Encoding.UTF16LE).load(new byte[] {'a', 0, '|', 0, 0, (byte) 0xD8, 'b', 0}));
        assertWrong(() -> TEXTS.with(Encoding.UTF16LE).load(new byte[] {'a', 0, '|', 0, 0}));
    }

    @Test
    void readsLargeUtf16() {
        String text = TEXT.repeat(20_000);
        byte[] bytes = text.getBytes(StandardCharsets.UTF_16BE);
        assertThat(TEXTS.with(Encoding.UTF16BE).load(bytes)).isEqualTo(TEXTS.load(text));
    }

    private static List<?> load(Encoding encoding, String mark, boolean little) {
        byte[] bytes = (mark + TEXT).getBytes(little ? StandardCharsets.UTF_16LE : StandardCharsets.UTF_16BE);
        return TEXTS.with(encoding).load(bytes).rows();
    }

    private static void assertWrong(org.assertj.core.api.ThrowableAssert.ThrowingCallable load) {
        assertThatThrownBy(load)
                .isInstanceOfSatisfying(ForebayException.class, e -> assertThat(e.is(FormatError.WRONG_ENCODING))
                        .isTrue());
    }
}
