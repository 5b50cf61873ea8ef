package io.forebay.format.xml;

import io.forebay.format.kit.source.PartReader;
import io.forebay.format.kit.source.TextSource;
import io.forebay.spi.format.RecordPart;
import io.forebay.spi.store.ObjectUri;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Cuts a file into runs of records. The thread that asks parses the file; others map the records to rows. */
final class XmlReader extends PartReader {
    /** Characters that make a part worth its while. */
    private static final int PART_CHARACTERS = 1 << 18;

    private final XmlRules rules;
    private final XmlText text;
    private final XmlRecords records;

    XmlReader(ObjectUri object, TextSource source, XmlRules rules, boolean told) {
        super(object, source);
        this.rules = rules;
        this.text = new XmlText(object, source, told);
        this.records = new XmlRecords(new XmlEvents(object, text), rules.rowTag);
    }

    @Override
    protected @Nullable RecordPart cut() {
        List<Record> part = new ArrayList<>();
        long start = records.characters();
        while (!records.atEnd() && !stopped() && (part.isEmpty() || records.characters() - start < PART_CHARACTERS)) {
            Record record = records.step();
            if (record != null) {
                part.add(record);
            }
        }
        return part.isEmpty() ? null : new XmlPart(this, rules, part);
    }

    @Override
    public long linesScanned() {
        return text.lines();
    }
}
