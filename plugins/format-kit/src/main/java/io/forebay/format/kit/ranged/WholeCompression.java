package io.forebay.format.kit.ranged;

import io.forebay.format.kit.source.InflatingPool;
import io.forebay.format.kit.source.StoredBytes;
import io.forebay.format.kit.source.TextSource;
import io.forebay.spi.ForebayException;
import io.forebay.spi.format.Compression;
import io.forebay.spi.format.FormatError;
import io.forebay.spi.format.ReadOptions;
import io.forebay.spi.store.ObjectUri;
import java.io.IOException;
import java.util.Locale;

/** How an object is compressed around a columnar file, as its name says. */
enum WholeCompression {
    NONE(""),
    GZIP(".gz"),
    BZIP2(".bz2"),
    SNAPPY(".snappy");

    private static final int BLOCK = 1 << 16;

    private final String suffix;

    WholeCompression(String suffix) {
        this.suffix = suffix;
    }

    static WholeCompression of(ObjectUri object) {
        String key = object.key().toLowerCase(Locale.ROOT);
        for (WholeCompression each : values()) {
            if (each != NONE && key.endsWith(each.suffix)) {
                return each;
            }
        }
        return NONE;
    }

    /** Moves all bytes of the object into the spool, decompressed. */
    void expand(ObjectUri object, StoredBytes stored, InflatingPool pool, Spool spool) {
        if (this == SNAPPY) {
            unsnap(object, stored, pool, spool);
            return;
        }
        ReadOptions plain = ReadOptions.DEFAULT;
        ReadOptions options = new ReadOptions(
                plain.layout(), Compression.valueOf(name()), plain.encoding(), 0, plain.values(), plain.flags());
        byte[] block = new byte[BLOCK];
        try (TextSource source = TextSource.binary(object, stored, options, pool)) {
            for (int read = source.read(block, 0, BLOCK); read >= 0; read = source.read(block, 0, BLOCK)) {
                spool.add(block, read);
            }
        }
    }

    private static void unsnap(ObjectUri object, StoredBytes stored, InflatingPool pool, Spool spool) {
        SnappyBytes snappy = new SnappyBytes(stored);
        try {
            for (int length = snappy.next(); length >= 0; length = snappy.next()) {
                spool.add(snappy.block(), length);
                pool.limit().check(object, "SNAPPY", stored.taken(), spool.size());
            }
        } catch (IOException e) {
            throw new ForebayException(FormatError.DAMAGED_FILE, object + " is damaged (SNAPPY): " + e.getMessage(), e);
        }
    }
}
