package io.forebay.engine.migrate;

import java.util.Map;
import java.util.UUID;

/**
 * What becomes of numbers. All that the first ledger has given grow by the same, so that what was newest stays newest and
 * two never become one; those that they become were taken of the second ledger's for this.
 *
 * @param tables the numbers of tables in the second warehouse, by the names of those that the job has loaded into
 */
record Numbers(long fromJob, long shift, Map<String, Long> tables) {
    Numbers {
        tables = Map.copyOf(tables);
    }

    long toJob() {
        return fromJob + shift;
    }

    /** 0 stands for none. */
    long of(long number) {
        return number == 0 ? 0 : number + shift;
    }

    /** A file's key holds the job's number by XOR: see {@code FileKey} and {@code tables.sql}. */
    UUID key(UUID key) {
        return new UUID(key.getMostSignificantBits() ^ fromJob ^ toJob(), key.getLeastSignificantBits());
    }

    /** 0 when the second warehouse has no such table. */
    long table(String name) {
        return tables.getOrDefault(name, 0L);
    }
}
