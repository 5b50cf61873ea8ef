package io.forebay.format.json;

import io.forebay.format.json.path.JsonPath;
import io.forebay.format.json.path.PathTree;
import io.forebay.spi.format.ReadOptions;
import io.forebay.spi.warehouse.Column;
import io.forebay.spi.warehouse.ColumnType;
import io.forebay.spi.warehouse.TypeKind;
import java.util.List;

/** JSON 'noshred': one column for the whole document. */
final class DocumentSample extends JsonSample {
    private boolean any;

    DocumentSample(ReadOptions options) {
        super(options, PathTree.ofPaths(List.of(JsonPath.ROOT)), null);
    }

    @Override
    boolean document(byte[] bytes, int from) {
        any = true;
        return true;
    }

    @Override
    public List<Column> columns() {
        return any ? List.of(Column.of("document", ColumnType.of(TypeKind.SUPER))) : List.of();
    }
}
