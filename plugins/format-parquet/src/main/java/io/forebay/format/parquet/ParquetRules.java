package io.forebay.format.parquet;

import io.forebay.format.kit.columnar.ColumnMatch;
import io.forebay.format.kit.columnar.FileColumn;
import io.forebay.format.kit.columnar.SchemaMismatch;
import io.forebay.format.kit.source.Damage;
import io.forebay.format.kit.source.InflatingPool;
import io.forebay.format.parquet.file.Node;
import io.forebay.format.parquet.file.Node.Meaning;
import io.forebay.format.parquet.page.PageBuffers;
import io.forebay.format.parquet.page.PageMemory;
import io.forebay.spi.format.ReadOptions;
import io.forebay.spi.format.ReadRequest;
import io.forebay.spi.warehouse.Column;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What one COPY says, compiled: made once a load, shared by its threads. */
final class ParquetRules {
    final ReadOptions options;
    final Column[] columns;
    final ColumnMatch match;
    final InflatingPool inflaters;
    final PageMemory memory;
    final PageBuffers buffers = new PageBuffers();

    ParquetRules(ReadRequest request, PageMemory memory) {
        this.options = request.options();
        this.columns = request.columns().toArray(new Column[0]);
        this.match = new ColumnMatch(request);
        this.inflaters = new InflatingPool(request.inflatedLimit());
        this.memory = memory;
    }

    /**
     * The column of the file for each of the table's; null for one that becomes NULL.
     *
     * @throws io.forebay.spi.ForebayException WRONG_SCHEMA
     */
    List<@Nullable Node> wanted(List<Node> file, Damage damage) {
        int[] matched = match.match(
                file.stream().map(ParquetRules::column).toList(), new SchemaMismatch(damage.object(), "Parquet"));
        List<@Nullable Node> wanted = new ArrayList<>();
        Arrays.stream(matched).forEach(number -> wanted.add(number < 0 ? null : file.get(number)));
        for (Node node : wanted) {
            if (node != null) {
                throwIfVariant(node, damage);
            }
        }
        return wanted;
    }

    static FileColumn column(Node node) {
        return new FileColumn(node.name(), node.columnType(), node.text());
    }

    private static void throwIfVariant(Node node, Damage damage) {
        if (node.meaning() == Meaning.VARIANT) {
            throw damage.unread("column '" + node.name() + "' is a VARIANT: write it as JSON");
        }
        node.children().forEach(child -> throwIfVariant(child, damage));
    }
}
