package io.forebay.format.xml;

import io.forebay.spi.format.Chunk;
import io.forebay.spi.format.RecordPart;
import io.forebay.spi.format.RejectedRows;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** Some records of a file. */
final class XmlPart implements RecordPart {
    private final XmlReader reader;
    private final Deque<Record> records;
    private final RowMapper mapper;

    XmlPart(XmlReader reader, XmlRules rules, List<Record> records) {
        this.reader = reader;
        this.records = new ArrayDeque<>(records);
        this.mapper = new RowMapper(reader.object(), rules);
    }

    @Override
    public int read(Chunk chunk, int fromRow, RejectedRows rejects) {
        int row = fromRow;
        mapper.fill(chunk);
        while (row < chunk.capacity() && !records.isEmpty()) {
            Record record = records.remove();
            if (mapper.map(record, row)) {
                chunk.setLine(row, record.line());
                row++;
            } else if (!rejects.reject(mapper.rejected())) {
                reader.stop();
                records.clear();
            }
        }
        mapper.fill(null);
        return row - fromRow;
    }

    @Override
    public void close() {
        records.clear();
    }
}
