package io.forebay.server.wire;

import io.forebay.engine.session.Session;
import io.forebay.server.wire.message.FatalWireException;
import io.forebay.server.wire.message.MessageBody;
import io.forebay.server.wire.message.MessageReader;
import io.forebay.server.wire.message.MessageWriter;
import io.forebay.server.wire.message.WireError;
import io.forebay.server.wire.type.SessionZone;
import io.forebay.spi.CommonError;
import io.forebay.spi.ForebayException;
import java.io.IOException;
import java.io.UncheckedIOException;

/** A session's messages from its first ReadyForQuery to its end. SOURCE: PostgreSQL's manual, "Message Flow". */
final class Conversation {
    /** What the parts of one conversation share. */
    record Context(
            Session session,
            MessageWriter out,
            SessionZone zone,
            Activity activity,
            WireTransaction transaction,
            Portals portals) {
        void complete(String tag) throws IOException {
            out.begin('C').string(tag).end();
        }
    }

    private interface Step {
        void run() throws IOException;
    }

    private final Context context;
    private final MessageReader in;
    private final MessageWriter out;
    private final int maxMessageBytes;
    private final SimpleQuery simple;
    private final ExtendedQuery extended;
    private boolean skipping;

    Conversation(Context context, MessageReader in, int maxMessageBytes) {
        this.context = context;
        this.in = in;
        this.out = context.out();
        this.maxMessageBytes = maxMessageBytes;
        this.simple = new SimpleQuery(context);
        this.extended = new ExtendedQuery(context, in);
    }

    /** Returns when the client has left or another thread has ended the connection. */
    void run() throws IOException {
        ready();
        while (true) {
            rest();
            int type = in.nextType();
            if (type == -1 || type == 'X') {
                return;
            }
            if (type == 'd') {
                in.startParts(MessageReader.LONGEST); // of a COPY that has failed: skipped as it comes
                continue;
            }
            MessageBody body = in.body(0, limit(type));
            if (!context.activity().begin() || context.activity().abandoned()) {
                return;
            }
            handle(type, body);
        }
    }

    private void rest() throws FatalWireException {
        context.activity().rest();
        if (context.activity().stopping() && context.activity().endIdle()) {
            throw shuttingDown();
        }
    }

    static FatalWireException shuttingDown() {
        return new FatalWireException(CommonError.SHUTTING_DOWN, "terminating connection due to administrator command");
    }

    private int limit(int type) throws FatalWireException {
        return switch (type) {
            case 'Q', 'P', 'B', 'F' -> maxMessageBytes;
            case 'C', 'D', 'E', 'H', 'S', 'c', 'f' -> MessageReader.SMALL;
            default -> throw new FatalWireException(WireError.WIRE_PROTOCOL, "invalid frontend message type " + type);
        };
    }

    private void handle(int type, MessageBody body) throws IOException {
        switch (type) {
            case 'Q' -> alone(() -> simple.run(only(body)));
            case 'F' ->
                alone(() -> {
                    throw new ForebayException(CommonError.NOT_SUPPORTED, "function calls are not supported")
                            .withHint("Use SELECT function(…).");
                });
            case 'P' -> chained(() -> extended.parse(body));
            case 'B' -> chained(() -> extended.bind(body));
            case 'D' -> chained(() -> extended.describe(body));
            case 'E' -> chained(() -> extended.execute(body));
            case 'C' -> chained(() -> extended.close(body));
            case 'H' -> {
                chained(body::end);
                out.flush();
            }
            case 'S' -> sync(body);
            default -> {
                // CopyDone and CopyFail outside a COPY are ignored, as PostgreSQL does.
            }
        }
    }

    /** The text of a message that holds nothing else. */
    private static String only(MessageBody body) {
        String text = body.string();
        body.end();
        return text;
    }

    private void alone(Step step) throws IOException {
        if (!skipping) {
            guarded(() -> {
                context.portals().dropStatement("");
                context.portals().closePortal("");
                step.run();
            });
            ready();
        }
    }

    private void chained(Step step) throws IOException {
        if (!skipping) {
            skipping = !guarded(step);
        }
    }

    private void sync(MessageBody body) throws IOException {
        boolean failed = skipping || !guarded(body::end);
        skipping = false;
        guarded(failed ? extended::forget : extended::sync);
        ready();
    }

    /** Runs a step; false when it failed and the client was told. */
    private boolean guarded(Step step) throws IOException {
        try {
            step.run();
            return true;
        } catch (UncheckedIOException e) {
            throw e.getCause();
        } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
            fail(ErrorMessages.visible(e));
            return false;
        }
    }

    private void fail(ForebayException error) throws IOException {
        out.discard();
        context.portals().closePortalsExcept(null);
        context.transaction().fail();
        if (context.activity().stopping() && error.is(CommonError.CANCELLED)) {
            throw shuttingDown();
        }
        ErrorMessages.error(out, error);
    }

    private void ready() throws IOException {
        Session.Status status = context.transaction().status();
        if (status == Session.Status.IDLE) {
            context.portals().closePortalsExcept(null);
        }
        out.begin('Z').int8(letter(status)).end();
        out.flush();
    }

    private static char letter(Session.Status status) {
        return switch (status) {
            case IDLE -> 'I';
            case IN_TRANSACTION -> 'T';
            case FAILED -> 'E';
        };
    }
}
