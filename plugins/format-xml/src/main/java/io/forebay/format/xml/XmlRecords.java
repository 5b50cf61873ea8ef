package io.forebay.format.xml;

import java.util.ArrayDeque;
import java.util.Deque;
import javax.xml.stream.Location;
import javax.xml.stream.XMLStreamConstants;
import org.jspecify.annotations.Nullable;

/** Finds the records of a file: its elements of one name. Used by one thread at a time. */
final class XmlRecords {
    /** Redshift's longest record, here in characters of the file. */
    private static final int MAX_RECORD = 4 << 20;

    /** More elements than that in a record would take too much memory for their size. */
    private static final int MOST_ELEMENTS = 100_000;

    private final XmlEvents events;
    private final String rowTag;
    private long characters;
    private boolean atEnd;

    XmlRecords(XmlEvents events, String rowTag) {
        this.events = events;
        this.rowTag = rowTag;
    }

    boolean atEnd() {
        return atEnd;
    }

    /** How much of the file was passed over. */
    long characters() {
        return characters;
    }

    /** Goes on by one event, or to the end of a record: that record, or null. */
    @Nullable
    Record step() {
        Location place = events.place();
        int event = events.next();
        atEnd = event == XMLStreamConstants.END_DOCUMENT;
        Record record =
                event == XMLStreamConstants.START_ELEMENT && events.name().equals(rowTag) ? record(place) : null;
        characters += events.place().getCharacterOffset() - place.getCharacterOffset();
        return record;
    }

    /** The record whose element has just started. */
    private Record record(Location start) {
        Element root = events.element();
        Deque<Element> open = new ArrayDeque<>();
        open.push(root);
        int elements = 1;
        int depth = 1;
        String tooLong = null;
        while (depth > 0) {
            int event = events.next();
            if (tooLong == null && events.place().getCharacterOffset() - start.getCharacterOffset() > MAX_RECORD) {
                tooLong = "Record longer than 4 MB; the end of its element may be missing";
            }
            switch (event) {
                case XMLStreamConstants.START_ELEMENT -> {
                    depth++;
                    elements++;
                    if (tooLong == null && elements + root.attributes() > MOST_ELEMENTS) {
                        tooLong = "Record of more than " + MOST_ELEMENTS + " elements";
                    }
                    if (tooLong == null) {
                        Element child = events.element();
                        open.element().add(child);
                        open.push(child);
                        elements += child.attributes();
                    }
                }
                case XMLStreamConstants.END_ELEMENT -> {
                    depth--;
                    if (tooLong == null) {
                        open.pop();
                    }
                }
                case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA, XMLStreamConstants.SPACE -> {
                    if (tooLong == null) {
                        open.element().add(events.text());
                    }
                }
                default -> {}
            }
        }
        return new Record(start.getLineNumber(), root, tooLong);
    }
}
