package io.forebay.engine.spectrum;

import io.forebay.spi.warehouse.Column;
import io.forebay.spi.warehouse.ExternalReads;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Which of a table's columns a statement wants, and where each goes in its chunks.
 *
 * @param columns those to read
 * @param places of each of them in the chunk; {@link ExternalReads#NOTHING} for one that goes nowhere
 * @param paths places of the object's address
 * @param sizes places of the object's size
 */
record Asked(List<Column> columns, List<Integer> places, List<Integer> paths, List<Integer> sizes) {
    Asked {
        columns = List.copyOf(columns);
        places = List.copyOf(places);
        paths = List.copyOf(paths);
        sizes = List.copyOf(sizes);
    }

    /** @param all whether every column is read, though not every one goes anywhere */
    static Asked of(List<Column> table, List<Integer> asked, boolean all) {
        int[] places = new int[table.size()];
        Arrays.fill(places, ExternalReads.NOTHING);
        List<Integer> paths = new ArrayList<>();
        List<Integer> sizes = new ArrayList<>();
        for (int place = 0; place < asked.size(); place++) {
            int column = asked.get(place);
            if (column == table.size()) {
                paths.add(place);
            } else if (column > table.size()) {
                sizes.add(place);
            } else if (column >= 0) {
                places[column] = place;
            }
        }
        boolean any = Arrays.stream(places).anyMatch(place -> place >= 0);
        List<Column> columns = new ArrayList<>();
        List<Integer> kept = new ArrayList<>();
        for (int i = 0; i < places.length; i++) {
            if (all || places[i] >= 0 || (!any && i == 0)) {
                columns.add(table.get(i));
                kept.add(places[i]);
            }
        }
        return new Asked(columns, kept, paths, sizes);
    }
}
