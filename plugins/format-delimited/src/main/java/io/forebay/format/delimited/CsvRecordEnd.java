package io.forebay.format.delimited;

import io.forebay.format.kit.bytes.Words;

/** Each newline outside of quotes, as {@link CsvSplitter} sees them. */
final class CsvRecordEnd extends LineEnd {
    private enum State {
        /** At the start of a field, or in the blanks there. */
        START,
        /** In quotes. */
        QUOTED,
        /** Behind a quote that closes, or that the next one doubles. */
        QUOTE,
        /** In the blanks behind quotes. */
        CLOSED,
        /** In a field without quotes. */
        PLAIN,
        /** Behind quotes, where no text may be: the line is wrong and ends at its newline. */
        WRONG
    }

    private final byte delimiter;
    private final byte quote;
    private State state = State.START;

    CsvRecordEnd(byte delimiter, byte quote) {
        this.delimiter = delimiter;
        this.quote = quote;
    }

    @Override
    public int find(byte[] bytes, int from, int to) {
        int at = from;
        while (at < to) {
            if (state == State.QUOTED) {
                at = Words.find(bytes, at, to, quote);
                if (at < 0) {
                    return -1;
                }
            }
            state = behind(bytes[at]);
            if (bytes[at++] == '\n' && state != State.QUOTED) {
                return at;
            }
        }
        return -1;
    }

    /** The state behind a byte; of a newline that ends the record, any but QUOTED. */
    private State behind(byte value) {
        boolean blank = Splitter.blank(value) && value != delimiter;
        return switch (state) {
            case START -> blank ? State.START : value == quote ? State.QUOTED : plain(value);
            case QUOTED -> value == quote ? State.QUOTE : State.QUOTED;
            case QUOTE -> value == quote ? State.QUOTED : closed(value, blank);
            case CLOSED -> closed(value, blank);
            case PLAIN -> plain(value);
            case WRONG -> State.WRONG;
        };
    }

    private State plain(byte value) {
        return value == delimiter ? State.START : State.PLAIN;
    }

    private State closed(byte value, boolean blank) {
        return value == delimiter ? State.START : blank ? State.CLOSED : State.WRONG;
    }

    @Override
    boolean quoted() {
        return state == State.QUOTED;
    }
}
