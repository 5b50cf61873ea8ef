package io.forebay.store.s3.encryption;

import java.io.IOException;
import java.io.InputStream;
import java.security.GeneralSecurityException;
import java.util.Objects;
import javax.crypto.Cipher;

/** A stream's bytes through a cipher. Read by one thread, closed by any. */
abstract class CipherStream extends InputStream {
    private static final int BUFFER = 1 << 16;

    private final InputStream stream;
    private final Cipher cipher;
    private final byte[] in = new byte[BUFFER];
    private byte[] out = new byte[0];
    private int at;
    private boolean ended;

    CipherStream(InputStream stream, Cipher cipher) {
        this.stream = stream;
        this.cipher = cipher;
    }

    /** Is told of each piece before it is read. */
    abstract void produced(byte[] piece);

    /** Is called when all pieces are made. */
    abstract void finished();

    /** The cipher says that what it was given does not end as it must. */
    abstract RuntimeException broken(GeneralSecurityException e);

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] into, int from, int length) throws IOException {
        Objects.checkFromIndexSize(from, length, into.length);
        if (length == 0) {
            return 0;
        }
        while (at == out.length) {
            if (ended) {
                return -1;
            }
            more();
        }
        int count = Math.min(length, out.length - at);
        System.arraycopy(out, at, into, from, count);
        at += count;
        return count;
    }

    private void more() throws IOException {
        int read = stream.read(in, 0, BUFFER);
        byte[] piece = read < 0 ? end() : cipher.update(in, 0, read);
        out = piece == null ? new byte[0] : piece;
        at = 0;
        produced(out);
        if (read < 0) {
            finished();
            ended = true;
        }
    }

    private byte[] end() {
        try {
            return cipher.doFinal();
        } catch (GeneralSecurityException e) {
            throw broken(e);
        }
    }

    @Override
    public int available() {
        return out.length - at;
    }

    @Override
    public void close() throws IOException {
        stream.close();
    }
}
