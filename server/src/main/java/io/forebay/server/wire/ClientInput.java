package io.forebay.server.wire;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A socket's bytes, of which another thread may look whether the client is still there while nobody reads. What it finds
 * by looking is kept for the reader.
 */
final class ClientInput extends InputStream {
    private static final int ASK_MILLIS = 200;
    private static final int BUFFER = 16 * 1024;

    private final Socket socket;
    private final InputStream in;
    private final ReentrantLock lock = new ReentrantLock();
    private final byte[] buffer = new byte[BUFFER];
    private volatile @Nullable BooleanSupplier interrupted;
    private int position;
    private int limit;
    private boolean ended;

    ClientInput(Socket socket) throws IOException {
        this.socket = socket;
        this.in = socket.getInputStream();
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        lock.lock();
        try {
            if (position == limit) {
                return ended ? -1 : readSocket(target, offset, length);
            }
            int n = Math.min(length, limit - position);
            System.arraycopy(buffer, position, target, offset, n);
            position += n;
            return n;
        } finally {
            lock.unlock();
        }
    }

    /** Reads that wait ask a few times a second whether to end with InterruptedIOException; null for those that don't. */
    void interruptWhen(@Nullable BooleanSupplier ask) {
        interrupted = ask;
    }

    private int readSocket(byte[] target, int offset, int length) throws IOException {
        BooleanSupplier ask = interrupted;
        if (ask == null) {
            return in.read(target, offset, length);
        }
        socket.setSoTimeout(ASK_MILLIS);
        try {
            while (true) {
                try {
                    return in.read(target, offset, length);
                } catch (SocketTimeoutException e) {
                    if (ask.getAsBoolean()) {
                        throw new InterruptedIOException("the wait for the client was ended");
                    }
                }
            }
        } finally {
            socket.setSoTimeout(0);
        }
    }

    @Override
    public int available() throws IOException {
        return limit - position;
    }

    /**
     * Whether the client has closed its side. Takes a millisecond; false when a reader waits, which will see for itself,
     * and when as much is waiting as this can hold.
     */
    boolean clientLeft() {
        if (!lock.tryLock()) {
            return false;
        }
        try {
            return ended || look();
        } finally {
            lock.unlock();
        }
    }

    private boolean look() {
        if (position > 0) {
            System.arraycopy(buffer, position, buffer, 0, limit - position);
            limit -= position;
            position = 0;
        }
        if (limit == BUFFER) {
            return false;
        }
        try {
            socket.setSoTimeout(1);
            int n = in.read(buffer, limit, BUFFER - limit);
            ended = n < 0;
            limit += Math.max(n, 0);
            socket.setSoTimeout(0);
        } catch (SocketTimeoutException e) {
            return !waitAgain();
        } catch (IOException e) {
            ended = true;
        }
        return ended;
    }

    private boolean waitAgain() {
        try {
            socket.setSoTimeout(0);
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
