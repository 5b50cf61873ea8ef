package io.forebay.torture.source;

import io.forebay.format.kit.source.InflatingPool;
import io.forebay.format.kit.source.TextSource;
import io.forebay.spi.ForebayException;
import io.forebay.spi.format.Compression;
import io.forebay.spi.format.Encoding;
import io.forebay.spi.format.FormatError;
import io.forebay.spi.format.ReadOptions;
import io.forebay.spi.store.ObjectUri;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a text source made of a file.
 *
 * @param bytes the text, or the part of it before the error or the limit
 * @param error null when the file was read to its end, or to the limit
 */
record Unpacked(byte[] bytes, boolean cutOff, @Nullable FormatError error) {
    /** A fuzzer's file may be a bomb: no more than this is read of it. */
    private static final int MOST = 4 << 20;

    private static final ObjectUri OBJECT = ObjectUri.parse("s3://lake/part-0");

    Optional<FormatError> findError() {
        return Optional.ofNullable(error);
    }

    /** @param most the bytes that are asked for at once */
    static Unpacked of(byte[] file, Compression compression, Encoding encoding, int most) {
        ReadOptions d = ReadOptions.DEFAULT;
        ReadOptions options = new ReadOptions(d.layout(), compression, encoding, 0, d.values(), d.flags());
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (InflatingPool pool = new InflatingPool(Long.MAX_VALUE);
                TextSource source = new TextSource(OBJECT, new ByteArrayInputStream(file), options, pool)) {
            byte[] buffer = new byte[most];
            int read = source.read(buffer, 0, most);
            while (read >= 0 && out.size() < MOST) {
                out.write(buffer, 0, read);
                read = source.read(buffer, 0, most);
            }
            return new Unpacked(out.toByteArray(), read >= 0, null);
        } catch (ForebayException e) {
            if (e.code() instanceof FormatError error) {
                return new Unpacked(out.toByteArray(), false, error);
            }
            throw e;
        }
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Unpacked that
                && cutOff == that.cutOff
                && error == that.error
                && (error != null || cutOff || Arrays.equals(bytes, that.bytes));
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
        return bytes.length + " bytes" + (cutOff ? ", cut off" : "") + (error == null ? "" : ", " + error);
    }
}
