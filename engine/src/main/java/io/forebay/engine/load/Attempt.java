package io.forebay.engine.load;

import io.forebay.engine.ledger.FileRecord;
import io.forebay.spi.ForebayException;
import io.forebay.spi.format.RejectedRow;
import io.forebay.spi.store.StoredObject;
import io.forebay.spi.warehouse.Column;
import java.util.List;
import java.util.Map;

/** What one pass over the files found; the rows are in the open transaction unless a file failed. */
record Attempt(
        long rows,
        long errors,
        List<FileRecord> files,
        Map<StoredObject, ForebayException> failed,
        List<RejectedRow> rejected,
        List<Column> newColumns) {}
