package io.forebay.engine.ledger;

import io.forebay.spi.warehouse.TableName;
import java.time.Instant;

/** A copy job as it is stored. */
public record JobRecord(
        long id, String name, String database, int ownerId, JobDefinition definition, Instant created, boolean auto) {
    public TableName table() {
        return definition.table();
    }

    public String source() {
        return definition.source();
    }

    public JobRecord with(boolean newAuto) {
        return new JobRecord(id, name, database, ownerId, definition, created, newAuto);
    }

    public JobRecord with(JobDefinition changed) {
        return new JobRecord(id, name, database, ownerId, changed, created, auto);
    }
}
