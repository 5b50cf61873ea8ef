package io.forebay.server.wire.type;

import static org.assertj.core.api.Assertions.assertThat;

import io.forebay.server.wire.message.MessageWriter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ArrayBinaryTest {
    @Test
    void writesWhatTheLiteralSays() throws IOException {
        assertThat(elements("{}", 0)).isEmpty();
        assertThat(elements("{a,\"b c\",3}", 0)).containsExactly("a", "b c", "3");
        assertThat(elements("{NULL,\"NULL\",\"\",\"q\\\"\\\\,}é\"}", 1)).containsExactly(null, "NULL", "", "q\"\\,}é");
    }

    private static List<@Nullable String> elements(String literal, int nulls) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        MessageWriter writer = new MessageWriter(out);
        writer.begin('D');
        ArrayBinary.write(literal, writer);
        writer.end();
        writer.flush();
        ByteBuffer bytes = ByteBuffer.wrap(out.toByteArray());
        bytes.position(5);
        int dimensions = bytes.getInt();
        assertThat(bytes.getInt()).isEqualTo(nulls);
        assertThat(bytes.getInt()).isEqualTo(PgType.TEXT);
        List<@Nullable String> elements = new ArrayList<>();
        if (dimensions == 0) {
            return elements;
        }
        int count = bytes.getInt();
        assertThat(bytes.getInt()).isEqualTo(1);
        for (int i = 0; i < count; i++) {
            int length = bytes.getInt();
            byte[] text = new byte[Math.max(length, 0)];
            bytes.get(text);
            elements.add(length < 0 ? null : new String(text, StandardCharsets.UTF_8));
        }
        assertThat(bytes.hasRemaining()).isFalse();
        return elements;
    }
}
