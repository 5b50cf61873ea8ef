package io.forebay.format.kit.deflate;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.jspecify.annotations.Nullable;

/**
 * What became of a stream.
 *
 * @param content what could be read
 * @param rest the bytes behind the stream's end
 * @param error null when the stream was read to its end
 */
record Inflated(byte[] content, byte[] rest, @Nullable String error) {

    static Inflated java(byte[] stream) {
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        Inflater inflater = new Inflater(true);
        try {
            inflater.setInput(stream);
            byte[] into = new byte[1 << 16];
            while (!inflater.finished()) {
                int read = inflater.inflate(into);
                content.write(into, 0, read);
                if (read == 0 && inflater.needsInput() && !inflater.finished()) {
                    return new Inflated(content.toByteArray(), new byte[0], "cut");
                }
            }
            int taken = (int) inflater.getBytesRead();
            return new Inflated(content.toByteArray(), Arrays.copyOfRange(stream, taken, stream.length), null);
        } catch (DataFormatException e) {
            return new Inflated(content.toByteArray(), new byte[0], e.getMessage());
        } finally {
            inflater.end();
        }
    }

    boolean agrees(Inflated other) {
        if (error != null || other.error != null) {
            return error != null && other.error != null;
        }
        return Arrays.equals(content, other.content) && Arrays.equals(rest, other.rest);
    }

    @Override
    public String toString() {
        return content.length + " bytes, " + rest.length + " behind, " + error;
    }
}
