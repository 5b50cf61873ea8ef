package io.forebay.format.parquet.file;

import io.forebay.format.kit.source.Damage;
import io.forebay.spi.ForebayException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.apache.parquet.format.ColumnChunk;
import org.apache.parquet.format.ColumnMetaData;
import org.apache.parquet.format.EncryptionAlgorithm;
import org.apache.parquet.format.KeyValue;
import org.apache.parquet.format.SchemaElement;
import org.apache.parquet.format.Util.FileMetaDataConsumer;
import org.jspecify.annotations.Nullable;

/** Is told the footer piece by piece, and keeps what is wanted of it. */
final class FooterBuilder extends FileMetaDataConsumer {
    private static final int FIRST_PAGE = FooterReader.MAGIC.length;

    /** What early versions of parquet-cpp left out of the length. SOURCE: Apache Arrow, "PARQUET-816". */
    private static final int LEFT_OUT = 100;

    private final long dataEnd;
    private final Damage damage;
    private final Function<List<Node>, List<Node>> choice;
    private @Nullable List<Node> columns;
    private final List<Leaf> wanted = new ArrayList<>();
    private final List<RowGroup> groups = new ArrayList<>();
    private int leaves;
    private long rows = -1;
    private long groupRows;

    /** A wanted column, with the names on the way to it. */
    private record Leaf(Node node, List<String> path) {}

    /** @param dataEnd the place behind the last byte that may be of a page */
    FooterBuilder(long dataEnd, Damage damage, Function<List<Node>, List<Node>> choice) {
        this.dataEnd = dataEnd;
        this.damage = damage;
        this.choice = choice;
    }

    /** When all was told. */
    Footer footer() {
        if (columns == null) {
            throw damage.of("its footer has no schema");
        }
        if (rows != groupRows) {
            throw damage.of("its footer says that it has " + rows + " rows, and that its row groups have " + groupRows);
        }
        return new Footer(columns, rows, groups);
    }

    @Override
    public void setSchema(List<SchemaElement> schema) {
        List<Node> read = SchemaReader.read(schema, damage);
        columns = read;
        for (Node column : read) {
            leaves += leaves(column);
        }
        for (Node column : choice.apply(read)) {
            add(column, List.of());
        }
    }

    private static int leaves(Node node) {
        return node.isLeaf()
                ? 1
                : node.children().stream().mapToInt(FooterBuilder::leaves).sum();
    }

    private void add(Node node, List<String> above) {
        List<String> path = new ArrayList<>(above);
        path.add(node.name());
        if (node.isLeaf()) {
            wanted.add(new Leaf(node, path));
        }
        node.children().forEach(child -> add(child, path));
    }

    @Override
    public void addRowGroup(org.apache.parquet.format.RowGroup group) {
        int number = groups.size() + 1;
        if (columns == null) {
            throw damage.of("its footer tells of row groups before their schema");
        }
        long count = group.getNum_rows();
        if (count < 0 || groupRows + count < 0) {
            throw damage.of("row group " + number + " says that it has " + count + " rows");
        }
        if (group.getColumns().size() != leaves) {
            throw damage.of(
                    "row group " + number + " has " + group.getColumns().size() + " columns, and the schema " + leaves);
        }
        List<ColumnPages> pages = new ArrayList<>();
        for (Leaf leaf : wanted) {
            pages.add(pages(group.getColumns().get(leaf.node.leaf()), leaf, count, number));
        }
        groups.add(new RowGroup(groupRows + 1, count, pages));
        groupRows += count;
    }

    private ColumnPages pages(ColumnChunk chunk, Leaf leaf, long count, int group) {
        String what = "column '" + shown(leaf.node.name()) + "' of row group " + group;
        if (chunk.isSetCrypto_metadata() || chunk.isSetEncrypted_column_metadata()) {
            throw encrypted();
        }
        if (chunk.isSetFile_path()) {
            throw damage.unread(what + " is in another file, " + shown(chunk.getFile_path()));
        }
        ColumnMetaData meta = chunk.getMeta_data();
        if (meta == null) {
            throw damage.of(what + " is not described");
        }
        if (!leaf.path.equals(meta.getPath_in_schema())
                || meta.getType() == null
                || Physical.of(meta.getType()) != leaf.node.physical()) {
            throw damage.of(what + " is described as '" + shown(String.join(".", meta.getPath_in_schema()))
                    + "' of type " + meta.getType());
        }
        if (meta.getCodec() == null) {
            throw damage.unread(what + " is compressed in a way that is unknown");
        }
        long first = meta.getData_page_offset();
        long dictionary = meta.isSetDictionary_page_offset() ? meta.getDictionary_page_offset() : 0;
        long start = dictionary > 0 && dictionary < first ? dictionary : first;
        long length = meta.getTotal_compressed_size();
        boolean inside = start >= FIRST_PAGE && length >= 0 && length <= dataEnd - start;
        if (!inside && count > 0) {
            throw damage.of(what + " says that it has " + length + " bytes at " + start
                    + ", of a file whose pages end at " + dataEnd);
        }
        long values = meta.getNum_values();
        if (values < count || (leaf.node.flat() && values != count)) {
            throw damage.of(what + " says that it has " + values + " values in " + count + " rows");
        }
        long last = inside ? start + length : start;
        long end = inside ? Math.min(dataEnd, last + LEFT_OUT) : start;
        return new ColumnPages(leaf.node, meta.getCodec(), start, last, end, meta.getTotal_uncompressed_size(), values);
    }

    private static String shown(String text) {
        return text.length() > 100 ? text.substring(0, 100) + "…" : text;
    }

    @Override
    public void setNumRows(long count) {
        rows = count;
    }

    @Override
    public void setEncryptionAlgorithm(EncryptionAlgorithm algorithm) {
        throw encrypted();
    }

    private ForebayException encrypted() {
        return damage.unread("columns of it are encrypted by Parquet's modular encryption, which COPY does not read");
    }

    @Override
    public void setVersion(int version) {}

    @Override
    public void addKeyValueMetaData(KeyValue pair) {}

    @Override
    public void setCreatedBy(String writer) {}

    @Override
    public void setFooterSigningKeyMetadata(byte[] key) {}
}
