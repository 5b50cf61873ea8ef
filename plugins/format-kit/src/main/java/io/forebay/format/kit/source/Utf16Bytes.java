package io.forebay.format.kit.source;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CharsetEncoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/** UTF-16 text as UTF-8. Throws {@link CharacterCodingException} for what is no UTF-16. */
final class Utf16Bytes extends InputStream {
    private static final int UNITS = 1 << 13;

    private final InputStream text;
    private final CharsetDecoder decoder;
    private final CharsetEncoder encoder = StandardCharsets.UTF_8.newEncoder();
    private final ByteBuffer in = ByteBuffer.allocate(2 * UNITS).flip();
    private final CharBuffer units = CharBuffer.allocate(UNITS);
    private final ByteBuffer out = ByteBuffer.allocate(3 * UNITS).flip();
    private boolean atEnd;

    /** @param charset UTF-16LE or UTF-16BE */
    Utf16Bytes(InputStream text, Charset charset) {
        this.text = text;
        this.decoder = charset.newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] into, int from, int length) throws IOException {
        while (!out.hasRemaining()) {
            if (atEnd) {
                return -1;
            }
            fill();
        }
        int read = Math.min(length, out.remaining());
        out.get(into, from, read);
        return read;
    }

    private void fill() throws IOException {
        in.compact();
        int read = text.read(in.array(), in.position(), in.remaining());
        atEnd = read < 0;
        in.position(in.position() + Math.max(0, read)).flip();
        CoderResult decoded = decoder.decode(in, units, atEnd);
        if (decoded.isError()) {
            decoded.throwException();
        }
        units.flip();
        out.clear();
        CoderResult encoded = encoder.encode(units, out, atEnd);
        if (encoded.isError()) {
            encoded.throwException();
        }
        units.compact();
        out.flip();
    }

    @Override
    public void close() throws IOException {
        text.close();
    }
}
