package io.forebay.server.wire;

import io.forebay.server.wire.message.FatalWireException;
import io.forebay.server.wire.message.MessageBody;
import io.forebay.server.wire.message.MessageReader;
import io.forebay.server.wire.message.MessageWriter;
import io.forebay.server.wire.message.WireError;
import io.forebay.spi.ForebayException;
import java.io.IOException;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * A connection's first packets, up to the one that names the user. SOURCE: PostgreSQL's manual, "Message Flow", sections
 * Start-up, Canceling Requests in Progress, SSL Session Encryption.
 */
final class Startup {
    private static final int CANCEL_REQUEST = 80_877_102;
    private static final int SSL_REQUEST = 80_877_103;
    private static final int GSSENC_REQUEST = 80_877_104;

    private final Transport transport;
    private final @Nullable SSLContext tls;
    private final boolean requireTls;
    private final CancelKeys cancelKeys;

    Startup(Transport transport, @Nullable SSLContext tls, boolean requireTls, CancelKeys cancelKeys) {
        this.transport = transport;
        this.tls = tls;
        this.requireTls = requireTls;
        this.cancelKeys = cancelKeys;
    }

    /** Empty when the connection has served its purpose: a cancel request, or nothing came. */
    Optional<StartupPacket> negotiate() throws IOException {
        boolean askedTls = false;
        boolean askedGss = false;
        while (!transport.reader().atEnd()) {
            MessageBody body = transport.reader().body(4, MessageReader.SMALL);
            int code = body.int32();
            if (code == CANCEL_REQUEST) {
                cancel(body);
                return Optional.empty();
            } else if (code == SSL_REQUEST && !askedTls) {
                askedTls = true;
                offerTls();
            } else if (code == GSSENC_REQUEST && !askedGss) {
                askedGss = true;
                transport.answer('N');
            } else {
                return Optional.of(packet(code, body));
            }
        }
        return Optional.empty();
    }

    private void offerTls() throws IOException {
        if (tls != null && !transport.encrypted()) {
            transport.startTls(tls);
        } else {
            transport.answer('N');
        }
    }

    private void cancel(MessageBody body) throws FatalWireException {
        if (body.remaining() != 8) {
            throw new FatalWireException(WireError.WIRE_PROTOCOL, "invalid length of a cancel request");
        }
        cancelKeys.cancel(body.int32(), body.int32());
    }

    private StartupPacket packet(int version, MessageBody body) throws IOException {
        StartupPacket packet = read(version, body);
        if (!transport.encrypted() && (requireTls || !transport.fromLoopback())) {
            throw new FatalWireException(new ForebayException(WireError.WIRE_LOGIN, "this server requires TLS")
                    .withHint("Connect with sslmode=require."));
        }
        if (packet.minor() > 0 || !packet.protocolOptions().isEmpty()) {
            MessageWriter out = transport.writer();
            out.begin('v').int32(0).int32(packet.protocolOptions().size());
            packet.protocolOptions().forEach(out::string);
            out.end();
        }
        return packet;
    }

    private static StartupPacket read(int version, MessageBody body) throws FatalWireException {
        try {
            return StartupPacket.read(version, body);
        } catch (ForebayException e) {
            throw new FatalWireException(e);
        }
    }
}
