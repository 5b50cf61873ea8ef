package io.forebay.torture.wire;

import io.forebay.server.wire.WireDoor;
import io.forebay.server.wire.auth.Credential;
import io.forebay.server.wire.auth.ScramVerifier;
import io.forebay.server.wire.auth.UserDirectory;
import io.forebay.torture.Input;
import io.forebay.torture.Target;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** A connection: startup, login, simple and extended queries. */
public final class WireTarget implements Target {
    private static final Credential PASSWORD = Credential.password(ScramVerifier.of("right"));
    private static final byte[] STARTUP = startup();

    private static final UserDirectory LOCKED = new UserDirectory() {
        @Override
        public Optional<Credential> find(String user) {
            return user.equals("forebay") ? Optional.of(PASSWORD) : Optional.empty();
        }

        @Override
        public boolean open() {
            return false;
        }
    };

    @Override
    public String name() {
        return "wire";
    }

    @Override
    public List<byte[]> seeds() {
        try {
            byte[] extended = join(
                    message('P', "s\0select $1, $2, $3\0\0\3\0\0\0\27\0\0\0\31\0\0\6\244"),
                    message('D', "Ss\0"),
                    message('B', "p\0s\0\0\2\0\0\0\1\0\3\0\0\0\0011\0\0\0\1x\377\377\377\377\0\1\0\1"),
                    message('D', "Pp\0"),
                    message('E', "p\0\0\0\0\1"),
                    message('E', "p\0\0\0\0\0"),
                    message('C', "Pp\0"),
                    message('H', ""),
                    message('S', ""));
            return List.of(
                    Input.of(message('Q', "select 1; begin; select top 2 a from t; rollback\0"), 0),
                    Input.of(message('Q', "set timezone to 'Europe/Berlin'; copy job drop j; nonsense\0"), 0),
                    Input.of(extended, 0),
                    Input.of(
                            join(
                                    message('P', "\0select $16\0\0\0"),
                                    message('B', "\0\0\0\1\0\1\0\0\0\0"),
                                    message('S', "")),
                            0),
                    Input.of(join(message('F', "x"), message('d', "x"), message('X', "")), 0),
                    Input.of(message('p', "SCRAM-SHA-256\0\0\0\0\11n,,n=,r=x"), 2),
                    Input.of(join(packet(80_877_103, ""), packet(80_877_104, ""), STARTUP), 1),
                    Input.of(join(packet(3 << 16 | 2, "user\0x\0_pq_.a\0b\0options\0-c a=b\0\0"), STARTUP), 1),
                    Input.of(packet(80_877_102, "\0\0\0\7\0\0\0\0"), 1));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void run(byte[] bytes) throws IOException {
        Input input = new Input(bytes);
        int kind = input.below(4);
        boolean started = kind % 2 == 0;
        UserDirectory users = kind < 2 ? UserDirectory.openTo("forebay") : LOCKED;
        byte[] sent = started ? join(STARTUP, input.rest()) : input.rest();
        byte[] answered =
                WireDoor.converse((user, database, startup, listener) -> new CannedSession(listener), users, sent);
        for (String error : Answers.errors(answered)) {
            if (error.contains("|CXX000|") || error.contains("|C53200|")) {
                throw new AssertionError("taken for a fault of the server's own: " + error);
            }
        }
    }

    private static byte[] startup() {
        try {
            return packet(3 << 16, "user\0forebay\0database\0dev\0\0");
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] packet(int code, String body) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        out.writeInt(8 + body.length());
        out.writeInt(code);
        out.write(body.getBytes(StandardCharsets.ISO_8859_1));
        return bytes.toByteArray();
    }

    private static byte[] message(char type, String body) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        out.writeByte(type);
        out.writeInt(4 + body.length());
        out.write(body.getBytes(StandardCharsets.ISO_8859_1));
        return bytes.toByteArray();
    }

    private static byte[] join(byte[]... parts) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            bytes.writeBytes(part);
        }
        return bytes.toByteArray();
    }
}
