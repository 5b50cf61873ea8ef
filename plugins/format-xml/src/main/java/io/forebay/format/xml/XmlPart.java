package io.forebay.format.xml;

import io.forebay.spi.format.Chunk;
import io.forebay.spi.format.RecordPart;
import io.forebay.spi.format.RejectedRows;
import java.nio.charset.StandardCharsets;
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
            } else if (!reject(rejects, record)) {
                reader.stop();
                records.clear();
            }
        }
        mapper.fill(null);
        return row - fromRow;
    }

    private boolean reject(RejectedRows rejects, Record record) {
        if (record.tooLong() != null || !rejects.wantsRecords()) {
            return rejects.reject(mapper.rejected());
        }
        byte[] whole = WholeMarkup.of(record.element()).getBytes(StandardCharsets.UTF_8);
        return rejects.reject(mapper.rejected(), whole, 0, whole.length);
    }

    @Override
    public void close() {
        records.clear();
    }
}
