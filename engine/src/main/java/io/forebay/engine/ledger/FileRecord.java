package io.forebay.engine.ledger;

import io.forebay.spi.store.StoredObject;
import java.time.Instant;

/**
 * What became of one file of a load.
 *
 * @param lines lines scanned, headers included
 * @param rows rows loaded; {@link io.forebay.spi.warehouse.ObjectLoadResult#UNKNOWN} where the warehouse counts only the load
 * @param errors rows rejected
 */
public record FileRecord(StoredObject object, long lines, long rows, long errors, Instant started, Instant ended) {}
