package io.forebay.engine.sql.copy;

import static io.forebay.engine.sql.copy.CopyParameter.*;

import io.forebay.engine.sql.UnloadCommand.Existing;
import io.forebay.engine.sql.UnloadCommand.ManifestKind;
import io.forebay.engine.sql.UnloadCommand.Partition;
import io.forebay.engine.sql.UnloadCommand.Target;
import io.forebay.engine.sql.text.Mistake;
import io.forebay.spi.format.Compression;
import io.forebay.spi.format.Layout;
import io.forebay.spi.format.WriteFlag;
import io.forebay.spi.format.WriteOptions;
import io.forebay.spi.store.Encryption;
import io.forebay.spi.store.MasterKey;
import io.forebay.spi.store.ObjectUri;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** UNLOAD's parameters, free of conflicts, as the options of files and of their place. */
final class UnloadOptions {
    /** 6.2 GB. */
    private static final long MAX_FILE_BYTES = (long) (6.2 * (1L << 30));

    private final CopyParameters given;

    UnloadOptions(CopyParameters given) {
        this.given = given;
    }

    WriteOptions write() {
        Set<WriteFlag> flags = EnumSet.noneOf(WriteFlag.class);
        for (WriteFlag flag : WriteFlag.values()) {
            if (given.has(CopyParameter.valueOf(flag.name()))) {
                flags.add(flag);
            }
        }
        Compression compression = COMPRESSIONS.stream()
                .filter(given::has)
                .findFirst()
                .map(c -> Compression.valueOf(c.name()))
                .orElse(Compression.NONE);
        return new WriteOptions(
                layout(), compression, nullAs(), size(ROWGROUPSIZE, WriteOptions.ROW_GROUP_BYTES), flags);
    }

    /** @param key for encryption by the client; null without it */
    Target target(ObjectUri prefix, @Nullable MasterKey key) {
        String parallel = given.argument(PARALLEL).orElse("on");
        return new Target(
                prefix,
                existing(),
                partition(),
                parallel.equals("on") || parallel.equals("true"),
                size(MAXFILESIZE, MAX_FILE_BYTES),
                extension(),
                manifest(),
                key == null ? byStore() : new Encryption.ByClient(key),
                given.argument(REGION).orElse(""));
    }

    private long size(CopyParameter parameter, long missing) {
        return given.argument(parameter).map(Long::parseLong).orElse(missing);
    }

    private Layout layout() {
        if (given.has(FIXEDWIDTH)) {
            return FixedWidthSpec.parse(given.argument(FIXEDWIDTH).orElse(""), given.offset(FIXEDWIDTH));
        }
        if (given.has(CSV)) {
            byte delimiter = CharacterEscapes.delimiter(given, ',');
            if (delimiter == '"') {
                throw Mistake.syntax(given.offset(DELIMITER), "DELIMITER must not be the quote of CSV");
            }
            return new Layout.Csv(delimiter, (byte) '"');
        }
        if (given.has(JSON) || given.has(PARQUET)) {
            return new Layout.Named(given.has(JSON) ? JSON.name() : PARQUET.name(), List.of());
        }
        return new Layout.Delimited(CharacterEscapes.delimiter(given, '|'));
    }

    private String nullAs() {
        String text = given.argument(NULL).orElse("");
        if (text.indexOf('\n') >= 0 || text.indexOf('\r') >= 0) {
            throw Mistake.syntax(given.offset(NULL), "NULL AS must not be a line break");
        }
        return text;
    }

    private Existing existing() {
        if (given.has(ALLOWOVERWRITE)) {
            return Existing.OVERWRITE;
        }
        return given.has(CLEANPATH) ? Existing.CLEAN : Existing.REFUSE;
    }

    private @Nullable Partition partition() {
        return given.find(PARTITION)
                .map(CopyParameters.Given::arguments)
                .map(arguments -> new Partition(
                        arguments.subList(1, arguments.size()),
                        arguments.get(0).equals("INCLUDE"),
                        given.offset(PARTITION)))
                .orElse(null);
    }

    /** The dot is supplied. */
    private @Nullable String extension() {
        String extension = given.argument(EXTENSION).orElse(null);
        if (extension == null) {
            return null;
        }
        if (extension.isEmpty() || extension.indexOf('/') >= 0 || extension.indexOf('\0') >= 0) {
            throw Mistake.syntax(
                    given.offset(EXTENSION), "EXTENSION must be the end of a file's name, such as 'csv' or 'txt.gz'");
        }
        return extension.startsWith(".") ? extension : "." + extension;
    }

    private ManifestKind manifest() {
        if (!given.has(MANIFEST)) {
            return ManifestKind.NONE;
        }
        return given.argument(MANIFEST).isPresent() ? ManifestKind.VERBOSE : ManifestKind.PLAIN;
    }

    private Encryption byStore() {
        return given.argument(KMS_KEY_ID)
                .<Encryption>map(Encryption.KmsKey::new)
                .orElse(given.has(ENCRYPTED) ? Encryption.BUCKET_KEY : Encryption.AS_BUCKET);
    }
}
