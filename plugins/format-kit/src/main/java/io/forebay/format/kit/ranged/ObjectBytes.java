package io.forebay.format.kit.ranged;

import io.forebay.format.kit.source.Damage;
import io.forebay.format.kit.source.Held;
import io.forebay.format.kit.source.InflatingPool;
import io.forebay.format.kit.source.Magic;
import io.forebay.format.kit.source.StoredBytes;
import io.forebay.spi.CommonError;
import io.forebay.spi.ForebayException;
import io.forebay.spi.format.Compression;
import io.forebay.spi.store.ObjectUri;
import io.forebay.spi.store.RangedStream;
import io.forebay.spi.store.StoreError;
import io.forebay.spi.store.StoredObject;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The bytes of one object at any place. An object whose name ends in {@code .gz}, {@code .bz2} or {@code .snappy} is
 * decompressed first, unless it starts as a file of the format does. What the bytes are is settled by the first call of
 * {@link #size}, which may read the whole object; after that any thread may read. SOURCE: Amazon Redshift Database
 * Developer Guide, "COPY from columnar data formats".
 */
public final class ObjectBytes implements Held {
    private final StoredObject object;
    private final InputStream stream;
    private final byte[] magic;
    private final InflatingPool pool;
    private final Damage damage;
    private @Nullable RangedStream ranged;
    private @Nullable Spool spool;
    private volatile boolean closed;

    /**
     * @param stream the object's bytes from its first; closed by this
     * @param magic the first bytes of a file of the format, at most {@link Magic#LONGEST}
     */
    public ObjectBytes(StoredObject object, InputStream stream, byte[] magic, InflatingPool pool) {
        this.object = object;
        this.stream = stream;
        this.magic = magic.clone();
        this.pool = pool;
        this.damage = new Damage(object.uri());
    }

    public ObjectUri object() {
        return object.uri();
    }

    /** Says that the object is damaged. */
    public Damage damage() {
        return damage;
    }

    /**
     * The number of bytes. To be called first, by one thread.
     *
     * @throws ForebayException what the store throws; WRONG_COMPRESSION, DAMAGED_FILE or INFLATES_TOO_FAR of an object
     *     that is compressed as a whole; DISK_FULL when there is no room to keep it
     */
    public long size() {
        if (ranged == null && spool == null) {
            settle();
        }
        Spool kept = spool;
        return kept == null ? object.size() : kept.size();
    }

    private void settle() {
        WholeCompression whole = WholeCompression.of(object.uri());
        if (stream instanceof RangedStream direct && (whole == WholeCompression.NONE || startsPlain(direct))) {
            ranged = direct;
            return;
        }
        StoredBytes stored = new StoredBytes(stream);
        boolean plain = whole == WholeCompression.NONE || starts(stored.peek(magic.length));
        Spool filling = new Spool();
        try {
            (plain ? WholeCompression.NONE : whole).expand(object.uri(), stored, pool, filling);
        } catch (RuntimeException e) {
            filling.close();
            throw e;
        }
        spool = filling;
    }

    private boolean startsPlain(RangedStream direct) {
        byte[] head = new byte[magic.length];
        if (object.size() < head.length) {
            return false;
        }
        try {
            direct.readAt(0, head, 0, head.length);
        } catch (IOException e) {
            throw away(e);
        }
        return starts(head);
    }

    private boolean starts(byte[] head) {
        return Arrays.equals(head, magic);
    }

    /** The compression that a file which is none of the format seems to be of. */
    public Optional<Compression> looksLike() {
        byte[] head = new byte[(int) Math.min(Magic.LONGEST, size())];
        read(0, head, 0, head.length);
        return Magic.find(head);
    }

    /**
     * Reads exactly so many bytes. By any thread.
     *
     * @throws ForebayException DAMAGED_FILE when the object has not so many: a length or a place in the file is wrong;
     *     CANCELLED after {@link #interrupt}; what the store throws
     */
    public void read(long position, byte[] into, int from, int length) {
        long size = size();
        if (position < 0 || length < 0 || position > size - length) {
            throw orChanged(damage.of(
                    "it says that " + length + " bytes are at " + position + ", but it has only " + size + " bytes"));
        }
        try {
            RangedStream direct = ranged;
            Spool kept = spool;
            if (closed) {
                throw cancelled(null);
            } else if (direct != null) {
                direct.readAt(position, into, from, length);
            } else if (kept != null) {
                kept.read(position, into, from, length);
            }
        } catch (IOException e) {
            throw closed ? cancelled(e) : away(e);
        }
    }

    /** To be called when the last byte that is wanted was read. @throws ForebayException OBJECT_CHANGED */
    public void verify() {
        try {
            if (ranged != null) {
                ranged.verify();
            }
        } catch (IOException e) {
            throw closed ? cancelled(e) : away(e);
        }
    }

    /** The reason why the object cannot be read, or that it has changed, which looks as if it was damaged. */
    public ForebayException orChanged(ForebayException damaged) {
        try {
            verify();
            return damaged;
        } catch (ForebayException changed) {
            changed.addSuppressed(damaged);
            return changed;
        }
    }

    private ForebayException away(IOException e) {
        return new ForebayException(
                StoreError.STORE_AWAY, object.uri() + " could not be read further: " + e.getMessage(), e);
    }

    private ForebayException cancelled(@Nullable IOException cause) {
        return new ForebayException(CommonError.CANCELLED, "reading " + object.uri() + " was cancelled", cause);
    }

    @Override
    public void interrupt() {
        closed = true;
        try {
            stream.close();
        } catch (IOException e) {
            throw away(e);
        }
    }

    @Override
    public void close() {
        if (spool != null) {
            spool.close();
        }
    }
}
