package io.forebay.format.orc.file;

import io.forebay.spi.ForebayException;
import java.io.IOException;
import org.apache.orc.OrcProto;
import org.apache.orc.OrcProto.Stream.Kind;
import org.apache.orc.impl.BitFieldReader;
import org.apache.orc.impl.IntegerReader;

/**
 * Looks at the dictionaries of a stripe before they are read: orc-core takes as much memory as they say, and takes it for
 * NULL or an empty text when a part of one is missing.
 */
final class Dictionaries {
    private final StripeStreams streams;
    private final StripeBytes bytes;

    Dictionaries(StripeStreams streams, StripeBytes bytes) {
        this.streams = streams;
        this.bytes = bytes;
    }

    static boolean has(OrcProto.ColumnEncoding encoding) {
        return switch (encoding.getKind()) {
            case DICTIONARY, DICTIONARY_V2 -> true;
            case DIRECT, DIRECT_V2 -> false;
        };
    }

    /** @param rows how many the stripe has; -1 for a column inside of another */
    void check(int column, long rows) throws IOException {
        OrcProto.ColumnEncoding encoding = streams.getEncoding(column);
        if (!has(encoding)) {
            return;
        }
        int size = encoding.getDictionarySize();
        if (!streams.has(column, Kind.LENGTH)) {
            checkNoValues(column, size, rows);
            return;
        }
        if (size < 0) {
            throw wrong(column, "says that it has " + Integer.toUnsignedLong(size) + " entries");
        }
        bytes.memory().take(4L * size, "dictionaries");
        long length = length(column, encoding, size);
        bytes.memory().take(length, "dictionaries");
        if (noBytes(column)) {
            if (length > 0) {
                throw wrong(column, "has no texts");
            }
            streams.ignoreValues(column);
        }
    }

    private long length(int column, OrcProto.ColumnEncoding encoding, int size) throws IOException {
        StreamBytes stream = streams.look(column, Kind.LENGTH);
        if (stream == null) {
            throw wrong(column, "has no lengths");
        }
        IntegerReader lengths = Integers.open(stream, encoding);
        long sum = 0;
        for (int i = 0; i < size; i++) {
            long length = lengths.next();
            sum += length;
            if (length < 0 || sum > Integer.MAX_VALUE - 8) {
                throw wrong(column, "says that it has more than 2 GB");
            }
        }
        stream.close();
        return sum;
    }

    private boolean noBytes(int column) {
        StreamBytes texts = streams.look(column, Kind.DICTIONARY_DATA);
        boolean none = texts == null || texts.available() == 0;
        if (texts != null) {
            texts.close();
        }
        return none;
    }

    /** A dictionary that is not there is right where all values are NULL. */
    private void checkNoValues(int column, int size, long rows) throws IOException {
        StreamBytes stream = streams.look(column, Kind.PRESENT);
        boolean values = size != 0 || streams.length(column, Kind.DATA) > 0 || (stream == null && rows > 0);
        if (stream != null) {
            BitFieldReader present = new BitFieldReader(stream);
            for (long row = 0; row < rows && !values; row++) {
                values = present.next() != 0;
            }
            stream.close();
        }
        if (values) {
            throw wrong(column, "is missing");
        }
    }

    private ForebayException wrong(int column, String why) {
        return bytes.damage("is wrong: the dictionary of column " + column + " " + why);
    }
}
