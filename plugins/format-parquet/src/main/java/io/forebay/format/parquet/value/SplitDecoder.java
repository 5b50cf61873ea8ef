package io.forebay.format.parquet.value;

import io.forebay.format.kit.columnar.Values;
import io.forebay.format.parquet.file.Node;
import io.forebay.format.parquet.file.Physical;
import io.forebay.format.parquet.page.Page;
import io.forebay.format.parquet.page.PageReader;

/** BYTE_STREAM_SPLIT: the first bytes of all values, then the second ones, and so on. */
final class SplitDecoder implements Decoder {
    private final PageReader pages;
    private final Physical physical;
    private final int size;
    private byte[] bytes = {};
    private int from;
    private int total;
    private int next;

    SplitDecoder(PageReader pages, Node column) {
        this.pages = pages;
        this.physical = column.physical();
        this.size = physical == Physical.FIXED ? column.size() : physical.size();
    }

    @Override
    public void start(Page page, int most) {
        bytes = page.bytes();
        from = page.from();
        int length = page.to() - from;
        if (length % size != 0 || length / size > most) {
            throw pages.damaged("has " + length + " bytes of values of " + size + " bytes each");
        }
        total = length / size;
        next = 0;
    }

    @Override
    public void read(Values into, int count) {
        if (count > total - next) {
            throw pages.damaged("has fewer values than it says");
        }
        switch (physical) {
            case INT32, INT64 -> {
                long[] to = into.longs();
                for (int i = 0; i < count; i++) {
                    long value = bits(next + i);
                    to[i] = physical == Physical.INT32 ? (int) value : value;
                }
            }
            case FLOAT, DOUBLE -> {
                double[] to = into.doubles();
                for (int i = 0; i < count; i++) {
                    long value = bits(next + i);
                    to[i] = physical == Physical.FLOAT
                            ? Float.intBitsToFloat((int) value)
                            : Double.longBitsToDouble(value);
                }
            }
            default -> {
                byte[] joined = new byte[count * size];
                into.bytes();
                for (int i = 0; i < count; i++) {
                    for (int each = 0; each < size; each++) {
                        joined[i * size + each] = bytes[from + each * total + next + i];
                    }
                    into.put(i, joined, i * size, size);
                }
            }
        }
        next += count;
    }

    private long bits(int value) {
        long bits = 0;
        for (int each = size - 1; each >= 0; each--) {
            bits = bits << 8 | bytes[from + each * total + value] & 0xFF;
        }
        return bits;
    }
}
