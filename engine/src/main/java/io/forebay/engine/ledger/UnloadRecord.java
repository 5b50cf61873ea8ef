package io.forebay.engine.ledger;

import java.time.Instant;

/**
 * The facts of an UNLOAD that do not change while it runs.
 *
 * @param id Redshift's query id
 * @param location what all objects' names start with
 * @param format the name that {@code sys_unload_history.file_format} shows
 * @param compression such as {@code gzip}; {@code none}
 */
public record UnloadRecord(
        long id, LoadRecord.Owner owner, String location, String format, String compression, Instant started) {
    /**
     * One object that was written.
     *
     * @param rows the records in it, headers not counted
     */
    public record Written(String uri, long rows, long bytes, Instant started, Instant ended) {}
}
