package io.forebay.format.parquet.value;

import io.forebay.format.kit.columnar.Values;
import io.forebay.format.parquet.file.Node;
import io.forebay.format.parquet.file.Physical;
import io.forebay.format.parquet.page.Page;
import io.forebay.format.parquet.page.PageReader;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** PLAIN: values one behind the other, the lowest byte first. */
final class PlainDecoder implements Decoder {
    private static final VarHandle INTS = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private final PageReader pages;
    private final Physical physical;
    private final int size;
    private byte[] bytes = {};
    private int at;
    private int end;

    /** BOOLEAN: the bit in the byte that is next. */
    private int bit;

    PlainDecoder(PageReader pages, Node column) {
        this.pages = pages;
        this.physical = column.physical();
        this.size = physical == Physical.FIXED ? column.size() : physical.size();
    }

    @Override
    public void start(Page page, int most) {
        bytes = page.bytes();
        at = page.from();
        end = page.to();
        bit = 0;
    }

    @Override
    public void read(Values into, int count) {
        if ((long) count * size > end - at) {
            throw cut();
        }
        switch (physical) {
            case BOOLEAN -> booleans(into.longs(), count);
            case INT32 -> {
                long[] to = into.longs();
                for (int i = 0; i < count; i++) {
                    to[i] = (int) INTS.get(bytes, at + (i << 2));
                }
            }
            case INT64 -> {
                long[] to = into.longs();
                for (int i = 0; i < count; i++) {
                    to[i] = (long) LONGS.get(bytes, at + (i << 3));
                }
            }
            case FLOAT -> {
                double[] to = into.doubles();
                for (int i = 0; i < count; i++) {
                    to[i] = Float.intBitsToFloat((int) INTS.get(bytes, at + (i << 2)));
                }
            }
            case DOUBLE -> {
                double[] to = into.doubles();
                for (int i = 0; i < count; i++) {
                    to[i] = Double.longBitsToDouble((long) LONGS.get(bytes, at + (i << 3)));
                }
            }
            case INT96, FIXED -> {
                into.bytes();
                for (int i = 0; i < count; i++) {
                    into.put(i, bytes, at + i * size, size);
                }
            }
            case BINARY -> texts(into, count);
            case GROUP -> throw new IllegalStateException(physical.name());
        }
        at += count * size;
    }

    /** INT32 as it is. */
    void readInts(Values into, int count) {
        if (count > end - at >> 2) {
            throw cut();
        }
        ByteBuffer.wrap(bytes)
                .order(ByteOrder.LITTLE_ENDIAN)
                .position(at)
                .asIntBuffer()
                .get(into.ints(), 0, count);
        at += count << 2;
    }

    private void booleans(long[] to, int count) {
        if ((count + bit + 7) / 8 > end - at) {
            throw cut();
        }
        for (int i = 0; i < count; i++) {
            to[i] = bytes[at + (bit + i >>> 3)] >>> (bit + i & 7) & 1;
        }
        at += bit + count >>> 3;
        bit = bit + count & 7;
    }

    private void texts(Values into, int count) {
        byte[][] to = into.bytes();
        int[] from = into.from;
        int[] lengths = into.length;
        int place = at;
        for (int i = 0; i < count; i++) {
            if (end - place < Integer.BYTES) {
                throw cut();
            }
            int length = (int) INTS.get(bytes, place);
            place += Integer.BYTES;
            if (length < 0 || length > end - place) {
                throw pages.damaged("has a value of " + length + " bytes, of which " + (end - place) + " are there");
            }
            to[i] = bytes;
            from[i] = place;
            lengths[i] = length;
            place += length;
        }
        at = place;
    }

    /** All values of the page were read: those that are behind them were taken for nulls. */
    void end() {
        int left = end - at - (bit > 0 ? 1 : 0);
        if (left > 0) {
            throw pages.damaged("has " + left + " bytes behind its values");
        }
    }

    private RuntimeException cut() {
        return pages.damaged("has fewer values than it says");
    }
}
