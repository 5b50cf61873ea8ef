package io.forebay.format.kit.ranged;

import io.forebay.format.kit.source.PartReader;

/**
 * A reader whose parts read the object's bytes themselves: they are held until the reader is closed, not only until the
 * last part was handed out.
 */
public abstract class RangedReader extends PartReader {
    protected final ObjectBytes bytes;

    protected RangedReader(ObjectBytes bytes) {
        super(bytes.object(), bytes);
        this.bytes = bytes;
    }

    @Override
    protected final void release() {
        if (closed()) {
            super.release();
        }
    }
}
