package io.forebay.format.json;

import io.forebay.format.json.path.JsonPath;
import io.forebay.format.json.path.PathTree;
import io.forebay.format.kit.schema.ColumnName;
import io.forebay.format.kit.schema.FieldGuess;
import io.forebay.format.kit.schema.UniqueNames;
import io.forebay.spi.format.ReadOptions;
import io.forebay.spi.warehouse.Column;
import io.forebay.spi.warehouse.TableDefinition;
import java.util.ArrayList;
import java.util.List;

/** A JSONPaths file: a column for each path, named by the path's last step. */
final class PathSample extends JsonSample {
    private final List<JsonPath> paths;
    private final PathTree tree;
    private final List<FieldGuess> guesses = new ArrayList<>();
    private final ValueGuess values = new ValueGuess();
    private boolean any;

    /** @throws io.forebay.spi.ForebayException BAD_OPTIONS for more paths than a table may have columns */
    PathSample(ReadOptions options, List<JsonPath> paths) {
        this(options, paths, PathTree.ofPaths(paths));
    }

    private PathSample(ReadOptions options, List<JsonPath> paths, PathTree tree) {
        super(options, tree, null);
        this.paths = paths;
        this.tree = tree;
        if (paths.size() > TableDefinition.MAX_COLUMNS) {
            throw LoadRules.bad("the JSONPaths file has " + paths.size() + " paths, but a table may have at most "
                    + TableDefinition.MAX_COLUMNS + " columns");
        }
        paths.forEach(path -> guesses.add(new FieldGuess(options)));
    }

    @Override
    boolean document(byte[] bytes, int from) {
        for (int column = 0; column < guesses.size(); column++) {
            int slot = tree.slotOf[column];
            values.tell(guesses.get(column), bytes, reader.start[slot], reader.end[slot], reader.found[slot]);
        }
        any = true;
        return true;
    }

    @Override
    public List<Column> columns() {
        List<Column> columns = new ArrayList<>();
        UniqueNames names = new UniqueNames();
        for (int column = 0; any && column < guesses.size(); column++) {
            String name = paths.get(column).columnName();
            columns.add(Column.of(
                    names.next(ColumnName.possible(name) ? name : "column_" + (column + 1)),
                    guesses.get(column).type()));
        }
        return columns;
    }
}
