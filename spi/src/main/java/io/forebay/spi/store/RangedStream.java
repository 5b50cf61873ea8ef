package io.forebay.spi.store;

import java.io.IOException;
import java.io.InputStream;

/**
 * The bytes of one object, from its first as {@link ObjectStore#open} tells, and at any place. The two ways do not
 * disturb each other. {@code close} from another thread ends reads that hang, and later ones fail.
 */
public abstract class RangedStream extends InputStream {
    /** For stores. */
    protected RangedStream() {}

    /**
     * Reads exactly the bytes {@code [position, position + length)} of the object. By any number of threads at once.
     *
     * @param position in bytes, from 0
     * @throws IndexOutOfBoundsException when the object as described, or the target, has fewer bytes
     * @throws io.forebay.spi.ForebayException OBJECT_CHANGED when the object was cut meanwhile; what was read of an
     *     object that was changed in another way is only known to be wrong by {@link #verify}
     */
    public abstract void readAt(long position, byte[] target, int offset, int length) throws IOException;

    /**
     * To be called when the last byte that is wanted was read, and before an object is called damaged.
     *
     * @throws io.forebay.spi.ForebayException OBJECT_CHANGED when the object is no longer the one that was described
     */
    public abstract void verify() throws IOException;
}
