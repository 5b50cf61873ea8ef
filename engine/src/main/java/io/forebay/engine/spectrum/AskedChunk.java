package io.forebay.engine.spectrum;

import io.forebay.spi.CommonError;
import io.forebay.spi.ForebayException;
import io.forebay.spi.format.Chunk;
import io.forebay.spi.store.StoredObject;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Passes those columns of an object that are asked for on to a warehouse's chunk, and adds where the rows are from. */
final class AskedChunk implements Chunk {
    private final Asked asked;
    private final int[] places;
    private final StoredObject object;
    private final byte[] path;
    private final @Nullable Character refused;
    private @Nullable Chunk target;
    private int refusedRow = -1;
    private int refusedColumn;

    /** @param object that the rows are of @param refused a character that no text may have; null for none */
    AskedChunk(Asked asked, StoredObject object, @Nullable Character refused) {
        this.asked = asked;
        this.object = object;
        this.path = object.uri().toString().getBytes(StandardCharsets.UTF_8);
        this.places = asked.places().stream().mapToInt(Integer::intValue).toArray();
        this.refused = refused;
    }

    /** Another chunk of the warehouse's. */
    AskedChunk over(Chunk chunk) {
        target = chunk;
        refusedRow = -1;
        return this;
    }

    /** Rows are complete. */
    void stamp(int from, int count) {
        List<Integer> paths = asked.paths();
        for (int i = 0; i < paths.size(); i++) {
            for (int row = from; row < from + count; row++) {
                chunk().setBytes(paths.get(i), row, path, 0, path.length);
            }
        }
        for (int place : asked.sizes()) {
            for (int row = from; row < from + count; row++) {
                chunk().setLong(place, row, object.size());
            }
        }
    }

    private Chunk chunk() {
        return Objects.requireNonNull(target);
    }

    @Override
    public int capacity() {
        return chunk().capacity();
    }

    @Override
    public void setNull(int column, int row) {
        if (places[column] >= 0) {
            chunk().setNull(places[column], row);
        }
    }

    @Override
    public void setLong(int column, int row, long value) {
        if (places[column] >= 0) {
            chunk().setLong(places[column], row, value);
        }
    }

    @Override
    public void setWide(int column, int row, long high, long low) {
        if (places[column] >= 0) {
            chunk().setWide(places[column], row, high, low);
        }
    }

    @Override
    public void setDouble(int column, int row, double value) {
        if (places[column] >= 0) {
            chunk().setDouble(places[column], row, value);
        }
    }

    @Override
    public void setLongs(int column, int row, long[] values, long @Nullable [] nulls, int count) {
        if (places[column] >= 0) {
            chunk().setLongs(places[column], row, values, nulls, count);
        }
    }

    @Override
    public void setInts(int column, int row, int[] values, long @Nullable [] nulls, int count) {
        if (places[column] >= 0) {
            chunk().setInts(places[column], row, values, nulls, count);
        }
    }

    @Override
    public void setDoubles(int column, int row, double[] values, long @Nullable [] nulls, int count) {
        if (places[column] >= 0) {
            chunk().setDoubles(places[column], row, values, nulls, count);
        }
    }

    @Override
    public void setBytes(int column, int row, byte[] bytes, int offset, int length) {
        if (places[column] < 0) {
            return;
        }
        if (refused != null && refusedRow < 0 && has(bytes, offset, length, (byte) refused.charValue())) {
            refusedRow = row;
            refusedColumn = column;
        }
        chunk().setBytes(places[column], row, bytes, offset, length);
    }

    private static boolean has(byte[] bytes, int offset, int length, byte wanted) {
        for (int i = offset; i < offset + length; i++) {
            if (bytes[i] == wanted) {
                return true;
            }
        }
        return false;
    }

    @Override
    public boolean wantsLines() {
        return refused != null;
    }

    @Override
    public void setLine(int row, long line) {
        if (row == refusedRow) {
            throw new ForebayException(
                            CommonError.NOT_SUPPORTED,
                            object.uri() + ", line " + line + ", column "
                                    + asked.columns().get(refusedColumn).name() + ": the value has the character "
                                    + refused + ", which 'escapeChar' names: escapes are not supported in CSV")
                    .withHint(
                            "Write quotes twice in the files, and name in 'escapeChar' the quote or a character that no"
                                    + " value has.");
        }
    }
}
