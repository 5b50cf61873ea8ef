package io.forebay.server.wire;

import io.forebay.engine.session.Notice;
import io.forebay.engine.session.Session;
import io.forebay.engine.session.SessionListener;
import io.forebay.server.wire.copy.CopyInStream;
import io.forebay.server.wire.message.FatalWireException;
import io.forebay.server.wire.message.MessageWriter;
import io.forebay.server.wire.message.WireError;
import io.forebay.server.wire.type.SessionZone;
import io.forebay.spi.ForebayException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One client from its first byte to its last; runs on a thread of its own. */
final class Connection implements Runnable {
    private static final Logger log = LoggerFactory.getLogger(Connection.class);

    private final ServerParts parts;
    private final Transport transport;
    private final Activity activity = new Activity();
    private final SessionZone zone = new SessionZone();
    private volatile @Nullable Session session;

    Connection(ServerParts parts, Socket socket) throws IOException {
        this.parts = parts;
        this.transport = new Transport(socket);
    }

    Activity activity() {
        return activity;
    }

    @Override
    public void run() {
        try {
            converse();
        } catch (FatalWireException e) {
            lastWords(e.error());
        } catch (IOException | UncheckedIOException e) {
            log.debug("connection lost client={} reason={}", transport.client(), e.toString());
        } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
            lastWords(ErrorMessages.visible(e));
        } finally {
            end();
        }
    }

    private void converse() throws IOException {
        WireSettings settings = parts.settings();
        Optional<StartupPacket> packet =
                new Startup(transport, parts.tls(), settings.requireTls(), parts.cancelKeys()).negotiate();
        if (packet.isEmpty()) {
            return;
        }
        if (!parts.connections().admit(this)) {
            throw new FatalWireException(WireError.WIRE_TOO_MANY_CONNECTIONS, "sorry, too many clients already");
        }
        new Login(transport, parts.users()).check(packet.get());
        Session opened = open(packet.get());
        session = opened;
        greet(opened);
        Conversation.Context context = new Conversation.Context(
                opened, transport.writer(), zone, activity, new WireTransaction(opened), new Portals());
        parts.connections().started(this);
        try {
            new Conversation(context, transport.reader(), settings.limits().maxMessageBytes()).run();
        } finally {
            context.portals().closeAll();
        }
    }

    private Session open(StartupPacket packet) {
        return parts.sessions().open(packet.user(), packet.database(), packet.parameters(), new ClientListener());
    }

    private void greet(Session opened) throws IOException {
        MessageWriter out = transport.writer();
        for (Map.Entry<String, String> parameter : opened.reportedParameters().entrySet()) {
            report(parameter.getKey(), parameter.getValue());
        }
        int secret = parts.cancelKeys().register(opened.id(), this::cancel);
        out.begin('K').int32(opened.id()).int32(secret).end();
    }

    private void report(String name, String value) throws IOException {
        if (name.equalsIgnoreCase("TimeZone")) {
            zone.set(value);
        }
        transport.writer().begin('S').string(name).string(value).end();
    }

    /** Ends the running statement, if any; from any thread. */
    void cancel() {
        activity.cancel();
        Session open = session;
        if (open != null && activity.phase() == Activity.Phase.BUSY) {
            open.cancel();
        }
    }

    /** Ends the running statement when nobody is there any more to hear its result; takes a millisecond. */
    void cancelIfAbandoned() {
        if (activity.abandoned() || transport.clientLeft()) {
            activity.abandon();
            cancel();
        }
    }

    /** Ends the connection: at once when it is idle, else when its statement, which is cancelled, is over. */
    void stop() throws IOException {
        activity.stop();
        if (activity.phase() == Activity.Phase.STARTING) {
            cutOff();
        } else if (activity.endIdle()) {
            ErrorMessages.fatal(transport.writer(), Conversation.shuttingDown().error());
            transport.writer().flush();
            cutOff();
        } else {
            cancel();
        }
    }

    /** Ends all reading and writing; from any thread. */
    void cutOff() {
        transport.close();
    }

    private void lastWords(ForebayException error) {
        try {
            transport.writer().discard();
            ErrorMessages.fatal(transport.writer(), error);
            transport.writer().flush();
            if (!activity.stopping()) {
                transport.linger();
            }
        } catch (IOException e) {
            log.debug("client did not hear an error client={} reason={}", transport.client(), e.toString());
        }
    }

    private void end() {
        activity.end();
        Session open = session;
        if (open != null) {
            parts.cancelKeys().remove(open.id());
            try {
                open.close();
            } catch (RuntimeException e) {
                log.warn("a session could not be closed client={}", transport.client(), e);
            }
        }
        transport.close();
        parts.connections().remove(this);
    }

    /** Passes on what the session tells; called by this connection's thread. */
    private final class ClientListener implements SessionListener {
        @Override
        public void notice(Notice notice) {
            try {
                ErrorMessages.notice(transport.writer(), notice);
                transport.writer().flush();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public InputStream copyIn(int columns, BooleanSupplier stopped) {
            try {
                CopyMessages.start('G', columns, transport.writer());
                transport.writer().flush();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            CopyInStream stream = new CopyInStream(
                    transport.reader(),
                    () -> activity.cancelled() || stopped.getAsBoolean(),
                    () -> transport.interruptWhen(null));
            transport.interruptWhen(stream::interrupted);
            return stream;
        }

        @Override
        public void parameterChanged(String name, String value) {
            try {
                report(name, value);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
