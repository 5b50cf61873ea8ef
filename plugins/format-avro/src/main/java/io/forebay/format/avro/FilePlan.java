package io.forebay.format.avro;

import io.forebay.format.avro.schema.Plan;
import java.util.List;

/**
 * What to do with the records of files of one schema.
 *
 * @param plan whose columns are those of the load, and behind them the extra fields
 * @param extras the names of fields that no column takes; empty where they do not matter
 */
record FilePlan(Plan plan, List<String> extras) {
    FilePlan {
        extras = List.copyOf(extras);
    }
}
