package io.forebay.engine.sql;

import io.forebay.engine.sql.CopyCommand.Authorization;
import io.forebay.engine.sql.Statement.CreateTableAs.Source;
import io.forebay.spi.format.WriteOptions;
import io.forebay.spi.store.Encryption;
import io.forebay.spi.store.ObjectUri;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An UNLOAD, parsed and checked for conflicts; not yet bound to columns or to a store.
 *
 * @param query what gives the rows; its places lead to the UNLOAD's text
 * @param sources result columns that are plain columns of one table, whose declared types the manifest tells
 * @param write what the files look like
 * @param authorization how the UNLOAD says who it is; keys but the master key are dropped while parsing
 */
public record UnloadCommand(
        Statement.Sql query, List<Source> sources, WriteOptions write, Target target, Authorization authorization) {
    public UnloadCommand {
        sources = List.copyOf(sources);
    }

    /**
     * Where the files go.
     *
     * @param prefix what the names of all objects start with
     * @param parallel whether the files are numbered as those of slices; else they are one series
     * @param maxFileBytes the size at which the next file begins
     * @param extension what names end in instead of the format's own suffix; null when it was not given
     * @param encryption its key is never shown
     * @param region as written, or empty
     */
    public record Target(
            ObjectUri prefix,
            Existing existing,
            @Nullable Partition partition,
            boolean parallel,
            long maxFileBytes,
            @Nullable String extension,
            ManifestKind manifest,
            Encryption encryption,
            String region) {}

    /** What becomes of objects that are there already. */
    public enum Existing {
        /** They are a reason not to begin. */
        REFUSE,
        /** ALLOWOVERWRITE: those of the same names are replaced. */
        OVERWRITE,
        /** CLEANPATH: they are deleted before the new ones are put. */
        CLEAN
    }

    /** The object that lists the others. */
    public enum ManifestKind {
        NONE,
        PLAIN,
        VERBOSE
    }

    /**
     * PARTITION BY.
     *
     * @param columns names of result columns, in the order of the folders
     * @param include whether they are in the files too
     * @param offset where PARTITION stands in the user's text
     */
    public record Partition(List<String> columns, boolean include, int offset) {
        public Partition {
            columns = List.copyOf(columns);
        }
    }
}
