package io.forebay.format.kit.deflate;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;

/** Our reader, for one stream after another, whatever became of the one before. */
final class Inflation {
    private final BitInput input = new BitInput();
    private final DeflateReader reader = new DeflateReader(input);

    /** @param most the bytes asked for at once @param piece the bytes that the file gives at once */
    Inflated of(byte[] stream, int most, int piece) {
        input.open(new Pieces(stream, piece));
        reader.start();
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        ByteArrayOutputStream rest = new ByteArrayOutputStream();
        try {
            byte[] into = new byte[most];
            for (int read = reader.read(into, 0, most); read >= 0; read = reader.read(into, 0, most)) {
                content.write(into, 0, read);
            }
            for (int next = input.next(); next >= 0; next = input.next()) {
                rest.write(next);
            }
            return new Inflated(content.toByteArray(), rest.toByteArray(), null);
        } catch (IOException e) {
            return new Inflated(content.toByteArray(), new byte[0], e.getMessage());
        }
    }

    /** A file that comes in pieces. */
    private static final class Pieces extends ByteArrayInputStream {
        private final int piece;

        Pieces(byte[] bytes, int piece) {
            super(bytes);
            this.piece = piece;
        }

        @Override
        public int read(byte[] into, int from, int length) {
            return super.read(into, from, Math.min(length, piece));
        }
    }
}
