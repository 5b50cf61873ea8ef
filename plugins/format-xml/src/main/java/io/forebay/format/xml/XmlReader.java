package io.forebay.format.xml;

import io.forebay.format.kit.source.PartReader;
import io.forebay.format.kit.source.TextSource;
import io.forebay.spi.format.RecordPart;
import io.forebay.spi.store.ObjectUri;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import javax.xml.stream.Location;
import javax.xml.stream.XMLStreamConstants;
import org.jspecify.annotations.Nullable;

/** Cuts a file into runs of records. The thread that asks parses the file; others map the records to rows. */
final class XmlReader extends PartReader {
    /** Redshift's longest record, here in characters of the file. */
    private static final int MAX_RECORD = 4 << 20;

    /** More elements than that in a record would take too much memory for their size. */
    private static final int MOST_ELEMENTS = 100_000;

    /** Characters that make a part worth its while. */
    private static final int PART_CHARACTERS = 1 << 18;

    private final XmlRules rules;
    private final XmlText text;
    private final XmlEvents events;
    private boolean atEnd;

    XmlReader(ObjectUri object, TextSource source, XmlRules rules, boolean told) {
        super(object, source);
        this.rules = rules;
        this.text = new XmlText(object, source, told);
        this.events = new XmlEvents(object, text);
    }

    @Override
    protected @Nullable RecordPart cut() {
        List<Record> records = new ArrayList<>();
        int characters = 0;
        while (!atEnd && !stopped() && characters < PART_CHARACTERS) {
            Location place = events.place();
            int event = events.next();
            atEnd = event == XMLStreamConstants.END_DOCUMENT;
            if (event == XMLStreamConstants.START_ELEMENT && events.name().equals(rules.rowTag)) {
                records.add(record(place));
                characters += events.place().getCharacterOffset() - place.getCharacterOffset();
            }
        }
        return records.isEmpty() ? null : new XmlPart(this, rules, records);
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

    @Override
    public long linesScanned() {
        return text.lines();
    }
}
