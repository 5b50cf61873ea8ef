package io.forebay.engine.sql;

import io.forebay.spi.format.ExtraFields;
import io.forebay.spi.format.ReadOptions;
import io.forebay.spi.store.MasterKey;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A COPY … FROM without its JOB clause, parsed and checked for conflicts; not yet bound to a table or to files.
 *
 * @param columns the column list in order, as written; empty when none was given
 * @param source the text after FROM, as written, such as {@code s3://lake/store_sales}
 * @param options how to read the files
 * @param load what to do with errors and with the result
 * @param authorization how the COPY says who it is; keys but the master key are dropped while parsing
 * @param text the whole COPY without the JOB clause and without comments, credentials replaced by {@code ***}: what may
 *     be stored and shown, and what parses again to the same command unless that has a master key
 */
public record CopyCommand(
        Name table,
        List<String> columns,
        String source,
        ReadOptions options,
        LoadOptions load,
        Authorization authorization,
        String text) {
    public CopyCommand {
        columns = List.copyOf(columns);
    }

    /** The same COPY into the table of this name. */
    public CopyCommand into(Name resolved) {
        return new CopyCommand(resolved, columns, source, options, load, authorization, text);
    }

    /** The same COPY with other options for its files. */
    public CopyCommand reading(ReadOptions changed) {
        return new CopyCommand(table, columns, source, changed, load, authorization, text);
    }

    /** COPY's parameters for the load itself that are on or off. */
    public enum LoadFlag {
        MANIFEST,
        IGNOREALLERRORS,
        NOLOAD,
        EXPLICIT_IDS
    }

    /**
     * @param maxError the errors at which the load fails, from 1 (MAXERROR 0 and 1 both are 1)
     * @param maxErrorGiven whether MAXERROR was written
     * @param region as written, or empty
     * @param lineage the columns that LINEAGE names
     * @param newColumns ON NEW COLUMN, IGNORE unless given
     * @param rescue the column that RESCUE names; empty without it
     * @param rejects the table of REJECTS INTO, in which a job keeps bad rows; null without it
     */
    public record LoadOptions(
            int maxError,
            boolean maxErrorGiven,
            String region,
            Set<LoadFlag> flags,
            Map<Lineage, String> lineage,
            ExtraFields.Policy newColumns,
            String rescue,
            @Nullable Name rejects) {
        public LoadOptions {
            flags = Set.copyOf(flags);
            lineage = Map.copyOf(lineage);
        }

        public Optional<Name> findRejects() {
            return Optional.ofNullable(rejects);
        }

        public boolean has(LoadFlag flag) {
            return flags.contains(flag);
        }
    }

    /**
     * @param role the ARN or {@code default} for ROLE, else empty
     * @param masterKey what files are encrypted with by the client, for as long as the statement lives; never stored or
     *     shown
     */
    public record Authorization(Kind kind, String role, @Nullable MasterKey masterKey) {
        /** How a COPY says who it is. */
        public enum Kind {
            NONE,
            ROLE,
            KEYS
        }
    }
}
