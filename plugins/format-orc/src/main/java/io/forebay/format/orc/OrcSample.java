package io.forebay.format.orc;

import io.forebay.format.kit.columnar.FileType.Kind;
import io.forebay.format.kit.columnar.SampledColumns;
import io.forebay.format.kit.ranged.ObjectBytes;
import io.forebay.format.kit.source.InflatingPool;
import io.forebay.format.orc.file.FileTail;
import io.forebay.format.orc.file.TailReader;
import io.forebay.format.orc.file.TypeTree;
import io.forebay.format.orc.value.FileTypes;
import io.forebay.spi.ForebayException;
import io.forebay.spi.format.FormatError;
import io.forebay.spi.format.ReadOptions;
import io.forebay.spi.format.ReadRequest;
import io.forebay.spi.format.SchemaSample;
import io.forebay.spi.store.StoredObject;
import io.forebay.spi.warehouse.Column;
import java.io.InputStream;
import java.util.List;
import org.apache.orc.TypeDescription;

/** The columns that files say they have. */
final class OrcSample implements SchemaSample {
    private final SampledColumns columns;

    OrcSample(ReadOptions options) {
        this.columns = new SampledColumns(options);
    }

    @Override
    public void add(StoredObject object, InputStream stream) {
        try (InflatingPool pool = new InflatingPool(ReadRequest.INFLATED_LIMIT);
                ObjectBytes bytes = new ObjectBytes(object, stream, OrcFormat.MAGIC, pool)) {
            try {
                FileTail tail = new TailReader(bytes, bytes.damage()).read();
                if (tail != null) {
                    add(tail.types());
                }
            } catch (ForebayException e) {
                throw e.is(FormatError.DAMAGED_FILE) ? bytes.orChanged(e) : e;
            } finally {
                bytes.interrupt();
            }
        }
    }

    private void add(TypeTree tree) {
        List<TypeDescription> fields = tree.root().getChildren();
        for (int i = 0; i < fields.size(); i++) {
            TypeDescription type = fields.get(i);
            boolean nested = FileTypes.of(type).kind() == Kind.NESTED;
            columns.add(i, tree.name(tree.root(), i), FileTypes.natural(type), nested);
        }
    }

    @Override
    public List<Column> columns() {
        return columns.columns();
    }

    @Override
    public List<String> remarks() {
        return columns.remarks("ORC", "lists, maps, structs and unions");
    }
}
