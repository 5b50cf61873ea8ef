package io.forebay.server.wire;

import io.forebay.server.wire.message.FatalWireException;
import io.forebay.server.wire.message.MessageReader;
import io.forebay.server.wire.message.MessageWriter;
import io.forebay.server.wire.message.WireError;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.util.function.BooleanSupplier;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One client's socket with its messages, clear at first, and perhaps with TLS later. */
final class Transport {
    private static final Logger log = LoggerFactory.getLogger(Transport.class);
    private static final int LINGER_MILLIS = 1_000;
    private static final int LINGER_BYTES = 4 * 1024 * 1024;

    private final Socket socket;
    private final ClientInput input;
    private MessageReader reader;
    private MessageWriter writer;
    private boolean encrypted;

    Transport(Socket socket) throws IOException {
        this.socket = socket;
        socket.setTcpNoDelay(true);
        socket.setKeepAlive(true);
        input = new ClientInput(socket);
        reader = new MessageReader(input);
        writer = new MessageWriter(socket.getOutputStream());
    }

    MessageReader reader() {
        return reader;
    }

    MessageWriter writer() {
        return writer;
    }

    boolean encrypted() {
        return encrypted;
    }

    boolean fromLoopback() {
        return socket.getInetAddress().isLoopbackAddress();
    }

    String client() {
        return String.valueOf(socket.getRemoteSocketAddress());
    }

    /** Answers a client's wish for TLS with yes, and shakes hands. */
    void startTls(SSLContext context) throws IOException {
        if (reader.hasBuffered() || input.available() > 0) {
            throw new FatalWireException(WireError.WIRE_PROTOCOL, "received unencrypted data after SSL request");
        }
        answer('S');
        SSLSocket tls = (SSLSocket) context.getSocketFactory()
                .createSocket(
                        new LayeredSocket(socket, input),
                        socket.getInetAddress().getHostAddress(),
                        socket.getPort(),
                        true);
        tls.setUseClientMode(false);
        tls.startHandshake();
        reader = new MessageReader(tls.getInputStream());
        writer = new MessageWriter(tls.getOutputStream());
        encrypted = true;
    }

    /** Sends the one byte that answers a wish for encryption. */
    void answer(char letter) throws IOException {
        writer.int8(letter).flush();
    }

    /** See {@link ClientInput#interruptWhen}. */
    void interruptWhen(@Nullable BooleanSupplier ask) {
        input.interruptWhen(ask);
    }

    boolean clientLeft() {
        return input.clientLeft();
    }

    /**
     * Lets the client hear the last words although it may still be sending: closing a socket with unread bytes would
     * destroy them on their way. Waits a second and reads a few megabytes at most.
     */
    void linger() {
        try {
            socket.shutdownOutput();
            socket.setSoTimeout(LINGER_MILLIS);
            InputStream in = socket.getInputStream();
            long until = System.nanoTime() + LINGER_MILLIS * 1_000_000L;
            byte[] rest = new byte[8192];
            int total = 0;
            int n = 0;
            while (n >= 0 && total < LINGER_BYTES && System.nanoTime() - until < 0) {
                n = in.read(rest);
                total += n;
            }
        } catch (IOException e) {
            close();
        }
    }

    /** Ends all reading and writing at once; from any thread. */
    void close() {
        try {
            socket.close();
        } catch (IOException e) {
            log.debug("a socket could not be closed client={} reason={}", client(), e.toString());
        }
    }
}
