package io.forebay.engine.stream;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/**
 * A stream without the line {@code \.} at its end, which stood for the end where PostgreSQL's protocol had no other sign
 * of it, and which files made then still have.
 */
final class EndMarker extends FilterInputStream {
    /** {@code \.} with the longest end of line, and the end of the line before. */
    private static final int LONGEST = 5;

    private final byte[] held = new byte[LONGEST];
    private int holds;
    private boolean atStart = true;
    private boolean ended;

    EndMarker(InputStream in) {
        super(in);
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        int read = read(one, 0, 1);
        return read < 0 ? -1 : one[0] & 0xff;
    }

    /** Gives what was held before and what has come, but for the last bytes, which may be the marker. */
    @Override
    public int read(byte[] into, int from, int length) throws IOException {
        boolean large = length > 2 * LONGEST;
        byte[] bytes = large ? into : new byte[2 * LONGEST];
        int start = large ? from : 0;
        while (!ended) {
            System.arraycopy(held, 0, bytes, start, holds);
            int read = in.read(bytes, start + holds, large ? length - holds : 1);
            ended = read < 0;
            if (ended) {
                holds -= marker(holds);
                break;
            }
            int given = Math.max(0, holds + read - LONGEST);
            holds = holds + read - given;
            System.arraycopy(bytes, start + given, held, 0, holds);
            if (given > 0) {
                atStart = false;
                if (!large) {
                    System.arraycopy(bytes, 0, into, from, given);
                }
                return given;
            }
        }
        if (holds == 0) {
            return -1;
        }
        int given = Math.min(length, holds);
        System.arraycopy(held, 0, into, from, given);
        holds -= given;
        System.arraycopy(held, given, held, 0, holds);
        return given;
    }

    /** How many of the last bytes are the marker. */
    private int marker(int end) {
        int at = end;
        if (at > 0 && held[at - 1] == '\n') {
            at--;
            at -= at > 0 && held[at - 1] == '\r' ? 1 : 0;
        }
        boolean marks = at >= 2 && held[at - 1] == '.' && held[at - 2] == '\\';
        boolean ownLine = at == 2 ? atStart : marks && held[at - 3] == '\n';
        return marks && ownLine ? end - at + 2 : 0;
    }
}
