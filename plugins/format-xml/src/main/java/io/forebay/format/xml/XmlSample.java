package io.forebay.format.xml;

import io.forebay.format.kit.source.InflatingPool;
import io.forebay.format.kit.source.TextSource;
import io.forebay.spi.ForebayException;
import io.forebay.spi.format.FormatError;
import io.forebay.spi.format.ReadOptions;
import io.forebay.spi.format.ReadRequest;
import io.forebay.spi.format.SchemaSample;
import io.forebay.spi.store.StoredObject;
import io.forebay.spi.warehouse.Column;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;

/** Looks at the first records of files. */
final class XmlSample implements SchemaSample {
    private static final int FIRST_CHARACTERS = 1 << 20;

    /** How far the first record is looked for. */
    private static final int MOST_CHARACTERS = 4 << 20;

    private final ReadOptions options;
    private final String rowTag;
    private final SeenFields fields;

    XmlSample(ReadOptions options) {
        this.options = options;
        this.rowTag = XmlRules.rowTag(options);
        this.fields = new SeenFields(options);
    }

    @Override
    public void add(StoredObject object, InputStream stored) {
        try (InflatingPool inflaters = new InflatingPool(ReadRequest.INFLATED_LIMIT);
                TextSource source = XmlReaders.source(object.uri(), stored, options, inflaters)) {
            try {
                XmlText text = new XmlText(object.uri(), source, XmlReaders.told(options));
                look(object, new XmlRecords(new XmlEvents(object.uri(), text), rowTag));
            } finally {
                source.interrupt();
            }
        }
    }

    private void look(StoredObject object, XmlRecords records) {
        boolean any = false;
        while (!records.atEnd() && records.characters() < (any ? FIRST_CHARACTERS : MOST_CHARACTERS)) {
            Record record = records.step();
            if (record != null && record.tooLong() == null) {
                fields.add(record.element());
                any = true;
            }
        }
        if (!any && !records.atEnd()) {
            throw new ForebayException(
                    FormatError.DAMAGED_FILE,
                    object.uri() + " has no element \"" + rowTag + "\" that ends in its first " + MOST_CHARACTERS
                            + " characters");
        }
    }

    @Override
    public List<Column> columns() {
        List<Column> columns = new ArrayList<>();
        fields.choose().chosen().forEach((name, field) -> columns.add(Column.of(name, field.guess.type())));
        return columns;
    }

    @Override
    public List<String> remarks() {
        return fields.remarks();
    }
}
