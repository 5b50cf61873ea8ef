package io.forebay.format.json;

import io.forebay.format.json.path.PathTree;
import io.forebay.format.kit.schema.FieldGuess;
import io.forebay.format.kit.schema.NamedFields;
import io.forebay.spi.format.ReadOptions;
import io.forebay.spi.warehouse.Column;
import java.util.ArrayList;
import java.util.List;

/** JSON 'auto' and 'auto ignorecase': a column for each member of the documents. */
final class MemberSample extends JsonSample {
    private final Extras members;
    private final NamedFields<FieldGuess> fields;
    private final MemberGuess guesses;
    private final boolean exact;
    private boolean arrays;

    /** @param exact whether a column gets only the member of exactly its name */
    MemberSample(ReadOptions options, boolean exact) {
        this(options, exact, new Extras());
    }

    private MemberSample(ReadOptions options, boolean exact, Extras members) {
        super(options, PathTree.ofNames(List.of(), false), members);
        this.members = members;
        this.exact = exact;
        this.fields = new NamedFields<>(() -> new FieldGuess(options));
        this.guesses = new MemberGuess();
    }

    @Override
    boolean document(byte[] bytes, int from) {
        if (bytes[from] == '[') {
            arrays = true;
            return false;
        }
        guesses.tell(bytes, members, fields::find);
        return true;
    }

    @Override
    String nothing() {
        return arrays
                ? " holds arrays, whose elements have no names: name them in a JSONPaths file, or load each array as it"
                        + " is with 'noshred'"
                : super.nothing();
    }

    @Override
    public List<Column> columns() {
        return fields.columns(FieldGuess::type);
    }

    @Override
    public List<String> remarks() {
        List<String> remarks = new ArrayList<>(fields.remarks("members", exact));
        if (arrays) {
            remarks.add("documents that are arrays are refused: they have no members");
        }
        return remarks;
    }
}
