package io.forebay.format.json;

import io.forebay.format.json.path.JsonPath;
import io.forebay.format.json.path.PathTree;
import io.forebay.format.kit.extra.NewFields;
import io.forebay.format.kit.value.FieldParser;
import io.forebay.format.kit.value.FieldParsers;
import io.forebay.format.kit.value.LoadError;
import io.forebay.spi.ForebayException;
import io.forebay.spi.format.ExtraFields;
import io.forebay.spi.format.FormatError;
import io.forebay.spi.format.Layout;
import io.forebay.spi.format.ReadOptions;
import io.forebay.spi.format.ReadRequest;
import io.forebay.spi.warehouse.Column;
import io.forebay.spi.warehouse.TypeKind;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What one COPY says, compiled: made once a load, shared by its threads. */
final class LoadRules {
    final ReadOptions options;
    final Column[] columns;
    final FieldParser[] parsers;
    final boolean[] nullable;

    /** The values that columns want, and where they are. */
    final PathTree tree;

    final ExtraFields extra;

    /** The members that no column takes; null when they are not to be added. */
    final @Nullable NewColumns newColumns;

    /** The error of a text that is no JSON. */
    final int syntaxError;

    /** @throws ForebayException BAD_OPTIONS when the options do not fit the columns */
    LoadRules(ReadRequest request) {
        options = request.options();
        extra = request.extra();
        List<Column> list = request.columns();
        if (list.isEmpty()) {
            throw bad("there is no column to load");
        }
        columns = list.toArray(new Column[0]);
        parsers = list.stream().map(column -> FieldParsers.of(column, options)).toArray(FieldParser[]::new);
        nullable = new boolean[columns.length];
        for (int i = 0; i < columns.length; i++) {
            nullable[i] = columns[i].nullable();
        }
        List<String> arguments = ((Layout.Named) options.layout()).arguments();
        String kind = arguments.isEmpty() ? "auto" : arguments.get(0);
        newColumns = NewFields.wanted(request) ? new NewColumns(request, kind.equals("auto ignorecase")) : null;
        tree = switch (kind) {
            case "auto" -> PathTree.ofNames(list, false);
            case "auto ignorecase" -> PathTree.ofNames(list, true);
            case "noshred" -> noShred(list);
            case "paths" -> ofPaths(arguments.subList(1, arguments.size()), list.size());
            default -> throw unknown(kind);
        };
        syntaxError = kind.equals("noshred") ? LoadError.JSON_FORMAT : LoadError.INVALID_LINE;
    }

    private static PathTree noShred(List<Column> columns) {
        if (columns.size() != 1 || columns.get(0).type().kind() != TypeKind.SUPER) {
            throw bad("FORMAT JSON 'noshred' loads one column of type SUPER: name it in the column list");
        }
        return PathTree.ofPaths(List.of(JsonPath.ROOT));
    }

    private static PathTree ofPaths(List<String> paths, int columns) {
        if (paths.size() != columns) {
            throw bad("the JSONPaths file has " + paths.size() + " paths, but " + columns
                    + " columns are to be loaded: give one for each, in their order");
        }
        return PathTree.ofPaths(JsonPath.parseAll(paths));
    }

    /** Whether members that no column takes matter. */
    boolean wantsExtras() {
        return extra.policy() != ExtraFields.Policy.IGNORE || extra.rescued();
    }

    static ForebayException unknown(String kind) {
        return bad("FORMAT JSON '" + kind
                + "' is unknown: say 'auto', 'auto ignorecase', 'noshred' or the address of a JSONPaths file");
    }

    static ForebayException bad(String message) {
        return new ForebayException(FormatError.BAD_OPTIONS, message);
    }
}
