package io.forebay.server.wire.copy;

import io.forebay.server.wire.message.FatalWireException;
import io.forebay.server.wire.message.MessageReader;
import io.forebay.server.wire.message.WireError;
import io.forebay.spi.CommonError;
import io.forebay.spi.ForebayException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.util.Locale;
import java.util.function.BooleanSupplier;

/**
 * The data of a COPY … FROM STDIN, read as it is asked for: while nobody asks, the client waits. SOURCE: PostgreSQL's
 * manual, "COPY Operations".
 */
public final class CopyInStream extends InputStream {
    private static final int NOTHING = -1;

    private final MessageReader in;
    private final BooleanSupplier stopped;
    private final Runnable closed;
    private boolean betweenParts;
    private boolean ended;

    /** @param stopped whether a read is not to wait any longer @param closed told when nothing more will be read */
    public CopyInStream(MessageReader in, BooleanSupplier stopped, Runnable closed) {
        this.in = in;
        this.stopped = stopped;
        this.closed = closed;
    }

    /** Whether the read that waits now should end: never within a message's head, whose rest would be lost. */
    public boolean interrupted() {
        return betweenParts && stopped.getAsBoolean();
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) == NOTHING ? NOTHING : one[0] & 0xff;
    }

    /** @throws ForebayException when the client gives up or is gone, or the statement was cancelled */
    @Override
    public int read(byte[] target, int offset, int length) {
        try {
            while (!ended && length > 0) {
                betweenParts = true;
                int read = in.readPart(target, offset, length);
                if (read > 0) {
                    return read;
                }
                int type = in.nextType();
                betweenParts = false;
                message(type);
            }
            return ended ? NOTHING : 0;
        } catch (InterruptedIOException e) {
            throw ForebayException.cancelled();
        } catch (FatalWireException e) {
            in.fail(e);
            throw e.error();
        } catch (IOException e) {
            in.fail(e);
            throw new ForebayException(
                    CommonError.CONNECTION_LOST, "the connection to the client was lost during COPY from stdin", e);
        }
    }

    @Override
    public void close() {
        closed.run();
    }

    private void message(int type) throws IOException {
        switch (type) {
            case 'd' -> in.startParts(MessageReader.LONGEST);
            case 'c' -> {
                in.body(0, MessageReader.SMALL).end();
                ended = true;
            }
            case 'f' -> {
                String reason = in.body(1, MessageReader.SMALL).string();
                throw new ForebayException(WireError.WIRE_COPY_FAILED, "COPY from stdin failed: " + reason);
            }
            case 'H', 'S' -> in.body(0, MessageReader.SMALL).end(); // sent ahead, or by a client that does not know
            case NOTHING, 'X' -> throw new IOException("the client has left");
            default ->
                throw new FatalWireException(
                        WireError.WIRE_PROTOCOL,
                        String.format(Locale.ROOT, "unexpected message type 0x%02X during COPY from stdin", type));
        }
    }
}
