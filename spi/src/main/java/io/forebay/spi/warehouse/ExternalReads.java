package io.forebay.spi.warehouse;

import java.util.List;

/** What this process does to read the rows of external tables. Thread-safe. */
public interface ExternalReads {
    /** Stands in {@link Request#asked} for a column that nobody reads. */
    int NOTHING = -1;

    /** @throws io.forebay.spi.ForebayException fails the statement, as the feeds may */
    Scan open(Request request);

    /**
     * What a statement wants of the objects at one location.
     *
     * @param definition as in {@link ExternalTable#definition}
     * @param location as in {@link ExternalTable.Part}
     * @param asked for each column of the chunks the number of the table's column, from 0; the one behind the last for the
     *     object's address, the next for its size in bytes, {@link #NOTHING} for one that may hold anything
     */
    record Request(String definition, String location, List<Integer> asked) {
        public Request {
            asked = List.copyOf(asked);
        }
    }

    /** The rows of one location; nothing is asked of a store before the first feed is. Closed behind its feeds. */
    interface Scan extends RowSource, AutoCloseable {
        /** Ends the reading soon, also where it hangs in a store; from any thread. */
        void cancel();

        @Override
        void close();
    }
}
