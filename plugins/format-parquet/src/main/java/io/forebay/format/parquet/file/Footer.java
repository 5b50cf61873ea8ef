package io.forebay.format.parquet.file;

import java.util.List;

/** What the end of a file says. @param columns of the records, in their order */
public record Footer(List<Node> columns, long rows, List<RowGroup> groups) {
    public Footer {
        columns = List.copyOf(columns);
        groups = List.copyOf(groups);
    }
}
