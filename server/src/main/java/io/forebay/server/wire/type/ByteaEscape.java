package io.forebay.server.wire.type;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;

/** The older text form of bytes: {@code \\} and {@code \ooo}. SOURCE: PostgreSQL's manual, "bytea Escape Format". */
final class ByteaEscape {
    private ByteaEscape() {}

    /** @throws IllegalArgumentException when a backslash begins neither of the two */
    static byte[] read(String text) {
        byte[] in = text.getBytes(UTF_8);
        ByteArrayOutputStream out = new ByteArrayOutputStream(in.length);
        int i = 0;
        while (i < in.length) {
            if (in[i] != '\\') {
                out.write(in[i++]);
            } else if (i + 1 < in.length && in[i + 1] == '\\') {
                out.write('\\');
                i += 2;
            } else {
                out.write(octal(in, i + 1) << 6 | octal(in, i + 2) << 3 | octal(in, i + 3));
                i += 4;
            }
        }
        return out.toByteArray();
    }

    private static int octal(byte[] in, int at) {
        if (at >= in.length || in[at] < '0' || in[at] > '7') {
            throw new IllegalArgumentException("three octal digits expected");
        }
        return in[at] - '0';
    }
}
