package io.forebay.format.orc;

import io.forebay.format.kit.columnar.ColumnMatch;
import io.forebay.format.kit.columnar.FileColumn;
import io.forebay.format.kit.columnar.SchemaMismatch;
import io.forebay.format.kit.source.InflatedLimit;
import io.forebay.format.orc.file.Memory;
import io.forebay.format.orc.file.TypeTree;
import io.forebay.format.orc.value.FileTypes;
import io.forebay.spi.ForebayException;
import io.forebay.spi.format.ReadOptions;
import io.forebay.spi.format.ReadRequest;
import io.forebay.spi.store.ObjectUri;
import io.forebay.spi.warehouse.Column;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.orc.TypeDescription;

/** What one COPY says, compiled: made once a load, shared by its threads. */
final class OrcRules {
    final ReadOptions options;
    final Column[] columns;
    final ColumnMatch match;
    final InflatedLimit limit;
    final Memory.Limits memory = Memory.Limits.ofHeap();

    /** @throws ForebayException BAD_OPTIONS when the options do not fit the columns */
    OrcRules(ReadRequest request) {
        options = request.options();
        columns = request.columns().toArray(new Column[0]);
        match = new ColumnMatch(request);
        limit = new InflatedLimit(request.inflatedLimit());
    }

    /** Where each column gets its values from. @throws ForebayException WRONG_SCHEMA when the file does not fit */
    Plan plan(TypeTree tree, ObjectUri object) {
        int[] fields = match.match(columns(tree), new SchemaMismatch(object, "ORC"));
        boolean[] included = new boolean[tree.root().getMaximumId() + 1];
        included[0] = true;
        for (int field : fields) {
            if (field >= 0) {
                TypeDescription type = tree.root().getChildren().get(field);
                Arrays.fill(included, type.getId(), type.getMaximumId() + 1, true);
            }
        }
        return new Plan(tree, fields, included);
    }

    /** The fields of the file's records. */
    static List<FileColumn> columns(TypeTree tree) {
        List<FileColumn> columns = new ArrayList<>();
        for (TypeDescription type : tree.root().getChildren()) {
            columns.add(new FileColumn(tree.name(tree.root(), columns.size()), FileTypes.of(type), tree.text(type)));
        }
        return columns;
    }
}
