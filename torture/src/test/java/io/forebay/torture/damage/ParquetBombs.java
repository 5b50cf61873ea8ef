package io.forebay.torture.damage;

import static io.forebay.contract.format.ParquetValues.join;
import static io.forebay.contract.format.ParquetValues.little;
import static io.forebay.contract.format.ParquetValues.sized;
import static io.forebay.contract.format.ParquetValues.varint;

import io.forebay.contract.format.ParquetBytes;
import io.forebay.contract.format.ParquetBytes.Codec;
import io.forebay.contract.format.ParquetBytes.Element;
import io.forebay.contract.format.ParquetBytes.Encoding;
import io.forebay.contract.format.ParquetBytes.Header;
import io.forebay.contract.format.ParquetBytes.Physical;
import io.forebay.contract.format.ParquetBytes.Repeats;
import io.forebay.torture.parquet.PageCodecs;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Small Parquet files of a text {@code a} and a list or struct {@code b}, one of which wants to become large. */
enum ParquetBombs {
    /** A page that says it becomes two gigabytes. */
    CLAIMS {
        @Override
        byte[] bytes(Codec codec) throws IOException {
            byte[] stored = PageCodecs.packed(codec, new byte[100]);
            return file(Header.values(Integer.MAX_VALUE - 100, stored.length, 1, Encoding.PLAIN), stored, codec, 1);
        }
    },
    /** Pages that each become 30 MB. */
    ZEROS {
        @Override
        byte[] bytes(Codec codec) throws IOException {
            byte[] stored = PageCodecs.packed(codec, join(sized(levels(1)), new byte[30_000_000]));
            ParquetBytes file = ParquetBytes.of(List.of(TEXT, LIST.get(0), LIST.get(1), LIST.get(2)));
            for (int i = 0; i < 3; i++) {
                file.page(Header.values(30_000_004 + levels(1).length, stored.length, 1, Encoding.PLAIN), stored);
            }
            return empty(file.endColumn(codec), 3).endGroup(3).bytes();
        }
    },
    /** Of a dictionary the most entries that a header can tell. */
    DICTIONARY {
        @Override
        byte[] bytes(Codec codec) throws IOException {
            byte[] stored = PageCodecs.packed(codec, new byte[100]);
            ParquetBytes file = ParquetBytes.of(List.of(TEXT, LIST.get(0), LIST.get(1), LIST.get(2)))
                    .page(Header.dictionary(100, stored.length, Integer.MAX_VALUE), stored);
            return rows(file, 1, join(sized(levels(1)), new byte[] {0, 2}), codec);
        }
    },
    /** A run of two billion nulls, and as many rows. */
    NULLS {
        @Override
        byte[] bytes(Codec codec) throws IOException {
            int rows = Integer.MAX_VALUE - 100;
            byte[] content = sized(join(varint((long) rows << 1), new byte[1]));
            byte[] stored = PageCodecs.packed(codec, content);
            return file(Header.values(content.length, stored.length, rows, Encoding.PLAIN), stored, codec, rows);
        }
    },
    /** A run of two billion times the same text. */
    TEXTS {
        @Override
        byte[] bytes(Codec codec) throws IOException {
            int rows = Integer.MAX_VALUE - 100;
            byte[] entry = join(little(20, 4), "x".repeat(20).getBytes(java.nio.charset.StandardCharsets.US_ASCII));
            byte[] packed = PageCodecs.packed(codec, entry);
            byte[] content = join(
                    sized(join(varint((long) rows << 1), new byte[] {1})),
                    new byte[] {1},
                    varint((long) rows << 1),
                    new byte[1]);
            byte[] stored = PageCodecs.packed(codec, content);
            ParquetBytes file = ParquetBytes.of(List.of(TEXT, LIST.get(0), LIST.get(1), LIST.get(2)))
                    .page(Header.dictionary(entry.length, packed.length, 1), packed)
                    .page(Header.values(content.length, stored.length, rows, Encoding.RLE_DICTIONARY), stored)
                    .endColumn(codec);
            return empty(file, rows).endGroup(rows).bytes();
        }
    },
    /** One list of two billion nulls. */
    LIST_OF_NULLS {
        @Override
        byte[] bytes(Codec codec) throws IOException {
            int items = Integer.MAX_VALUE - 100;
            byte[] repetitions = join(varint(2), new byte[1], varint((long) (items - 1) << 1), new byte[] {1});
            byte[] definitions = join(varint((long) items << 1), new byte[] {2});
            byte[] content = join(sized(repetitions), sized(definitions));
            byte[] stored = PageCodecs.packed(codec, content);
            return ParquetBytes.of(List.of(TEXT, LIST.get(0), LIST.get(1), LIST.get(2)))
                    .page(1, Encoding.PLAIN, sized(levels(0)))
                    .endColumn(Codec.NONE)
                    .page(Header.values(content.length, stored.length, items, Encoding.PLAIN), stored)
                    .endColumn(codec)
                    .endGroup(1)
                    .bytes();
        }
    },
    /** A million deltas of no bit, of which a block has as many as one may have. */
    DELTAS {
        @Override
        byte[] bytes(Codec codec) throws IOException {
            int values = (1 << 24) - 1;
            byte[] deltas = join(varint(1 << 20), varint(1), varint(values), new byte[1]);
            byte[] blocks = new byte[16 * 2];
            byte[] content = join(sized(join(varint((long) values << 1), new byte[] {1})), deltas, blocks);
            byte[] stored = PageCodecs.packed(codec, content);
            return file(
                    Header.values(content.length, stored.length, values, Encoding.DELTA_LENGTH_BYTE_ARRAY),
                    stored,
                    codec,
                    values);
        }
    },
    /** A million row groups that share their pages. */
    GROUPS {
        @Override
        byte[] bytes(Codec codec) throws IOException {
            ParquetBytes file = ParquetBytes.of(List.of(TEXT, LIST.get(0), LIST.get(1), LIST.get(2)))
                    .page(1, Encoding.PLAIN, sized(levels(0)))
                    .endColumn(Codec.NONE);
            return empty(file, 1).endGroup(1).again(400_000).bytes(400_001);
        }
    },
    /** A struct of as many columns as a footer may have, each with a page. */
    COLUMNS {
        @Override
        byte[] bytes(Codec codec) throws IOException {
            int members = 99_000;
            List<Element> schema = new ArrayList<>(List.of(TEXT, Element.group("b", Repeats.OPTIONAL, members)));
            for (int i = 0; i < members; i++) {
                schema.add(Element.leaf("m" + i, Physical.INT64, Repeats.OPTIONAL));
            }
            ParquetBytes file = ParquetBytes.of(schema)
                    .page(1, Encoding.PLAIN, sized(levels(0)))
                    .endColumn(Codec.NONE);
            byte[] levels = sized(join(varint(2), new byte[] {2}));
            for (int i = 0; i < members; i++) {
                file.page(1, Encoding.PLAIN, join(levels, new byte[8])).endColumn(Codec.NONE);
            }
            return file.endGroup(1).bytes();
        }
    },
    /** Groups in one another, 500 deep. */
    DEPTH {
        @Override
        byte[] bytes(Codec codec) throws IOException {
            List<Element> schema = new ArrayList<>(List.of(TEXT));
            schema.addAll(Collections.nCopies(500, Element.group("b", Repeats.REPEATED, 1)));
            schema.add(Element.leaf("x", Physical.INT64, Repeats.OPTIONAL));
            ParquetBytes file = ParquetBytes.of(schema)
                    .page(1, Encoding.PLAIN, sized(levels(0)))
                    .endColumn(Codec.NONE);
            return file.page(1, Encoding.PLAIN, new byte[8])
                    .endColumn(Codec.NONE)
                    .endGroup(1)
                    .bytes();
        }
    };

