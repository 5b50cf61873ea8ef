package io.forebay.torture.parquet;

import io.forebay.contract.format.ParquetBytes;
import io.forebay.contract.format.ParquetBytes.Codec;
import io.forebay.contract.format.ParquetBytes.Element;
import io.forebay.contract.format.ParquetBytes.Encoding;
import io.forebay.contract.format.ParquetBytes.Header;
import io.forebay.contract.format.ParquetBytes.Repeats;
import io.forebay.contract.format.ParquetValues;
import io.forebay.spi.warehouse.Column;
import io.forebay.spi.warehouse.ColumnType;
import io.forebay.spi.warehouse.TypeKind;
import io.forebay.torture.Input;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One column of a file: flat, or a list of whole numbers. The input chooses what its pages hold and how. */
final class PageColumn {
    private static final int MOST_PAGES = 4;
    private static final int LIST = 3;

    private final Input input;
    private final Lies lies;
    private final String name;
    private final PageKind kind;
    private final boolean list;
    private final boolean optional;
    private final Codec codec;
    private List<byte[]> entries = new ArrayList<>();

    /** Of the values of a page, with their levels. */
    private final List<byte[]> values = new ArrayList<>();

    private final List<Long> repetitions = new ArrayList<>();
    private final List<Long> definitions = new ArrayList<>();

    PageColumn(String name, Input input, Lies lies) {
        this.input = input;
        this.lies = lies;
        this.name = name;
        int choice = input.below(PageKind.values().length + 1);
        this.list = choice == PageKind.values().length;
        this.kind = list ? PageKind.INT64 : PageKind.values()[choice];
        this.optional = input.flag() || list;
        this.codec = PageCodecs.pick(input);
    }

    List<Element> elements() {
        return list
                ? List.of(
                        Element.group(name, Repeats.OPTIONAL, 1).as(LIST),
                        Element.group("list", Repeats.REPEATED, 1),
                        kind.element("element", Repeats.OPTIONAL))
                : List.of(kind.element(name, optional ? Repeats.OPTIONAL : Repeats.REQUIRED));
    }

    Column target() {
        return Column.of(name, list ? ColumnType.of(TypeKind.SUPER) : kind.type);
    }

    /** Writes the rows of a row group; gives what is to be read of them. */
    List<@Nullable Object> write(int rows, ParquetBytes file) throws IOException {
        List<@Nullable Object> expected = new ArrayList<>();
        entries = new ArrayList<>();
        if (input.flag()) {
            dictionary(file);
        }
        long count = 0;
        int pages = 1 + input.below(MOST_PAGES);
        for (int page = 0; page < pages; page++) {
            int from = expected.size();
            int left = rows - from;
            int own = page == pages - 1 ? left : input.below(left + 1);
            // Rows that repeat what was before make runs.
            boolean same = input.flag();
            values.clear();
            repetitions.clear();
            definitions.clear();
            for (int row = 0; row < own; row++) {
                expected.add(row > 0 && same ? again(expected) : row());
            }
            count += definitions.size();
            page(own, file);
        }
        file.endColumn(lies.codec(codec), lies.count(count));
        return expected;
    }

    private void dictionary(ParquetBytes file) throws IOException {
        int size = input.below(20);
        for (int i = 0; i < size; i++) {
            entries.add(kind.value(input));
        }
        byte[] plain = lies.body(kind.plain(entries));
        byte[] stored = PageCodecs.packed(codec, plain);
        file.page(lies.header(Header.dictionary(plain.length, stored.length, size)), stored);
    }

    private @Nullable Object again(List<@Nullable Object> expected) {
        int start = definitions.size() - 1;
        while (start > 0 && repetitions.get(start) > 0) {
            start--;
        }
        int end = definitions.size();
        List<byte[]> last = new ArrayList<>();
        int most = list ? 3 : optional ? 1 : 0;
        long there = definitions.subList(start, end).stream()
                .filter(level -> level == most)
                .count();
        last.addAll(values.subList(values.size() - (int) there, values.size()));
        for (int i = start; i < end; i++) {
            level(repetitions.get(i), definitions.get(i));
        }
        values.addAll(last);
        return expected.get(expected.size() - 1);
    }

    private @Nullable Object row() {
        if (list) {
            return list();
        }
        if (optional && input.below(3) == 0) {
            level(0, 0);
            return null;
        }
        level(0, optional ? 1 : 0);
        return kind.loaded(value());
    }

    private @Nullable Object list() {
        int length = input.below(6) - 2;
        if (length < 0) {
            level(0, 0);
            return null;
        }
        if (length == 0) {
            level(0, 1);
            return "[]";
        }
        List<Object> items = new ArrayList<>();
        for (int i = 0; i < length; i++) {
            boolean there = input.below(4) > 0;
            level(i == 0 ? 0 : 1, there ? 3 : 2);
            items.add(there ? kind.loaded(value()) : "null");
        }
        return items.toString().replace(" ", "");
    }

    private void level(long repetition, long definition) {
        repetitions.add(repetition);
        definitions.add(definition);
    }

    /** A new value, or one of the dictionary. */
    private byte[] value() {
        byte[] value = entries.isEmpty() ? kind.value(input) : entries.get(input.below(entries.size()));
        values.add(value);
        return value;
    }

    private void page(int rows, ParquetBytes file) throws IOException {
        byte[] repetition = list ? runs(1, repetitions) : new byte[0];
        byte[] definition = optional ? runs(list ? 2 : 1, definitions) : new byte[0];
        Encoding encoding = kind.encoding(input);
        if (encoding == Encoding.RLE_DICTIONARY && entries.isEmpty()) {
            encoding = Encoding.PLAIN;
        }
        byte[] content = encoding == Encoding.RLE_DICTIONARY ? ids() : kind.encoded(encoding, values, input);
        content = lies.body(content);
        int count = definitions.size();
        if (input.flag()) {
            int levels = repetition.length + definition.length;
            boolean packed = input.flag();
            byte[] stored = packed ? PageCodecs.packed(codec, content) : content;
            Header header = new Header(
                    3,
                    levels + content.length,
                    levels + stored.length,
                    count,
                    encoding,
                    rows,
                    count - values.size(),
                    definition.length,
                    repetition.length,
                    packed);
            file.page(lies.header(header), ParquetValues.join(repetition, definition, stored));
            return;
        }
        byte[] whole = ParquetValues.join(
                list ? ParquetValues.sized(repetition) : repetition,
                optional ? ParquetValues.sized(definition) : definition,
                content);
        byte[] stored = PageCodecs.packed(codec, whole);
        file.page(lies.header(Header.values(whole.length, stored.length, count, encoding)), stored);
    }

    private byte[] runs(int width, List<Long> levels) {
        long[] numbers = levels.stream().mapToLong(Long::longValue).toArray();
        return lies.body(ParquetValues.hybrid(width, numbers, input::flag));
    }

    private byte[] ids() {
        int width = 1 + input.below(32);
        while (width < 32 && entries.size() > 1L << width) {
            width++;
        }
        long[] ids = values.stream().mapToLong(entries::indexOf).toArray();
        return ParquetValues.join(new byte[] {(byte) width}, ParquetValues.hybrid(width, ids, input::flag));
    }
}
