package io.forebay.server.wire;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;

/** A client that sends and receives bare messages. Reads wait five seconds at most. */
final class WireClient implements AutoCloseable {
    /** @param type 0 for none: the connection was closed */
    record Message(char type, byte[] body) {}

    private final Socket socket;
    private final DataInputStream in;
    private final DataOutputStream out;

    WireClient(int port) throws IOException {
        socket = new Socket("127.0.0.1", port);
        socket.setSoTimeout(5_000);
        socket.setTcpNoDelay(true);
        in = new DataInputStream(new BufferedInputStream(socket.getInputStream(), 64 * 1024));
        out = new DataOutputStream(socket.getOutputStream());
    }

    /** Sends a startup packet and reads up to the first ReadyForQuery or error. */
    static WireClient login(int port) throws IOException {
        WireClient client = new WireClient(port);
        client.startup("user", "forebay", "database", "dev");
        client.readTo('Z');
        return client;
    }

    void startup(String... parameters) throws IOException {
        packet(3 << 16, (String.join("\0", parameters) + "\0\0").getBytes(UTF_8));
    }

    /** A packet without a type. */
    void packet(int code, byte[] body) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream packet = new DataOutputStream(bytes);
        packet.writeInt(body.length + 8);
        packet.writeInt(code);
        packet.write(body);
        raw(bytes.toByteArray());
    }

    void send(char type, byte[] body) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream message = new DataOutputStream(bytes);
        message.writeByte(type);
        message.writeInt(body.length + 4);
        message.write(body);
        raw(bytes.toByteArray());
    }

    void query(String text) throws IOException {
        send('Q', (text + "\0").getBytes(UTF_8));
    }

    void raw(byte[] bytes) throws IOException {
        out.write(bytes);
        out.flush();
    }

    int readByte() throws IOException {
        return in.read();
    }

    Message read() throws IOException {
        int type;
        try {
            type = in.read();
        } catch (SocketException e) {
            type = -1;
        }
        if (type < 0) {
            return new Message('\0', new byte[0]);
        }
        byte[] body = new byte[in.readInt() - 4];
        in.readFully(body);
        return new Message((char) type, body);
    }

    /** Skips to a message of a type; fails when the connection ends before. */
    Message readTo(char type) throws IOException {
        for (Message message = read(); ; message = read()) {
            if (message.type() == type) {
                return message;
            }
            if (message.type() == 0) {
                throw new AssertionError("closed before " + type);
            }
        }
    }

    /** Reads to the next ReadyForQuery and counts the rows and their bytes without keeping them. */
    long[] countRows() throws IOException {
        long rows = 0;
        long bytes = 0;
        while (true) {
            int type = in.read();
            int length = in.readInt() - 4;
            in.skipNBytes(length);
            bytes += length;
            if (type == 'D') {
                rows++;
            } else if (type == 'Z') {
                return new long[] {rows, bytes};
            } else if (type < 0 || type == 'E') {
                throw new AssertionError("ended after " + rows + " rows");
            }
        }
    }

    /** Closes the socket without a word, as a killed process does. */
    @Override
    public void close() throws IOException {
        socket.close();
    }
}
