package io.forebay.format.kit.deflate;

/** The content that was inflated last: what was not given yet, and before it what matches may still point to. */
final class Window {
    static final int HISTORY = 1 << 15;
    /** What one turn of the fast loop may write behind {@link #LIMIT}: some literals, a match, and seven bytes more. */
    private static final int SLACK = 320;

    /** Nothing is begun behind this place. */
    static final int LIMIT = HISTORY + (1 << 17);

    final byte[] bytes = new byte[LIMIT + SLACK];
    /** Where the next byte goes. */
    int to;

    private int given;

    void clear() {
        to = 0;
        given = 0;
    }

    boolean hasRoom() {
        return to <= LIMIT;
    }

    boolean isGiven() {
        return given == to;
    }

    /** Lets go of all but the history; when all is given. */
    void slide() {
        if (to > LIMIT) {
            System.arraycopy(bytes, to - HISTORY, bytes, 0, HISTORY);
            to = HISTORY;
            given = HISTORY;
        }
    }

    int give(byte[] into, int from, int most) {
        int length = Math.min(most, to - given);
        System.arraycopy(bytes, given, into, from, length);
        given += length;
        return length;
    }
}
