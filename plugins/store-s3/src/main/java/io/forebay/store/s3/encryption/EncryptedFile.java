package io.forebay.store.s3.encryption;

import io.forebay.spi.store.MasterKey;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import javax.crypto.Cipher;

/**
 * A file's ciphertext in parts that are read in their order, each as often as it has to be sent: what a part begins with
 * depends on the end of the one before, which is kept. Used by one thread.
 */
public final class EncryptedFile {
    private final Path file;
    private final MasterKey master;
    private final long plain;
    private final Envelope envelope;
    /** The ciphertext's block in front of each part, by the part's place. */
    private final Map<Long, byte[]> before = new HashMap<>();

    /** @param length the file's bytes */
    public EncryptedFile(Path file, long length, MasterKey master) {
        this.file = file;
        this.master = master;
        this.plain = length;
        this.envelope = Envelope.random(length);
        before.put(0L, envelope.iv());
    }

    /** The ciphertext's bytes: those of the file, and 1 to 16 more. */
    public long length() {
        return (plain / Envelope.BLOCK + 1) * Envelope.BLOCK;
    }

    public Map<String, String> metadata() {
        return envelope.metadata(master);
    }

    /**
     * The ciphertext of a place.
     *
     * @param from the end of a part that was read to its end, or 0
     * @param bytes a multiple of 16
     */
    public InputStream open(long from, long bytes) throws IOException {
        byte[] block = before.get(from);
        if (block == null) {
            throw new IllegalStateException("the part in front of byte " + from + " was not read");
        }
        boolean last = from + bytes == length();
        Cipher cipher = envelope.cipher(Cipher.ENCRYPT_MODE, block, last);
        InputStream stream = Files.newInputStream(file);
        stream.skipNBytes(from);
        return new Part(new FilePart(stream, last ? plain - from : bytes), cipher, from, from + bytes);
    }

    private final class Part extends CipherStream {
        private final long end;
        private long at;

        Part(InputStream stream, Cipher cipher, long from, long end) {
            super(stream, cipher);
            this.at = from;
            this.end = end;
        }

        /** Not at the stream's end: who sends a part reads no more than it has. */
        @Override
        void produced(byte[] piece) {
            at += piece.length;
            if (at == end && piece.length > 0) {
                before.put(end, Arrays.copyOfRange(piece, piece.length - Envelope.BLOCK, piece.length));
            }
        }

        @Override
        void finished() {}

        @Override
        RuntimeException broken(GeneralSecurityException e) {
            return new IllegalStateException("the file changed while it was sent", e);
        }
    }
}