    private static final Element TEXT =
            Element.leaf("a", Physical.BYTE_ARRAY, Repeats.OPTIONAL).as(0);
    private static final List<Element> LIST = List.of(
            Element.group("b", Repeats.OPTIONAL, 1).as(3),
            Element.group("list", Repeats.REPEATED, 1),
            Element.leaf("element", Physical.INT64, Repeats.OPTIONAL));

    abstract byte[] bytes(Codec codec) throws IOException;

    /** A run of one level. */
    private static byte[] levels(int definition) {
        return join(varint(2), new byte[] {(byte) definition});
    }

    /** One page of texts, and nulls beside it. */
    private static byte[] file(Header header, byte[] stored, Codec codec, int rows) {
        ParquetBytes file = ParquetBytes.of(List.of(TEXT, LIST.get(0), LIST.get(1), LIST.get(2)))
                .page(header, stored)
                .endColumn(codec);
        return empty(file, rows).endGroup(rows).bytes();
    }

    private static byte[] rows(ParquetBytes file, int rows, byte[] content, Codec codec) throws IOException {
        byte[] stored = PageCodecs.packed(codec, content);
        file.page(Header.values(content.length, stored.length, rows, Encoding.RLE_DICTIONARY), stored)
                .endColumn(codec);
        return empty(file, rows).endGroup(rows).bytes();
    }

    private static ParquetBytes empty(ParquetBytes file, int rows) {
        byte[] run = join(varint((long) rows << 1), new byte[1]);
        return file.page(rows, Encoding.PLAIN, join(sized(run), sized(run))).endColumn(Codec.NONE);
    }
}
