package io.forebay.format.orc.file;

import io.forebay.format.kit.ranged.ObjectBytes;
import io.forebay.format.kit.source.Damage;
import io.forebay.spi.ForebayException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Semaphore;
import org.apache.orc.OrcProto;
import org.jspecify.annotations.Nullable;

/** Reads a file's tail: its last byte, the postscript before it, and the footer before that. */
public final class TailReader {
    /** SOURCE: Apache ORC Specification v1, "Compression": a chunk's length has 23 bits. */
    private static final int MOST_CHUNK = (1 << 23) - 1;

    private static final int DEFAULT_CHUNK = 1 << 18;
    private static final int LONGEST_POSTSCRIPT = 255;
    private static final int WINDOW = 1 << 16;
    private static final long MEMORY = 64 << 20;
    private static final byte[] MAGIC = {'O', 'R', 'C'};

    private final ObjectBytes file;
    private final Damage damage;

    public TailReader(ObjectBytes file, Damage damage) {
        this.file = file;
        this.damage = damage;
    }

    /** The tail; null when the file has no bytes at all: Hive writes a table without rows so. */
    public @Nullable FileTail read() {
        long size = file.size();
        if (size == 0) {
            return null;
        }
        int length = (int) Math.min(size, LONGEST_POSTSCRIPT + 1);
        byte[] last = new byte[length];
        file.read(size - length, last, 0, length);
        int postscriptLength = last[length - 1] & 0xFF;
        if (size <= MAGIC.length || !(endsInMagic(last) || startsWithMagic())) {
            throw damage.unread("it is no ORC file: ORC is neither at its start nor at its end");
        }
        if (postscriptLength >= length) {
            throw damage.of("its postscript is longer than the file");
        }
        Messages messages = new Messages(damage);
        OrcProto.PostScript postscript = messages.postscript(last, length - 1 - postscriptLength, postscriptLength);
        return read(messages, postscript, size - 1 - postscriptLength);
    }

    private static boolean endsInMagic(byte[] last) {
        int from = last.length - 1 - MAGIC.length;
        return from >= 0 && Arrays.equals(last, from, from + MAGIC.length, MAGIC, 0, MAGIC.length);
    }

    /** Files of version 0.11 have it there alone. */
    private boolean startsWithMagic() {
        byte[] first = new byte[MAGIC.length];
        file.read(0, first, 0, first.length);
        return Arrays.equals(first, MAGIC);
    }

    private FileTail read(Messages messages, OrcProto.PostScript postscript, long footerEnd) {
        long footerStart = footerEnd - postscript.getFooterLength();
        long metadataStart = footerStart - postscript.getMetadataLength();
        long stripesEnd = metadataStart - postscript.getStripeStatisticsLength();
        if (footerStart > footerEnd || metadataStart > footerStart || stripesEnd > metadataStart || stripesEnd < 0) {
            throw damage.of("its postscript says that its footer has " + postscript.getFooterLength()
                    + " bytes and its statistics " + postscript.getMetadataLength()
                    + ", for which it has no room");
        }
        Chunks chunks = chunks(postscript);
        Messages.Footer footer = footer(messages, chunks, footerStart, footerEnd);
        if (footer.encrypted()) {
            throw damage.unread("it has encrypted columns, which are not read");
        }
        return new FileTail(
                chunks,
                messages.version(postscript),
                new TypeTree(footer.types(), damage),
                stripes(footer, stripesEnd),
                footer.rows(),
                footer.proleptic());
    }

    private Chunks chunks(OrcProto.PostScript postscript) {
        Codec codec = Codec.of(postscript, damage);
        long most = postscript.hasCompressionBlockSize() ? postscript.getCompressionBlockSize() : DEFAULT_CHUNK;
        if (codec == Codec.NONE) {
            return new Chunks(codec, 0);
        }
        if (most < 1 || most > MOST_CHUNK) {
            throw damage.of("its chunks expand to " + most + " bytes; 1 to " + MOST_CHUNK + " are read");
        }
        return new Chunks(codec, (int) most);
    }

    private Messages.Footer footer(Messages messages, Chunks chunks, long from, long to) {
        Memory memory = new Memory(new Memory.Limits(MEMORY, MEMORY, new Semaphore(1)), () -> false, damage);
        Window window = new Window(file, from, to - from, WINDOW, memory);
        try (Expander expander = new Expander(chunks, damage)) {
            return messages.footer(new StreamBytes("its footer", window, expander, memory).endsQuietly());
        }
    }

    private List<Stripe> stripes(Messages.Footer footer, long end) {
        List<Stripe> stripes = new ArrayList<>();
        long behind = MAGIC.length;
        long rows = 0;
        for (OrcProto.StripeInformation told : footer.stripes()) {
            Stripe stripe = new Stripe(
                    stripes.size() + 1,
                    rows + 1,
                    told.getNumberOfRows(),
                    told.getOffset(),
                    told.getIndexLength(),
                    told.getDataLength(),
                    told.getFooterLength());
            if (stripe.offset() < behind || !stripe.isWithin(end)) {
                throw noRoom(stripe);
            }
            behind = stripe.end();
            rows += stripe.rows();
            if (stripe.rows() < 0 || rows < 0) {
                throw damage.of("stripe " + stripe.number() + " says that it has " + stripe.rows() + " rows");
            }
            stripes.add(stripe);
        }
        if (rows != footer.rows()) {
            throw damage.of("its stripes have " + rows + " rows, and its footer says " + footer.rows());
        }
        return stripes;
    }

    private ForebayException noRoom(Stripe stripe) {
        return damage.of("stripe " + stripe.number() + " says that it is at " + stripe.offset() + " with "
                + stripe.indexLength() + " bytes of indexes, " + stripe.dataLength() + " of data and "
                + stripe.footerLength() + " of its footer, for which there is no room");
    }
}
