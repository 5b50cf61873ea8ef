package io.forebay.server.wire;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.forebay.server.wire.auth.Credential;
import io.forebay.server.wire.auth.ScramExchange;
import io.forebay.server.wire.auth.UserDirectory;
import io.forebay.server.wire.message.FatalWireException;
import io.forebay.server.wire.message.MessageBody;
import io.forebay.server.wire.message.MessageReader;
import io.forebay.server.wire.message.MessageWriter;
import io.forebay.server.wire.message.WireError;
import io.forebay.spi.ForebayException;
import java.io.EOFException;
import java.io.IOException;
import java.util.Optional;

/**
 * Finds out whether a client is who it says. SOURCE: PostgreSQL's manual, "Message Flow", and "SASL Authentication".
 */
final class Login {
    private static final int OK = 0;
    private static final int CLEAR_TEXT = 3;
    private static final int SASL = 10;
    private static final int SASL_CONTINUE = 11;
    private static final int SASL_FINAL = 12;

    private final Transport transport;
    private final UserDirectory users;

    Login(Transport transport, UserDirectory users) {
        this.transport = transport;
        this.users = users;
    }

    /** Returns when the client is let in, having told it so; throws WIRE_LOGIN or WIRE_PASSWORD otherwise. */
    void check(StartupPacket packet) throws IOException {
        Optional<Credential> credential = users.find(packet.user());
        boolean open = transport.fromLoopback() && users.open();
        if (open && credential.isEmpty()) {
            throw new FatalWireException(
                    new ForebayException(WireError.WIRE_LOGIN, "user \"" + packet.user() + "\" does not exist")
                            .withHint("Name another user, such as with psql -U forebay."));
        }
        boolean trusted = transport.fromLoopback()
                && credential.isPresent()
                && credential.get().findVerifier().isEmpty();
        if (!trusted) {
            prove(packet, credential);
        }
        request(OK).end();
    }

    private void prove(StartupPacket packet, Optional<Credential> credential) throws IOException {
        ScramExchange exchange = new ScramExchange(packet.user(), credential);
        boolean right = transport.encrypted() && packet.fromRedshiftDriver() ? clearText(exchange) : scram(exchange);
        if (!right) {
            throw new FatalWireException(
                    WireError.WIRE_PASSWORD, "password authentication failed for user \"" + packet.user() + "\"");
        }
    }

    private boolean clearText(ScramExchange exchange) throws IOException {
        request(CLEAR_TEXT).end();
        return exchange.accepts(answer().string());
    }

    private boolean scram(ScramExchange exchange) throws IOException {
        request(SASL).string(ScramExchange.MECHANISM).int8(0).end();
        MessageBody initial = answer();
        String mechanism = initial.string();
        if (!mechanism.equals(ScramExchange.MECHANISM)) {
            throw new FatalWireException(
                    WireError.WIRE_PROTOCOL, "client selected an invalid SASL authentication mechanism");
        }
        String clientFirst = initial.part(initial.int32()).text();
        request(SASL_CONTINUE)
                .bytes(exchange.first(clientFirst).getBytes(UTF_8))
                .end();
        Optional<String> signature = exchange.last(answer().text());
        if (signature.isPresent()) {
            request(SASL_FINAL).bytes(signature.get().getBytes(UTF_8)).end();
        }
        return signature.isPresent();
    }

    private MessageWriter request(int kind) {
        return transport.writer().begin('R').int32(kind);
    }

    private MessageBody answer() throws IOException {
        transport.writer().flush();
        int type = transport.reader().nextType();
        if (type == -1) {
            throw new EOFException("closed at the question for a password");
        }
        if (type != 'p') {
            throw new FatalWireException(WireError.WIRE_PROTOCOL, "expected a password, got message type " + type);
        }
        return transport.reader().body(0, MessageReader.SMALL);
    }
}
