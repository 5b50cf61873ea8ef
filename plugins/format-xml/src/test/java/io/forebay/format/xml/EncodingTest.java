package io.forebay.format.xml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.forebay.spi.ForebayException;
import io.forebay.spi.format.Compression;
import io.forebay.spi.format.Encoding;
import io.forebay.spi.format.FormatError;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How a file says how it is encoded. */
class EncodingTest {
    private static final XmlLoad LOAD = XmlLoad.texts("c");

    private static String document(String declaration) {
        return declaration + "<record><c>grün</c></record>";
    }

    private static byte[] bytes(String encoding, String text, int... mark) {
        byte[] encoded = text.getBytes(Charset.forName(encoding));
        byte[] bytes = new byte[mark.length + encoded.length];
        for (int i = 0; i < mark.length; i++) {
            bytes[i] = (byte) mark[i];
        }
        System.arraycopy(encoded, 0, bytes, mark.length, encoded.length);
        return bytes;
    }

    private static void wrong(byte[] bytes, String why) {
        assertThatThrownBy(() -> LOAD.load(bytes))
                .isInstanceOfSatisfying(ForebayException.class, e -> assertThat(e.is(FormatError.WRONG_ENCODING))
                        .isTrue())
                .hasMessageContaining(why);
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-8", "ISO-8859-1", "ISO-8859-15", "windows-1252", "IBM850", "GB18030"})
    void believesTheDeclaration(String encoding) {
        String document = document("<?xml version='1.0' encoding=\"" + encoding + "\" standalone='yes'?>\n");
        assertThat(LOAD.load(bytes(encoding, document)).values()).containsExactly("grün");
    }

    @Test
    void takesUtf8WithoutADeclaration() {
        assertThat(LOAD.load(bytes("UTF-8", document(""))).values()).containsExactly("grün");
        assertThat(LOAD.load(bytes("UTF-8", document(""), 0xEF, 0xBB, 0xBF)).values())
                .containsExactly("grün");
        assertThat(LOAD.load(bytes("UTF-8", document("<?xml version='1.0'?>"), 0xEF, 0xBB, 0xBF))
                        .values())
                .containsExactly("grün");
    }

    @Test
    void seesUtf16AndUtf32ByTheirFirstBytes() {
        String said = document("<?xml version='1.0' encoding='UTF-16'?>");
        assertThat(LOAD.load(bytes("UTF-16LE", said, 0xFF, 0xFE)).values()).containsExactly("grün");
        assertThat(LOAD.load(bytes("UTF-16BE", said, 0xFE, 0xFF)).values()).containsExactly("grün");
        assertThat(LOAD.load(bytes("UTF-16LE", document(""), 0xFF, 0xFE)).values())
                .containsExactly("grün");
        assertThat(LOAD.load(bytes("UTF-16BE", document(""))).values()).containsExactly("grün");
        assertThat(LOAD.load(bytes("UTF-16LE", document(""))).values()).containsExactly("grün");
        assertThat(LOAD.load(bytes("UTF-32LE", document(""), 0xFF, 0xFE, 0, 0)).values())
                .containsExactly("grün");
        assertThat(LOAD.load(bytes("UTF-32BE", document(""), 0, 0, 0xFE, 0xFF)).values())
                .containsExactly("grün");
    }

    @Test
    void takesTheEncodingThatCopyNames() {
        String document = document("<?xml version='1.0' encoding='UTF-8'?>");
        assertThat(LOAD.with(Encoding.UTF16LE).load(bytes("UTF-16LE", document)).values())
                .containsExactly("grün");
        assertThat(LOAD.with(Encoding.UTF16)
                        .load(bytes("UTF-16BE", document, 0xFE, 0xFF))
                        .values())
                .containsExactly("grün");
        byte[] plain = bytes("UTF-8", document);
        assertThatThrownBy(() -> LOAD.with(Encoding.UTF16).load(plain)).hasMessageContaining("UTF16");
    }

    @Test
    void refusesWhatIsNotEncodedAsItSays() {
        wrong(bytes("ISO-8859-1", document("")), "it is no valid UTF-8");
        wrong(bytes("windows-1252", document("<?xml version='1.0' encoding='US-ASCII'?>")), "no valid US-ASCII");
        wrong(bytes("UTF-8", document("<?xml version='1.0' encoding='UTF-16'?>")), "it says that it is UTF-16");
        wrong(
                bytes("UTF-8", document("<?xml version='1.0' encoding='ISO-8859-1'?>"), 0xEF, 0xBB, 0xBF),
                "it says that it is ISO-8859-1");
        wrong(
                bytes("UTF-8", document("<?xml version='1.0' encoding='klingon'?>")),
                "klingon, which is no known encoding");
        byte[] half = "<record><c>gr".getBytes(StandardCharsets.UTF_8);
        byte[] cut = java.util.Arrays.copyOf(half, half.length + 1);
        cut[half.length] = (byte) 0xC3;
        wrong(cut, "it is no valid UTF-8");
    }

    @Test
    void readsCompressedFiles() throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
            out.write(bytes("UTF-16LE", document(""), 0xFF, 0xFE));
        }
        assertThat(LOAD.with(Compression.GZIP).load(packed.toByteArray()).values())
                .containsExactly("grün");
    }
}
