package io.forebay.server.wire.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.forebay.spi.ForebayException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class MessageWriterTest {
    @Test
    void refusesAMessageThatWouldFillTheMemoryAndGoesOn() throws IOException {
        ByteArrayOutputStream sent = new ByteArrayOutputStream();
        MessageWriter writer = new MessageWriter(sent);
        byte[] value = new byte[MessageWriter.LARGEST / 4 + 1];
        writer.begin('D').bytes(value).bytes(value).bytes(value);
        assertThatThrownBy(() -> writer.bytes(value)).isInstanceOfSatisfying(ForebayException.class, e -> assertThat(
                        e.code().sqlState())
                .isEqualTo("54000"));
        writer.discard();
        writer.begin('Z').int8('I').end();
        writer.flush();
        assertThat(sent.toByteArray()).containsExactly('Z', 0, 0, 0, 5, 'I');
    }
}
